"""Every ledger of draws is verified as a whole once a day, with the very check that anybody can run on its export."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import asyncpg
import structlog
from tarazy_shared.clock import Clock

from tarazy_scheduling.adapters.draws import draw_checks, draw_export
from tarazy_scheduling.adapters.draws.draw_checks import Check, Due
from tarazy_scheduling.app import telemetry
from tarazy_scheduling.app.court_by_court import CourtByCourt
from tarazy_scheduling.verify_draws import Finding, Wrong, check

log = structlog.get_logger(__name__)

AT_ONCE = 5
"""Courts of one round."""
LINES_AT_ONCE = 200
REST = 0.1
"""Seconds between so many lines: it has the night, and the service has other work."""


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """The loop's step. Two replicas may verify the same ledger; that costs time and nothing else."""

    pool: asyncpg.Pool
    clock: Clock
    rest: float = REST
    courts: CourtByCourt = field(default_factory=lambda: CourtByCourt("self-check"))

    async def step(self) -> bool:
        """One round; true when more ledgers are due."""
        async with self.pool.acquire() as connection:
            due = await draw_checks.due(connection, self.clock(), AT_ONCE, self.courts.left_out())
        for one in due:
            await self.courts.deal(one.court_id, self._verify(one))
        async with self.pool.acquire() as connection:
            summary = await draw_checks.summary(connection, self.clock())
        telemetry.ledgers_failed.set(summary.failed)
        telemetry.ledgers_oldest.set(summary.oldest_seconds)
        telemetry.ledgers_entries.set(summary.entries)
        return len(due) == AT_ONCE

    async def _verify(self, one: Due) -> None:
        found, wrong = Finding(), None
        place = 1
        try:
            async for lines in self._lines(one):
                await asyncio.to_thread(check, lines, found, place)
                place += len(lines)
                await asyncio.sleep(self.rest)
        except Wrong as error:
            wrong = str(error)
        if wrong is None and one.number > found.last:
            wrong = f"entry {one.number} was verified before, and the ledger ends with {found.last}"
        async with self.pool.acquire() as connection:
            if wrong is None and not await draw_checks.still_stands(connection, one):
                wrong = f"entry {one.number} is another than the one that was verified before"
            verified = Check(found.last, bytes.fromhex(found.hash))
            await draw_checks.keep(connection, one, verified, wrong, self.clock())
        if wrong:
            log.error("ledger_wrong", court_id=one.court_id, wrong=wrong)
        else:
            log.info("ledger_verified", court_id=one.court_id, entries=found.last)

    async def _lines(self, one: Due) -> AsyncIterator[list[bytes]]:
        lines: list[bytes] = []
        async for line in draw_export.whole(self.pool, one.court_id, 0, one.today):
            lines.append(line)
            if len(lines) == LINES_AT_ONCE:
                yield lines
                lines = []
        if lines:
            yield lines
