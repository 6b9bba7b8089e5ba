"""`court.notices`, read for two views: what people answered, and who has been told."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tarazy_shared.contracts.event import Event
from tarazy_shared.contracts.notices import NoticeReplied
from tarazy_shared.fates import Fate
from tarazy_shared.unit_of_work import UnitOfWork

from tarazy_scheduling.app import hearing_notices, hearing_replies
from tarazy_scheduling.app.hearing_notices import HearingNotices
from tarazy_scheduling.app.hearing_replies import HearingReplies

USES = hearing_replies.USES | hearing_notices.USES


@dataclass(slots=True)
class State:
    """What both know and change."""

    replies: hearing_replies.State
    notices: hearing_notices.State


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """Gives each fact to whom it concerns."""

    replies: HearingReplies = field(default_factory=HearingReplies)
    notices: HearingNotices = field(default_factory=HearingNotices)

    async def load(self, uow: UnitOfWork, events: Sequence[Event[Any]]) -> State:
        """What is known about the hearings that the events name."""
        return State(
            await self.replies.load(uow, [event for event in events if _is_reply(event)]),
            await self.notices.load(uow, [event for event in events if not _is_reply(event)]),
        )

    def decide(self, state: State, event: Event[Any]) -> Fate:
        """One fact."""
        if _is_reply(event):
            return self.replies.decide(state.replies, event)
        return self.notices.decide(state.notices, event)

    async def save(self, uow: UnitOfWork, state: State) -> None:
        """Write what is new."""
        await self.replies.save(uow, state.replies)
        await self.notices.save(uow, state.notices)


def _is_reply(event: Event[Any]) -> bool:
    return isinstance(event.data, NoticeReplied)
