"""Half-days: from the first half-day away to the last, both included.

A half-day has a number: twice the day's ordinal, one more in the afternoon. So a range of them is a range of whole
numbers, half-open like every other range, whatever month, year or clock change lies between.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from tarazy_hr.domain.days import day_starts_at

Half = Literal["am", "pm"]
_OF: dict[Half, int] = {"am": 0, "pm": 1}
_HALVES: tuple[Half, Half] = ("am", "pm")


@dataclass(frozen=True, slots=True)
class Span:
    """From a half of the first day to a half of the last day, both included."""

    first_on: date
    last_on: date
    first_half: Half = "am"
    """With which half of the first day it begins."""
    last_half: Half = "pm"
    """With which half of the last day it ends."""

    @property
    def start(self) -> int:
        """Number of the first half-day."""
        return 2 * self.first_on.toordinal() + _OF[self.first_half]

    @property
    def end(self) -> int:
        """Number of the half-day after the last one."""
        return 2 * self.last_on.toordinal() + _OF[self.last_half] + 1

    @property
    def has_half_days(self) -> bool:
        """Whether it begins at midday or ends there."""
        return self.first_half == "pm" or self.last_half == "am"

    def common(self, other: "Span") -> "Span | None":
        """The half-days that both have; None where there are none."""
        return of_half_days(max(self.start, other.start), min(self.end, other.end))

    def days(self) -> Iterator[tuple[date, int]]:
        """Every day with its half-days as bits: 1 for the first, 2 for the second."""
        start, end = self.start, self.end
        for ordinal in range(start // 2, (end - 1) // 2 + 1):
            first, second = start <= 2 * ordinal, end >= 2 * ordinal + 2
            yield date.fromordinal(ordinal), first + 2 * second


def of_half_days(start: int, end: int) -> Span | None:
    """The span of the half-days [start, end); None for an empty range."""
    if end <= start:
        return None
    last = end - 1
    return Span(date.fromordinal(start // 2), date.fromordinal(last // 2), _HALVES[start % 2], _HALVES[last % 2])


def of_days(first: date, last: date) -> Span | None:
    """Whole days, both included; None where the last lies before the first."""
    return None if last < first else Span(first, last)


def instants(span: Span, zone: str, midday: time) -> tuple[datetime, datetime]:
    """From when to when somebody is away, half-open, in UTC.

    Whole days go from midnight to midnight of the court's zone; a half-day ends or begins at `midday`, the end of the
    court's first sitting hours. Spans that follow each other touch.
    """
    return _begins(span.start, zone, midday), _begins(span.end, zone, midday)


def _begins(half_day: int, zone: str, midday: time) -> datetime:
    """The first instant of a half-day."""
    try:
        day = date.fromordinal(half_day // 2)
    except ValueError:
        return datetime.max.replace(tzinfo=UTC)
    if half_day % 2 == 0:
        return day_starts_at(day, zone)
    try:
        return datetime.combine(day, midday, ZoneInfo(zone)).astimezone(UTC)
    except OverflowError:
        return day_starts_at(day, zone) + timedelta(hours=midday.hour, minutes=midday.minute)
