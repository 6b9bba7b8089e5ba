"""A court's days as bits: one bit a slot, so that whole diaries are compared by a single AND.

The slots of a day's sitting hours follow each other from the lowest bit on, with one bit between two hours that is
never free: a run of free bits therefore never crosses the break. Days are numbered as `date.toordinal()` does.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from tarazy_scheduling.domain.model.calendar import WEEKDAYS, Calendar
from tarazy_scheduling.domain.model.hearing import Sitting

LAST_DAY = date(9999, 12, 29).toordinal()
"""Later days have no instants in some zones: no court sits then."""


@dataclass(frozen=True, slots=True)
class Piece:
    """So many slots of a day from a bit on: one continuous sitting."""

    day: int
    first: int
    slots: int

    @property
    def mask(self) -> int:
        return ((1 << self.slots) - 1) << self.first


@dataclass(frozen=True, slots=True)
class Hour:
    """One of the day's sitting hours."""

    first: int
    slots: int
    mask: int
    half: str
    """`am` for the first of the day, `pm` for the others."""

    @property
    def end(self) -> int:
        """The bit after the last slot."""
        return self.first + self.slots


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the court."""

    open: int
    """The slots in which the court sits."""
    starts: tuple[int, ...]
    """When each sitting hour starts, in seconds since 1970."""


def runs(free: int, slots: int) -> int:
    """The bits from which on `slots` bits in a row are free."""
    for step in _steps(slots):
        free &= free >> step
    return free


@cache
def _steps(slots: int) -> tuple[int, ...]:
    """By how much to shift so that runs of 1, 2, 4, … and at last `slots` bits remain."""
    steps, length = [], 1
    while length < slots:
        steps.append(min(length, slots - length))
        length += steps[-1]
    return tuple(steps)


def lowest(mask: int) -> int:
    """The number of the lowest bit that is set."""
    return (mask & -mask).bit_length() - 1


class Grid:
    """A court's slots: between instants and bits."""

    def __init__(self, calendar: Calendar, zone: str) -> None:
        self.calendar = calendar
        self.zone = ZoneInfo(zone)
        self.seconds = calendar.slot_minutes * 60
        self.hours = tuple(_hours(calendar))
        self.longest = max((hour.slots for hour in self.hours), default=0)
        """Slots of the longest sitting hour."""
        self.slots_a_day = sum(hour.slots for hour in self.hours)
        self.full = sum(hour.mask for hour in self.hours)
        self._days: dict[int, Day] = {}
        self._asked: tuple[datetime, date] | None = None

    def today(self, now: datetime) -> date:
        """The court's day at an instant."""
        # Of the instant of a decision it is asked again and again.
        if self._asked is None or self._asked[0] is not now:
            self._asked = now, self._today(now)
        return self._asked[1]

    def _today(self, now: datetime) -> date:
        try:
            return now.astimezone(self.zone).date()
        except OverflowError:
            return now.date()

    def day(self, number: int) -> Day:
        """What a day offers."""
        day = self._days.get(number)
        if day is None:
            day = self._days[number] = self._read(number)
        return day

    def slots_for(self, minutes: int) -> int:
        """Minutes rounded up to slots."""
        return -(-minutes // self.calendar.slot_minutes)

    def touched(self, number: int, start: float, end: float) -> int:
        """The slots of a day that a range touches, be it by a moment; in seconds since 1970."""
        mask = 0
        for hour, starts in zip(self.hours, self.day(number).starts, strict=True):
            first = max(0, int((start - starts) // self.seconds))
            beyond = min(hour.slots, int(-((starts - end) // self.seconds)))
            if first < beyond:
                mask |= ((1 << (beyond - first)) - 1) << (hour.first + first)
        return mask

    def pieces(self, sittings: Iterable[Sitting]) -> tuple[Piece, ...] | None:
        """The sittings as slots of open days; None where one is not made of whole ones of a single hour."""
        pieces = tuple(self._piece(sitting) for sitting in sittings)
        return None if None in pieces else tuple(piece for piece in pieces if piece)

    def bit(self, at: datetime) -> tuple[int, int] | None:
        """The day and slot that start at an instant, whether the day is open or not."""
        number, seconds = self.today(at).toordinal(), at.timestamp()
        if number > LAST_DAY:
            return None
        for hour, starts in zip(self.hours, self.day(number).starts, strict=True):
            slot, rest = divmod(seconds - starts, self.seconds)
            if rest == 0 and 0 <= slot < hour.slots:
                return number, hour.first + int(slot)
        return None

    def starts_at(self, number: int, bit: int) -> datetime:
        """When a slot starts."""
        for hour, starts in zip(reversed(self.hours), reversed(self.day(number).starts), strict=True):
            if bit >= hour.first:
                return datetime.fromtimestamp(starts + (bit - hour.first) * self.seconds, UTC)
        raise ValueError(f"No slot has the bit {bit}")

    def hours_from(self, number: int, bit: int) -> Iterator[tuple[Hour, int]]:
        """The hours of a day from the one with the bit on, each with the bit from which on it is meant."""
        for hour in self.hours:
            if bit < hour.end:
                yield hour, max(bit, hour.first)

    def _piece(self, sitting: Sitting) -> Piece | None:
        found = self.bit(sitting.starts_at)
        if found is None:
            return None
        slots, rest = divmod((sitting.ends_at - sitting.starts_at).total_seconds(), self.seconds)
        piece = Piece(*found, int(slots))
        is_open = piece.mask & self.day(piece.day).open == piece.mask
        return piece if is_open and not rest else None

    def _read(self, number: int) -> Day:
        if number > LAST_DAY:
            return Day(0, (0,) * len(self.hours))
        day, mask, starts = date.fromordinal(number), 0, []
        for hour, (begins, ends) in zip(self.hours, self.calendar.sitting_hours, strict=True):
            # Where clocks are put forward or back within an hour, its slots are those that really pass.
            start = int(datetime.combine(day, begins, self.zone).timestamp())
            slots = min(hour.slots, (int(datetime.combine(day, ends, self.zone).timestamp()) - start) // self.seconds)
            starts.append(start)
            mask |= ((1 << max(0, slots)) - 1) << hour.first
        return Day(mask if self.calendar.is_open(day) else 0, tuple(starts))


def weekday(number: int) -> str:
    """`mon` … `sun`."""
    return WEEKDAYS[(number - 1) % 7]


def _hours(calendar: Calendar) -> Iterator[Hour]:
    first = 0
    for position, (begins, ends) in enumerate(calendar.sitting_hours):
        minutes = (ends.hour - begins.hour) * 60 + ends.minute - begins.minute
        slots = minutes // calendar.slot_minutes
        yield Hour(first, slots, ((1 << slots) - 1) << first, "am" if position == 0 else "pm")
        first += slots + 1
