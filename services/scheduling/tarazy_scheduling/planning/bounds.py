"""What is proved about every plan of a court."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bound:
    """What every plan has at least."""

    cost: int
    unlisted: int
    penalties: int
    """Of the cost: for hearings that no plan can list."""


def gap(cost: int, bound: int) -> float:
    """How much of a cost might be avoidable, from 0 to 1."""
    return (cost - bound) / cost if cost > 0 else 0.0
