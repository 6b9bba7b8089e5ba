"""What evaluations came to together."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class FinalOne:
    """What one evaluation came to, without whose it is."""

    court_id: str
    region: str
    total: Decimal
    category: str


@dataclass(frozen=True, slots=True)
class GroupTotal:
    """A group: `()` the country, `(region,)`, `(region, court)`."""

    path: tuple[str, ...]
    evaluations: int
    mean_total: Decimal
    categories: dict[str, int] | None
    """How many came to each; None where that would tell what somebody came to."""
