"""A judge with a full docket, and somebody who may give its cases to others."""

from collections.abc import AsyncIterator

import httpx
import pytest
from tarazy_scheduling.settings import Settings
from tarazy_shared.lifecycle import Running

from tests.integration.scheduling.a_court import ACourt, Scheduling
from tests.integration.scheduling.dockets import Docket, client_of_reallocations


@pytest.fixture
async def http(running: Running, settings: Settings, scheduling: Scheduling) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of_reallocations(running, settings, scheduling.sets) as client:
        yield client


@pytest.fixture
async def docket(scheduling: Scheduling, court: ACourt) -> Docket:
    return await Docket(court).fill(scheduling)
