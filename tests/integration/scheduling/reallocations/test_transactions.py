"""A reallocation is applied as a whole or not at all, once, and keeps nobody waiting."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest
from tarazy_scheduling.adapters.draws import reallocation_store
from tarazy_scheduling.app import batch
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.domain.commands import KeepRoom
from tarazy_scheduling.domain.deciding.deciding import decide_in_steps
from tarazy_scheduling.domain.model.means import Room
from tarazy_scheduling.settings import Settings
from tarazy_shared.lifecycle import Running

from tests.ids import new_id
from tests.integration.scheduling.a_court import ACourt, Scheduling, requested
from tests.integration.scheduling.dockets import Docket, client_of_reallocations, draws, judges_of


async def test_others_have_their_turn_while_the_cases_are_drawn(
    docket: Docket, http: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = (await http.post(docket.address, json=docket.body())).json()
    async with turns_of_others(monkeypatch) as steps:
        approved = await http.post(f"{docket.address}/{shown['reallocation_id']}/approve", json=docket.approval())
    assert approved.json()["drawn"] == 6
    assert len(steps) >= 3 * 6, "looked at, drawn, and its hearing placed, case by case"
    assert steps == sorted(set(steps)), "others had a turn after each"


async def test_others_have_their_turn_while_the_cases_of_a_judge_who_leaves_are_drawn(
    docket: Docket, scheduling: Scheduling, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with turns_of_others(monkeypatch) as steps:
        told = await scheduling.take(docket.separated(docket.judge_id))
    assert sum(1 for one in told if one["type"] == "court.case.reallocated.v1") == 6
    assert len(steps) >= 3 * 6, "taken, drawn, and its hearing placed, case by case"
    assert steps == sorted(set(steps)), "others had a turn after each"


@asynccontextmanager
async def turns_of_others(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[list[int]]:
    """How many turns others had had at each step of what is decided meanwhile."""
    monkeypatch.setattr(batch, "LONGEST_STRETCH", 0.0)
    turns = 0

    async def others() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0)
            turns += 1

    waiting = asyncio.create_task(others())
    steps: list[int] = []

    def counting(*args: Any) -> Any:
        outcome = yield from _counted(decide_in_steps(*args), lambda: steps.append(turns))
        return outcome

    monkeypatch.setattr(batch, "decide_in_steps", counting)
    yield steps
    waiting.cancel()


def _counted(steps: Any, note: Any) -> Any:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value
        note()
        yield


async def test_nothing_of_an_approval_that_fails_half_way_is_kept(
    docket: Docket, http: httpx.AsyncClient, pool: asyncpg.Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = (await http.post(docket.address, json=docket.body())).json()
    address = f"{docket.address}/{shown['reallocation_id']}"
    before = await draws(pool), await judges_of(pool), await pool.fetch("SELECT * FROM balances ORDER BY person_id")

    async def fails(*_: Any, **__: Any) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(reallocation_store, "approve", fails)
    with pytest.raises(RuntimeError):
        await http.post(f"{address}/approve", json=docket.approval())
    monkeypatch.undo()
    assert before == (
        await draws(pool),
        await judges_of(pool),
        await pool.fetch("SELECT * FROM balances ORDER BY person_id"),
    )
    kept = (await http.get(address)).json()
    assert (kept["state"], kept["refused"][0]["code"]) == ("proposed", "failed")
    approved = await http.post(f"{address}/approve", json=docket.approval())
    assert (approved.status_code, approved.json()["drawn"]) == (200, 6)


async def test_two_replicas_that_approve_at_once_draw_once(
    docket: Docket, running: Running, settings: Settings, http: httpx.AsyncClient, pool: asyncpg.Pool
) -> None:
    shown = (await http.post(docket.address, json=docket.body())).json()
    address, before = f"{docket.address}/{shown['reallocation_id']}/approve", await draws(pool)
    async with (
        client_of_reallocations(running, settings, WorkingSets()) as one,
        client_of_reallocations(running, settings, WorkingSets()) as other,
    ):
        answers = await asyncio.gather(*(each.post(address, json=docket.approval()) for each in (one, other)))
    assert [answer.status_code for answer in answers] == [200, 200]
    assert await draws(pool) == before + 6


async def test_a_restart_between_preview_and_approval_changes_nothing(
    docket: Docket, running: Running, settings: Settings, http: httpx.AsyncClient, pool: asyncpg.Pool
) -> None:
    shown = (await http.post(docket.address, json=docket.body())).json()
    async with client_of_reallocations(running, settings, WorkingSets()) as restarted:
        found = (await restarted.get(f"{docket.address}/{shown['reallocation_id']}")).json()
        assert found == shown
        approval = await restarted.post(f"{docket.address}/{shown['reallocation_id']}/approve", json=docket.approval())
    assert approval.json()["drawn"] == 6
    # The first process has an old copy in memory, and does not use it.
    refused = await http.post(docket.address, json=docket.body())
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "nothing_moves")


async def test_fifteen_hundred_cases_of_one_judge_are_one_transaction(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient, pool: asyncpg.Pool
) -> None:
    """With 38 others in post and 2,100 hearings. Measured: 0.7 s and 2.2 s."""
    await scheduling.take(*(court.appointed(new_id(), "clerk") for _ in range(20)))
    for number in range(20):
        await scheduling.order(court.court_id, KeepRoom(Room(UUID(new_id()), f"Big {number}")))
    docket = await Docket(court).fill(scheduling, 1500)
    await scheduling.take(*(court.appointed(new_id(), "judge") for _ in range(36)))
    far = {"earliest_on": "2026-03-16", "latest_on": "2027-12-30"}
    await scheduling.take(*(requested(court.request(case, **far)) for case in docket.cases[:600]))
    before = await draws(pool)
    shown = (await http.post(docket.address, json=docket.body())).json()
    approved = await http.post(f"{docket.address}/{shown['reallocation_id']}/approve", json=docket.approval())
    assert approved.json()["drawn"] == 1500
    assert await draws(pool) == before + 1500
    assert docket.judge_id not in await judges_of(pool)
