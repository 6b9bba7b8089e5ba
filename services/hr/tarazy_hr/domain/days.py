"""Days of a court and half-open ranges.

A court counts in days of its own zone; the calendar counts in instants. Every day is the range from its first
instant to the first instant of the next day: 23, 24 or 25 hours where the clocks change.
"""

from datetime import UTC, date, datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

Bound = TypeVar("Bound", date, datetime)

_FIRST, _LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


def day_starts_at(day: date, zone: str) -> datetime:
    """The first instant of a day in `zone`, in UTC.

    Where the clocks skip midnight the day begins at the moment of the change; where midnight comes twice
    it begins with the first one.
    """
    try:
        return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    except OverflowError:
        return _FIRST if day.year == 1 else _LAST


def day_of(instant: datetime, zone: str) -> date:
    """The day in `zone` to which an instant belongs."""
    return instant.astimezone(ZoneInfo(zone)).date()


def whole_days(first: date, last: date, zone: str) -> tuple[datetime, datetime]:
    """The instants from the start of `first` to the end of `last`, both days included."""
    end = day_after(last)
    return day_starts_at(first, zone), _LAST if end is None else day_starts_at(end, zone)


def day_after(last: date | None) -> date | None:
    """The end, as a half-open bound, of a range whose last day is `last`; None stays open."""
    return None if last is None or last == date.max else last + timedelta(days=1)


def overlap(start: Bound, end: Bound | None, other_start: Bound, other_end: Bound | None) -> bool:
    """Whether two half-open ranges have an instant (or a day) in common; an end of None never comes.

    Ranges that only touch do not overlap, and an empty range overlaps nothing.
    """
    if (end is not None and end <= start) or (other_end is not None and other_end <= other_start):
        return False
    return (other_end is None or start < other_end) and (end is None or other_start < end)
