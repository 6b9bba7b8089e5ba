"""`court.hearings`: what scheduling decides and records. Ids only, never a name or an address of a person."""

from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import ConfigDict, Field, model_serializer, model_validator

from tarazy_shared.contracts import topics
from tarazy_shared.contracts.draw_proof import Proof
from tarazy_shared.contracts.event import EventData, Facts
from tarazy_shared.contracts.fields import (
    LARGEST_INTEGER,
    Code,
    Count,
    Day,
    Hash,
    Id,
    Instant,
    LaterVersion,
    Text,
    Version,
    wrong,
)


class Conflict(Facts):
    """Why something cannot be: `refers_to` is the person, room, day or code that stands in the way."""

    code: Code
    text: Text
    refers_to: Text | None = None


class Sitting(Facts):
    """One continuous sitting in one room; it never runs across the break."""

    sequence: Annotated[int, Field(ge=1)]
    starts_at: Instant
    ends_at: Instant
    room_id: Id
    room_name: Text
    building: Text | None = None
    address: Text | None = None

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.ends_at <= self.starts_at:
            raise wrong("ends_at must be later than starts_at", "ends_at")
        return self


class PersonIds(Facts):
    """Who sits. `clerk` is null only where the court has no such post, and is then written as null."""

    model_config = ConfigDict(json_schema_extra={"required": ["judges", "clerk", "interpreters"]})

    judges: Annotated[tuple[Id, ...], Field(min_length=1)]
    """The allocated judge first."""
    clerk: Id | None = None
    interpreters: tuple[Id, ...]

    @model_serializer
    def _with_clerk(self) -> dict[str, Any]:
        return {"judges": self.judges, "clerk": self.clerk, "interpreters": self.interpreters}


class Placing(Facts):
    """Where and with whom a hearing stood before it was moved or taken away."""

    sittings: tuple[Sitting, ...]
    person_ids: PersonIds
    attendee_ids: tuple[Id, ...]


class _CaseAnswer(EventData):
    TOPIC: ClassVar[str] = topics.HEARINGS
    SUBJECT: ClassVar[str] = "case_id"

    case_id: Id


class _Allocation(_CaseAnswer):
    version: Version
    person_id: Id
    """Who presides."""
    panel: tuple[Id, ...] | None = None
    """The two others, once three judges were asked for."""
    draw_id: Id
    reason: Literal["registered", "became_eligible", "judge_recused", "judge_separated", "panel_asked", "by_hand"]
    proof: Proof


class CaseAllocated(_Allocation):
    """A judge was drawn for the case."""

    TYPE: ClassVar[str] = "court.case.allocated.v1"

    related_case_id: Id | None = None
    """Under the rule `tarazy-related-1`: the case that was the same before, whose judge has this one."""


class CaseReallocated(_Allocation):
    """Another judge or panel was drawn for the case."""

    TYPE: ClassVar[str] = "court.case.reallocated.v1"


class CaseUnallocated(_CaseAnswer):
    """Nobody can be drawn, and why; once per change of reasons."""

    TYPE: ClassVar[str] = "court.case.unallocated.v1"

    reasons: Annotated[tuple[Conflict, ...], Field(min_length=1)]


class _OfTheLedger(EventData):
    TOPIC: ClassVar[str] = topics.HEARINGS
    SUBJECT: ClassVar[str] = "court_id"


class DrawsCorrected(_OfTheLedger):
    """A judge's balance was put right by hand: a link in the court's chain of draws, undone by another one alone."""

    TYPE: ClassVar[str] = "court.draws.corrected.v1"

    correction_id: Id
    number: Version
    """In one sequence with the draws."""
    order_id: Id
    """Of the order that brought it about."""
    person_id: Id
    """The judge."""
    minutes: Annotated[int, Field(ge=-LARGEST_INTEGER, le=LARGEST_INTEGER)]
    """By how much more the judge carries; below zero: less. Never 0."""
    draw_number: Version
    """The draw that it is about."""
    reason: Code
    corrected_by: Id
    """The person_id of who answers for it."""
    previous_hash: Hash
    hash: Hash


class DrawsSealed(_OfTheLedger):
    """A day of the court's ledger of draws is over: nothing can be added to it or taken out unnoticed."""

    TYPE: ClassVar[str] = "court.draws.sealed.v1"

    day: Day
    number: Count
    """Of the last entry up to the end of the day; 0 before the first."""
    hash: Hash
    """Of that entry; 64 zeros before the first."""
    count: Count
    """Draws and corrections of the day."""
    sha256: Hash
    """Of the day's lines, as the ledger's export has them."""


class _HearingAnswer(EventData):
    TOPIC: ClassVar[str] = topics.HEARINGS
    SUBJECT: ClassVar[str] = "hearing_id"

    hearing_id: Id
    case_id: Id
    version: Version
    """1, 2, … without a gap over all events about this hearing."""


