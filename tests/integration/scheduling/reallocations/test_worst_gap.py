"""Whether others of the service have their turn while thousands of cases go to others."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count

import pytest
from tarazy_scheduling.app import batch

from tests.integration.scheduling.a_court import ACourt, Scheduling
from tests.integration.scheduling.dockets import Docket

MANY = 1500


@asynccontextmanager
async def turns() -> AsyncIterator[list[int]]:
    """How many turns somebody had who always wants one."""
    had = [0]

    async def others() -> None:
        for number in count(1):
            await asyncio.sleep(0)
            had[0] = number

    waiting = asyncio.create_task(others())
    yield had
    waiting.cancel()


@pytest.mark.parametrize("event", ["separated", "suspended"])
async def test_the_cases_of_a_judge_who_leaves_hold_nothing_else_up(
    scheduling: Scheduling, court: ACourt, event: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rest is taken after a stretch of time; with a stretch of none it comes wherever there can be one."""
    monkeypatch.setattr(batch, "LONGEST_STRETCH", 0.0)
    docket = await Docket(court).fill(scheduling, MANY)
    record = docket.separated(docket.judge_id) if event == "separated" else docket.suspended(docket.judge_id)
    async with turns() as had:
        await scheduling.take(record)
    drawn = await scheduling.pool.fetchval("SELECT count(*) FROM draws WHERE fact->>'reason' = 'judge_separated'")
    assert drawn == (MANY if event == "separated" else 0)
    assert had[0] >= MANY, "one after each case or hearing"
