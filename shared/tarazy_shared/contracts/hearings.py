"""`court.hearings`: what scheduling decides and records. Ids only, never a name or an address of a person."""

from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import ConfigDict, Field, model_serializer, model_validator

from tarazy_shared.contracts import draws, premises, topics
from tarazy_shared.contracts.event import EventData, Facts
from tarazy_shared.contracts.fields import Code, Count, Day, Hash, Id, Instant, SpokenLanguage, Text, Version, wrong
from tarazy_shared.contracts.reasons import Conflict, Refused, Remedy


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
    promised_from_on: Day | None = None
    promised_to_on: Day | None = None


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
    interpreter_languages: tuple[SpokenLanguage, ...] | None = None
    """Into and from which it is interpreted, as the request asks."""
    promised_from_on: Day | None = None
    """The first of the days within which people are told that it sits, instead of the sittings; both or neither."""
    promised_to_on: Day | None = None
    """Inclusive."""


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
    escalation: tuple[Remedy, ...] | None = None
    """What would help, the least first."""
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
    *draws.EVENTS,
    HearingScheduled,
    HearingRescheduled,
    HearingCancelled,
    HearingUnlisted,
    HearingRecorded,
    EventRefused,
    *premises.EVENTS,
    CauseListPublished,
)
"""All of the topic."""
