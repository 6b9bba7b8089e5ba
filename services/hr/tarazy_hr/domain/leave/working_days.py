"""The court's calendar as leave counts by it, and how days are counted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Literal

from tarazy_hr.domain.appointment import WEEKDAYS, WorkingPattern
from tarazy_hr.domain.leave.leave_type import Unit
from tarazy_hr.domain.leave.span import Half, Span
from tarazy_hr.domain.leave.timeline import value_on

HALF = Decimal("0.5")
HALVES: dict[Half, int] = {"am": 1, "pm": 2}
BOTH = 3


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """On which days a court works."""

    weekdays: frozenset[str] = frozenset(WEEKDAYS[:5])
    closed: frozenset[date] = frozenset()
    """Days off whatever the week says: public holidays, days moved because of them, days on which the court closes."""
    open: frozenset[date] = frozenset()
    """Working days whatever else says no."""
    sitting_hours: tuple[tuple[time, time], ...] = ((time(9), time(13)), (time(14), time(18)))
    source: Literal["scheduling", "assumed"] = "assumed"
    """`assumed`: nobody has told it; Monday to Friday without the public holidays of Kazakhstan."""
    read_at: datetime | None = None
    """When scheduling last told it."""
    patterns: tuple[tuple[date, WorkingPattern | None], ...] = ()
    """Somebody's own working patterns, each from its day on; None: every half-day on which the court sits."""

    def is_working(self, day: date) -> bool:
        """Whether the court works on a day."""
        if day in self.open:
            return True
        return day not in self.closed and WEEKDAYS[day.weekday()] in self.weekdays

    @property
    def midday(self) -> time | None:
        """Where the two halves of a day meet: the end of the first sitting hours; None where a day has one half."""
        return self.sitting_hours[0][1] if len(self.sitting_hours) > 1 else None

    @property
    def split(self) -> time:
        """The same, also where nobody can take half a day."""
        return self.midday or time(12)

    def halves(self, day: date, away: int, unit: Unit) -> int:
        """How many of the halves of a day on which somebody is away are leave; `away` has bits, 1 for the first."""
        if unit == "calendar_days_without_holidays":
            return 0 if day in self.closed else away.bit_count()
        if unit != "calendar_days" and not self.is_working(day):
            return 0
        return (away & self._worked(day) if unit == "own_working_days" else away).bit_count()

    def _worked(self, day: date) -> int:
        """The halves of a day on which somebody works by the pattern that holds on it."""
        pattern = value_on(self.patterns, day)
        if pattern is None:
            return BOTH
        halves = dict(pattern.half_days).get(WEEKDAYS[day.weekday()], ())
        return sum(HALVES[half] for half in halves)


def count(span: Span, unit: Unit, calendar: WorkingCalendar) -> Decimal:
    """Days of leave in a span; a half-day is half a day."""
    return HALF * sum(calendar.halves(day, away, unit) for day, away in span.days())


def count_by_year(span: Span, unit: Unit, calendar: WorkingCalendar) -> Iterator[tuple[Span, Decimal]]:
    """The part of a span in each calendar year with its days, in order; they add up to those of the whole."""
    for year in range(span.first_on.year, span.last_on.year + 1):
        part = span.common(Span(date(year, 1, 1), date(year, 12, 31)))
        if part is not None:
            yield part, count(part, unit, calendar)
