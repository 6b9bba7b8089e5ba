"""How long nothing else of the service moves while thousands of cases go to others."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from tests.integration.scheduling.a_court import ACourt, Scheduling
from tests.integration.scheduling.dockets import Docket

MANY = 1500
WORST = 0.25
"""Seconds of computing in one go: reading and writing so many rows takes its stretches too."""


@asynccontextmanager
async def gaps() -> AsyncIterator[list[float]]:
    """Seconds that the thread computed between two turns of somebody who always wants one."""
    found: list[float] = []

    async def others() -> None:
        before = time.thread_time()
        while True:
            await asyncio.sleep(0)
            now = time.thread_time()
            found.append(now - before)
            before = now

    waiting = asyncio.create_task(others())
    yield found
    waiting.cancel()


@pytest.mark.parametrize("event", ["separated", "suspended"])
async def test_the_cases_of_a_judge_who_leaves_hold_nothing_else_up(
    scheduling: Scheduling, court: ACourt, event: str
) -> None:
    docket = await Docket(court).fill(scheduling, MANY)
    record = docket.separated(docket.judge_id) if event == "separated" else docket.suspended(docket.judge_id)
    async with gaps() as found:
        await scheduling.take(record)
    drawn = await scheduling.pool.fetchval("SELECT count(*) FROM draws WHERE fact->>'reason' = 'judge_separated'")
    assert drawn == (MANY if event == "separated" else 0)
    assert max(found) < WORST
