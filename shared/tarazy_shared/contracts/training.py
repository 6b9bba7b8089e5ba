"""`court.training.*`: places on courses, and certificates. Codes and days alone."""

from typing import ClassVar, Self

from pydantic import model_validator

from tarazy_shared.contracts import topics
from tarazy_shared.contracts.event import EventData
from tarazy_shared.contracts.fields import Code, Day, Id, Instant, Version, wrong


class _TrainingData(EventData):
    TOPIC: ClassVar[str] = topics.STAFF
    SUBJECT: ClassVar[str] = "person_id"

    person_id: Id
    version: Version
    """Of this place or certificate; it grows with each fact about it."""
    programme: Code


class _PlaceData(_TrainingData):
    enrolment_id: Id
    session_id: Id
    starts_at: Instant
    ends_at: Instant
    online: bool = False

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.ends_at <= self.starts_at:
            raise wrong("ends_at must be later than starts_at", "ends_at")
        return self


class TrainingPlaceGiven(_PlaceData):
    """The person has a place, also when a session has moved. `court.absence.approved` tells that they are away."""

    TYPE: ClassVar[str] = "court.training.place_given.v1"


class TrainingPlaceWithdrawn(_PlaceData):
    """The person has no place any more."""

    TYPE: ClassVar[str] = "court.training.place_withdrawn.v1"

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
    TrainingCertificateIssued,
    TrainingCertificateEnded,
)
