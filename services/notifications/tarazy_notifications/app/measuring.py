"""Gauges of the queue of notices."""

from dataclasses import dataclass

import asyncpg
from tarazy_shared.clock import Clock

from tarazy_notifications.adapters import notice_store
from tarazy_notifications.adapters.delivery import gates
from tarazy_notifications.app.delivery.telemetry import gateway_shut
from tarazy_notifications.app.telemetry import notices_oldest, notices_open


@dataclass(frozen=True, slots=True)
class Measuring:
    """Looks at how many notices wait, and for how long."""

    pool: asyncpg.Pool
    clock: Clock

    async def step(self) -> bool:
        """One look."""
        async with self.pool.acquire() as connection:
            waiting, oldest = await notice_store.depth(connection)
            channels = await gates.every(connection)
        notices_open.set(waiting)
        notices_oldest.set(max(0.0, (self.clock() - oldest).total_seconds()) if oldest else 0.0)
        for one in channels:
            gateway_shut.labels(one.channel).set(2 if one.pause else int(one.gate.trips > 0))
        return False
