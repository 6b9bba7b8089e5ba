"""The ledger of one person and type: what accrued, was carried over, lapsed, was taken and is booked, line by line.

A leave year is a calendar year. Nothing is stored but what people did: every line is worked out from the rules, the
time in post, the calendar and the absences, so that a ledger as it was believed on a day comes out by the same rules.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal
from uuid import UUID

from tarazy_hr.domain.absence import AbsenceFact
from tarazy_hr.domain.leave.accrual import accrued_in
from tarazy_hr.domain.leave.adjustment import Adjustment
from tarazy_hr.domain.leave.leave_type import LeaveTypes, Unit
from tarazy_hr.domain.leave.service import Service
from tarazy_hr.domain.leave.span import Span
from tarazy_hr.domain.leave.taking import rules_of, takings, year_span
from tarazy_hr.domain.leave.terms import LeaveTerms
from tarazy_hr.domain.leave.working_days import WorkingCalendar, count

LineKind = Literal[
    "carried_over", "lapsed", "opening", "accrued", "correction", "taken", "booked", "given_back", "expired"
]
_ORDER: dict[LineKind, int] = {
    "carried_over": 0, "lapsed": 1, "opening": 2, "accrued": 3, "correction": 4, "taken": 5, "booked": 6,
    "given_back": 7, "expired": 8,
}  # fmt: skip
ZERO = Decimal(0)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Line:
    """One entry, and the balance after it."""

    on: date
    what: LineKind
    days: Decimal
    """Below 0 where they go."""
    balance: Decimal = ZERO
    refers_to: UUID | None = None
    """The absence or the adjustment."""
    span: Span | None = None
    """Of a leave: the part that the line is about."""
    unit: Unit = "working_days"
    """Of a leave: how its days are counted."""
    entitlement: Decimal | None = None
    """Of what accrued: days a year, before any share is taken."""
    in_post: tuple[int, int] | None = None
    """Of what accrued: days in post, of so many."""
    limit: Decimal | None = None
    """Of what lapsed: the limit of what is carried over."""
    reason: str | None = None
    """Of an adjustment: the words of whoever made it."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """A year of one person and type."""

    leave_type: str
    year: int
    on: date
    """Up to this day leave is taken, after it booked."""
    lines: tuple[Line, ...]
    requested: Decimal = ZERO
    """Days asked for in this year and not decided."""

    def total(self, what: LineKind) -> Decimal:
        """The days of all lines of one kind."""
        return sum((line.days for line in self.lines if line.what == what), ZERO)

    def balance_on(self, day: date) -> Decimal:
        """What is left at the end of a day of this year, by what is known now."""
        return next((line.balance for line in reversed(self.lines) if line.on <= day), ZERO)

    @property
    def balance(self) -> Decimal:
        """What is left at the end of `on`."""
        return self.balance_on(self.on)

    @property
    def at_year_end(self) -> Decimal:
        """What will be left at the end of the year if nothing else is taken."""
        return self.lines[-1].balance if self.lines else ZERO


@dataclass(frozen=True, slots=True)
class LedgerSources:
    """Everything that somebody's ledgers are worked out from."""

    types: LeaveTypes
    calendar: WorkingCalendar
    service: Service
    adjustments: Sequence[Adjustment] = ()
    absences: Sequence[AbsenceFact] = ()


def ledger(code: str, year: int, on: date, sources: LedgerSources) -> Ledger:
    """The ledger of a year, seen from a day."""
    first = _first_year(code, year, sources)
    lines: list[Line] = []
    for each in range(first, year + 1):
        carried = lines[-1].balance if lines else ZERO
        lines = _lines_of(code, each, on, carried, sources)
    asked = [fact for fact in _of_type(code, sources) if fact.what == "requested"]
    requested = sum((_counted(terms, year_span(year), sources) for fact in asked if (terms := fact.terms)), ZERO)
    return Ledger(code, year, on, tuple(lines), requested)


def lowest_from(code: str, day: date, sources: LedgerSources) -> Decimal:
    """The lowest that the balance ever is from a day on, as long as there is leave ahead."""
    lasts = [fact.terms.span.last_on.year for fact in _of_type(code, sources) if fact.terms]
    lowest: list[Decimal] = []
    for year in range(day.year, max([day.year, *lasts]) + 1):
        of_year = ledger(code, year, day, sources)
        lowest += [of_year.balance_on(day)] if year == day.year else []
        lowest += [line.balance for line in of_year.lines if line.on >= day]
    return min(lowest)


def counted(terms: LeaveTerms, sources: LedgerSources) -> Decimal:
    """Days of a leave in its own unit."""
    return _counted(terms, terms.span, sources)


