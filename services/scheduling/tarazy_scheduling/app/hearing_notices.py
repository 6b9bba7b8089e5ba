"""`court.notices`: how far the notices about hearings have come. It is a view, and moves nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from tarazy_shared.contracts import notices as contract
from tarazy_shared.contracts.event import Event
from tarazy_shared.fates import APPLIED, OLDER_VERSION, Fate
from tarazy_shared.unit_of_work import UnitOfWork

from tarazy_scheduling.adapters.telling import hearing_notices
from tarazy_scheduling.app.hearing_replies import hearing_of
from tarazy_scheduling.domain.telling.notices import HearingNotice, NoticeState, with_news

_STATES: Mapping[type[contract.NoticeData], NoticeState] = {
    contract.NoticeQueued: "queued",
    contract.NoticeSent: "sent",
    contract.NoticeDelivered: "delivered",
    contract.NoticeRead: "read",
    contract.NoticeFailed: "failed",
    contract.NoticeBounced: "bounced",
    contract.NoticeSuperseded: "superseded",
    contract.NoticeExpired: "expired",
    # No state of its own: whatever is known of the notice otherwise stands.
    contract.NoticeEscalated: "queued",
}
USES = frozenset(model.TYPE for model in _STATES)


@dataclass(slots=True)
class State:
    """The notices of a batch, and those of which there is news."""

    known: dict[UUID, HearingNotice]
    changed: dict[UUID, HearingNotice] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HearingNotices:
    """Keeps what is told of each notice about a hearing, whether or not the hearing is known (yet)."""

    async def load(self, uow: UnitOfWork, events: Sequence[Event[contract.NoticeData]]) -> State:
        """What is known of the notices."""
        ids = {event.data.notice_id for event in events if _is_about_a_hearing(event)}
        return State(await hearing_notices.known(uow.connection, ids))

    def decide(self, state: State, event: Event[contract.NoticeData]) -> Fate:
        """A notice goes on; word that comes late takes it nowhere."""
        hearing_id = hearing_of(event)
        if hearing_id is None or not _is_about_a_hearing(event):
            return APPLIED
        told, known = _told(event.data, hearing_id), state.known.get(event.data.notice_id)
        notice = with_news(known, told)
        if notice is known:
            return OLDER_VERSION
        state.known[notice.notice_id] = state.changed[notice.notice_id] = notice
        return APPLIED

    async def save(self, uow: UnitOfWork, state: State) -> None:
        """Write the notices of which there is news."""
        await hearing_notices.save(uow.connection, list(state.changed.values()))


def _is_about_a_hearing(event: Event[contract.NoticeData]) -> bool:
    return event.data.topic.startswith("hearing_") and hearing_of(event) is not None


def _told(data: contract.NoticeData, hearing_id: UUID) -> HearingNotice:
    state = _STATES[type(data)]
    # Where notifications does not say what counts as proof, word of its arrival does.
    proof = state in ("delivered", "read") if data.proof is None else data.proof
    return HearingNotice(
        data.notice_id,
        hearing_id,
        data.recipient_id,
        data.subject_version,
        data.channel,
        data.topic,
        state,
        data.at,
        proof,
        data.at if isinstance(data, contract.NoticeEscalated) else None,
    )
