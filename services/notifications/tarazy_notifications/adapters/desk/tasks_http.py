"""`/courts/{court_id}/tasks`: what has to be told by hand, and what was done."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from tarazy_shared.contracts.fields import CourtId, Instant
from tarazy_shared.country import COUNTRY_ZONE
from tarazy_shared.database import Connection
from tarazy_shared.door import asking_of
from tarazy_shared.ids import uuid7
from tarazy_shared.problems import FieldError, Refusal
from tarazy_shared.trail import noted, with_trail
from tarazy_shared.unit_of_work import Cause, UnitOfWork, Work
from tarazy_shared.who import Who

from tarazy_notifications.adapters import directory
from tarazy_notifications.adapters.desk import tasks
from tarazy_notifications.adapters.desk.door import Door
from tarazy_notifications.adapters.desk.tasks import Listed
from tarazy_notifications.adapters.desk.words import AGAINST_TASKS
from tarazy_notifications.adapters.rules.book import Rules
from tarazy_notifications.adapters.rules.note_rules import TASK_NOTES
from tarazy_notifications.app.desk import tasks as deeds
from tarazy_notifications.domain.desk.tasks import Done, Not, Task, TaskNote

AT_MOST = 100
"""Tasks of an answer."""

CourtInPath = Annotated[CourtId, Path()]
Document = Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[^\x00-\x1f\x7f]+$")]


class TaskView(BaseModel):
    """Somebody who has to be told by hand."""

    task_id: UUID
    kind: str
    subject_id: UUID
    subject_version: int
    hearing_id: UUID | None
    notice_id: UUID | None
    recipient_id: UUID
    name: str
    topic: str
    due_at: datetime
    opened_at: datetime
    reason: str | None
    state: str
    taken_by: str | None
    done_at: datetime | None
    done_by: str | None
    note_code: str | None


class TaskList(BaseModel):
    """The open ones by when they are due, or those that are done, the last first."""

    tasks: list[TaskView]
    complete: bool


class DoneWanted(BaseModel):
    """What was done. `note_code` is one of the rule `task_notes` of the day."""

    model_config = ConfigDict(extra="forbid")

    note_code: str
    told_at: Instant | None = None
    document: Document | None = None


class TaskDone(BaseModel):
    """The task that something was done with."""

    task_id: UUID


Act = Callable[[UnitOfWork, str, UUID, Who, Cause], Awaitable[Task | Not | None]]


def tasks_router(door: Door, rules: Rules) -> APIRouter:
    """Listed, taken, given back, done, reopened."""
    router = APIRouter(prefix="/courts/{court_id}/tasks", tags=["desk"])
    work = door.work

    @router.get("", summary="Who has to be told by hand", dependencies=[door.needs("task.read")])
    async def list_tasks(
        court_id: CourtInPath,
        state: Annotated[Literal["open", "done"], Query()] = "open",
        offset: Annotated[int, Query(ge=0, le=100_000)] = 0,
    ) -> TaskList:
        async with work.pool.acquire() as connection:
            found = await tasks.listed(connection, court_id, is_open=state == "open", limit=AT_MOST + 1, offset=offset)
        return TaskList(tasks=[_view(one) for one in found[:AT_MOST]], complete=len(found) <= AT_MOST)

    @router.post("/{task_id}/take", summary="Take a task", dependencies=[door.needs("task.close")])
    async def take(request: Request, court_id: CourtInPath, task_id: UUID) -> TaskDone:
        return await do(work, request, court_id, task_id, "taken", deeds.take)

    @router.post("/{task_id}/release", summary="Give a task back", dependencies=[door.needs("task.close")])
    async def release(request: Request, court_id: CourtInPath, task_id: UUID) -> TaskDone:
        return await do(work, request, court_id, task_id, "released", deeds.release)

    @router.post("/{task_id}/done", summary="Say what was done", dependencies=[door.needs("task.close")])
    async def done(request: Request, court_id: CourtInPath, task_id: UUID, wanted: DoneWanted) -> TaskDone:
        said = Done(wanted.note_code, wanted.told_at, wanted.document)

        return await do(work, request, court_id, task_id, said.note_code, closing(rules, said))

    @router.post("/{task_id}/reopen", summary="Have a task done again", dependencies=[door.needs("task.close")])
    async def reopen(request: Request, court_id: CourtInPath, task_id: UUID) -> TaskDone:
        return await do(work, request, court_id, task_id, "reopened", deeds.reopen)

    return router


async def do(work: Work, request: Request, court_id: str, task_id: UUID, what: str, act: Act) -> TaskDone:
    """Do something with a task and note it. Raises a refusal, with nothing written, where it may not be."""

    async def noting(uow: UnitOfWork, cause: Cause) -> TaskDone:
        done = await act(uow, court_id, task_id, asking_of(request).who, cause)
        if done is None:
            error = FieldError("task_id", "unknown_task", "No such task is known in this court")
            raise Refusal(404, "What is referred to is not recorded here", [error])
        if isinstance(done, Not):
            field = _FIELDS.get(done.why, "task_id")
            status = 409 if field == "task_id" else 422
            raise Refusal(status, "This task is beyond that", [FieldError(field, done.why, AGAINST_TASKS[done.why])])
        noted(request, court_id, task_id, {"what": what})
        return TaskDone(task_id=task_id)

    async with work.begin() as uow:
        return await with_trail(uow, request, Cause.command(uuid7(uow.now)), noting)


def closing(rules: Rules, said: Done) -> Act:
    """Close a task by the notes of the day."""

    async def act(uow: UnitOfWork, court_id: str, task_id: UUID, who: Who, cause: Cause) -> Task | Not | None:
        notes = await notes_of(uow.connection, rules, court_id, uow.now)
        return await deeds.close(uow, court_id, task_id, who, cause, said, notes)

    return act


async def notes_of(connection: Connection, rules: Rules, court_id: str, now: datetime) -> tuple[TaskNote, ...]:
    """What can have been done, by the rule of the court's day."""
    known = (await directory.courts(connection, [court_id])).get(court_id)
    zone = known.court.zone if known else COUNTRY_ZONE
    book = await rules.current(connection)
    return book.of(TASK_NOTES, court_id, now.astimezone(ZoneInfo(zone)).date())


_FIELDS = {"unknown_note": "note_code", "told_in_future": "told_at"}


def _view(one: Listed) -> TaskView:
    task = one.task
    return TaskView(
        task_id=task.task_id,
        kind=task.kind,
        subject_id=task.subject_id,
        subject_version=task.subject_version,
        hearing_id=task.hearing_id,
        notice_id=task.notice_id,
        recipient_id=task.recipient_id,
        name=one.name,
        topic=task.topic,
        due_at=task.due_at,
        opened_at=task.opened_at,
        reason=task.reason,
        state="open" if task.is_open else "done",
        taken_by=task.taken_by,
        done_at=task.done_at,
        done_by=task.done_by,
        note_code=task.note_code,
    )