def _first_year(code: str, year: int, sources: LedgerSources) -> int:
    """Nothing is known of the time before HR knew the person, unless an opening balance says what there was."""
    openings = [one.on.year for one in sources.adjustments if one.leave_type == code and one.kind == "opening"]
    begun = [each for each in openings if each <= year]
    if begun:
        return max(begun)
    known = sources.service.known_since
    return year if known is None else min(known.year, year)


def _lines_of(code: str, year: int, on: date, carried: Decimal, sources: LedgerSources) -> list[Line]:
    first = date(year, 1, 1)
    lines = list(_carried_over(code, first, carried, sources))
    lines += [
        Line(one.on, "accrued", one.days, entitlement=one.entitlement, in_post=(one.days_in_post, one.of_days))
        for one in accrued_in(year, code, sources.types, sources.service)
    ]
    for part in takings(code, year, on, sources.absences, sources.types, sources.calendar):
        days = part.days if part.what == "given_back" else -part.days
        lines.append(
            Line(part.span.first_on, part.what, days, refers_to=part.absence_id, span=part.span, unit=part.unit)
        )
    for one in _adjustments(code, year, sources, "correction"):
        lines.append(Line(one.on, "correction", one.days, refers_to=one.adjustment_id, reason=one.reason))
    lines.sort(key=lambda line: (line.on, _ORDER[line.what]))
    for opening in _adjustments(code, year, sources, "opening"):
        made = Line(opening.on, "opening", opening.days, refers_to=opening.adjustment_id, reason=opening.reason)
        lines = [
            made,
            *(line for line in lines if line.on >= opening.on and line.what not in ("carried_over", "lapsed")),
        ]
    if expiry := _expired(code, first, lines, sources):
        lines.append(expiry)
        lines.sort(key=lambda line: (line.on, _ORDER[line.what]))
    return _with_balances(lines)


def _with_balances(lines: Iterable[Line]) -> list[Line]:
    balance, result = ZERO, []
    for line in lines:
        balance += line.days
        result.append(replace(line, balance=balance))
    return result


def _carried_over(code: str, first: date, carried: Decimal, sources: LedgerSources) -> Iterator[Line]:
    """What the year before leaves behind, and what of it is above the limit."""
    if not carried:
        return
    yield Line(first, "carried_over", carried)
    found = sources.types.on(code, first) or sources.types.ever(code)
    limit = found.rules.carry_over_limit if found else None
    if limit is not None and carried > limit:
        yield Line(first, "lapsed", limit - carried, limit=limit)


def _expired(code: str, first: date, lines: Sequence[Line], sources: LedgerSources) -> Line | None:
    """What was carried over and not taken in time. Days that were carried over are taken first."""
    found = sources.types.on(code, first) or sources.types.ever(code)
    until = found.rules.carry_over_until if found else None
    carried = sum((line.days for line in lines if line.what in ("carried_over", "lapsed")), ZERO)
    if until is None or carried <= 0:
        return None
    last = _day_in(first.year, *until)
    used = sum((_used_by(line, last, sources.calendar) for line in lines), ZERO)
    left = carried - max(used, ZERO)
    # Days that hold to the end of the year go with its last day: the next year begins without them.
    gone_on = min(last + ONE_DAY, date(first.year, 12, 31))
    return Line(gone_on, "expired", -left) if left > 0 else None


def _used_by(line: Line, last: date, calendar: WorkingCalendar) -> Decimal:
    """The days of a line about leave that lie up to a day; below 0 where they are given back."""
    if line.span is None or line.span.first_on > last:
        return ZERO
    part = line.span.common(Span(line.span.first_on, last))
    days = count(part, line.unit, calendar) if part else ZERO
    return days if line.days < 0 else -days


def _counted(terms: LeaveTerms, within: Span, sources: LedgerSources) -> Decimal:
    rules, part = rules_of(terms, sources.types), terms.span.common(within)
    return count(part, rules.unit, sources.calendar) if rules and part else ZERO


def _of_type(code: str, sources: LedgerSources) -> Iterator[AbsenceFact]:
    return (fact for fact in sources.absences if fact.terms is not None and fact.terms.leave_type == code)


def _adjustments(code: str, year: int, sources: LedgerSources, kind: str) -> list[Adjustment]:
    found = [one for one in sources.adjustments if (one.leave_type, one.kind, one.on.year) == (code, kind, year)]
    return sorted(found, key=lambda one: one.on)


def _day_in(year: int, month: int, day: int) -> date:
    """A day of the year; the 29th of February is the 28th where there is none."""
    return date(year, month, 28 if (month, day) == (2, 29) and (year % 4 or (not year % 100 and year % 400)) else day)
