"""A fact in its place in the record of one matter: a competition, an evaluation, a disciplinary case."""

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

F = TypeVar("F", covariant=True)


@dataclass(frozen=True, slots=True)
class Entry(Generic[F]):
    """One entry. A record is only ever added to."""

    number: int
    """From 1, without gaps."""
    at: datetime
    by: str
    """The person_id of whoever did it, or `system`."""
    fact: F
