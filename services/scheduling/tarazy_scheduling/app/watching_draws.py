"""Gauges about draws, court by court: what the figures say, and where somebody should look."""

import time
from dataclasses import dataclass, field
from datetime import timedelta
from zoneinfo import ZoneInfo

import asyncpg
from tarazy_shared.clock import Clock

from tarazy_scheduling.adapters.draws import draw_signals, single_draws
from tarazy_scheduling.app import telemetry
from tarazy_scheduling.app.draw_figures import CourtFigures, DrawFigures, Period

AGAIN_AFTER = 3600.0
"""Seconds after which a court with new draws is measured again: that reads a year of its ledger."""
GROWN = 1.25
"""Sooner when it has so many times as many draws."""
NEWEST = timedelta(days=1)
"""Signals are counted for so long."""


@dataclass(frozen=True, slots=True)
class WatchingDraws:
    """The loop's step."""

    pool: asyncpg.Pool
    clock: Clock
    figures: DrawFigures
    _measured: dict[str, tuple[float, int]] = field(default_factory=dict)
    """By court: when, on the machine's own clock, and with how many draws."""

    async def step(self) -> bool:
        """One round: counts of all courts, and the figures of one that is due."""
        async with self.pool.acquire() as connection:
            heads = await single_draws.heads(connection)
        late, again = await draw_signals.counts_since(self.pool, self.clock() - NEWEST)
        for court_id in heads:
            telemetry.late_exclusions.labels(court_id).set(late.get(court_id, 0))
            telemetry.filed_again.labels(court_id).set(again.get(court_id, 0))
        due = sorted(
            (self._measured.get(court_id, (0.0, 0)), court_id)
            for court_id in heads
            if self._is_due(court_id, heads[court_id].number)
        )
        for _, court_id in due[:1]:
            head = heads[court_id]
            today = self.clock().astimezone(ZoneInfo(head.zone)).date()
            show(court_id, await self.figures.anew(court_id, head.zone, Period.year_before(today)))
            self._measured[court_id] = time.monotonic(), head.number
        return False

    def _is_due(self, court_id: str, number: int) -> bool:
        at, counted = self._measured.get(court_id, (0.0, 0))
        return number > counted * GROWN or (number > counted and time.monotonic() - at >= AGAIN_AFTER)


def show(court_id: str, found: CourtFigures) -> None:
    """Set the gauges of a court; what too few draws say nothing about is not told."""
    whole = found.whole
    deviations = [abs(one.surplus_minutes) * 60 * 1000 / one.share for one in whole.judges]
    telemetry.load_deviation.labels(court_id).set(max(deviations, default=0.0))
    for gauge, value in (
        (telemetry.chi_square_p, whole.chi_square.p if whole.chi_square else None),
        (telemetry.largest_z, whole.largest_z),
    ):
        if value is not None:
            gauge.labels(court_id).set(value)
