"""How long before a hearing: hours, days, or working days of its court, written `3h`, `7d`, `2wd`."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from tarazy_shared.terms import IsOpen

Unit = Literal["h", "d", "wd"]

_WRITTEN = re.compile(r"([1-9][0-9]{0,3})(h|d|wd)").fullmatch
LONGEST_DAYS = 366
MOST_CLOSED_DAYS = 60
"""Closed days in a row after which the court is taken never to open again."""


@dataclass(frozen=True, slots=True)
class Before:
    """A distance back in time, by the calendar of a court."""

    number: int
    unit: Unit

    def __str__(self) -> str:
        return f"{self.number}{self.unit}"

    def at(self, starts_at: datetime, zone: ZoneInfo, is_working: IsOpen) -> datetime:
        """The instant so long before `starts_at`, in UTC. Days keep the hour that the clocks of the court show."""
        if self.unit == "h":
            return starts_at - timedelta(hours=self.number)
        local = starts_at.astimezone(zone)
        day = local.date() - timedelta(days=self.number) if self.unit == "d" else self._working(local, is_working)
        there = datetime.combine(day, local.timetz().replace(tzinfo=None), zone)
        return there.astimezone(starts_at.tzinfo)

    def _working(self, local: datetime, is_working: IsOpen) -> date:
        day, left, closed = local.date(), self.number, 0
        while left and closed < MOST_CLOSED_DAYS:
            day -= timedelta(days=1)
            is_open = is_working(day)
            left, closed = (left - 1, 0) if is_open else (left, closed + 1)
        return day


def read_before(text: str) -> Before:
    """What is written. Raises ValueError for anything else, and for more than a year."""
    found = _WRITTEN(text)
    if found is None:
        raise ValueError("must be a number with h, d or wd, such as 3h, 7d or 2wd")
    before = Before(int(found[1]), found[2])  # type: ignore[arg-type]
    if before.number > (LONGEST_DAYS * 24 if before.unit == "h" else LONGEST_DAYS):
        raise ValueError(f"must be {LONGEST_DAYS} days at most")
    return before
