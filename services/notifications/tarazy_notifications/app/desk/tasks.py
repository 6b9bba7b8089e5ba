"""Somebody at the desk takes a task, gives it back, does it or opens it again."""

from collections.abc import Sequence
from uuid import UUID

from tarazy_shared.contracts.notices import NoticeToldByHand
from tarazy_shared.unit_of_work import Cause, UnitOfWork
from tarazy_shared.who import Who

from tarazy_notifications.adapters.desk import tasks
from tarazy_notifications.app.delivery.telemetry import tasks_total
from tarazy_notifications.domain.desk.tasks import Done, Not, Task, TaskNote, not_reopened, note_of

BY_HAND, REOPENED = "by_hand", "reopened"


async def take(uow: UnitOfWork, court_id: str, task_id: UUID, who: Who, _: Cause) -> Task | Not | None:
    """It is this one's to do from now on, whoever had it before; None if there is none such."""
    return await _hand(uow, court_id, task_id, who, takes=True)


async def release(uow: UnitOfWork, court_id: str, task_id: UUID, who: Who, _: Cause) -> Task | Not | None:
    """It is nobody's any more."""
    return await _hand(uow, court_id, task_id, who, takes=False)


async def close(
    uow: UnitOfWork, court_id: str, task_id: UUID, who: Who, cause: Cause, done: Done, notes: Sequence[TaskNote]
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
    _tell(uow, found.task, cause, note.code, done, proof=note.tells)
    tasks_total.labels("any", "done").inc()
    return found.task


async def reopen(uow: UnitOfWork, court_id: str, task_id: UUID, who: Who, cause: Cause) -> Task | Not | None:
    """It is to be done again."""
    found = await tasks.one(uow.connection, court_id, task_id, lock=True)
    if found is None:
        return None
    if against := not_reopened(found.task):
        return against
    await tasks.reopen(uow.connection, task_id)
    await tasks.add_step(uow.connection, task_id, "reopened", who, uow.now)
    _tell(uow, found.task, cause, REOPENED)
    tasks_total.labels("any", "reopened").inc()
    return found.task


def _tell(
    uow: UnitOfWork, task: Task, cause: Cause, reason: str, done: Done | None = None, *, proof: bool = False
) -> None:
    """Tell the world whether the person knows by what was done."""
    fact = NoticeToldByHand(
        court_id=task.court_id,
        notice_id=task.task_id,
        subject_id=str(task.subject_id),
        subject_version=task.subject_version,
        recipient_id=task.recipient_id,
        channel=BY_HAND,
        topic=task.topic,
        at=uow.now,
        reason=reason,
        proof=proof,
        told_at=done.told_at if done else None,
    )
    uow.publish(fact, cause=cause)


async def _hand(uow: UnitOfWork, court_id: str, task_id: UUID, who: Who, *, takes: bool) -> Task | Not | None:
    found = await tasks.one(uow.connection, court_id, task_id, lock=True)
    if found is None:
        return None
    if not found.task.is_open:
        return Not("not_open")
    await tasks.give_to(uow.connection, task_id, who if takes else None, uow.now)
    await tasks.add_step(uow.connection, task_id, "taken" if takes else "released", who, uow.now)
    return found.task
