"""Somebody with the token who reads the ledger, keeps chains and corrects."""

from collections.abc import AsyncIterator

import httpx
import pytest
from tarazy_scheduling.adapters.http.draws.corrections import draw_corrections_router
from tarazy_scheduling.adapters.http.draws.public_ledger import draws_router
from tarazy_scheduling.adapters.http.draws.secrets import draw_secrets_router
from tarazy_scheduling.settings import Settings
from tarazy_shared.lifecycle import Running

from tests.integration.scheduling.a_court import Scheduling
from tests.integration.scheduling.serving import TOKEN, client_of


@pytest.fixture
async def http(running: Running, settings: Settings, scheduling: Scheduling) -> AsyncIterator[httpx.AsyncClient]:
    routers = (
        draws_router(running),
        draw_secrets_router(running, settings),
        draw_corrections_router(running, scheduling.sets, settings),
    )
    async with client_of(*routers, headers=TOKEN) as client:
        yield client
