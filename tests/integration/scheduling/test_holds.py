"""Holds over HTTP and real PostgreSQL: booked by the database, given back when they expire, used by a request."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest
from tarazy_scheduling.adapters.http.holds import holds_router
from tarazy_scheduling.app.passing_time import PassingTime
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.settings import Settings
from tarazy_shared.lifecycle import Running

from tests.clocks import SteppingClock
from tests.ids import new_id
from tests.integration.scheduling.a_court import ACourt, Scheduling, registered, requested
from tests.integration.scheduling.serving import TOKEN, client_of

DAY = {"earliest_on": "2026-03-16", "latest_on": "2026-03-16", "min_notice_days": 0}


@pytest.fixture
async def http(running: Running, settings: Settings, scheduling: Scheduling) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(holds_router(running, scheduling.sets, settings), headers=TOKEN) as client:
        yield client


def hold(court: ACourt, **more: Any) -> dict[str, Any]:
    return {
        "hold_id": new_id(),
        "person_ids": court.judges,
        "starts_at": "2026-03-16T09:00:00+05:00",
        "ends_at": "2026-03-16T18:00:00+05:00",
        "held_by": court.clerks[0],
        "reason": "A jury trial is expected",
        "expires_at": "2026-03-10T09:00:00+05:00",
        **more,
    }


async def place(http: httpx.AsyncClient, court: ACourt, **more: Any) -> httpx.Response:
    return await http.post(f"/courts/{court.court_id}/holds", json=hold(court, **more))


def codes(told: list[dict[str, Any]]) -> list[list[str]]:
    return [[reason["code"] for reason in one["conflicts"]] for one in told if "conflicts" in one]


async def test_what_is_held_is_booked_until_it_expires(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient, clock: SteppingClock
) -> None:
    answer = await place(http, court)
    assert (answer.status_code, answer.json()["state"]) == (201, "held")
    case = court.case()
    assert codes(await scheduling.take(registered(case), requested(court.request(case, **DAY)))) == [["judge_busy"]]
    scheduling.sets = WorkingSets()
    assert codes(await scheduling.take(requested(court.request(case, **DAY)))) == [["judge_busy"]], (
        "from the database too"
    )
    clock.step(timedelta(days=8))
    before = await scheduling.pool.fetchval("SELECT max(id) FROM outbox")
    await PassingTime(scheduling.work, scheduling.sets).step()
    told = await scheduling.told(before)
    assert [one["type"] for one in told if one["type"] == "court.hearing.scheduled.v1"] == [
        "court.hearing.scheduled.v1"
    ] * 2
    [one] = (await http.get(f"/courts/{court.court_id}/holds")).json()["holds"]
    assert one["state"] == "expired"


async def test_holds_expire_within_the_day(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient, clock: SteppingClock, pool: asyncpg.Pool
) -> None:
    passing = PassingTime(scheduling.work, scheduling.sets)
    await passing.step()
    answer = await place(http, court, expires_at=(clock() + timedelta(seconds=90)).isoformat())
    assert answer.status_code == 201
    clock.step(timedelta(seconds=89))
    await passing.step()
    assert await pool.fetchval("SELECT count(*) FROM bookings") == 3
    clock.step(timedelta(seconds=1))
    await passing.step()
    assert await pool.fetchval("SELECT count(*) FROM bookings") == 0


async def test_a_request_uses_the_hold(scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient) -> None:
    body = (await place(http, court, room_id=court.rooms[1], starts_at="2026-03-16T15:00:00+05:00")).json()
    case = court.case()
    request = court.request(case, hold_id=body["hold_id"], **DAY)
    told = await scheduling.take(registered(case), requested(request))
    [listed] = [one for one in told if one["type"] == "court.hearing.scheduled.v1"]
    [sitting] = listed["sittings"]
    assert (sitting["starts_at"], sitting["room_id"]) == ("2026-03-16T10:00:00Z", court.rooms[1])
    [one] = (await http.get(f"/courts/{court.court_id}/holds", params={"state": "used"})).json()["holds"]
    assert one["hearing_id"] == request["hearing_id"]


async def test_a_hold_is_released_and_the_same_order_holds_once(
    court: ACourt, http: httpx.AsyncClient, pool: asyncpg.Pool
) -> None:
    wanted = hold(court)
    address = f"/courts/{court.court_id}/holds"
    answers = [await http.post(address, json=wanted) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 200]
    assert await pool.fetchval("SELECT count(*) FROM bookings WHERE hearing_id = $1", UUID(wanted["hold_id"])) == 3
    released = [(await http.delete(f"{address}/{wanted['hold_id']}")).json() for _ in range(2)]
    assert [(one["state"], one["changed"]) for one in released] == [("released", True), ("released", False)]
    assert await pool.fetchval("SELECT count(*) FROM bookings") == 0
    assert (await http.delete(f"{address}/{new_id()}")).status_code == 404


async def test_nothing_is_held_of_a_hold_that_is_refused(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient, pool: asyncpg.Pool
) -> None:
    assert (await place(http, court, person_ids=[court.judges[0]])).status_code == 201
    answer = await place(http, court)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    [error] = answer.json()["errors"]
    assert (error["code"], court.judges[0] in error["reason"]) == ("judge_busy", True)
    wrong = await place(http, court, person_ids=[new_id()])
    assert [(one["field"], one["code"]) for one in wrong.json()["errors"]] == [("person_ids[0]", "unknown_person")]
    assert await pool.fetchval("SELECT count(*) FROM holds") == 1
    async with client_of_nobody(http) as nobody:
        assert (await nobody.get(f"/courts/{court.court_id}/holds")).status_code == 401


def client_of_nobody(http: httpx.AsyncClient) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=http._transport, base_url="http://test")


async def test_an_advocate_held_in_one_court_is_busy_in_another(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient
) -> None:
    other, advocate = await ACourt().open(scheduling), new_id()
    for one in (court, other):
        case = one.case()
        case["parties"].append({"party_id": new_id(), "role": "representative", "name": "A", "person_id": advocate})
        await scheduling.take(registered(case))
    assert (await place(http, court, person_ids=[advocate])).status_code == 201
    scheduling.sets = WorkingSets()
    told = await scheduling.take(requested(other.request(case, **DAY)))
    assert codes(told) == [["attendee_busy"]]
