"""Tasks of a clerk."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from pydantic import ValidationError
from tarazy_notifications.adapters.desk import words
from tarazy_notifications.adapters.rules.note_rules import TASK_NOTES, TaskNotesBody
from tarazy_notifications.domain.desk.tasks import (
    OF_ITSELF,
    Done,
    Not,
    Task,
    TaskNote,
    days_left,
    not_reopened,
    note_of,
)

NOW = datetime(2026, 12, 1, 5, tzinfo=UTC)
NOTES = TASK_NOTES.default


def task(**fields: Any) -> Task:
    data: dict[str, Any] = {
        "task_id": uuid4(),
        "court_id": "c",
        "kind": "no_proof",
        "subject_id": uuid4(),
        "subject_version": 1,
        "hearing_id": None,
        "notice_id": None,
        "recipient_id": uuid4(),
        "topic": "hearing_scheduled",
        "due_at": NOW,
        "opened_at": NOW,
        "reason": None,
        "is_open": True,
        "done_at": None,
        "done_by": None,
        "note_code": None,
        "taken_by": None,
        "taken_person": None,
    }
    return Task(**(data | fields))


def test_a_task_is_closed_by_a_note_of_the_day() -> None:
    note = note_of(Done("told_by_telephone", NOW), task(), NOTES, NOW)
    assert isinstance(note, TaskNote)
    assert note.tells
    assert note_of(Done("by_pigeon"), task(), NOTES, NOW) == Not("unknown_note")
    assert note_of(Done("not_reached", NOW + timedelta(seconds=1)), task(), NOTES, NOW) == Not("told_in_future")
    assert note_of(Done("not_reached"), task(is_open=False), NOTES, NOW) == Not("not_open")


def test_only_what_is_done_and_can_still_be_done_is_opened_again() -> None:
    assert not_reopened(task()) == Not("not_done")
    assert not_reopened(task(is_open=False, note_code="superseded")) == Not("closed_by_itself")
    assert not_reopened(task(is_open=False, note_code="not_reached")) is None
    assert not_reopened(task(is_open=False, note_code="proof_came")) is None


@pytest.mark.parametrize(
    ("due_at", "left"),
    [
        (NOW, None),
        (NOW + timedelta(seconds=1), 0),
        (datetime(2026, 12, 1, 18, 59, tzinfo=UTC), 0),
        (datetime(2026, 12, 1, 19, 0, tzinfo=UTC), 1),
        (NOW + timedelta(days=2), 2),
    ],
)
def test_days_are_those_of_the_court(due_at: datetime, left: int | None) -> None:
    assert days_left(task(due_at=due_at), NOW, "Asia/Almaty") == left


def test_notes_are_named_in_three_languages_and_once_each() -> None:
    assert all(set(note.names) == {"kk", "ru", "en"} for note in NOTES)
    assert set(words.NOTES_OF_ITSELF) == OF_ITSELF
    note = {"code": "by_pigeon", "name": {"kk": "a", "ru": "b", "en": "c"}}
    assert TASK_NOTES.read(TaskNotesBody.model_validate({"notes": [note]}).model_dump_json())[0].tells
    for notes in (
        [],
        [note, note],
        [note | {"code": "over"}],
        [note | {"name": {"kk": "a"}}],
        [note | {"code": "A b"}],
    ):
        with pytest.raises(ValidationError):
            TaskNotesBody.model_validate({"notes": notes})
