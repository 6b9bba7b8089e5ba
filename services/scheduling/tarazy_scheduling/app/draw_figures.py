"""Figures about a court's draws of a period, computed from the ledger and kept for a while."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import asyncpg
from tarazy_shared.clock import Clock

from tarazy_scheduling.adapters.draws import draw_signals, streamed_draws
from tarazy_scheduling.adapters.draws.draw_signals import FiledAgain, LateExclusion
from tarazy_scheduling.adapters.draws.streamed_draws import Streamed
from tarazy_scheduling.domain.draw.account import Seat, account_of
from tarazy_scheduling.domain.draw.fairness import PoolFigures, Runs, Tally, figures_of, runs_of

KEPT_FOR = timedelta(minutes=10)
"""So old may figures be that are shown."""
SIGNALS = 100
"""Signals of one kind that are shown."""
KEPT = 200
"""Periods of courts whose figures are kept."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days of a court's calendar, both included."""

    from_on: date
    to_on: date

    @classmethod
    def year_before(cls, today: date) -> "Period":
        """The last 365 days."""
        return cls(today - timedelta(days=364), today)


@dataclass(frozen=True, slots=True)
class CourtFigures:
    """What the draws of a period say."""

    period: Period
    measured_at: datetime
    last_number: int
    """Of the last draw that was counted; 0 where there was none."""
    whole: PoolFigures
    categories: Mapping[str, PoolFigures]
    """By category of the cases."""
    runs: Runs
    """Of the numbers that are open."""
    one_judge: Sequence[int]
    """Draws in which one judge alone could be drawn."""
    without_beacon: Sequence[int]
    """Draws in which no public beacon took part."""
    late: Sequence[LateExclusion] = ()
    """The last ones of the period."""
    filed_again: Sequence[FiledAgain] = ()
    """The last ones of the period."""


@dataclass(frozen=True, slots=True)
class DrawFigures:
    """Computes figures; of several who ask for the same at once one computes."""

    pool: asyncpg.Pool
    clock: Clock
    _kept: dict[tuple[str, Period], CourtFigures] = field(default_factory=dict)
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def of(self, court_id: str, zone: str, period: Period) -> CourtFigures:
        """The figures of a court's period, at most ten minutes old; days are those of the court's zone."""
        async with self._one_at_a_time:
            kept = self._kept.get((court_id, period))
            if kept and kept.measured_at <= self.clock() < kept.measured_at + KEPT_FOR:
                return kept
            return await self._compute(court_id, zone, period)

    async def anew(self, court_id: str, zone: str, period: Period) -> CourtFigures:
        """The figures as they are now."""
        async with self._one_at_a_time:
            return await self._compute(court_id, zone, period)

    async def _compute(self, court_id: str, zone: str, period: Period) -> CourtFigures:
        now = self.clock()
        today = now.astimezone(ZoneInfo(zone)).date()
        count = Count()
        async for batch in streamed_draws.of_period(self.pool, court_id, period.from_on, period.to_on, today):
            # In a thread, so that whoever waits for the loop does not wait for the counting.
            await asyncio.to_thread(count.add, batch)
        found = await self._with_signals(court_id, zone, await asyncio.to_thread(count.figures, period, now))
        self._kept.pop((court_id, period), None)
        self._kept[court_id, period] = found
        if len(self._kept) > KEPT:
            del self._kept[next(iter(self._kept))]
        return found

    async def _with_signals(self, court_id: str, zone: str, found: CourtFigures) -> CourtFigures:
        from_on, to_on = found.period.from_on, found.period.to_on
        start, end = (datetime.combine(day, time(), ZoneInfo(zone)) for day in (from_on, to_on + timedelta(days=1)))
        async with self.pool.acquire() as connection:
            late = await draw_signals.late_exclusions(connection, court_id, from_on, to_on, SIGNALS)
            again = await draw_signals.filed_again(connection, court_id, start, end, SIGNALS)
        return replace(found, late=tuple(late), filed_again=tuple(again))


@dataclass(slots=True)
class Count:
    """What was counted of a period so far."""

    whole: Tally = field(default_factory=Tally)
    categories: dict[str, Tally] = field(default_factory=dict)
    quantiles: list[float] = field(default_factory=list)
    one_judge: list[int] = field(default_factory=list)
    without_beacon: list[int] = field(default_factory=list)
    last_number: int = 0

    def add(self, batch: Sequence[Streamed]) -> None:
        """Count some draws, in their order."""
        for one in batch:
            account = account_of(one.record)
            for seat in account.seats:
                self.add_seat(one.number, seat, one.category)
            self.last_number = one.number
            if account.seats and (account.beacon is None or account.beacon.is_of_development):
                self.without_beacon.append(one.number)

    def add_seat(self, number: int, seat: Seat, category: str | None) -> None:
        """Count one choice of a judge, in the draw of this number."""
        self.whole.add(seat)
        if category:
            self.categories.setdefault(category, Tally()).add(seat)
        if seat.number is not None:
            self.quantiles.append((seat.number + 0.5) / seat.total)
        if len(seat.holders) == 1:
            self.one_judge.append(number)

    def figures(self, period: Period, now: datetime) -> CourtFigures:
        """What the counts say."""
        return CourtFigures(
            period=period,
            measured_at=now,
            last_number=self.last_number,
            whole=figures_of(self.whole),
            categories={code: figures_of(self.categories[code]) for code in sorted(self.categories)},
            runs=runs_of(self.quantiles),
            one_judge=tuple(self.one_judge),
            without_beacon=tuple(self.without_beacon),
        )
