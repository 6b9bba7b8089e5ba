"""`court.notices`: how far the notices about hearings have come. It is a view, and moves nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID, uuid5

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
USES = frozenset(model.TYPE for model in _STATES) | {contract.NoticeToldByHand.TYPE}
DIGEST, REOPENED = "hearing_digest", "reopened"


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
        ids = {told.notice_id for event in events for told in _told(event)}
        return State(await hearing_notices.known(uow.connection, ids))

    def decide(self, state: State, event: Event[contract.NoticeData]) -> Fate:
        """A notice goes on; word that comes late takes it nowhere."""
        all_told = _told(event)
        news = [self._one(state, told) for told in all_told]
        return APPLIED if any(news) or not all_told else OLDER_VERSION

    def _one(self, state: State, told: HearingNotice) -> bool:
        known = state.known.get(told.notice_id)
        notice = with_news(known, told)
        if notice is known:
            return False
        state.known[notice.notice_id] = state.changed[notice.notice_id] = notice
        return True

    async def save(self, uow: UnitOfWork, state: State) -> None:
        """Write the notices of which there is news."""
        await hearing_notices.save(uow.connection, list(state.changed.values()))


def _told(event: Event[contract.NoticeData]) -> list[HearingNotice]:
    """What an event says of notices about hearings: one, or as many as a digest tells of, or none."""
    data, hearing_id = event.data, hearing_of(event)
    if data.topic == DIGEST:
        return [
            # One notice tells of many hearings: it stands at each of them.
            _notice(data, uuid5(data.notice_id, str(one.subject_id)), one.subject_id, one.subject_version, one.topic)
            for one in data.tells or ()
        ]
    if hearing_id is None or not data.topic.startswith("hearing_"):
        return []
    return [_notice(data, data.notice_id, hearing_id, data.subject_version, data.topic)]


def _by_hand(data: contract.NoticeToldByHand) -> NoticeState:
    """What a clerk did as if it were a notice: what is to be done again was never done."""
    if data.proof:
        return "delivered"
    return "superseded" if data.reason == REOPENED else "failed"


def _notice(data: contract.NoticeData, notice_id: UUID, hearing_id: UUID, version: int, topic: str) -> HearingNotice:
    state = _by_hand(data) if isinstance(data, contract.NoticeToldByHand) else _STATES[type(data)]
    # Where notifications does not say what counts as proof, word of its arrival does.
    proof = state in ("delivered", "read") if data.proof is None else data.proof
    return HearingNotice(
        notice_id,
        hearing_id,
        data.recipient_id,
        version,
        data.channel,
        topic,
        state,
        data.at,
        proof,
        data.at if isinstance(data, contract.NoticeEscalated) else None,
    )
