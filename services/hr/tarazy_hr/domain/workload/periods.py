"""A period cut where norms begin, each part as whole months and the days at its edges."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Period:
    """Days [from_on, to_on)."""

    from_on: date
    to_on: date

    @property
    def days(self) -> int:
        """How many."""
        return (self.to_on - self.from_on).days

    @property
    def last_on(self) -> date:
        """The last of them."""
        return self.to_on - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Cut:
    """Whole months and single days of a period; each belongs to the part that begins on `part`."""

    months: tuple[tuple[date, Period], ...]
    days: tuple[tuple[date, Period], ...]


def cut(period: Period, changes: Sequence[date]) -> Cut:
    """The period in parts in which no norm begins. What is counted by months is read so, the rest by days."""
    months: list[tuple[date, Period]] = []
    days: list[tuple[date, Period]] = []
    for start, end in pairwise(sorted({period.from_on, *changes, period.to_on})):
        first, last = _month_from(start), end.replace(day=1)
        if first >= last:
            days.append((start, Period(start, end)))
            continue
        months.append((start, Period(first, last)))
        days += [(start, edge) for edge in (Period(start, first), Period(last, end)) if edge.days]
    return Cut(tuple(months), tuple(days))


def last_twelve_months(today: date) -> Period:
    """The twelve whole months before the one of today."""
    end = today.replace(day=1)
    return Period(end.replace(year=end.year - 1), end)


def _month_from(day: date) -> date:
    """The first day of a month that is not before `day`."""
    if day.day == 1:
        return day
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
