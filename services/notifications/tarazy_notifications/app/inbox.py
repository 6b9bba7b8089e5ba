"""What somebody does with the own inbox: opened, marked as read, marked as unread."""

from datetime import datetime
from uuid import UUID

from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_notifications.adapters.channels.inbox import store
from tarazy_notifications.adapters.channels.inbox.store import Kept
from tarazy_notifications.app import facts
from tarazy_notifications.app.telemetry import count
from tarazy_notifications.domain.delivery.states import State


async def opened(uow: UnitOfWork, person_id: UUID, notice_id: UUID, cause: Cause) -> Kept | None:
    """The person has the text before them: it is marked, and what was sent of it is read. None: it is not theirs."""
    found = await store.one(uow.connection, person_id, notice_id)
    if found is None:
        return None
    await store.mark(uow.connection, person_id, found.notice, uow.now)
    for notice in await store.read(uow.connection, found.notice, uow.now, cause.id):
        facts.publish(uow, notice, State.READ, cause, reason="inbox")
        count(notice.channel, notice.topic, State.READ)
    return found


async def unread(uow: UnitOfWork, person_id: UUID, notice_id: UUID) -> bool:
    """The person wants to come back to it. That it was read stays a fact. False: not theirs."""
    found = await store.one(uow.connection, person_id, notice_id)
    if found is None:
        return False
    await store.unmark(uow.connection, person_id, found.notice)
    return True


async def all_seen(uow: UnitOfWork, person_id: UUID, up_to: int) -> datetime:
    """Everything up to a place is marked. Nobody has opened it by that: it is not told to be read.

    The instant by which it can be undone.
    """
    await store.mark_all(uow.connection, person_id, up_to, uow.now)
    return uow.now


async def undo(uow: UnitOfWork, person_id: UUID, marked_at: datetime) -> None:
    """Marks made together are taken away together."""
    await store.unmark_all(uow.connection, person_id, marked_at)
