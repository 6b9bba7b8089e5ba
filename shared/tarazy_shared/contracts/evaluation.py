"""`court.evaluation.*`: steps of a judge's evaluation, with their clocks. Codes and days alone."""

from typing import ClassVar

from tarazy_shared.contracts import topics
from tarazy_shared.contracts.event import EventData
from tarazy_shared.contracts.fields import Code, Day, Hash, Id, Version


class _EvaluationData(EventData):
    TOPIC: ClassVar[str] = topics.STAFF
    SUBJECT: ClassVar[str] = "person_id"

    person_id: Id
    evaluation_id: Id
    version: Version
    """Of this evaluation; it grows with each fact about it."""
    record_hash: Hash | None = None
    """Of the entry of that number in its record: a record shown later that does not have it is another one."""


class EvaluationStarted(_EvaluationData):
    """It begins."""

    TYPE: ClassVar[str] = "court.evaluation.started.v1"

    cycle: Code
    """Such as `first_year`, `periodic`, `on_request`."""
    due_on: Day | None = None
    """The day by which it is to be complete."""


class EvaluationReplyAwaited(_EvaluationData):
    """A draft is open to the judge, who may answer it."""

    TYPE: ClassVar[str] = "court.evaluation.reply_awaited.v1"

    due_on: Day
    """The last day of it."""


class EvaluationReplied(_EvaluationData):
    """The judge has answered, or has said that there is nothing to answer."""

    TYPE: ClassVar[str] = "court.evaluation.replied.v1"


class EvaluationDecided(_EvaluationData):
    """A decision was taken, also upon appeal."""

    TYPE: ClassVar[str] = "court.evaluation.decided.v1"

    decision: Code | None = None
    appeal_until: Day | None = None
    """The last day of an appeal; left out where there is none."""


class EvaluationAppealed(_EvaluationData):
    """The judge does not accept the decision: others decide."""

    TYPE: ClassVar[str] = "court.evaluation.appealed.v1"


class EvaluationAppealDecided(_EvaluationData):
    """What became of the judge's appeal."""

    TYPE: ClassVar[str] = "court.evaluation.appeal_decided.v1"

    result: Code
    """`upheld`: the decision stands; `returned`: another panel scores anew."""


class EvaluationClosed(_EvaluationData):
    """Nothing is open any more."""

    TYPE: ClassVar[str] = "court.evaluation.closed.v1"


class _PartData(EventData):
    TOPIC: ClassVar[str] = topics.STAFF
    SUBJECT: ClassVar[str] = "evaluation_id"

    evaluation_id: Id
    version: Version
    """Of this evaluation; it grows with each fact about it."""
    record_hash: Hash | None = None
    """Of the entry of that number in its record: a record shown later that does not have it is another one."""
    people: tuple[Id, ...]
    """Whom it concerns: never the judge who is evaluated."""
    part_id: Id
    part: Code
    """`panel_member`, `appeal_member`, or `secretary`, who has to name the panel of one that opened by itself."""


class EvaluationPartGiven(_PartData):
    """People have a part in an evaluation."""

    TYPE: ClassVar[str] = "court.evaluation.part_given.v1"

    due_on: Day | None = None
    """The last day of what they have to do."""


class EvaluationPartEnded(_PartData):
    """They have it no longer."""

    TYPE: ClassVar[str] = "court.evaluation.part_ended.v1"


class EvaluationDecisionAwaited(_PartData):
    """The judge has replied: those who have this part can settle disputes and decide."""

    TYPE: ClassVar[str] = "court.evaluation.decision_awaited.v1"

    due_on: Day


EVENTS: tuple[type[EventData], ...] = (
    EvaluationStarted,
    EvaluationReplyAwaited,
    EvaluationReplied,
    EvaluationDecided,
    EvaluationAppealed,
    EvaluationAppealDecided,
    EvaluationClosed,
    EvaluationPartGiven,
    EvaluationPartEnded,
    EvaluationDecisionAwaited,
)
