"""`court.notices`: what became of each notice. No address and no text."""

from typing import ClassVar, Literal

from tarazy_shared.contracts import topics
from tarazy_shared.contracts.event import EventData, Facts
from tarazy_shared.contracts.fields import Code, Count, Day, Id, Instant, Text


class ToldOf(Facts):
    """One of the hearings that a digest tells of."""

    subject_id: Id
    subject_version: Count
    topic: Code
    """By which it would have been told by itself."""


class NoticeData(EventData):
    """Which notice, about what, to whom, by which channel, and when this came about."""

    TOPIC: ClassVar[str] = topics.NOTICES
    SUBJECT: ClassVar[str] = "notice_id"

    notice_id: Id
    subject_id: Text
    """hearing_id, case_id or whatever the notice is about."""
    subject_version: Count
    recipient_id: Id
    """person_id, else party_id."""
    channel: Code
    topic: Code
    """Such as `hearing_scheduled`."""
    at: Instant
    provider_reference: Text | None = None
    reason: Code | None = None
    proof: bool | None = None
    """Whether the recipient counts as provably told from then on, by the rule of the court for the channel; left out
    where nothing was decided."""
    tells: tuple[ToldOf, ...] | None = None
    """Of a digest: the hearings that it tells of. Left out in `queued`."""


class NoticeQueued(NoticeData):
    """Always the first."""

    TYPE: ClassVar[str] = "court.notice.queued.v1"


class NoticeSent(NoticeData):
    """The gateway accepted it."""

    TYPE: ClassVar[str] = "court.notice.sent.v1"


class NoticeDelivered(NoticeData):
    """The recipient's system has it."""

    TYPE: ClassVar[str] = "court.notice.delivered.v1"


class NoticeRead(NoticeData):
    """The recipient has seen it."""

    TYPE: ClassVar[str] = "court.notice.read.v1"


class NoticeFailed(NoticeData):
    """It could not be sent. Final."""

    TYPE: ClassVar[str] = "court.notice.failed.v1"


class NoticeBounced(NoticeData):
    """It was accepted and came back. Final."""

    TYPE: ClassVar[str] = "court.notice.bounced.v1"


class NoticeSuperseded(NoticeData):
    """A later version overtook it before it left. Final."""

    TYPE: ClassVar[str] = "court.notice.superseded.v1"


class NoticeExpired(NoticeData):
    """Its time passed before it left. Final."""

    TYPE: ClassVar[str] = "court.notice.expired.v1"


class NoticeEscalated(NoticeData):
    """Nobody reacted; it goes to somebody else."""

    TYPE: ClassVar[str] = "court.notice.escalated.v1"


class NoticeToldByHand(NoticeData):
    """A clerk has done what a task asked for, or it is to be done again. Not a state: the newest by `at` stands.

    `notice_id` is the task, `channel` is `by_hand`, `reason` what was done, or `reopened`, and
    `proof` whether the person knows by it.
    """

    TYPE: ClassVar[str] = "court.notice.told_by_hand.v1"

    proof: bool
    told_at: Instant | None = None
    """When the person was told, as whoever did it says."""


class NoticeReplied(NoticeData):
    """Somebody answered an invitation from their calendar. Not a state: they are told of changes as before.

    `subject_version` is the version that was answered, `at` the time of the answer.
    """

    TYPE: ClassVar[str] = "court.notice.replied.v1"

    answer: Literal["accepted", "declined", "tentative"]
    day: Day | None = None
    """The one day of a hearing of several days that is answered for; all of them where it is left out."""


EVENTS: tuple[type[EventData], ...] = (
    NoticeQueued,
    NoticeSent,
    NoticeDelivered,
    NoticeRead,
    NoticeFailed,
    NoticeBounced,
    NoticeSuperseded,
    NoticeExpired,
    NoticeEscalated,
    NoticeToldByHand,
    NoticeReplied,
)
