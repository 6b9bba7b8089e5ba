"""What scheduling decides and tells: one frozen record per event type of `court.hearings`.

The edges write them with the court as key and the cause beside them.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NamedTuple
from uuid import UUID

from tarazy_scheduling.domain.model.case import Conflict
from tarazy_scheduling.domain.model.drawing import AllocationReason as AllocationReason
from tarazy_scheduling.domain.model.drawing import Beacon
from tarazy_scheduling.domain.model.hearing import Channel, Placing, Venue
from tarazy_scheduling.domain.model.means import Room

CorrectionReason = Literal["weight_wrong", "counted_twice", "not_counted", "other_work", "correction_undone"]


class Candidate(NamedTuple):
    """Somebody who could be drawn. A tuple, because each draw makes one a judge and a frozen dataclass takes longer."""

    person_id: UUID
    share: int
    surplus: int
    tickets: int

    @property
    def score(self) -> str:
        """What the judge carries above a fair share, per share: a fraction as text."""
        return f"{self.surplus}/{self.share}"


@dataclass(frozen=True, slots=True)
class Excluded:
    """Somebody who could not be drawn, and why."""

    person_id: UUID
    excluded: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What anybody needs to repeat the draw."""

    rule: str
    beta: str
    candidates: tuple[Candidate | Excluded, ...]
    """Those with tickets first, in the order in which they hold them."""
    inputs_hash: str
    secret_commitment: str
    beacon: Beacon | None
    attempt: int
    number: int
    previous_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class CaseAllocated:
    """A judge was drawn for a case that never had one."""

    case_id: UUID
    version: int
    person_id: UUID
    panel: tuple[UUID, ...]
    draw_id: UUID
    reason: AllocationReason
    proof: Proof
    related_case_id: UUID | None = None
    """The case that was the same before, and whose judge has this one."""


@dataclass(frozen=True, slots=True)
class CaseReallocated:
    """Another judge was drawn for a case."""

    case_id: UUID
    version: int
    person_id: UUID
    panel: tuple[UUID, ...]
    draw_id: UUID
    reason: AllocationReason
    proof: Proof


@dataclass(frozen=True, slots=True)
class DrawsCorrected:
    """A judge's balance was put right: an entry of the ledger as a draw is."""

    correction_id: UUID
    number: int
    order_id: UUID
    person_id: UUID
    minutes: int
    draw_number: int
    reason: CorrectionReason
    corrected_by: UUID
    previous_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class CaseUnallocated:
    """Nobody can be drawn, and why."""

    case_id: UUID
    reasons: tuple[Conflict, ...]


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


@dataclass(frozen=True, slots=True)
class HearingUnlisted:
    """No lawful place was found, and why."""

    hearing_id: UUID
    case_id: UUID
    version: int
    request_version: int
    conflicts: tuple[Conflict, ...]
    previous: Placing | None = None
    previous_rooms: tuple[Venue, ...] = ()


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


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason why an event is refused; `field` is empty where the event as a whole is meant."""

    field: str
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class EventRefused:
    """The domain says no to what caused this fact; the edges add that event's id and type."""

    reasons: tuple[Refusal, ...]
    case_id: UUID | None = None
    hearing_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class RoomRegistered:
    """A room can be used."""

    room: Room


@dataclass(frozen=True, slots=True)
class RoomUpdated:
    """The room as it now stands."""

    room: Room


@dataclass(frozen=True, slots=True)
class RoomClosed:
    """The room cannot be used any more."""

    room: Room


@dataclass(frozen=True, slots=True)
class CalendarChanged:
    """The days from `from_on` to `to_on`, both included, are to be read again."""

    version: int
    from_on: date
    to_on: date


Fact = (
    CaseAllocated
    | CaseReallocated
    | CaseUnallocated
    | DrawsCorrected
    | HearingScheduled
    | HearingRescheduled
    | HearingCancelled
    | HearingUnlisted
    | HearingRecorded
    | EventRefused
    | RoomRegistered
    | RoomUpdated
    | RoomClosed
    | CalendarChanged
)


@dataclass(frozen=True, slots=True)
class Told:
    """A fact and the id of the event or command that brought it about."""

    cause: str
    fact: Fact
