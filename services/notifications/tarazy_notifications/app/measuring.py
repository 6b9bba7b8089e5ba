"""Gauges of the queue of notices, and of what clerks have to do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import get_args

import asyncpg
from tarazy_shared.clock import Clock

from tarazy_notifications.adapters.delivery import gates
from tarazy_notifications.adapters.desk import tasks, waiting
from tarazy_notifications.app.delivery.telemetry import gateway_shut
from tarazy_notifications.app.telemetry import notices_oldest, notices_open, tasks_open
from tarazy_notifications.domain.people import ChannelName

SOON = timedelta(days=1)


@dataclass(slots=True)
class Measuring:
    """Looks at how many notices wait, for how long, and what is to be done by hand."""

    pool: asyncpg.Pool
    clock: Clock
    _courts: set[str] = field(default_factory=set)
    """Courts that had tasks since the start: theirs fall to 0 and do not stand still."""

    async def step(self) -> bool:
        """One look."""
        now = self.clock()
        async with self.pool.acquire() as connection:
            waits = await waiting.by_channel(connection)
            channels = await gates.every(connection)
            by_court = await tasks.open_by_court(connection, now, now + SOON)
        for channel in get_args(ChannelName):
            here = waits.get(channel)
            notices_open.labels(channel).set(here.notices if here else 0)
            notices_oldest.labels(channel).set(max(0.0, (now - here.oldest).total_seconds()) if here else 0.0)
        for one in channels:
            gateway_shut.labels(one.channel).set(2 if one.pause else int(one.gate.trips > 0))
        self._tell_tasks(by_court)
        return False

    def _tell_tasks(self, by_court: Mapping[str, Mapping[str, int]]) -> None:
        self._courts |= by_court.keys()
        for court_id in self._courts:
            for due in ("overdue", "soon", "later"):
                tasks_open.labels(court_id, due).set(by_court.get(court_id, {}).get(due, 0))
