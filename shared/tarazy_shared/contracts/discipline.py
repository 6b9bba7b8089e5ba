"""`court.discipline.*`: steps of disciplinary proceedings, with their clocks. Codes and days alone: nothing of what
somebody is said to have done."""

from typing import ClassVar

from tarazy_shared.contracts import topics
from tarazy_shared.contracts.event import EventData
from tarazy_shared.contracts.fields import Code, Day, Hash, Id, Instant, Version


class _DisciplineData(EventData):
    TOPIC: ClassVar[str] = topics.STAFF
    SUBJECT: ClassVar[str] = "person_id"

    person_id: Id
    """Whom the proceedings concern."""
    proceedings_id: Id
    version: Version
    """The number of the entry in their record: it grows, with gaps."""
    record_hash: Hash | None = None
    """Of that entry: whoever holds this event can tell whether a record shown later was changed up to there."""


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


class DisciplineHearingCalledOff(_DisciplineData):
    """The panel does not hear the person at the time that was told."""

    TYPE: ClassVar[str] = "court.discipline.hearing_called_off.v1"

    starts_at: Instant


class DisciplinePaused(_DisciplineData):
    """The person's term stands still with the proceedings; it is told again when it goes on."""

    TYPE: ClassVar[str] = "court.discipline.paused.v1"


class DisciplineDecided(_DisciplineData):
    """A decision was taken, also upon appeal."""

    TYPE: ClassVar[str] = "court.discipline.decided.v1"

    decision: Code
    """Such as `no_violation`, `remark`, `reprimand`, `removal_proposed`."""
    appeal_until: Day | None = None
    """The last day of an appeal; left out where there is none."""


class DisciplineAppealed(_DisciplineData):
    """Somebody does not accept the decision: another panel decides."""

    TYPE: ClassVar[str] = "court.discipline.appealed.v1"

    by: Code
    """`judge` or `initiator`."""


class DisciplineClosed(_DisciplineData):
    """Nothing is open any more: in force, dropped, or its sanction has expired."""

    TYPE: ClassVar[str] = "court.discipline.closed.v1"


class _PartData(EventData):
    TOPIC: ClassVar[str] = topics.STAFF
    SUBJECT: ClassVar[str] = "proceedings_id"

    proceedings_id: Id
    version: Version
    """The number of the entry in their record: it grows, with gaps."""
    record_hash: Hash | None = None
    """Of that entry."""
    people: tuple[Id, ...]
    """Whom it concerns: never the person that the proceedings are about."""


class DisciplinePartGiven(_PartData):
    """People have a part in proceedings: they look into them, or were drawn for the panel."""

    TYPE: ClassVar[str] = "court.discipline.part_given.v1"

    part_id: Id
    part: Code
    """`inspector`, `panel_member` or `appeal_panel_member`."""


class DisciplinePartEnded(_PartData):
    """They have it no longer."""

    TYPE: ClassVar[str] = "court.discipline.part_ended.v1"

    part_id: Id
    part: Code


class DisciplineSittingSet(_PartData):
    """When those who have a part in them come together to hear the proceedings, also when the time has moved."""

    TYPE: ClassVar[str] = "court.discipline.sitting_set.v1"

    sitting_id: Id
    starts_at: Instant
    ends_at: Instant


class DisciplineSittingCalledOff(_PartData):
    """They do not at that time."""

    TYPE: ClassVar[str] = "court.discipline.sitting_called_off.v1"

    sitting_id: Id
    starts_at: Instant


class DisciplineComplaintAnswered(_PartData):
    """What became of a complaint, for those of the staff who made it. The measure is not theirs to know."""

    TYPE: ClassVar[str] = "court.discipline.complaint_answered.v1"

    complaint_id: Id
    answer: Code
    """`complaint_admitted`, `complaint_rejected`, `complaint_ended`, `complaint_decided` or `complaint_joined`
    (it goes on in another case on the same matter)."""


EVENTS: tuple[type[EventData], ...] = (
    DisciplineReplyAwaited,
    DisciplineReplied,
    DisciplineHearingSet,
    DisciplineHearingCalledOff,
    DisciplinePaused,
    DisciplineDecided,
    DisciplineAppealed,
    DisciplineClosed,
    DisciplinePartGiven,
    DisciplinePartEnded,
    DisciplineSittingSet,
    DisciplineSittingCalledOff,
    DisciplineComplaintAnswered,
)
