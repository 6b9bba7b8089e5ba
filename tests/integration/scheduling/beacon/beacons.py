"""Beacons that have no rounds, processes that look for them, and what they draw."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from tarazy_scheduling.app.awaited_rounds import AwaitedRounds
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_shared.beacons.beacon import Beacon, BeaconClock
from tarazy_shared.beacons.source import RoundRefused

from tests.integration.scheduling.a_court import Scheduling

PATIENCE = timedelta(minutes=10)
DUE = timedelta(seconds=2)
"""Longer than any wait for the development beacon."""


@dataclass(slots=True)
class Refusing:
    """A beacon that has its rounds wrong, or none."""

    clock: BeaconClock
    fault: Any
    public_key: None = None
    asked: list[int] = field(default_factory=list)

    async def fetch(self, number: int) -> Beacon:
        self.asked.append(number)
        raise RoundRefused(number, (self.fault, "as the test wants it"))


def restarted(scheduling: Scheduling, source: Any) -> tuple[Scheduling, AwaitedRounds]:
    """Another process on the same database: it remembers nothing."""
    other = Scheduling(scheduling.work, scheduling.pool, WorkingSets(source.clock))
    return other, AwaitedRounds(other.work, other.sets, source, PATIENCE)


async def drawn(scheduling: Scheduling, rounds: AwaitedRounds) -> list[dict[str, Any]]:
    """What the loop tells in one look."""
    before = await scheduling.pool.fetchval("SELECT coalesce(max(id), 0) FROM outbox")
    assert await rounds.step() is False
    return await scheduling.told(before)


def beacon_of(told: dict[str, Any]) -> Any:
    return told["proof"]["seed"].get("beacon")
