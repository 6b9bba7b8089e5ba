"""`court.discipline.*`: steps of disciplinary proceedings, with their clocks. Codes and days alone: nothing of what
somebody is said to have done."""

from typing import ClassVar

from tarazy_shared.contracts import topics
from tarazy_shared.contracts.event import EventData
from tarazy_shared.contracts.fields import Code, Day, Id, Instant, Version


class _DisciplineData(EventData):
    TOPIC: ClassVar[str] = topics.STAFF
    SUBJECT: ClassVar[str] = "person_id"

    person_id: Id
    """Whom the proceedings concern."""
    proceedings_id: Id
    version: Version
    """Of these proceedings; it grows with each fact about them."""


class DisciplineReplyAwaited(_DisciplineData):
    """The person's explanation is asked for."""

    TYPE: ClassVar[str] = "court.discipline.reply_awaited.v1"

    due_on: Day
    """The last day of it."""


class DisciplineReplied(_DisciplineData):
    """The person has explained, or does not wish to."""

    TYPE: ClassVar[str] = "court.discipline.replied.v1"


class DisciplineHearingSet(_DisciplineData):
    """A panel hears the person, also when the time has moved."""

    TYPE: ClassVar[str] = "court.discipline.hearing_set.v1"

    starts_at: Instant
    ends_at: Instant | None = None


class DisciplineDecided(_DisciplineData):
    """A decision was taken, also upon appeal."""

    TYPE: ClassVar[str] = "court.discipline.decided.v1"

    decision: Code
    """Such as `no_violation`, `remark`, `reprimand`, `removal_proposed`."""
    appeal_until: Day | None = None
    """The last day of an appeal; left out where there is none."""


class DisciplineClosed(_DisciplineData):
    """Nothing is open any more: in force, dropped, or its sanction has expired."""

    TYPE: ClassVar[str] = "court.discipline.closed.v1"


EVENTS: tuple[type[EventData], ...] = (
    DisciplineReplyAwaited,
    DisciplineReplied,
    DisciplineHearingSet,
    DisciplineDecided,
    DisciplineClosed,
)
