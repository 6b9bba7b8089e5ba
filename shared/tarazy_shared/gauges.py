"""The gauges of one service, refreshed once a second."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import asyncpg

from tarazy_shared import dead_letters, telemetry, waiting
from tarazy_shared.clock import Clock
from tarazy_shared.lag import LagMeter
from tarazy_shared.relay import Relay


@dataclass(frozen=True, slots=True)
class Gauges:
    """What is measured from the database and from the consumers."""

    service: str
    pool: asyncpg.Pool
    clock: Clock
    relay: Relay
    meters: Sequence[LagMeter]

    async def measure(self) -> bool:
        """One round."""
        for meter in self.meters:
            meter.measure(time.monotonic())
        async with self.pool.acquire() as connection:
            parked, oldest = await dead_letters.depth(connection)
            waits = await waiting.count(connection)
            depth = await self.relay.depth(connection)
        now = self.clock()
        telemetry.dead_letters_parked.labels(self.service).set(parked)
        telemetry.dead_letters_oldest.labels(self.service).set(_age(now, oldest))
        telemetry.waiting_events.labels(self.service).set(waits)
        telemetry.outbox_rows.labels(self.service).set(depth.rows)
        telemetry.outbox_oldest.labels(self.service).set(_age(now, depth.oldest))
        telemetry.outbox_parked.labels(self.service).set(depth.parked)
        return False


def _age(now: datetime, since: datetime | None) -> float:
    return max(0.0, (now - since).total_seconds()) if since else 0.0
