"""A processor on a real database."""

import asyncpg
import pytest
from tarazy_shared.processing import Processor, Subscription
from tarazy_shared.unit_of_work import Work

from tests.integration.plumbing.processing.events import PATIENCE, CountingHandler


@pytest.fixture
def handler() -> CountingHandler:
    return CountingHandler()


@pytest.fixture
async def processor(pool: asyncpg.Pool, work: Work, handler: CountingHandler) -> Processor:
    uses = frozenset(
        {
            "court.case.registered.v1",
            "court.case.closed.v1",
            "court.hearing.requested.v1",
            "court.hearing.withdrawn.v1",
        }
    )
    return Processor("scheduling", Subscription("court.cases", uses, True, handler), work, PATIENCE)
