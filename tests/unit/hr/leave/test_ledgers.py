"""What somebody has of a leave type: accrual, carry-over, expiry, taken, booked, given back."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tarazy_hr.domain.absence import AbsenceFact
from tarazy_hr.domain.leave.accrual import accrued_in
from tarazy_hr.domain.leave.adjustment import Adjustment
from tarazy_hr.domain.leave.leave_type import Entitlement, LeaveType, LeaveTypes
from tarazy_hr.domain.leave.ledger import LedgerSources, ledger, lowest_from
from tarazy_hr.domain.leave.span import Span
from tarazy_hr.domain.leave.terms import LeaveTerms

from tests.unit.hr.leave.leave_court import CALENDAR, SICKNESS, in_post, leave_type, rules, service
from tests.unit.hr.staffing import COURT, absence, an_id

YEAR_END = date(2026, 12, 31)


def _leave(first: date, last: date, name: str = "leave", **terms: Any) -> AbsenceFact:
    made = replace(LeaveTerms("annual", Span(first, last)), **terms)
    return AbsenceFact("approved", 1, absence(name), None, made)


def _sick(first: date, last: date, certificate: str | None = "7") -> AbsenceFact:
    return _leave(first, last, "sick", leave_type="sickness", overlaps=True, certificate=certificate)


def _sources(*absences: AbsenceFact, types: tuple[LeaveType, ...] = (), **changes: Any) -> LedgerSources:
    shipped = LeaveTypes(types or (leave_type(), SICKNESS))
    return replace(LedgerSources(shipped, CALENDAR, service(in_post()), absences=absences), **changes)


def _accrued(year: int, sources: LedgerSources) -> list[tuple[str, Decimal]]:
    return [(f"{one.on}", one.days) for one in accrued_in(year, "annual", sources.types, sources.service)]


def test_what_is_there_on_the_years_first_day_follows_the_days_in_post() -> None:
    assert _accrued(2026, _sources()) == [("2026-01-05", Decimal("19.78"))]  # 361 of 365 days
    assert _accrued(2027, _sources()) == [("2027-01-01", Decimal("20.00"))]
    leaves = _sources(service=service(in_post(last_on=date(2026, 6, 30))))
    assert _accrued(2026, leaves) == [("2026-01-05", Decimal("9.70"))]
    assert _accrued(2027, leaves) == []


def test_monthly_accrual_comes_with_each_months_end_and_never_drifts() -> None:
    types = (leave_type(accrual="monthly", entitlements=(Entitlement(Decimal(20)),)),)
    found = _accrued(2027, _sources(types=types))
    assert [day for day, _ in found[:2]] == ["2027-01-31", "2027-02-28"]
    assert [days for _, days in found[:3]] == [Decimal("1.67"), Decimal("1.66"), Decimal("1.67")]
    assert sum(days for _, days in found) == 20
    begun = _accrued(2026, _sources(types=types))
    assert begun[0] == ("2026-01-31", Decimal("1.45"))  # 27 of 31 days


def test_the_share_of_full_time_counts_where_the_type_says_so() -> None:
    half = service(in_post(full_time_share=Decimal("0.5")))
    assert _accrued(2027, _sources(service=half)) == [("2027-01-01", Decimal("20.00"))]
    types = (leave_type(by_full_time_share=True),)
    assert _accrued(2027, _sources(types=types, service=half)) == [("2027-01-01", Decimal("10.00"))]


def test_role_and_years_of_service_choose_the_entitlement() -> None:
    entitled = (
        Entitlement(Decimal(18)),
        Entitlement(Decimal(20), "judge"),
        Entitlement(Decimal(24), "judge", 10),
    )
    types = (leave_type(entitlements=entitled),)
    long = service(in_post(date(2017, 1, 1)))
    assert _accrued(2026, _sources(types=types, service=long)) == [("2026-01-01", Decimal("20.00"))]
    assert _accrued(2027, _sources(types=types, service=long)) == [("2027-01-01", Decimal("24.00"))]
    clerk = service(in_post(date(2017, 1, 1), role="clerk"))
    assert _accrued(2027, _sources(types=types, service=clerk)) == [("2027-01-01", Decimal("18.00"))]


def test_taken_up_to_the_day_and_booked_after_it() -> None:
    away = _leave(date(2026, 12, 14), date(2026, 12, 31))
    seen = ledger("annual", 2026, date(2026, 12, 18), _sources(away))
    lines = [(line.what, line.days, line.balance) for line in seen.lines]
    assert lines == [
        ("accrued", Decimal("19.78"), Decimal("19.78")),
        ("taken", Decimal("-4.0"), Decimal("15.78")),
        ("booked", Decimal("-9.0"), Decimal("6.78")),
    ]
    assert (seen.balance, seen.at_year_end) == (Decimal("15.78"), Decimal("6.78"))
    assert seen.balance_on(date(2026, 1, 4)) == 0


def test_a_leave_over_new_year_is_taken_from_both_years() -> None:
    away = _leave(date(2026, 12, 28), date(2027, 1, 8))
    sources = _sources(away)
    assert ledger("annual", 2026, date(2027, 6, 1), sources).total("taken") == -4
    assert ledger("annual", 2027, date(2027, 6, 1), sources).total("taken") == -3  # 5, 6 and 8 January


def test_what_is_above_the_limit_lapses_and_what_is_not_taken_in_time_expires() -> None:
    types = (leave_type(carry_over_limit=Decimal(5), carry_over_until=(3, 31)),)
    taken = _leave(date(2027, 3, 29), date(2027, 4, 2))
    seen = ledger("annual", 2027, date(2027, 12, 31), _sources(taken, types=types))
    lines = [(f"{line.on}", line.what, line.days) for line in seen.lines]
    assert lines == [
        ("2027-01-01", "carried_over", Decimal("19.78")),
        ("2027-01-01", "lapsed", Decimal("-14.78")),
        ("2027-01-01", "accrued", Decimal("20.00")),
        ("2027-03-29", "taken", Decimal("-5.0")),
        ("2027-04-01", "expired", Decimal("-2.00")),  # three of the five days lie in March
    ]
    assert seen.at_year_end == 18


def test_sickness_with_a_certificate_gives_days_back_where_the_type_says_so() -> None:
    away, sick = _leave(date(2026, 12, 14), date(2026, 12, 31)), _sick(date(2026, 12, 17), date(2026, 12, 21))
    types = (leave_type(given_back=True), SICKNESS)
    seen = ledger("annual", 2026, YEAR_END, _sources(away, sick, types=types))
    assert (seen.total("taken"), seen.total("given_back")) == (Decimal(-13), Decimal(3))
    assert ledger("annual", 2026, YEAR_END, _sources(away, sick)).total("given_back") == 0
    late = replace(sick, terms=replace(sick.terms or LeaveTerms("", Span(YEAR_END, YEAR_END)), certificate=None))
    assert ledger("annual", 2026, YEAR_END, _sources(away, late, types=types)).total("given_back") == 0


def test_an_opening_balance_replaces_what_was_before_it() -> None:
    def made(on: date, days: str, kind: Any = "opening") -> Adjustment:
        return Adjustment(an_id(days), COURT.court_id, an_id("aigul"), "annual", on, kind, Decimal(days), "card")

    away = _leave(date(2026, 2, 2), date(2026, 2, 6)), _leave(date(2026, 6, 1), date(2026, 6, 2), "second")
    sources = _sources(*away, adjustments=[made(date(2026, 5, 1), "7.5"), made(date(2026, 7, 1), "-1", "correction")])
    seen = ledger("annual", 2026, YEAR_END, sources)
    assert [(line.what, line.balance) for line in seen.lines] == [
        ("opening", Decimal("7.5")),
        ("taken", Decimal("5.5")),
        ("correction", Decimal("4.5")),
    ]


def test_nothing_is_known_of_years_before_hr_knew_the_person() -> None:
    old = service(in_post(date(2010, 1, 1)), known_since=date(2026, 3, 1))
    seen = ledger("annual", 2026, YEAR_END, _sources(service=old))
    assert [line.what for line in seen.lines] == ["accrued"]


def test_rules_that_begin_later_hold_from_then_on() -> None:
    later = replace(leave_type(), valid_from=date(2027, 1, 1), rules=rules(entitlements=(Entitlement(Decimal(26)),)))
    types = (leave_type(), later)
    assert [days for _, days in _accrued(2026, _sources(types=types))] == [Decimal("19.78")]
    assert [days for _, days in _accrued(2027, _sources(types=types))] == [Decimal("26.00")]


days = st.integers(0, 700).map(lambda offset: date(2026, 1, 5) + timedelta(days=offset))


@given(
    st.lists(st.tuples(days, st.integers(0, 20)), max_size=5),
    st.sampled_from(["year_start", "monthly"]),
    st.one_of(st.none(), st.integers(0, 30).map(Decimal)),
    st.sampled_from([None, (1, 31), (2, 29), (12, 31)]),
    days,
)
def test_lines_add_up_and_days_seen_later_are_the_same(
    leaves: list[tuple[date, int]], accrual: Any, limit: Decimal | None, until: Any, on: date
) -> None:
    taken = [_leave(first, first + timedelta(days=length), f"{place}") for place, (first, length) in enumerate(leaves)]
    types = (leave_type(accrual=accrual, carry_over_limit=limit, carry_over_until=until),)
    sources = _sources(*taken, types=types)
    for year in (2026, 2027, 2028):
        seen = ledger("annual", year, on, sources)
        assert seen.at_year_end == sum((line.days for line in seen.lines), Decimal(0))
        assert [line.on for line in seen.lines] == sorted(line.on for line in seen.lines)
        # Whether a leave is taken or booked changes no sum.
        later = ledger("annual", year, date(2030, 1, 1), sources)
        assert later.at_year_end == seen.at_year_end
        assert -seen.total("expired") <= max(Decimal(0), seen.total("carried_over") + seen.total("lapsed"))
        if limit is not None:
            assert seen.total("carried_over") + seen.total("lapsed") <= limit
    assert lowest_from("annual", date(2026, 1, 5), sources) <= ledger("annual", 2026, on, sources).at_year_end


@pytest.mark.parametrize("unit", ["working_days", "calendar_days"])
def test_half_days_are_halves(unit: Any) -> None:
    types = (leave_type(unit=unit),)
    half = _leave(date(2026, 12, 14), date(2026, 12, 14), span=Span(date(2026, 12, 14), date(2026, 12, 14), "pm"))
    assert ledger("annual", 2026, YEAR_END, _sources(half, types=types)).total("taken") == Decimal("-0.5")
