"""`court.notices`: what became of each notice, told to the world in the transaction in which it came about."""

from collections.abc import Mapping

from tarazy_shared.contracts.notices import (
    NoticeBounced,
    NoticeData,
    NoticeDelivered,
    NoticeExpired,
    NoticeFailed,
    NoticeQueued,
    NoticeRead,
    NoticeSent,
    NoticeSuperseded,
    ToldOf,
)
from tarazy_shared.contracts.record import EncodedRecord
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_notifications.adapters.timing import digest_store
from tarazy_notifications.domain.delivery.states import State
from tarazy_notifications.domain.notices import Notice
from tarazy_notifications.domain.topics import DIGEST

_FACTS: Mapping[State, type[NoticeData]] = {
    State.QUEUED: NoticeQueued,
    State.SENT: NoticeSent,
    State.DELIVERED: NoticeDelivered,
    State.READ: NoticeRead,
    State.SUPERSEDED: NoticeSuperseded,
    State.EXPIRED: NoticeExpired,
    State.FAILED: NoticeFailed,
    State.BOUNCED: NoticeBounced,
}


def publish(
    uow: UnitOfWork,
    notice: Notice,
    state: State,
    cause: Cause | None,
    *,
    reason: str | None = None,
    reference: str | None = None,
    proof: bool | None = None,
    tells: tuple[ToldOf, ...] | None = None,
) -> None:
    """Tell that a notice has come into a state; ids only, no address and no text.

    `proof`: whether its reader counts as told from then on, where that was decided; `tells`: of what a digest tells.
    """
    fact = _fact(uow, notice, state, reason, reference, proof)
    uow.publish(fact.model_copy(update={"tells": tells}) if tells else fact, cause=cause)


async def told_in(uow: UnitOfWork, notice: Notice) -> tuple[ToldOf, ...] | None:
    """The hearings that a digest tells of; None for any other notice."""
    if notice.topic != DIGEST:
        return None
    found = await digest_store.told_in(uow.connection, notice.subject_id, notice.recipient_id)
    return tuple(ToldOf(subject_id=one, subject_version=version, topic=topic) for one, version, topic in found)


def record_of_queued(uow: UnitOfWork, notice: Notice, cause: Cause, reason: str | None = None) -> EncodedRecord:
    """The record that tells that a notice was queued, and why it does not leave at once if it does not."""
    return uow.record_of(_fact(uow, notice, State.QUEUED, reason), cause=cause)


def _fact(
    uow: UnitOfWork,
    notice: Notice,
    state: State,
    reason: str | None = None,
    reference: str | None = None,
    proof: bool | None = None,
) -> NoticeData:
    return _FACTS[state](
        court_id=notice.court_id,
        notice_id=notice.notice_id,
        subject_id=str(notice.subject_id),
        subject_version=notice.subject_version,
        recipient_id=notice.recipient_id,
        channel=notice.channel,
        topic=notice.topic,
        at=uow.now,
        reason=reason,
        provider_reference=reference,
        proof=proof,
    )
