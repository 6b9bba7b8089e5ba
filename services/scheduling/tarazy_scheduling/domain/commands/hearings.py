"""What is asked of hearings, and who cannot be had for them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from tarazy_scheduling.domain.model.hearing import Request
from tarazy_scheduling.domain.model.means import Unavailability


@dataclass(frozen=True, slots=True)
class RequestHearing:
    """A hearing is asked for, or asked for anew."""

    hearing_id: UUID
    case_id: UUID
    request: Request


@dataclass(frozen=True, slots=True)
class WithdrawHearing:
    """The hearing is not wanted any more."""

    hearing_id: UUID
    case_id: UUID


@dataclass(frozen=True, slots=True)
class ConcludeHearing:
    """How a hearing ended, and the next one if one is wanted."""

    hearing_id: UUID
    case_id: UUID
    outcome: Literal["held", "adjourned", "not_held"]
    started_at: datetime | None = None
    ended_at: datetime | None = None
    adjournment_reason: str | None = None
    following: RequestHearing | None = None


@dataclass(frozen=True, slots=True)
class DeclareUnavailability:
    """A person, a party or a room cannot be had. A person's holds in all courts: decide it in each of them."""

    unavailability: Unavailability


@dataclass(frozen=True, slots=True)
class WithdrawUnavailability:
    """It does not hold any more."""

    unavailability_id: UUID
