"""Why something cannot be: codes for programs, and words for people."""

from typing import Annotated

from pydantic import Field

from tarazy_shared.contracts.event import Facts
from tarazy_shared.contracts.fields import Code, Text


class Conflict(Facts):
    """Why something cannot be: `refers_to` is the person, room, day or code that stands in the way."""

    code: Code
    text: Text
    refers_to: Text | None = None


class Refused(Facts):
    """One reason of a refusal; `field` is empty where the event as a whole is meant."""

    field: Annotated[str, Field(max_length=500)]
    code: Code
    text: Text


class Remedy(Facts):
    """What would help where there is no place, and who may do it; both are codes."""

    code: Code
    by: Code
    refers_to: Text | None = None
