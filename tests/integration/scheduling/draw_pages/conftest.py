"""Somebody who reads the service's pages of draws."""

from collections.abc import AsyncIterator

import httpx
import pytest
from tarazy_scheduling.adapters.http.cause_list import cause_list_router, make_pages
from tarazy_scheduling.adapters.http.draws.checking import checking_router
from tarazy_scheduling.adapters.http.draws.explanations import explanations_router
from tarazy_scheduling.adapters.http.draws.pages import draw_pages_router
from tarazy_scheduling.adapters.http.draws.public_ledger import draws_router
from tarazy_shared.lifecycle import Running

from tests.integration.scheduling.serving import client_of


@pytest.fixture
async def http(running: Running) -> AsyncIterator[httpx.AsyncClient]:
    pages = make_pages()
    routers = (
        cause_list_router(running, pages),
        draws_router(running),
        draw_pages_router(running, pages),
        explanations_router(running, pages),
        checking_router(),
    )
    async with client_of(*routers) as client:
        yield client
