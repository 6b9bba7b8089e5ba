"""Somebody at the desk takes a task, gives it back, does it or opens it again."""

from collections.abc import Sequence
from uuid import UUID

from tarazy_shared.unit_of_work import UnitOfWork
from tarazy_shared.who import Who

from tarazy_notifications.adapters.desk import tasks
from tarazy_notifications.app.delivery.telemetry import tasks_total
from tarazy_notifications.domain.desk.tasks import Done, Not, Task, TaskNote, not_reopened, note_of


async def take(uow: UnitOfWork, court_id: str, task_id: UUID, who: Who) -> Task | Not | None:
    """It is this one's to do from now on, whoever had it before; None if there is none such."""
    return await _hand(uow, court_id, task_id, who, takes=True)


async def release(uow: UnitOfWork, court_id: str, task_id: UUID, who: Who) -> Task | Not | None:
    """It is nobody's any more."""
    return await _hand(uow, court_id, task_id, who, takes=False)


async def close(
    uow: UnitOfWork, court_id: str, task_id: UUID, who: Who, done: Done, notes: Sequence[TaskNote]
) -> Task | Not | None:
    """It is done, in one of the ways that there are on this day."""
    found = await tasks.one(uow.connection, court_id, task_id, lock=True)
    if found is None:
        return None
    note = note_of(done, found.task, notes, uow.now)
    if isinstance(note, Not):
        return note
    await tasks.close(uow.connection, task_id, note, who, uow.now)
    await tasks.add_step(uow.connection, task_id, "done", who, uow.now, done, tells=note.tells)
    tasks_total.labels("any", "done").inc()
    return found.task


async def reopen(uow: UnitOfWork, court_id: str, task_id: UUID, who: Who) -> Task | Not | None:
    """It is to be done again."""
    found = await tasks.one(uow.connection, court_id, task_id, lock=True)
    if found is None:
        return None
    if against := not_reopened(found.task):
        return against
    await tasks.reopen(uow.connection, task_id)
    await tasks.add_step(uow.connection, task_id, "reopened", who, uow.now)
    tasks_total.labels("any", "reopened").inc()
    return found.task


async def _hand(uow: UnitOfWork, court_id: str, task_id: UUID, who: Who, *, takes: bool) -> Task | Not | None:
    found = await tasks.one(uow.connection, court_id, task_id, lock=True)
    if found is None:
        return None
    if not found.task.is_open:
        return Not("not_open")
    await tasks.give_to(uow.connection, task_id, who if takes else None, uow.now)
    await tasks.add_step(uow.connection, task_id, "taken" if takes else "released", who, uow.now)
    return found.task
