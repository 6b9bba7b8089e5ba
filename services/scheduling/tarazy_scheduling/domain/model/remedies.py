"""What would help a hearing that has no place."""

from dataclasses import dataclass
from typing import Literal

from tarazy_scheduling.domain.model.limits import Authority

RemedyCode = Literal[
    "other_room", "by_video", "other_interpreter", "other_clerk", "without_attendee", "substitute_judge",
    "shorter_notice", "longer_window", "longer_term", "custody_order",
]  # fmt: skip
DecidedBy = Authority | Literal["listing_officer", "requester"]


@dataclass(frozen=True, slots=True)
class Remedy:
    """What would help, and who may do it."""

    code: RemedyCode
    by: DecidedBy
    refers_to: str | None = None
    """Of `longer_term` the rule, of `longer_window` the last day that was asked for."""
