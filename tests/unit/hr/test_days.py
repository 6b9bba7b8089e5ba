"""Days of a court are half-open ranges of instants, whatever the clocks do."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tarazy_hr.domain.days import day_after, day_of, day_starts_at, overlap, whole_days

ZONES = ["Asia/Almaty", "Asia/Aqtobe", "Europe/Berlin", "America/Santiago", "America/Havana", "Asia/Tehran", "UTC"]
zones = st.sampled_from(ZONES)
days = st.dates(date(2000, 1, 1), date(2060, 12, 31))
instants = st.datetimes(datetime(2000, 1, 1), datetime(2060, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


@given(days, zones)
def test_a_day_ends_where_the_next_begins(day: date, zone: str) -> None:
    start, end = whole_days(day, day, zone)
    assert end == day_starts_at(day + timedelta(days=1), zone)
    assert timedelta(hours=22) < end - start < timedelta(hours=26)


@given(days, zones)
def test_the_first_instant_of_a_day_belongs_to_it_and_the_one_before_does_not(day: date, zone: str) -> None:
    start = day_starts_at(day, zone)
    assert day_of(start, zone) == day
    assert day_of(start - timedelta(microseconds=1), zone) < day


@given(instants, zones)
def test_every_instant_lies_in_exactly_the_day_that_it_is_said_to(instant: datetime, zone: str) -> None:
    day = day_of(instant, zone)
    # Where the clocks go back over midnight, the last hour of a day comes twice and reaches past its end.
    first, end = day_starts_at(day, zone), day_starts_at(day + timedelta(days=1), zone)
    assert first - timedelta(hours=1) <= instant < end + timedelta(hours=1)


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Asia/Almaty", date(2024, 2, 29), 25),
        ("Europe/Berlin", date(2027, 3, 28), 23),
        ("Europe/Berlin", date(2027, 10, 31), 25),
        ("America/Santiago", date(2027, 9, 5), 23),
        ("Asia/Almaty", date(2026, 12, 31), 24),
    ],
)
def test_a_day_is_as_long_as_the_clocks_make_it(zone: str, day: date, hours: int) -> None:
    start, end = whole_days(day, day, zone)
    assert end - start == timedelta(hours=hours)


def test_leave_over_new_year_ends_with_its_last_day() -> None:
    start, end = whole_days(date(2026, 12, 28), date(2027, 1, 2), "Asia/Almaty")
    assert start == datetime(2026, 12, 27, 19, tzinfo=UTC)
    assert end == datetime(2027, 1, 2, 19, tzinfo=UTC)


ranges = st.tuples(st.integers(0, 20), st.one_of(st.none(), st.integers(0, 20)))


@given(ranges, ranges)
def test_ranges_overlap_when_they_have_a_day_in_common(
    one: tuple[int, int | None], other: tuple[int, int | None]
) -> None:
    def bounds(given: tuple[int, int | None]) -> tuple[date, date | None]:
        start, end = given
        first = date(2026, 12, 20)
        return first + timedelta(start), None if end is None else first + timedelta(end)

    def members(given: tuple[int, int | None]) -> set[int]:
        return set(range(given[0], 40 if given[1] is None else given[1]))

    assert overlap(*bounds(one), *bounds(other)) == bool(members(one) & members(other))


def test_a_range_without_last_day_stays_open() -> None:
    assert day_after(None) is None
    assert day_after(date.max) is None
    assert day_after(date(2026, 12, 31)) == date(2027, 1, 1)


def test_the_first_and_the_last_day_of_the_calendar_are_days_too() -> None:
    assert day_starts_at(date.min, "Asia/Almaty").year == 1
    start, end = whole_days(date.max, date.max, "America/Santiago")
    assert start <= end
    assert overlap(
        *whole_days(date.min, date.max, "Asia/Almaty"), *whole_days(date(2026, 1, 1), date(2026, 1, 1), "UTC")
    )
