"""Tasks in PostgreSQL: listed, taken, done and reopened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg
from tarazy_shared.database import Connection
from tarazy_shared.who import Who

from tarazy_notifications.adapters import directory
from tarazy_notifications.adapters.desk import following
from tarazy_notifications.adapters.desk.following import KnownHearing
from tarazy_notifications.domain.desk.tasks import Done, StepKind, Task, TaskNote, TaskStep

_LISTED = """
SELECT t.*, n.name, n.role FROM tasks t
LEFT JOIN LATERAL (
    SELECT name, role FROM notices WHERE subject_id = t.subject_id AND recipient_id = t.recipient_id
    ORDER BY place DESC LIMIT 1
) n ON true
"""

_OPEN = _LISTED + "WHERE t.court_id = $1 AND t.state = 'open' ORDER BY t.due_at, t.task_id LIMIT $2 OFFSET $3"
_DONE = _LISTED + "WHERE t.court_id = $1 AND t.state = 'done' ORDER BY t.done_at DESC, t.task_id LIMIT $2 OFFSET $3"
_ONE = _LISTED + "WHERE t.court_id = $1 AND t.task_id = $2"
_LOCK = _ONE + " FOR UPDATE OF t"
_COUNT = "SELECT count(*) FROM tasks WHERE court_id = $1 AND state = 'open'"
_BY_COURT = """
SELECT court_id, count(*) FILTER (WHERE due_at <= $1) AS overdue,
    count(*) FILTER (WHERE due_at > $1 AND due_at <= $2) AS soon, count(*) FILTER (WHERE due_at > $2) AS later
FROM tasks WHERE state = 'open' GROUP BY court_id
"""
_STEPS = "SELECT * FROM task_steps WHERE task_id = $1 ORDER BY number"

_TAKE = "UPDATE tasks SET taken_by = $2, taken_person = $3, taken_at = $4 WHERE task_id = $1"
_CLOSE = """
UPDATE tasks SET state = 'done', done_at = $2, done_by = $3, note_code = $4 WHERE task_id = $1
"""
_REOPEN = """
UPDATE tasks SET state = 'open', done_at = NULL, done_by = NULL, note_code = NULL WHERE task_id = $1
"""
_STEP = """
INSERT INTO task_steps (task_id, number, at, what, subject, person_id, note_code, tells, told_at, document)
SELECT $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9 FROM task_steps WHERE task_id = $1
"""


@dataclass(frozen=True, slots=True)
class Listed:
    """A task, whom it is about and which hearing."""

    task: Task
    name: str
    """As known; empty for somebody of whom nothing is known."""
    role: str | None
    hearing: KnownHearing | None


async def listed(connection: Connection, court_id: str, *, is_open: bool, limit: int, offset: int = 0) -> list[Listed]:
    """Open tasks, the most urgent first; or those that are done, the last first."""
    rows = await connection.fetch(_OPEN if is_open else _DONE, court_id, limit, offset)
    return await _named(connection, court_id, rows)


async def one(connection: Connection, court_id: str, task_id: UUID, *, lock: bool = False) -> Listed | None:
    """One task of a court; `lock` keeps others from it until the transaction ends."""
    rows = await connection.fetch(_LOCK if lock else _ONE, court_id, task_id)
    found = await _named(connection, court_id, rows)
    return found[0] if found else None


async def open_ones(connection: Connection, court_id: str) -> int:
    """How many tasks of a court are open."""
    return int(await connection.fetchval(_COUNT, court_id))


async def open_by_court(connection: Connection, now: datetime, soon: datetime) -> dict[str, dict[str, int]]:
    """How many are open in each court that has any: overdue, due until `soon`, and later."""
    rows = await connection.fetch(_BY_COURT, now, soon)
    return {row["court_id"]: {name: row[name] for name in ("overdue", "soon", "later")} for row in rows}


async def steps(connection: Connection, task_id: UUID) -> list[TaskStep]:
    """What people did with a task, in order."""
    return [
        TaskStep(
            row["number"],
            row["at"],
            row["what"],
            row["subject"],
            row["person_id"],
            row["note_code"],
            row["tells"],
            row["told_at"],
            row["document"],
        )
        for row in await connection.fetch(_STEPS, task_id)
    ]


async def give_to(connection: Connection, task_id: UUID, who: Who | None, now: datetime) -> None:
    """Say who does it; None: nobody any more."""
    taken_at = now if who else None
    await connection.execute(_TAKE, task_id, who and who.subject, who and who.person_id, taken_at)


async def close(connection: Connection, task_id: UUID, note: TaskNote, who: Who, now: datetime) -> None:
    """It is done."""
    await connection.execute(_CLOSE, task_id, now, who.subject, note.code)


async def reopen(connection: Connection, task_id: UUID) -> None:
    """It is to be done again."""
    await connection.execute(_REOPEN, task_id)


async def add_step(
    connection: Connection,
    task_id: UUID,
    what: StepKind,
    who: Who,
    now: datetime,
    done: Done | None = None,
    *,
    tells: bool | None = None,
) -> None:
    """Write down what somebody did."""
    said = done or Done("")
    await connection.execute(
        _STEP, task_id, now, what, who.subject, who.person_id, said.note_code or None, tells, said.told_at,
        said.document,
    )  # fmt: skip


async def _named(connection: Connection, court_id: str, rows: Sequence[asyncpg.Record]) -> list[Listed]:
    tasks = [_task(row) for row in rows]
    subjects = list({task.hearing_id for task in tasks if task.hearing_id})
    hearings = (
        {one.hearing_id: one for one in await following.hearings(connection, court_id, hearing_ids=subjects)}
        if subjects
        else {}
    )
    nameless = {task.recipient_id for task, row in zip(tasks, rows, strict=True) if row["name"] is None}
    names = await _names(connection, nameless, list(hearings.values())) if nameless else {}
    return [
        Listed(
            task,
            row["name"] or names.get(task.recipient_id, ""),
            row["role"],
            hearings.get(task.hearing_id) if task.hearing_id else None,
        )
        for task, row in zip(tasks, rows, strict=True)
    ]


async def _names(connection: Connection, nameless: set[UUID], hearings: Sequence[KnownHearing]) -> dict[UUID, str]:
    """Of people to whom no notice could be made: by their cases, else by the staff."""
    found = {
        UUID(known): name
        for known, name in (await directory.names_of(connection, [str(one) for one in nameless])).items()
    }
    for row in (await directory.case_rows(connection, {one.case_id for one in hearings})).values():
        case = directory.as_case(row)
        for party in (*case.parties, *case.former) if case else ():
            if party.recipient_id in nameless:
                found[party.recipient_id] = party.name
    return found


def _task(row: asyncpg.Record) -> Task:
    return Task(
        row["task_id"],
        row["court_id"],
        row["kind"],
        row["subject_id"],
        row["subject_version"],
        row["hearing_id"],
        row["notice_id"],
        row["recipient_id"],
        row["topic"],
        row["due_at"],
        row["opened_at"],
        row["reason"],
        row["state"] == "open",
        row["done_at"],
        row["done_by"],
        row["note_code"],
        row["taken_by"],
        row["taken_person"],
    )
