"""Rules of the kind `retention`: how long it is kept who was told what in which words."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from tarazy_notifications.adapters.rules.kind import RuleBody, RuleKind


@dataclass(frozen=True, slots=True)
class Retention:
    """How long proof of notice is kept whole."""

    years: int | None
    """After the last notice about a case; None: for good."""


class RetentionBody(RuleBody):
    """How long names, addresses and words are kept as proof. Where no rule says so nothing can be erased."""

    years: Annotated[int | None, Field(ge=1, le=200)] = None
    """After the last notice about a case."""


RETENTION: RuleKind[Retention] = RuleKind(
    "retention",
    "How long names, addresses and words are kept as proof of notice",
    RetentionBody,
    lambda body: Retention(body.years),
)
