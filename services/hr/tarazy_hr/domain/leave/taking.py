"""Leave that was granted, cut to a year: what is taken of it, what booked, what sickness gives back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal
from uuid import UUID

from tarazy_hr.domain.absence import AbsenceFact
from tarazy_hr.domain.leave.leave_type import LeaveRules, LeaveTypes, Unit
from tarazy_hr.domain.leave.span import Span
from tarazy_hr.domain.leave.terms import LeaveTerms
from tarazy_hr.domain.leave.working_days import WorkingCalendar, count

TakingKind = Literal["taken", "booked", "given_back"]
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Taking:
    """A part of a leave within a year."""

    what: TakingKind
    absence_id: UUID
    span: Span
    unit: Unit
    days: Decimal
    """Above 0, also where they are given back."""


def rules_of(terms: LeaveTerms, types: LeaveTypes) -> LeaveRules | None:
    """The rules by which a leave is counted: those of its first day."""
    found = types.on(terms.leave_type, terms.span.first_on) or types.ever(terms.leave_type)
    return found.rules if found else None


def year_span(year: int) -> Span:
    """The half-days of a calendar year."""
    return Span(date(year, 1, 1), date(year, 12, 31))


def takings(
    code: str, year: int, on: date, absences: Sequence[AbsenceFact], types: LeaveTypes, calendar: WorkingCalendar
) -> Iterator[Taking]:
    """What is taken up to `on` and booked after it, of one type in one year, and what comes back. Parts in which no
    day counts are left out."""
    for fact in absences:
        terms = fact.terms
        if fact.what != "approved" or terms is None or terms.leave_type != code:
            continue
        rules = rules_of(terms, types)
        within = terms.span.common(year_span(year))
        if rules is None or within is None:
            continue
        parts = list(_until(within, on))
        parts += [("given_back", one) for one in _back(fact, within, rules, absences, types)]
        for what, part in parts:
            if days := count(part, rules.unit, calendar):
                yield Taking(what, fact.absence.absence_id, part, rules.unit, days)


def _until(within: Span, on: date) -> Iterator[tuple[TakingKind, Span]]:
    if within.first_on <= on and (taken := within.common(Span(within.first_on, on))):
        yield "taken", taken
    if within.last_on > on and (booked := within.common(Span(on + ONE_DAY, within.last_on))):
        yield "booked", booked


def _back(
    leave: AbsenceFact, within: Span, rules: LeaveRules, absences: Sequence[AbsenceFact], types: LeaveTypes
) -> Iterator[Span]:
    """The half-days of a leave over which an absence lies that is proven as its type asks."""
    if not rules.given_back:
        return
    for fact in absences:
        terms = fact.terms
        if fact.what != "approved" or terms is None or not terms.overlaps or fact is leave:
            continue
        over = rules_of(terms, types)
        common = terms.span.common(within)
        if over is not None and common is not None and (terms.certificate or not over.needs_certificate):
            yield common
