"""The share of full time as it was on each day, out of what was said about it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from tarazy_hr.domain.leave.accrual import accrued_in
from tarazy_hr.domain.leave.leave_type import Entitlement, LeaveTypes
from tarazy_hr.domain.leave.service import InPost
from tarazy_hr.domain.leave.shares import by_share
from tarazy_hr.domain.leave.timeline import Said, timeline, value_on

from tests.unit.hr.leave.leave_court import in_post, leave_type, service

HALF, WHOLE = Decimal("0.5"), Decimal(1)
START = date(2026, 1, 5)


def _said(number: int, from_on: date, share: Decimal, *, is_dated: bool = False) -> Said[Decimal]:
    return Said(datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=number), from_on, share, is_dated)


def _parts(*said: Said[Decimal], one: InPost | None = None) -> list[tuple[date, date | None, Decimal]]:
    return [(each.from_on, each.last_on, each.full_time_share) for each in by_share(one or in_post(START), said)]


def test_an_appointment_has_a_part_for_each_share() -> None:
    first, second = _said(1, START, WHOLE), _said(2, date(2026, 7, 1), HALF)
    assert _parts(first) == [(START, None, WHOLE)]
    assert _parts(first, second) == [(START, date(2026, 6, 30), WHOLE), (date(2026, 7, 1), None, HALF)]
    ended = in_post(START, date(2026, 5, 31))
    assert _parts(first, second, one=ended) == [(START, date(2026, 5, 31), WHOLE)]


def test_the_later_word_counts_and_what_is_to_come_stays() -> None:
    first, second = _said(1, START, WHOLE), _said(2, date(2026, 7, 1), HALF)
    sooner = _said(3, date(2026, 6, 1), HALF)
    assert _parts(first, second, sooner) == [(START, date(2026, 5, 31), WHOLE), (date(2026, 6, 1), None, HALF)]
    never = _said(3, START, HALF)
    assert _parts(first, second, never) == [(START, None, HALF)], "said of the first day, it was never another"
    to_come = _said(2, date(2026, 12, 1), WHOLE, is_dated=True)
    assert _parts(first, to_come, sooner)[-1] == (date(2026, 12, 1), None, WHOLE)


def test_what_accrues_takes_the_share_of_each_day() -> None:
    parts = tuple(by_share(in_post(date(2020, 1, 1)), [_said(1, START, WHOLE), _said(2, date(2027, 7, 1), HALF)]))
    monthly = leave_type(accrual="monthly", by_full_time_share=True, entitlements=(Entitlement(Decimal(24)),))
    found = {one.on: one.days for one in accrued_in(2027, "annual", LeaveTypes((monthly,)), service(*parts))}
    assert [found[date(2027, 6, 30)], found[date(2027, 7, 31)]] == [Decimal(2), Decimal(1)]
    yearly = leave_type(by_full_time_share=True)
    (whole,) = accrued_in(2027, "annual", LeaveTypes((yearly,)), service(*parts))
    assert whole.days == round(Decimal(20) * (181 + Decimal(184) / 2) / 365, 2)
    all_of_it = leave_type(by_full_time_share=True, by_days_in_post=False)
    (mean,) = accrued_in(2027, "annual", LeaveTypes((all_of_it,)), service(*parts))
    assert mean.days == whole.days


days = st.integers(0, 700).map(lambda number: START + timedelta(days=number))
shares = st.sampled_from([HALF, WHOLE, Decimal("0.75")])


@given(st.lists(st.tuples(days, shares), min_size=1, max_size=6), st.booleans())
def test_parts_cover_each_day_once_and_say_what_was_said_last(said: list[tuple[date, Decimal]], ends: bool) -> None:
    one = in_post(START, START + timedelta(days=600) if ends else None)
    words = [_said(0, START, WHOLE), *(_said(number, *each) for number, each in enumerate(said, 1))]
    parts = list(by_share(one, words))
    assert parts[0].from_on == START
    assert parts[-1].last_on == one.last_on
    for before, after in pairwise(parts):
        assert before.last_on == after.from_on - timedelta(days=1)
    day, share = said[-1]
    if one.covers(day):
        (held,) = [part for part in parts if part.covers(day)]
        assert held.full_time_share == share == value_on(timeline(words), day)


@given(st.lists(st.tuples(days, shares), max_size=4))
def test_a_year_never_accrues_more_than_full_time_would(said: list[tuple[date, Decimal]]) -> None:
    words = [_said(0, START, WHOLE), *(_said(number, *each) for number, each in enumerate(said, 1))]
    held = service(*by_share(in_post(date(2020, 1, 1)), words))
    (found,) = accrued_in(2027, "annual", LeaveTypes((leave_type(by_full_time_share=True),)), held)
    assert Fraction(10) <= Fraction(found.days) <= Fraction(20)
