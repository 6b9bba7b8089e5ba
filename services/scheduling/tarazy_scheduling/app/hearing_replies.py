"""`court.notices`: who says that they come, or do not. It is a mark at the hearing, and moves nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from tarazy_shared.contracts.event import Event
from tarazy_shared.contracts.notices import NoticeReplied
from tarazy_shared.fates import APPLIED, OLDER_VERSION, Fate
from tarazy_shared.unit_of_work import UnitOfWork

from tarazy_scheduling.adapters import hearing_replies
from tarazy_scheduling.adapters.hearing_replies import HearingReply, Key

USES = frozenset({NoticeReplied.TYPE})


@dataclass(slots=True)
class State:
    """The answers about the hearings of a batch, and those that are new."""

    known: dict[Key, HearingReply]
    changed: dict[Key, HearingReply] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HearingReplies:
    """Keeps the last answer of each person about each hearing, whether or not the hearing is known (yet)."""

    async def load(self, uow: UnitOfWork, events: Sequence[Event[NoticeReplied]]) -> State:
        """What is known about the hearings that are answered for."""
        hearings = {hearing_id for event in events if (hearing_id := hearing_of(event)) is not None}
        return State(await hearing_replies.known(uow.connection, hearings))

    def decide(self, state: State, event: Event[NoticeReplied]) -> Fate:
        """The newest answer stands."""
        hearing_id, data = hearing_of(event), event.data
        if hearing_id is None:
            return APPLIED
        reply = HearingReply(hearing_id, data.recipient_id, data.day, data.subject_version, data.answer, data.at)
        if not reply.is_newer_than(state.known.get(reply.key)):
            return OLDER_VERSION
        state.known[reply.key] = state.changed[reply.key] = reply
        return APPLIED

    async def save(self, uow: UnitOfWork, state: State) -> None:
        """Write the answers that are new."""
        await hearing_replies.save(uow.connection, list(state.changed.values()))


def hearing_of(event: Event[Any]) -> UUID | None:
    """The hearing that a notice is about; None for one about something that has no such id."""
    try:
        return UUID(event.data.subject_id)
    except ValueError:
        return None
