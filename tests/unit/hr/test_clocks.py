"""Clocks of proceedings: last days, standing still, running out."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tarazy_hr.domain.clocks.clock import Clock, warns_on
from tarazy_hr.domain.clocks.clock_rule import ClockRule, check
from tarazy_hr.domain.court import Trilingual

NAME = Trilingual("к", "р", "e")
MONDAY = date(2026, 3, 2)
SATURDAY = MONDAY + timedelta(days=5)


def weekdays(day: date) -> bool:
    return day.weekday() < 5


def a_rule(**changes: object) -> ClockRule:
    rule = ClockRule("discipline.inquiry", NAME, 10, "working_days", "made up", False, suspendable=True)
    return replace(rule, **changes)  # type: ignore[arg-type]


def test_working_days_count_from_the_day_after() -> None:
    assert Clock(a_rule(), MONDAY).last_day(weekdays) == date(2026, 3, 16)


def test_a_last_day_on_a_closed_day_is_moved_unless_the_rule_says_otherwise() -> None:
    rule = a_rule(amount=5, unit="days")
    assert Clock(rule, MONDAY).last_day(weekdays) == date(2026, 3, 9)
    assert Clock(replace(rule, rolls_over=False), MONDAY).last_day(weekdays) == SATURDAY


def test_a_month_ends_on_its_last_day_where_it_has_no_such_day() -> None:
    clock = Clock(a_rule(amount=1, unit="months", rolls_over=False), date(2027, 1, 31))
    assert clock.last_day(weekdays) == date(2027, 2, 28)


def test_what_stands_still_has_no_last_day_and_goes_on_with_what_was_left() -> None:
    clock = Clock(a_rule(), MONDAY).paused(date(2026, 3, 5))
    assert clock.last_day(weekdays) is None
    assert clock.urgency(date(2030, 1, 1), weekdays) == "still"
    assert not clock.has_run_out(date(2030, 1, 1), weekdays)
    assert warns_on(clock, weekdays) is None
    # two working days were over, eight are left from Monday 4 May on
    assert clock.resumed(date(2026, 5, 4)).last_day(weekdays) == date(2026, 5, 13)


def test_a_clock_whose_rule_does_not_allow_it_goes_on() -> None:
    clock = Clock(a_rule(suspendable=False), MONDAY)
    assert clock.paused(MONDAY) == clock


def test_paused_and_resumed_on_one_day_nothing_is_lost() -> None:
    clock = Clock(a_rule(), MONDAY)
    assert clock.paused(date(2026, 3, 4)).resumed(date(2026, 3, 4)) == clock


def test_a_longer_term_counts_and_a_shorter_one_does_not() -> None:
    clock = Clock(a_rule(), MONDAY)
    assert replace(clock, extended_until=date(2026, 4, 1)).last_day(weekdays) == date(2026, 4, 1)
    assert replace(clock, extended_until=date(2026, 3, 4)).last_day(weekdays) == date(2026, 3, 16)


@pytest.mark.parametrize(
    ("today", "urgency"),
    [
        (date(2026, 3, 12), "ahead"),
        (date(2026, 3, 13), "near"),
        (date(2026, 3, 16), "near"),
        (date(2026, 3, 17), "overdue"),
    ],
)
def test_a_clock_warns_before_its_last_day_and_is_overdue_after_it(today: date, urgency: str) -> None:
    assert Clock(a_rule(), MONDAY).urgency(today, weekdays) == urgency


def test_it_is_met_on_the_last_day_and_late_on_the_next() -> None:
    clock = Clock(a_rule(), MONDAY)
    assert clock.stopped(date(2026, 3, 16)).urgency(date(2027, 1, 1), weekdays) == "met"
    assert clock.stopped(date(2026, 3, 17)).urgency(date(2027, 1, 1), weekdays) == "late"
    assert clock.stopped(date(2026, 3, 10)).stopped(date(2026, 3, 20)).stopped_on == date(2026, 3, 10)


def test_only_what_is_refused_after_its_end_runs_out() -> None:
    after = date(2026, 3, 17)
    assert not Clock(a_rule(), MONDAY).has_run_out(after, weekdays)
    limitation = Clock(a_rule(after="refused"), MONDAY)
    assert limitation.has_run_out(after, weekdays)
    assert not limitation.has_run_out(date(2026, 3, 16), weekdays)


def test_a_void_clock_presses_nobody() -> None:
    clock = replace(Clock(a_rule(), MONDAY), void=True)
    assert clock.urgency(date(2030, 1, 1), weekdays) == "void"
    assert warns_on(clock, weekdays) is None


@pytest.mark.parametrize(
    ("changes", "field"), [({"amount": 0}, "rules[1].amount"), ({"warn_days": -1}, "rules[1].warn_days")]
)
def test_rules_by_which_nothing_could_run_are_refused(changes: dict[str, object], field: str) -> None:
    other = a_rule(code="discipline.decision", **changes)
    refused = check((a_rule(), other))
    assert refused is not None
    assert refused.field == field


def test_two_rules_of_one_code_are_refused() -> None:
    refused = check((a_rule(), a_rule()))
    assert refused is not None
    assert (refused.field, refused.code) == ("rules[1].code", "code_repeated")


days = st.integers(0, 400).map(lambda number: MONDAY + timedelta(days=number))


@given(st.lists(days, min_size=2, max_size=8, unique=True).map(sorted), st.sampled_from(["days", "working_days"]))
def test_standing_still_never_shortens_a_term_and_loses_no_day(changes: list[date], unit: str) -> None:
    """Half-open stretches: the days on which it ran, up to the last, are as many as the rule says."""
    clock = plain = Clock(a_rule(amount=60, unit=unit, rolls_over=False), MONDAY)
    for stop, go in zip(changes[::2], changes[1::2], strict=False):
        clock = clock.paused(stop).resumed(go)
    end, without = clock.last_day(weekdays), plain.last_day(weekdays)
    assert end is not None
    assert without is not None
    assert end >= without
    span = [MONDAY + timedelta(days=number) for number in range(1, (end - MONDAY).days + 1)]
    ran = [
        day
        for day in span
        if not any(first <= day < after for first, after in clock.stills) and (unit == "days" or weekdays(day))
    ]
    assert len(ran) == 60
