"""Figures about a court's draws of a period, computed from the ledger and kept for a while."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import asyncpg
from tarazy_shared.clock import Clock

from tarazy_scheduling.adapters import streamed_draws
from tarazy_scheduling.adapters.streamed_draws import Streamed
from tarazy_scheduling.domain.account import Seat, account_of
from tarazy_scheduling.domain.fairness import PoolFigures, Runs, Tally, figures_of, runs_of

KEPT_FOR = timedelta(minutes=10)
"""So old may figures be that are shown."""
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


@dataclass(frozen=True, slots=True)
class DrawFigures:
    """Computes figures; of several who ask for the same at once one computes."""

    pool: asyncpg.Pool
    clock: Clock
    _kept: dict[tuple[str, Period], CourtFigures] = field(default_factory=dict)
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def of(self, court_id: str, period: Period, today: date) -> CourtFigures:
        """The figures of a court's period; `today` is the court's day."""
        async with self._one_at_a_time:
            kept = self._kept.get((court_id, period))
            now = self.clock()
            if kept and kept.measured_at <= now < kept.measured_at + KEPT_FOR:
                return kept
            count = Count()
            async for batch in streamed_draws.of_period(self.pool, court_id, period.from_on, period.to_on, today):
                # In a thread, so that whoever waits for the loop does not wait for the counting.
                await asyncio.to_thread(count.add, batch)
            found = await asyncio.to_thread(count.figures, period, now)
            self._kept.pop((court_id, period), None)
            self._kept[court_id, period] = found
            if len(self._kept) > KEPT:
                del self._kept[next(iter(self._kept))]
            return found


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
            if account.seats and account.beacon is None:
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
