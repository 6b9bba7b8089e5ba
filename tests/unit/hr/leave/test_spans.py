"""Half-days are whole numbers, whatever month, year or clock change lies between."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tarazy_hr.domain.appointment import WorkingPattern
from tarazy_hr.domain.leave.span import Span, instants, of_half_days
from tarazy_hr.domain.leave.working_days import WorkingCalendar, count, count_by_year

from tests.unit.hr.leave.leave_court import CALENDAR

MIDDAY = time(13)
# Warsaw changes its clocks twice a year, Almaty changed its offset on 1 March 2024, Lord Howe changes by half an hour,
# Beirut at midnight.
zones = st.sampled_from(["Asia/Almaty", "Europe/Warsaw", "Australia/Lord_Howe", "Asia/Beirut", "UTC"])
half_days = st.integers(2 * date(2023, 12, 1).toordinal(), 2 * date(2027, 2, 1).toordinal())
lengths = st.integers(1, 400)
units = st.sampled_from(["working_days", "own_working_days", "calendar_days", "calendar_days_without_holidays"])


def _span(start: int, length: int) -> Span:
    made = of_half_days(start, start + length)
    assert made is not None
    return made


spans = st.builds(_span, half_days, lengths)


@given(spans)
def test_a_span_is_the_half_days_that_it_is_made_of(span: Span) -> None:
    assert of_half_days(span.start, span.end) == span
    assert sum(halves.bit_count() for _, halves in span.days()) == span.end - span.start
    assert next(day for day, _ in span.days()) == span.first_on
    assert [day for day, _ in span.days()][-1] == span.last_on


@given(spans, st.integers(1, 399), zones)
def test_parts_of_a_leave_touch_and_make_up_the_whole(span: Span, cut: int, zone: str) -> None:
    if cut >= span.end - span.start:
        return
    first, second = _span(span.start, cut), _span(span.start + cut, span.end - span.start - cut)
    (start, middle), (again, end) = instants(first, zone, MIDDAY), instants(second, zone, MIDDAY)
    assert start < middle == again < end
    assert (start, end) == instants(span, zone, MIDDAY)


@given(spans, zones)
def test_a_leave_begins_and_ends_where_the_clock_on_the_wall_says_so(span: Span, zone: str) -> None:
    start, end = (each.astimezone(ZoneInfo(zone)) for each in instants(span, zone, MIDDAY))
    assert start.date() == span.first_on
    assert (end - timedelta(microseconds=1)).date() == span.last_on
    assert (start.time() == MIDDAY) == (span.first_half == "pm")
    assert (end.time() == MIDDAY) == (span.last_half == "am")


MORNINGS = WorkingPattern((("mon", ("am",)), ("tue", ("am", "pm")), ("thu", ("pm",))))
patterns = st.lists(st.tuples(st.dates(date(2023, 12, 1), date(2027, 2, 1)), st.sampled_from([None, MORNINGS])))


@given(spans, st.integers(1, 399), units, patterns)
def test_days_add_up_over_parts_and_over_years(span: Span, cut: int, unit: Any, own: list[Any]) -> None:
    calendar = replace(CALENDAR, patterns=tuple(sorted(own, key=lambda one: one[0])))
    whole = count(span, unit, calendar)
    assert whole == sum((days for _, days in count_by_year(span, unit, calendar)), Decimal(0))
    if cut < span.end - span.start:
        parts = _span(span.start, cut), _span(span.start + cut, span.end - span.start - cut)
        assert whole == sum((count(part, unit, calendar) for part in parts), Decimal(0))


@given(spans, patterns)
def test_nobody_loses_more_days_by_the_own_pattern_than_by_the_courts_calendar(span: Span, own: list[Any]) -> None:
    calendar = replace(CALENDAR, patterns=tuple(sorted(own, key=lambda one: one[0])))
    assert count(span, "own_working_days", calendar) <= count(span, "working_days", calendar)
    assert count(span, "own_working_days", CALENDAR) == count(span, "working_days", CALENDAR)


def test_a_part_timer_loses_no_day_that_they_do_not_work() -> None:
    part_time = replace(CALENDAR, patterns=((date(2026, 1, 5), MORNINGS), (date(2026, 11, 18), None)))
    week = Span(date(2026, 11, 9), date(2026, 11, 15))
    assert [count(week, unit, part_time) for unit in ("working_days", "own_working_days")] == [Decimal(5), Decimal(2)]
    next_week = Span(date(2026, 11, 16), date(2026, 11, 22))
    assert count(next_week, "own_working_days", part_time) == Decimal("4.5"), "another pattern from Wednesday on"
    afternoon = Span(date(2026, 11, 9), date(2026, 11, 9), "pm", "pm")
    assert count(afternoon, "own_working_days", part_time) == 0


@given(spans, spans)
def test_what_two_leaves_have_in_common_is_in_both(one: Span, other: Span) -> None:
    common = one.common(other)
    assert common == other.common(one)
    overlaps = one.start < other.end and other.start < one.end
    assert (common is not None) == overlaps
    if common:
        assert max(one.start, other.start) == common.start
        assert min(one.end, other.end) == common.end


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Asia/Almaty", date(2024, 2, 29), 25),  # at midnight the clocks went back to UTC+5
        ("Asia/Almaty", date(2024, 3, 1), 24),
        ("Europe/Warsaw", date(2026, 3, 29), 23),
        ("Europe/Warsaw", date(2026, 10, 25), 25),
    ],
)
def test_a_day_away_is_as_long_as_the_day_is(zone: str, day: date, hours: int) -> None:
    start, end = instants(Span(day, day), zone, MIDDAY)
    assert end - start == timedelta(hours=hours)


def test_half_a_day_ends_with_the_first_sitting_hours() -> None:
    morning = Span(date(2026, 12, 14), date(2026, 12, 14), "am", "am")
    start, end = instants(morning, "Asia/Almaty", CALENDAR.midday or time())
    assert (start, end) == (datetime(2026, 12, 13, 19, tzinfo=UTC), datetime(2026, 12, 14, 8, tzinfo=UTC))
    assert count(morning, "working_days", CALENDAR) == Decimal("0.5")


def test_the_leave_of_the_design_counts_seventeen_days() -> None:
    span = Span(date(2026, 12, 14), date(2026, 12, 31))
    assert count(span, "calendar_days_without_holidays", CALENDAR) == 17
    assert count(span, "calendar_days", CALENDAR) == 18
    assert count(span, "working_days", CALENDAR) == 13


def test_what_the_court_opens_is_worked_whatever_else_says_no() -> None:
    saturday = date(2026, 12, 19)
    assert not CALENDAR.is_working(saturday)
    assert WorkingCalendar(closed=frozenset({saturday}), open=frozenset({saturday})).is_working(saturday)
    assert WorkingCalendar(sitting_hours=((time(9), time(15)),)).midday is None
