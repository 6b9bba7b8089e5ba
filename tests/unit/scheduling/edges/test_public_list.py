"""What a reader of the public list may know."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from tarazy_scheduling.app.cause_list import Listed, initials, public_entries
from tarazy_scheduling.domain.model.case import Party
from tarazy_shared import holidays_of_kazakhstan

NINE = datetime(2026, 3, 16, 4, tzinfo=UTC)


def listed(**more: Any) -> Listed:
    parties = (
        Party(uuid4(), "defendant", "Иван Петров"),
        Party(uuid4(), "claimant", "ТОО «Су»", kind="organisation"),
        Party(uuid4(), "witness", "Свидетель Тайный"),
    )
    given: dict[str, Any] = {
        "hearing_id": uuid4(), "case_id": uuid4(), "sequence": 1, "starts_at": NINE,
        "ends_at": NINE + timedelta(hours=1), "room_id": uuid4(), "room_name": "1", "building": None, "judges": ("J",),
        "hearing_type": "main", "channel": "in_person", "interpreter_languages": ("tr",), "case_number": "2-1",
        "category": "civil.other", "is_confidential": False, "parties": parties, "is_over": False,
    }  # fmt: skip
    return Listed(**{**given, **more})


def test_sides_are_named_in_their_order_and_witnesses_are_not() -> None:
    [entry] = public_entries([listed()], NINE)
    assert entry.parties == (("claimant", ("ТОО «Су»",)), ("defendant", ("Иван Петров",)))


def test_where_a_minor_takes_part_nobody_is_named_in_full() -> None:
    parties = (Party(uuid4(), "victim", "Алия Ким", minor=True), Party(uuid4(), "accused", "Олег Ли"))
    [entry] = public_entries([listed(parties=parties)], NINE)
    assert entry.parties == (("accused", ("О.\u00a0Л.",)), ("victim", ("А.\u00a0К.",)))


def test_a_confidential_sitting_says_when_and_where_alone() -> None:
    [entry] = public_entries([listed(is_confidential=True)], NINE)
    assert (entry.case_number, entry.category, entry.hearing_type) == (None, None, None)
    assert (entry.parties, entry.interpreter_languages) == ((), ())
    assert (entry.room_name, entry.judges) == ("1", ("J",))


@pytest.mark.parametrize(
    ("after", "over", "state"),
    [(-1, False, "listed"), (0, False, "in_progress"), (60, False, "held"), (5, True, "held")],
)
def test_the_state_follows_the_clock_and_the_record(after: int, over: bool, state: str) -> None:
    [entry] = public_entries([listed(is_over=over)], NINE + timedelta(minutes=after))
    assert entry.state == state


def test_initials_of_names_as_they_are_written() -> None:
    assert initials("асель  К. Нурпеисова") == "А.\u00a0К.\u00a0Н."
    assert initials("") == ""


def test_holidays_of_kazakhstan_come_with_their_moved_days() -> None:
    days = [f"{day:%m-%d}" for day in holidays_of_kazakhstan.of_year(2026)]
    assert {"03-08", "03-09", "05-11", "10-26", "12-16"} <= set(days)
