"""Time in post: what entitlements, years of service and the limits of a leave go by."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class InPost:
    """One appointment: first and last day (None: open), role and share of full time."""

    from_on: date
    last_on: date | None
    role: str
    full_time_share: Decimal = Decimal(1)
    home_court_id: str | None = None
    """Of a secondment to this court the court from which somebody comes: leave accrues there."""

    @property
    def accrues(self) -> bool:
        """Whether leave accrues by it."""
        return self.home_court_id is None

    def covers(self, day: date) -> bool:
        """Whether somebody is in post on a day."""
        return self.from_on <= day and (self.last_on is None or day <= self.last_on)


@dataclass(frozen=True, slots=True)
class Service:
    """Everything about somebody's time in post that leave goes by."""

    here: tuple[InPost, ...] = ()
    """Appointments in this court, in the order of their first days."""
    anywhere: tuple[InPost, ...] = ()
    """Appointments in all courts: they make the years of service."""
    known_since: date | None = None
    """On which day HR first recorded an appointment here: of leave before that year nothing is known."""

    def on(self, day: date) -> InPost | None:
        """The appointment here that covers a day."""
        return next((one for one in self.here if one.covers(day)), None)

    def first_gap(self, first: date, last: date) -> date | None:
        """The first day of a range on which the person is not in post here; None where there is none."""
        day = first
        while day <= last:
            one = self.on(day)
            if one is None:
                return day
            if one.last_on is None or one.last_on >= last:
                return None
            day = one.last_on + ONE_DAY
        return None

    def full_years(self, day: date) -> int:
        """Full years in post in any court up to a day, not counted twice; gaps between appointments do not count."""
        days = sum((end - start).days for start, end in _merged(self.anywhere, day))
        began = day - timedelta(days=days)
        return day.year - began.year - ((day.month, day.day) < (began.month, began.day))


def _merged(periods: Iterable[InPost], until: date) -> list[tuple[date, date]]:
    """The days before `until` in post as half-open ranges that neither overlap nor touch."""
    merged: list[tuple[date, date]] = []
    for one in sorted(periods, key=lambda each: each.from_on):
        end = until if one.last_on is None else min(until, one.last_on + ONE_DAY)
        if end <= one.from_on:
            continue
        if merged and one.from_on <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], end)
        else:
            merged.append((one.from_on, end))
    return merged


def days_in_post(periods: Iterable[InPost], first: date, last: date) -> Iterable[tuple[InPost, int]]:
    """Each period with its days within [first, last], those that have any."""
    for one in periods:
        begins, ends = max(first, one.from_on), last if one.last_on is None else min(last, one.last_on)
        if begins <= ends:
            yield one, (ends - begins).days + 1
