"""What an absence would bring is what it brings once it is approved; looking ahead changes nothing."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from tarazy_scheduling.adapters.http.impacts import impacts_router
from tarazy_scheduling.settings import Settings
from tarazy_shared.lifecycle import Running

from tests.ids import new_id
from tests.integration.scheduling.a_court import ACourt, Scheduling, record, registered, requested
from tests.integration.scheduling.serving import TOKEN, client_of

WEEK = {"starts_at": "2026-04-06T00:00:00+05:00", "ends_at": "2026-04-11T00:00:00+05:00"}
ONE_DAY = {"earliest_on": "2026-04-06", "latest_on": "2026-04-06"}
TO_NEXT_WEEK = {"earliest_on": "2026-04-07", "latest_on": "2026-04-16"}


@pytest.fixture
async def http(running: Running, settings: Settings, scheduling: Scheduling) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(impacts_router(running, scheduling.sets, settings), headers=TOKEN) as client:
        yield client


async def a_busy_week(scheduling: Scheduling, court: ACourt) -> str:
    """Hearings of one judge: some can be put off, some cannot, one is continued; returns the judge."""
    cases = [court.case() for _ in range(12)]
    told = await scheduling.take(*map(registered, cases))
    judges = {one["case_id"]: one["person_id"] for one in told if one["type"] == "court.case.allocated.v1"}
    judge = max(court.judges, key=list(judges.values()).count)
    kinds: list[dict[str, Any]] = [ONE_DAY, TO_NEXT_WEEK, {**ONE_DAY, "hearing_type": "continued"}, TO_NEXT_WEEK]
    for number, case in enumerate(case for case in cases if judges[case["case_id"]] == judge):
        await scheduling.take(requested(court.request(case, **kinds[number % len(kinds)])))
    return judge


async def test_the_preview_is_what_then_happens(scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient) -> None:
    judge = await a_busy_week(scheduling, court)
    stored = await scheduling.pool.fetch("SELECT hearing_id, document FROM hearings ORDER BY hearing_id")
    outbox = await scheduling.pool.fetchval("SELECT max(id) FROM outbox")
    answer = await http.post(f"/courts/{court.court_id}/impacts", json={"person_id": judge, **WEEK})
    assert answer.status_code == 200, answer.text
    preview = answer.json()
    assert await scheduling.pool.fetch("SELECT hearing_id, document FROM hearings ORDER BY hearing_id") == stored
    assert await scheduling.pool.fetchval("SELECT max(id) FROM outbox") == outbox

    absence = {"court_id": court.court_id, "absence_id": new_id(), "person_id": judge, "kind": "leave", **WEEK}
    told = await scheduling.take(record("court.absence.approved", absence))
    happened = {one["hearing_id"]: one for one in told if "hearing_id" in one}
    assert preview["hearings"], "somebody is hit"
    assert {one["hearing_id"] for one in preview["hearings"]} == set(happened)
    for one in preview["hearings"]:
        now = happened[one["hearing_id"]]
        times = [sitting["starts_at"] for sitting in now.get("sittings", ())]
        assert [sitting["starts_at"] for sitting in one["sittings"]] == times
        assert one["judges"] == now.get("person_ids", {"judges": []})["judges"]
        assert one["substitute_for"] == now.get("substitute_for")
        assert [conflict["code"] for conflict in one["conflicts"]] == [c["code"] for c in now.get("conflicts", ())]
        assert one["hit"]
    fates = [one["outcome"] for one in preview["hearings"]]
    assert {"moves", "substitute", "unlisted"} >= set(fates)
    assert preview["by_outcome"] == {fate: fates.count(fate) for fate in preview["by_outcome"]}
    assert preview["delay_days"] == sum(max(0, one["days_later"] or 0) for one in preview["hearings"])
    assert preview["people_to_tell"]["judge"] >= 1


async def test_a_room_that_cannot_be_had_moves_hearings_to_another(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient
) -> None:
    case = court.case()
    *_, scheduled = await scheduling.take(registered(case), requested(court.request(case, **ONE_DAY)))
    room = scheduled["sittings"][0]["room_id"]
    answer = (await http.post(f"/courts/{court.court_id}/impacts", json={"room_id": room, **WEEK})).json()
    assert answer["by_outcome"] == {"keeps_its_time": 1, "moves": 0, "substitute": 0, "unlisted": 0}
    assert answer["hearings"][0]["sittings"][0]["room_id"] != room
    assert answer["custody_cases"] == []


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({}, 422, "person_id"),
        ({"person_id": new_id(), "room_id": new_id()}, 422, "person_id"),
        ({"person_id": new_id(), "ends_at": "2026-04-05T00:00:00+05:00"}, 422, "ends_at"),
        ({"person_id": new_id(), "kind": "holiday"}, 422, "kind"),
        ({"person_id": "nobody"}, 422, "person_id"),
        (
            {"person_id": new_id(), "starts_at": "2020-01-01T00:00:00Z", "ends_at": "2020-01-02T00:00:00Z"},
            422,
            "ends_at",
        ),
        ({"person_id": new_id()}, 404, "person_id"),
        ({"room_id": new_id()}, 404, "room_id"),
    ],
)
async def test_what_cannot_be_looked_at_says_why(
    court: ACourt, http: httpx.AsyncClient, body: dict[str, Any], status: int, field: str
) -> None:
    answer = await http.post(f"/courts/{court.court_id}/impacts", json={**WEEK, **body})
    assert answer.status_code == status, answer.text
    assert field in answer.json()["errors"][0]["field"]


async def test_it_needs_the_token_and_a_known_court(court: ACourt, http: httpx.AsyncClient) -> None:
    body = {"person_id": court.judges[0], **WEEK}
    assert (await http.post("/courts/nowhere/impacts", json=body)).status_code == 404
    bare = await http.post(f"/courts/{court.court_id}/impacts", json=body, headers={"Authorization": "Bearer x"})
    assert bare.status_code == 401
