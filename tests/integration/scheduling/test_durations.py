"""Durations over HTTP, learnt from hearings that courts have concluded."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import asyncpg
import httpx
import pytest
from tarazy_scheduling.adapters.http.durations import durations_router
from tarazy_scheduling.settings import Settings
from tarazy_shared.lifecycle import Running

from tests.clocks import SteppingClock
from tests.ids import new_id
from tests.integration.scheduling.a_court import ACourt, Scheduling, ids_of, record, registered, requested
from tests.integration.scheduling.serving import TOKEN, client_of

WINDOW = {"earliest_on": "2026-03-16", "latest_on": "2026-04-30", "attendee_ids": []}


@pytest.fixture
async def http(running: Running, settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(durations_router(running, settings), headers=TOKEN) as client:
        yield client


async def over(
    scheduling: Scheduling, court: ACourt, case: dict[str, Any], times: int, ends: str | None, outcome: str = "held"
) -> None:
    """Hearings of the case that began at nine; `ends`: when they ended, as HH:MM."""
    asked = [court.request(case, **WINDOW) for _ in range(times)]
    await scheduling.take(*map(requested, asked))
    more: dict[str, Any] = {"outcome": outcome}
    if ends:
        more |= {"started_at": "2026-02-27T09:00:00+05:00", "ended_at": f"2026-02-27T{ends}:00+05:00"}
    told = await scheduling.take(*(record("court.hearing.concluded", {**ids_of(one), **more}) for one in asked))
    assert [one["outcome"] for one in told if one["type"] == "court.hearing.recorded.v1"] == [outcome] * times


def minutes_of(learnt: dict[str, Any]) -> list[int]:
    return [one["minutes"] for one in learnt["quantiles"]]


async def test_what_was_concluded_is_set_beside_an_estimate(
    scheduling: Scheduling, http: httpx.AsyncClient, pool: asyncpg.Pool
) -> None:
    court = await ACourt(judges=[new_id()]).open(scheduling)
    case = court.case()
    asked = court.request(case, estimated_minutes=60, **WINDOW)
    await scheduling.take(registered(case), requested(asked))
    before = (await http.get(f"/hearings/{asked['hearing_id']}/duration")).json()
    assert (before["advice"], before["differs"], before["estimated_minutes"]) == ("too_little_data", False, 60)
    assert (minutes_of(before["learnt"]), before["learnt"]["level"]) == ([60, 60, 60], None)

    await over(scheduling, court, case, 12, "11:00")
    await over(scheduling, court, case, 3, "23:30")
    await over(scheduling, court, case, 5, None, "not_held")
    withdrawn = [court.request(case, **WINDOW) for _ in range(2)]
    await scheduling.take(*map(requested, withdrawn))
    leave = ({**ids_of(one), "reason": "settled"} for one in withdrawn)
    await scheduling.take(*(record("court.hearing.withdrawn", one) for one in leave))

    document = await pool.fetchval("SELECT document::text FROM hearings WHERE hearing_id = $1", asked["hearing_id"])
    after = (await http.get(f"/hearings/{asked['hearing_id']}/duration")).json()
    assert (after["advice"], after["differs"], after["judge_id"]) == ("longer", True, court.judges[0])
    assert after["text"].keys() == {"kk", "ru", "en"}
    learnt = after["learnt"]
    assert (learnt["level"], minutes_of(learnt), learnt["minutes"]) == ("judge", [120, 120, 120], 120)
    assert learnt["seen"][0] == {"level": "type", "durations": 12, "ended": 20, "withdrawn": 2}
    assert (learnt["absence"]["happened"], learnt["absence"]["of"]) == (5, 20)
    assert learnt["absence"]["low"] < learnt["absence"]["rate"] < learnt["absence"]["high"]
    assert (learnt["withdrawal"]["happened"], learnt["withdrawal"]["of"]) == (2, 22)
    assert (learnt["late_withdrawal"]["happened"], learnt["late_withdrawal"]["of"]) == (0, 20), "two weeks ahead"
    unchanged = await pool.fetchval("SELECT document::text FROM hearings WHERE hearing_id = $1", asked["hearing_id"])
    assert unchanged == document, "it is advice"


async def test_a_kind_of_hearing_is_asked_for_at_each_level(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient
) -> None:
    case, family = court.case(), court.case(category="civil.family")
    await scheduling.take(registered(case), registered(family))
    await over(scheduling, court, case, 10, "10:00")
    await over(scheduling, court, family, 10, "09:20")
    path = f"/courts/{court.court_id}/durations"
    body = (await http.get(path, params={"hearing_type": "main"})).json()
    assert (body["learnt"]["level"], minutes_of(body["learnt"])) == ("type", [20, 60, 60])
    body = (await http.get(path, params={"hearing_type": "main", "category": "civil.family"})).json()
    assert (body["learnt"]["level"], body["learnt"]["mean"]) == ("category", 30.0)
    body = (await http.get(path, params={"hearing_type": "first"})).json()
    assert (body["learnt"]["level"], body["learnt"]["minutes"], minutes_of(body["learnt"])) == (None, None, [])
    body = (await http.get(path, params={"hearing_type": "first", "minutes": 45})).json()
    assert minutes_of(body["learnt"]) == [45, 45, 45]
    there = await ACourt().open(scheduling)
    body = (await http.get(f"/courts/{there.court_id}/durations", params={"hearing_type": "main"})).json()
    assert body["learnt"]["seen"] == [{"level": "type", "durations": 0, "ended": 0, "withdrawn": 0}]


async def test_the_break_of_the_day_is_no_part_of_a_hearing(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient
) -> None:
    case = court.case()
    await scheduling.take(registered(case))
    await over(scheduling, court, case, 1, "15:00")
    ever = [court.request(case, **WINDOW) for _ in range(3)]
    await scheduling.take(*map(requested, ever))
    opened = {"outcome": "adjourned", "started_at": "2026-02-27T00:00:00+05:00"}
    await scheduling.take(record("court.hearing.concluded", {**ids_of(ever.pop()), **opened}))
    for one, times in zip(
        ever, (("0001-01-01T00:00", "0001-01-01T02:00"), ("9999-12-31T20:00", "9999-12-31T22:00")), strict=True
    ):
        noted = {"outcome": "adjourned", "started_at": f"{times[0]}:00Z", "ended_at": f"{times[1]}:00Z"}
        await scheduling.take(record("court.hearing.concluded", {**ids_of(one), **noted}))
    body = (await http.get(f"/courts/{court.court_id}/durations", params={"hearing_type": "main"})).json()
    assert (minutes_of(body["learnt"]), body["learnt"]["seen"][0]["ended"]) == ([120, 300, 300], 4)


async def test_what_is_wrong_is_named(scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient) -> None:
    path = f"/courts/{court.court_id}/durations"
    assert (await http.get(path, params={"hearing_type": "main"}, headers={"Authorization": "x"})).status_code == 401
    unknown = await http.get("/courts/nowhere/durations", params={"hearing_type": "main"})
    assert (unknown.status_code, unknown.json()["errors"][0]["code"]) == (404, "unknown_court")
    wrong = await http.get(path, params={"hearing_type": "tea", "category": "milk", "judge_id": court.clerks[0]})
    assert wrong.status_code == 422
    assert [(one["field"], one["code"]) for one in wrong.json()["errors"]] == [
        ("hearing_type", "unknown_code"),
        ("category", "unknown_code"),
        ("judge_id", "unknown_person"),
    ]
    missing = await http.get(path, params={"minutes": 0})
    assert {one["field"] for one in missing.json()["errors"]} == {"hearing_type", "minutes"}
    unknown = await http.get(f"/hearings/{new_id()}/duration")
    assert (unknown.status_code, unknown.json()["errors"][0]["code"]) == (404, "unknown_hearing")


async def test_settlement_at_the_door_is_told_from_one_weeks_ahead(
    scheduling: Scheduling, http: httpx.AsyncClient, clock: SteppingClock
) -> None:
    court = await ACourt(judges=[new_id()]).open(scheduling)
    case = court.case()
    early, late = (court.request(case, **WINDOW) for _ in range(2))
    stands = (await scheduling.take(registered(case), requested(early), requested(late)))[-1]
    await scheduling.take(record("court.hearing.withdrawn", {**ids_of(early), "reason": "settled"}))
    clock.now = datetime.fromisoformat(stands["sittings"][0]["starts_at"]) - timedelta(days=1)
    await scheduling.take(record("court.hearing.withdrawn", {**ids_of(late), "reason": "settled"}))
    body = (await http.get(f"/courts/{court.court_id}/durations", params={"hearing_type": "main"})).json()
    learnt = body["learnt"]
    assert [learnt[rate]["happened"] for rate in ("withdrawal", "late_withdrawal")] == [2, 1]
