"""Quiet hours: when somebody is not to be disturbed by a channel, by the clocks where they live."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

EVERY_DAY = frozenset(range(7))
LOOK_AHEAD = timedelta(days=8)
"""Ranges return every week: who finds no open minute within it finds none at all."""


@dataclass(frozen=True, slots=True)
class QuietRange:
    """From one time of day to another, the next day if that is not later; `days` are those on which it begins."""

    from_: time
    until: time
    days: frozenset[int] = EVERY_DAY
    """0 is Monday."""

    def on(self, day: date, zone: ZoneInfo) -> tuple[datetime, datetime] | None:
        """The range that begins on a day, in UTC; None where none does."""
        if day.weekday() not in self.days:
            return None
        last = day if self.until > self.from_ else day + timedelta(days=1)
        return _instant(day, self.from_, zone), _instant(last, self.until, zone)


@dataclass(frozen=True, slots=True)
class QuietHours:
    """All quiet ranges of one channel."""

    ranges: tuple[QuietRange, ...] = ()

    def open_from(self, at: datetime, zone: ZoneInfo) -> datetime:
        """The first instant from `at` on that is not quiet; `at` itself where it is not."""
        if not self.ranges:
            return at
        found = at
        while (end := self._quiet_until(found, zone)) is not None:
            if end - at > LOOK_AHEAD:
                return at  # Quiet without end defers nothing: nobody would ever be told.
            found = end
        return found

    def _quiet_until(self, at: datetime, zone: ZoneInfo) -> datetime | None:
        day = at.astimezone(zone).date()
        spans = (
            one.on(first, zone)
            for one in self.ranges
            # One that began the day before may still last; where clocks jump, one of two days before too.
            for first in (day - timedelta(days=2), day - timedelta(days=1), day)
        )
        ends = [until for span in spans if span for from_, until in (span,) if from_ <= at < until]
        return max(ends, default=None)


@dataclass(frozen=True, slots=True)
class QuietRules:
    """Quiet hours by channel, and over how long what waited for their end is spread."""

    channels: Mapping[str, QuietHours]
    spread: timedelta

    def of(self, channel: str) -> QuietHours:
        """Those of one channel."""
        return self.channels.get(channel, QuietHours())


def is_ever_open(ranges: Sequence[QuietRange]) -> bool:
    """Whether the ranges of a week leave anything between them."""
    taken = [False] * (7 * 24 * 60)
    for one in ranges:
        start, end = (value.hour * 60 + value.minute for value in (one.from_, one.until))
        length = end - start if end > start else end - start + 24 * 60
        for day in one.days:
            for minute in range(length):
                taken[(day * 24 * 60 + start + minute) % len(taken)] = True
    return not all(taken)


def _instant(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """The instant at which clocks show a time on a day: the first of two, or as if they left none out."""
    return datetime.combine(day, clock, zone).astimezone(ZoneInfo("UTC"))
