"""When a court sits: days, notice, and slots."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tarazy_scheduling.domain.model.calendar import Calendar
from tarazy_scheduling.domain.model.hearing import Sitting
from tarazy_scheduling.domain.working_set.slots import Grid, lowest, runs

from tests.unit.scheduling.domain.courts import MONDAY, an_id, at

SATURDAY = MONDAY + timedelta(days=5)
WOMENS_DAY = date(2026, 3, 9)


def test_a_court_sits_on_its_weekdays_but_not_on_holidays_or_closed_days() -> None:
    calendar = Calendar(holidays=frozenset({WOMENS_DAY}), closed=frozenset({MONDAY}))
    assert not calendar.is_open(MONDAY)
    assert not calendar.is_open(WOMENS_DAY)
    assert not calendar.is_open(SATURDAY)
    assert calendar.is_open(MONDAY + timedelta(days=1))


def test_a_day_that_is_opened_is_open_whatever_else_says_no() -> None:
    days = frozenset({SATURDAY, WOMENS_DAY})
    calendar = Calendar(holidays=frozenset({WOMENS_DAY}), closed=frozenset({WOMENS_DAY}), open=days)
    assert calendar.is_open(SATURDAY)
    assert calendar.is_open(WOMENS_DAY)


@pytest.mark.parametrize(
    ("told", "days", "first"),
    [
        (MONDAY, 0, MONDAY),
        (MONDAY, 1, MONDAY + timedelta(days=2)),
        (MONDAY, 3, MONDAY + timedelta(days=4)),
        # Tuesday to Friday are four, the fifth is the Tuesday after the holiday: Wednesday may be sat on.
        (MONDAY, 5, date(2026, 3, 11)),
        (SATURDAY, 1, date(2026, 3, 11)),
    ],
)
def test_notice_counts_working_days_strictly_between(told: date, days: int, first: date) -> None:
    calendar = Calendar(holidays=frozenset({WOMENS_DAY}))
    assert calendar.first_day_with_notice(told, days, date(2027, 1, 1)) == first


def test_notice_in_a_court_that_never_sits_ends_after_the_last_day_asked_for() -> None:
    last = MONDAY + timedelta(days=20)
    assert Calendar(weekdays=frozenset()).first_day_with_notice(MONDAY, 1, last) > last


def test_slots_count_from_the_start_of_each_sitting_hour() -> None:
    grid = Grid(
        Calendar(sitting_hours=((time(9, 10), time(12)), (time(13, 5), time(17))), slot_minutes=15), "Asia/Almaty"
    )
    assert grid.bit(at(MONDAY, 9, 10)) == (MONDAY.toordinal(), 0)
    assert grid.bit(at(MONDAY, 9, 25)) == (MONDAY.toordinal(), 1)
    assert grid.bit(at(MONDAY, 9, 15)) is None
    assert grid.bit(at(MONDAY, 11, 55)) is None, "the rest of an hour that is shorter than a slot is not used"
    second_hour = grid.hours[1].first
    assert grid.bit(at(MONDAY, 13, 5)) == (MONDAY.toordinal(), second_hour)
    assert grid.starts_at(MONDAY.toordinal(), second_hour + 1) == at(MONDAY, 13, 20)


def test_no_run_of_free_slots_crosses_the_break() -> None:
    grid = Grid(Calendar(), "Asia/Almaty")
    whole_day = grid.day(MONDAY.toordinal()).open
    assert runs(whole_day, 48).bit_count() == 2
    assert runs(whole_day, 49) == 0


def test_a_range_takes_every_slot_that_it_touches() -> None:
    grid = Grid(Calendar(), "Asia/Almaty")
    day = MONDAY.toordinal()
    start, end = at(MONDAY, 9, 4).timestamp(), at(MONDAY, 9, 11).timestamp()
    assert grid.touched(day, start, end) == 0b111
    assert grid.touched(day, at(MONDAY, 13).timestamp(), at(MONDAY, 14).timestamp()) == 0
    before, after = at(MONDAY - timedelta(days=3), 9).timestamp(), at(MONDAY + timedelta(days=3), 9).timestamp()
    assert grid.touched(day, before, after) == grid.day(day).open


def test_sittings_that_are_not_whole_slots_of_an_open_day_have_no_pieces() -> None:
    grid = Grid(Calendar(), "Asia/Almaty")
    room = an_id("room1")
    assert grid.pieces([Sitting(at(MONDAY, 9), at(MONDAY, 10), room)]) is not None
    assert grid.pieces([Sitting(at(MONDAY, 9, 1), at(MONDAY, 10), room)]) is None
    assert grid.pieces([Sitting(at(MONDAY, 12), at(MONDAY, 14, 5), room)]) is None
    assert grid.pieces([Sitting(at(SATURDAY, 9), at(SATURDAY, 10), room)]) is None


@given(st.dates(date(2025, 1, 1), date(2027, 12, 31)), st.integers(0, 95))
def test_slots_keep_their_wall_clock_when_clocks_change(day: date, slot: int) -> None:
    zone = ZoneInfo("Europe/Berlin")
    grid = Grid(Calendar(), "Europe/Berlin")
    hour, position = divmod(slot, 48)
    begins = datetime.combine(day, time(9 + 5 * hour), zone) + timedelta(minutes=5 * position)
    assert grid.bit(begins.astimezone(UTC)) == (day.toordinal(), grid.hours[hour].first + position)
    assert grid.starts_at(day.toordinal(), grid.hours[hour].first + position) == begins.astimezone(UTC)


def test_an_hour_that_the_clocks_swallow_has_fewer_slots() -> None:
    calendar = Calendar(sitting_hours=((time(1), time(4)),), weekdays=frozenset({"sun"}), slot_minutes=60)
    grid = Grid(calendar, "Europe/Berlin")
    assert grid.day(date(2026, 3, 22).toordinal()).open == 0b111
    assert grid.day(date(2026, 3, 29).toordinal()).open == 0b011


def test_the_last_days_of_all_are_closed() -> None:
    grid = Grid(Calendar(), "America/New_York")
    assert grid.day(date(9999, 12, 31).toordinal()).open == 0
    assert grid.bit(datetime(9999, 12, 31, 15, tzinfo=UTC)) is None
    assert grid.today(datetime(1, 1, 1, tzinfo=UTC)) == date(1, 1, 1)


@given(st.integers(0, 2**40 - 1), st.integers(1, 12))
def test_runs_are_where_so_many_bits_in_a_row_are_set(free: int, length: int) -> None:
    expected = [bit for bit in range(40) if all(free >> (bit + n) & 1 for n in range(length))]
    found = runs(free, length)
    assert [bit for bit in range(40) if found >> bit & 1] == expected
    if expected:
        assert lowest(found) == expected[0]
