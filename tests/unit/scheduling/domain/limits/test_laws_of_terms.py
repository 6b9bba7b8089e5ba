"""What holds of every term, whatever the calendar."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tarazy_scheduling.domain.limits.computing import Question, limits_of
from tarazy_scheduling.domain.limits.rules import LimitRules
from tarazy_scheduling.domain.model.calendar import WEEKDAYS, Calendar
from tarazy_scheduling.domain.model.limits import Rule, Ruling
from tarazy_shared.terms import Unit, end_of, roll_over

from tests.unit.scheduling.domain.limits.terms import CIVIL, a_rule, a_ruling

days = st.dates(date(2025, 1, 1), date(2027, 12, 31))
units = st.sampled_from(["days", "working_days", "months"])
calendars = st.builds(
    Calendar,
    weekdays=st.frozensets(st.sampled_from(WEEKDAYS), min_size=1),
    closed=st.frozensets(days, max_size=20),
    open=st.frozensets(days, max_size=5),
)


def latest(rule: Rule, filed: date, rulings: tuple[Ruling, ...], calendar: Calendar) -> date:
    found = limits_of(LimitRules.of([rule]), Question(CIVIL, {"filed": filed}, rulings), calendar, filed).latest_on
    assert found is not None
    return found


@st.composite
def suspensions(draw: st.DrawFn) -> tuple[Ruling, ...]:
    spans = draw(st.lists(st.tuples(days, st.integers(1, 60)), max_size=3))
    return tuple(
        a_ruling("suspended", f"suspension {number}", from_on=first, until_on=first + timedelta(days=length))
        for number, (first, length) in enumerate(spans)
    )


@given(days, st.integers(0, 40), units, calendars)
def test_a_longer_term_never_ends_sooner(trigger: date, amount: int, unit: Unit, calendar: Calendar) -> None:
    ends = [end_of(trigger, amount + more, unit, calendar.is_open) for more in (0, 1)]
    assert trigger <= ends[0] <= ends[1]


@given(days, days, st.integers(0, 40), units, calendars)
def test_a_later_trigger_never_ends_sooner(one: date, other: date, amount: int, unit: Unit, calendar: Calendar) -> None:
    first, second = sorted((one, other))
    assert end_of(first, amount, unit, calendar.is_open) <= end_of(second, amount, unit, calendar.is_open)


@given(days, calendars)
def test_moving_over_days_off_never_shortens_and_ends_on_the_first_working_day(day: date, calendar: Calendar) -> None:
    moved = roll_over(day, calendar.is_open)
    assert moved >= day
    assert calendar.is_open(moved)
    assert not any(calendar.is_open(day + timedelta(days=one)) for one in range((moved - day).days))


@given(days, st.integers(1, 40), units, calendars, suspensions())
def test_a_suspension_never_shortens(
    filed: date, amount: int, unit: Unit, calendar: Calendar, rulings: tuple[Ruling, ...]
) -> None:
    rule = a_rule(amount=amount, unit=unit, roll_over="stays")
    without = latest(rule, filed, (), calendar)
    for number in range(len(rulings) + 1):
        assert latest(rule, filed, rulings[:number], calendar) >= without


@given(days, st.integers(1, 40), calendars, suspensions())
def test_a_term_in_days_has_just_so_many_days_that_count(
    filed: date, amount: int, calendar: Calendar, rulings: tuple[Ruling, ...]
) -> None:
    """Brute force over half-open suspensions: the first day does not count, the one after the last does."""
    for unit in ("days", "working_days"):
        rule = a_rule(amount=amount, unit=unit, roll_over="stays")
        end, counted, day = latest(rule, filed, rulings, calendar), 0, filed
        while counted < amount:
            day += timedelta(days=1)
            is_still = any(one.from_on <= day < one.until_on for one in rulings if one.from_on and one.until_on)
            counted += not is_still and (unit == "days" or calendar.is_open(day))
        assert end == day


@given(days, st.integers(0, 15), calendars)
def test_notice_leaves_as_many_working_days_between(told_on: date, amount: int, calendar: Calendar) -> None:
    rule = a_rule(limits="notice", unit="working_days", amount=amount, trigger="told")
    first = limits_of(LimitRules.of([rule]), Question(CIVIL, {}), calendar, told_on).first_on
    between = [told_on + timedelta(days=one) for one in range(1, (first - told_on).days)]
    assert sum(calendar.is_open(day) for day in between) == amount
    assert first == told_on if amount == 0 else calendar.is_open(first - timedelta(days=1))
