"""Tasks of clerks in PostgreSQL: opened once, closed by hand or by themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_notifications.domain.delivery.escalation import Told
from tarazy_notifications.domain.delivery.states import State

TaskKind = Literal["no_proof", "cannot_be_told"]
SYSTEM = "system"

_OPEN = """
INSERT INTO tasks (task_id, court_id, kind, subject_id, subject_version, hearing_id, notice_id, recipient_id, topic,
                   due_at, opened_at, reason)
SELECT $1, $2, $3, $4, $5, (SELECT hearing_id FROM hearings WHERE hearing_id = $4), $6, $7, $8, $9, $10, $11
WHERE NOT EXISTS (
    SELECT FROM tasks t WHERE t.subject_id = $4 AND t.recipient_id = $7 AND t.subject_version = $5 AND t.state = 'open')
ON CONFLICT DO NOTHING RETURNING task_id
"""

_CLOSE = """
UPDATE tasks SET state = 'done', done_at = greatest($2, opened_at), done_by = $3, note_code = $4
WHERE task_id = $1 AND state = 'open' RETURNING task_id
"""

_STANDING = """
SELECT t.task_id, t.court_id, t.due_at,
    EXISTS (SELECT FROM subject_versions v
            WHERE v.subject_id = t.subject_id AND v.version > t.subject_version) AS is_old,
    ARRAY(SELECT n.channel || ' ' || n.state FROM notices n
          WHERE n.subject_id = t.subject_id AND n.recipient_id = t.recipient_id
            AND n.subject_version = t.subject_version AND n.topic = t.topic) AS told
FROM tasks t WHERE t.state = 'open' ORDER BY t.opened_at, t.task_id LIMIT $1 FOR UPDATE OF t SKIP LOCKED
"""


@dataclass(frozen=True, slots=True)
class Task:
    """Something that a clerk has to do because nobody knows that somebody was told."""

    task_id: UUID
    court_id: str
    kind: TaskKind
    subject_id: UUID
    subject_version: int
    notice_id: UUID | None
    recipient_id: UUID
    topic: str
    due_at: datetime
    """By when they have to know."""
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """An open task, with what is known now."""

    task_id: UUID
    court_id: str
    due_at: datetime
    is_old: bool
    """Whether a newer version of its subject is known."""
    told: Sequence[Told]


async def open_task(connection: Connection, task: Task, now: datetime) -> bool:
    """Open a task; false if there is one about the same."""
    found = await connection.fetchval(
        _OPEN,
        task.task_id,
        task.court_id,
        task.kind,
        task.subject_id,
        task.subject_version,
        task.notice_id,
        task.recipient_id,
        task.topic,
        task.due_at,
        now,
        task.reason,
    )
    return found is not None


async def close_task(connection: Connection, task_id: UUID, now: datetime, by: str, note_code: str) -> bool:
    """Close a task; false if it is not open."""
    return await connection.fetchval(_CLOSE, task_id, now, by, note_code) is not None


async def standing(connection: Connection, at_most: int) -> list[Standing]:
    """Open tasks, the oldest first."""
    found = []
    for row in await connection.fetch(_STANDING, at_most):
        told = [Told(channel, State(state)) for channel, _, state in (one.partition(" ") for one in row["told"])]
        found.append(Standing(row["task_id"], row["court_id"], row["due_at"], row["is_old"], told))
    return found
