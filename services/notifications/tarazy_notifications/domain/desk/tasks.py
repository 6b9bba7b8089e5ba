"""Tasks of a clerk: somebody has to be told by hand, and what was done about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

TaskKind = Literal["no_proof", "cannot_be_told"]
StepKind = Literal["taken", "released", "done", "reopened"]
Why = Literal["not_open", "not_done", "closed_by_itself", "unknown_note", "told_in_future"]

OF_ITSELF = frozenset({"superseded", "proof_came", "over"})
"""Notes of tasks that closed by themselves."""
FINAL = frozenset({"superseded", "over"})
"""Of those the ones that nothing can be done about any more."""


@dataclass(frozen=True, slots=True)
class TaskNote:
    """One answer to what was done."""

    code: str
    names: Mapping[str, str]
    tells: bool
    """Whether the person knows by it what they had to know."""


@dataclass(frozen=True, slots=True)
class Task:
    """Somebody has to be told of a version of a hearing by a time, and nobody knows that they were."""

    task_id: UUID
    court_id: str
    kind: TaskKind
    subject_id: UUID
    subject_version: int
    hearing_id: UUID | None
    notice_id: UUID | None
    recipient_id: UUID
    topic: str
    due_at: datetime
    opened_at: datetime
    reason: str | None
    is_open: bool
    done_at: datetime | None
    done_by: str | None
    note_code: str | None
    taken_by: str | None
    taken_person: UUID | None


@dataclass(frozen=True, slots=True)
class TaskStep:
    """What somebody did with a task."""

    number: int
    at: datetime
    what: StepKind
    subject: str
    person_id: UUID | None
    note_code: str | None = None
    tells: bool | None = None
    told_at: datetime | None = None
    document: str | None = None


@dataclass(frozen=True, slots=True)
class Not:
    """It may not be."""

    why: Why


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, as whoever did it says."""

    note_code: str
    told_at: datetime | None = None
    document: str | None = None


def note_of(done: Done, task: Task, notes: Sequence[TaskNote], now: datetime) -> TaskNote | Not:
    """The note that closes a task; or why it does not."""
    if not task.is_open:
        return Not("not_open")
    if done.told_at is not None and done.told_at > now:
        return Not("told_in_future")
    return next((note for note in notes if note.code == done.note_code), Not("unknown_note"))


def not_reopened(task: Task) -> Not | None:
    """What speaks against doing it over."""
    if task.is_open:
        return Not("not_done")
    return Not("closed_by_itself") if task.note_code in FINAL else None


def days_left(task: Task, now: datetime, zone: str) -> int | None:
    """Days of the court until it is due: 0 is today, None: too late."""
    if task.due_at <= now:
        return None
    return (_day(task.due_at, zone) - _day(now, zone)).days


def _day(at: datetime, zone: str) -> date:
    return at.astimezone(ZoneInfo(zone)).date()
