"""Hearings that have no place and whose last lawful day is near or gone: somebody has to act."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

EscalationCode = Literal["limit_passed", "after_limit", "limit_near"]
"""The last lawful day is over; a place is free only after it; it is near and there is no place for other reasons."""


@dataclass(frozen=True, slots=True)
class Escalation:
    """That a hearing may miss its limit, from the moment it was first so until it is no longer."""

    hearing_id: UUID
    case_id: UUID
    since: datetime
    code: EscalationCode
    limit_on: date
    rule: str
    """The rule that sets the limit."""
    ended_at: datetime | None = None
