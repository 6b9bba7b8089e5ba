"""`court.training.*`: places on courses, turns on waiting lists, and certificates. Codes and days alone of people."""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from tarazy_shared.contracts import topics
from tarazy_shared.contracts.event import EventData
from tarazy_shared.contracts.fields import Code, Day, Id, Instant, Text, Version, wrong
from tarazy_shared.contracts.local_text import LocalText


class _TrainingData(EventData):
    TOPIC: ClassVar[str] = topics.STAFF
    SUBJECT: ClassVar[str] = "person_id"

    person_id: Id
    version: Version
    """Of this place or certificate; it grows with each fact about it."""
    programme: Code
    programme_name: LocalText | None = None


class _PlaceData(_TrainingData):
    enrolment_id: Id
    session_id: Id
    starts_at: Instant
    ends_at: Instant
    online: bool = False
    venue: Text | None = None
    """Where it is held, or the address under which one takes part."""

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.ends_at <= self.starts_at:
            raise wrong("ends_at must be later than starts_at", "ends_at")
        return self


Change = Literal["times", "mode", "venue", "trainers"]


class TrainingPlaceGiven(_PlaceData):
    """The person has a place, also when a session has changed. `court.absence.approved` tells that they are away."""

    TYPE: ClassVar[str] = "court.training.place_given.v1"

    changed: tuple[Change, ...] = ()
    """What of the session changed; empty where the place is new."""
    waited: bool = False
    """Whether the person moved up from the waiting list."""


class TrainingPlaceWithdrawn(_PlaceData):
    """The person has no place any more."""

    TYPE: ClassVar[str] = "court.training.place_withdrawn.v1"

    reason: Code


class TrainingPlaceAwaited(_PlaceData):
    """The person waits for a place, and is moved up as soon as one is free."""

    TYPE: ClassVar[str] = "court.training.place_awaited.v1"

    turn: Annotated[int, Field(ge=1)]
    """On the waiting list."""
    changed: tuple[Change, ...] = ()
    """What of the session changed; empty where the person has just begun to wait."""


class TrainingPlaceOffered(_PlaceData):
    """A place is kept for the person, who waited for one and has to accept it in time."""

    TYPE: ClassVar[str] = "court.training.place_offered.v1"

    answer_by: Instant


class TrainingWaitEnded(_PlaceData):
    """The person waits no more, and has no place."""

    TYPE: ClassVar[str] = "court.training.wait_ended.v1"

    reason: Code


class TrainingCertificateIssued(_TrainingData):
    """The person holds a certificate."""

    TYPE: ClassVar[str] = "court.training.certificate_issued.v1"

    certificate_id: Id
    issued_on: Day
    expires_on: Day | None = None
    """The last day on which it is valid."""


class TrainingCertificateEnded(_TrainingData):
    """It was renewed by another, or is not valid any more."""

    TYPE: ClassVar[str] = "court.training.certificate_ended.v1"

    certificate_id: Id
    reason: Code


EVENTS: tuple[type[EventData], ...] = (
    TrainingPlaceGiven,
    TrainingPlaceWithdrawn,
    TrainingPlaceAwaited,
    TrainingPlaceOffered,
    TrainingWaitEnded,
    TrainingCertificateIssued,
    TrainingCertificateEnded,
)
