"""What accrues in a year: how much, on which day, and why."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from tarazy_hr.domain.leave.leave_type import LeaveRules, LeaveTypes, days_a_year
from tarazy_hr.domain.leave.service import Service, days_in_post

HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Accrued:
    """Days that accrue on a day, out of an entitlement for a year."""

    on: date
    days: Decimal
    entitlement: Decimal
    """Days a year by role and years of service."""
    days_in_post: int
    """Of the year or the month."""
    of_days: int
    """Days that the year or the month has."""


def accrued_in(year: int, code: str, types: LeaveTypes, whole_service: Service) -> Iterator[Accrued]:
    """What accrues in a calendar year, in order. Sums are rounded to hundredths of a day, so that nothing drifts."""
    service = replace(whole_service, here=tuple(one for one in whole_service.here if one.accrues))
    whole, given = Fraction(0), Decimal(0)
    for first, last in _periods(year, code, types, service):
        found = types.on(code, first)
        if found is None or not found.rules.has_entitlement:
            continue
        rules = found.rules
        monthly = rules.accrual == "monthly"
        share, in_post, entitlement = _share(rules, service, first, last)
        if not in_post:
            continue
        whole += share / 12 if monthly else share
        days = rounded(whole) - given
        given += days
        yield Accrued(_day_of(service, first, last, monthly), days, entitlement, in_post, (last - first).days + 1)


def rounded(days: Fraction) -> Decimal:
    """To hundredths of a day, halves away from zero."""
    return (Decimal(days.numerator) / Decimal(days.denominator)).quantize(HUNDREDTH, ROUND_HALF_UP)


def _periods(year: int, code: str, types: LeaveTypes, service: Service) -> list[tuple[date, date]]:
    """The year, or its months where the type accrues by months on the first day in post of the year."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    begun = next((max(first, one.from_on) for one, _ in days_in_post(service.here, first, last)), None)
    if begun is None:
        return []
    found = types.on(code, begun)
    if found is not None and found.rules.accrual == "monthly":
        months = range(1, 13)
        return [(date(year, month, 1), date(year, month, monthrange(year, month)[1])) for month in months]
    return [(first, last)]


def _share(rules: LeaveRules, service: Service, first: date, last: date) -> tuple[Fraction, int, Decimal]:
    """The days a year that a period earns, the days in post in it, and the entitlement that they are a share of."""
    total, most, worked, in_post, entitlement = Fraction(0), Fraction(0), Fraction(0), 0, Decimal(0)
    for one, days in days_in_post(service.here, first, last):
        entitlement = days_a_year(rules, one.role, service.full_years(max(first, one.from_on)))
        share = Fraction(one.full_time_share) if rules.by_full_time_share else Fraction(1)
        total += Fraction(entitlement) * share * Fraction(days, (last - first).days + 1)
        most = max(most, Fraction(entitlement))
        worked += share * days
        in_post += days
    if not rules.by_days_in_post and in_post:
        # All of it, however few the days in post; by the share as it was on the mean over them.
        total = most * worked / in_post
    return total, in_post, entitlement


def _day_of(service: Service, first: date, last: date, monthly: bool) -> date:
    """On which day it is there: the year's first day in post, or the month's last."""
    if not monthly:
        return min(max(first, one.from_on) for one, _ in days_in_post(service.here, first, last))
    held = [one.last_on for one, _ in days_in_post(service.here, first, last)]
    return max(last if day is None else min(last, day) for day in held)
