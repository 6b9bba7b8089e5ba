"""What makes an absence a leave: its type, its half-days, who stands in."""

from dataclasses import dataclass
from uuid import UUID

from tarazy_hr.domain.leave.span import Span


@dataclass(frozen=True, slots=True)
class LeaveTerms:
    """The terms on which somebody is away."""

    leave_type: str
    span: Span
    substitute_id: UUID | None = None
    """Who stands in."""
    is_open: bool = False
    """The last day is provisional: it is put off until the end is known."""
    overlaps: bool = False
    """It may lie over other leave, as sickness does."""
    certificate: str | None = None
    """Number of the paper that proves it."""
