"""A service whose cases wait for rounds of a beacon that tests have come out."""

from collections.abc import AsyncIterator

import asyncpg
import httpx
import pytest
from tarazy_scheduling.app.awaited_rounds import AwaitedRounds
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.settings import Settings
from tarazy_shared.beacons.development import DevelopmentBeacon
from tarazy_shared.lifecycle import Running
from tarazy_shared.unit_of_work import Work

from tests.clocks import SteppingClock
from tests.integration.scheduling.a_court import Scheduling
from tests.integration.scheduling.beacon.beacons import PATIENCE
from tests.integration.scheduling.serving import client_of_redraws


@pytest.fixture
def source(clock: SteppingClock) -> DevelopmentBeacon:
    return DevelopmentBeacon.of("the key of a test", clock)


@pytest.fixture
def scheduling(work: Work, pool: asyncpg.Pool, source: DevelopmentBeacon) -> Scheduling:
    return Scheduling(work, pool, WorkingSets(source.clock))


@pytest.fixture
def rounds(scheduling: Scheduling, source: DevelopmentBeacon) -> AwaitedRounds:
    return AwaitedRounds(scheduling.work, scheduling.sets, source, PATIENCE)


@pytest.fixture
async def http(running: Running, settings: Settings, scheduling: Scheduling) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of_redraws(running, settings, scheduling.sets) as client:
        yield client
