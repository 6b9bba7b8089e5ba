"""`court.vacancy.*`: competitions for vacant posts. Ids and codes only; what is known of candidates never leaves HR."""

from typing import ClassVar

from tarazy_shared.contracts import topics
from tarazy_shared.contracts.event import EventData
from tarazy_shared.contracts.fields import Code, Count, Day, Hash, Id, Version


class _VacancyData(EventData):
    TOPIC: ClassVar[str] = topics.STAFF
    SUBJECT: ClassVar[str] = "competition_id"

    competition_id: Id
    post_id: Id
    version: Version
    """The number of the entry in the competition's record: it grows, with gaps."""
    panel: tuple[Id, ...] = ()
    """person_ids of those who sit in the panel now."""
    record_hash: Hash
    """Of that entry: whoever holds this event can tell whether a record shown later was changed up to there."""


class VacancyAnnounced(_VacancyData):
    """A competition for a vacant post begins."""

    TYPE: ClassVar[str] = "court.vacancy.announced.v1"

    role: Code
    from_on: Day
    """First day in post."""
    applications_until: Day
    """Last day on which applications are taken."""
    procedure: Code
    stages: tuple[Code, ...]


class VacancyStageCompleted(_VacancyData):
    """A stage is over."""

    TYPE: ClassVar[str] = "court.vacancy.stage_completed.v1"

    stage: Code
    passed: Count
    """How many candidates go on."""
    ended: Count
    """How many do not."""
    due_on: Day | None = None
    """Last day of the next stage; absent after the last one."""


class VacancyReopened(_VacancyData):
    """The competition goes on from an earlier stage, or takes applications again (`applications`)."""

    TYPE: ClassVar[str] = "court.vacancy.reopened.v1"

    stage: Code
    reason: Code
    due_on: Day


class VacancyFilled(_VacancyData):
    """Somebody is appointed; `court.staff.appointed` tells the rest."""

    TYPE: ClassVar[str] = "court.vacancy.filled.v1"

    person_id: Id
    from_on: Day


class VacancyClosed(_VacancyData):
    """The competition ends without an appointment."""

    TYPE: ClassVar[str] = "court.vacancy.closed.v1"

    reason: Code


class VacancyCancelled(_VacancyData):
    """The competition is called off."""

    TYPE: ClassVar[str] = "court.vacancy.cancelled.v1"

    reason: Code


EVENTS: tuple[type[EventData], ...] = (
    VacancyAnnounced,
    VacancyStageCompleted,
    VacancyReopened,
    VacancyFilled,
    VacancyClosed,
    VacancyCancelled,
)