class _Placed(_HearingAnswer):
    request_version: Version
    sittings: Annotated[tuple[Sitting, ...], Field(min_length=1)]
    person_ids: PersonIds
    attendee_ids: tuple[Id, ...]
    substitute_for: Id | None = None
    """Whom another judge replaces for this hearing alone."""
    channel: Literal["in_person", "video", "hybrid"] | None = None
    video_url: Text | None = None
    hearing_type: Code | None = None
    category: Code | None = None
    case_number: Text | None = None
    confidential: bool | None = None
    latest_lawful_on: Day | None = None


class HearingScheduled(_Placed):
    """The hearing has a place in the calendar, and had none before."""

    TYPE: ClassVar[str] = "court.hearing.scheduled.v1"


class HearingRescheduled(_Placed):
    """The hearing stood and now stands otherwise, or its request was answered again."""

    TYPE: ClassVar[str] = "court.hearing.rescheduled.v1"

    previous: Placing
    reason: Code


class HearingCancelled(_HearingAnswer):
    """The hearing does not take place."""

    TYPE: ClassVar[str] = "court.hearing.cancelled.v1"

    request_version: Version
    reason: Code
    previous: Placing | None = None


class HearingUnlisted(_HearingAnswer):
    """No lawful place was found, and why; tried again when something frees up."""

    TYPE: ClassVar[str] = "court.hearing.unlisted.v1"

    request_version: Version
    conflicts: Annotated[tuple[Conflict, ...], Field(min_length=1)]
    previous: Placing | None = None


class HearingRecorded(_HearingAnswer):
    """How the hearing ended: facts for performance figures and evaluation."""

    TYPE: ClassVar[str] = "court.hearing.recorded.v1"

    outcome: Literal["held", "adjourned", "not_held"]
    judges: tuple[Id, ...] | None = None
    minutes: Count | None = None
    started_at: Instant | None = None
    ended_at: Instant | None = None
    adjournment_reason: Code | None = None


class Refused(Facts):
    """One reason of a refusal; `field` is empty where the event as a whole is meant."""

    field: Annotated[str, Field(max_length=500)]
    code: Code
    text: Text


class EventRefused(EventData):
    """The answer to something well-formed that the domain refuses and that has no answer of its own."""

    TYPE: ClassVar[str] = "court.event.refused.v1"
    TOPIC: ClassVar[str] = topics.HEARINGS
    SUBJECT: ClassVar[str] = "event_id"

    event_id: Id
    type: Text
    reasons: Annotated[tuple[Refused, ...], Field(min_length=1)]
    case_id: Id | None = None
    hearing_id: Id | None = None

    @property
    def subject(self) -> str:
        """The hearing or else the case concerned, else the event."""
        return str(self.hearing_id or self.case_id or self.event_id)


class _RoomData(EventData):
    TOPIC: ClassVar[str] = topics.HEARINGS
    SUBJECT: ClassVar[str] = "room_id"

    room_id: Id
    name: Text
    building: Text | None = None
    address: Text | None = None
    features: tuple[Code, ...] = ()


class RoomRegistered(_RoomData):
    """A room can be used."""

    TYPE: ClassVar[str] = "court.room.registered.v1"

    version: Version


class RoomUpdated(_RoomData):
    """The room as it now stands."""

    TYPE: ClassVar[str] = "court.room.updated.v1"

    version: LaterVersion


class RoomClosed(_RoomData):
    """The room cannot be used any more."""

    TYPE: ClassVar[str] = "court.room.closed.v1"

    version: Version


class CalendarChanged(EventData):
    """The court's calendar has changed between from_on and to_on: read that range again."""

    TYPE: ClassVar[str] = "court.calendar.changed.v1"
    TOPIC: ClassVar[str] = topics.HEARINGS
    SUBJECT: ClassVar[str] = "court_id"

    version: Version
    from_on: Day
    to_on: Day


class CauseListPublished(EventData):
    """A day's list of hearings was published."""

    TYPE: ClassVar[str] = "court.cause_list.published.v1"
    TOPIC: ClassVar[str] = topics.HEARINGS
    SUBJECT: ClassVar[str] = "court_id"

    day: Day
    edition: Literal["draft", "final", "amended"]
    url: Text
    sha256: Hash


EVENTS: tuple[type[EventData], ...] = (
    CaseAllocated,
    CaseReallocated,
    CaseUnallocated,
    DrawsCorrected,
    DrawsSealed,
    HearingScheduled,
    HearingRescheduled,
    HearingCancelled,
    HearingUnlisted,
    HearingRecorded,
    EventRefused,
    RoomRegistered,
    RoomUpdated,
    RoomClosed,
    CalendarChanged,
    CauseListPublished,
)
