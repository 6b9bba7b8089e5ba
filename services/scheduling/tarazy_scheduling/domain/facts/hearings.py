"""Where and when a hearing is, or why it has no place."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from tarazy_scheduling.domain.model.case import Conflict
from tarazy_scheduling.domain.model.drawing import AllocationReason as AllocationReason
from tarazy_scheduling.domain.model.hearing import Channel, Placing, Promised, Venue
from tarazy_scheduling.domain.model.remedies import Remedy


@dataclass(frozen=True, slots=True)
class HearingScheduled:
    """The hearing has a place, and had none before."""

    hearing_id: UUID
    case_id: UUID
    version: int
    request_version: int
    placing: Placing
    rooms: tuple[Venue, ...]
    """The room of each sitting, as people are told of it."""
    channel: Channel
    hearing_type: str
    category: str
    case_number: str
    confidential: bool
    latest_lawful_on: date | None
    promised: Promised | None = None
    """The days that people are told instead of the date."""
    interpreter_languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HearingRescheduled:
    """The hearing stood and now stands otherwise, or its request was answered again."""

    hearing_id: UUID
    case_id: UUID
    version: int
    request_version: int
    placing: Placing
    rooms: tuple[Venue, ...]
    channel: Channel
    hearing_type: str
    category: str
    case_number: str
    confidential: bool
    latest_lawful_on: date | None
    previous: Placing
    previous_rooms: tuple[Venue, ...]
    reason: str
    promised: Promised | None = None
    previously_promised: Promised | None = None
    interpreter_languages: tuple[str, ...] = ()

    @property
    def keeps_the_promise(self) -> bool:
        """Whether it is for the same people within the days that they know: there is nothing to tell them."""
        is_known = self.promised is not None and self.promised == self.previously_promised
        return is_known and self.placing.meets_the_same(self.previous)


@dataclass(frozen=True, slots=True)
class HearingCancelled:
    """The hearing does not take place. `previous` is None for one that was unlisted."""

    hearing_id: UUID
    case_id: UUID
    version: int
    request_version: int
    reason: str
    previous: Placing | None = None
    previous_rooms: tuple[Venue, ...] = ()
    previously_promised: Promised | None = None


@dataclass(frozen=True, slots=True)
class HearingUnlisted:
    """No lawful place was found: why, and what would help."""

    hearing_id: UUID
    case_id: UUID
    version: int
    request_version: int
    conflicts: tuple[Conflict, ...]
    escalation: tuple[Remedy, ...] = ()
    """The least first."""
    previous: Placing | None = None
    previous_rooms: tuple[Venue, ...] = ()
    previously_promised: Promised | None = None


@dataclass(frozen=True, slots=True)
class HearingRecorded:
    """How the hearing ended."""

    hearing_id: UUID
    case_id: UUID
    version: int
    outcome: Literal["held", "adjourned", "not_held"]
    judges: tuple[UUID, ...] = ()
    minutes: int | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    adjournment_reason: str | None = None
