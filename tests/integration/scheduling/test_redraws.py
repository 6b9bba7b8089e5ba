"""A case drawn again by hand over HTTP: stored, told and shown with its reason and who answers for it."""

import asyncio
from collections.abc import AsyncIterator
from importlib.resources import files
from typing import Any

import asyncpg
import httpx
import pytest
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.settings import Settings
from tarazy_shared.lifecycle import Running

from tests.ids import new_id
from tests.integration.scheduling.a_court import ACourt, Scheduling, record, registered, requested
from tests.integration.scheduling.serving import client_of_redraws

REASON = "The judge leads a trial of several months"


@pytest.fixture
async def http(running: Running, settings: Settings, scheduling: Scheduling) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of_redraws(running, settings, scheduling.sets) as client:
        yield client


async def test_a_case_drawn_by_hand_shows_its_reason_and_its_approver(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient
) -> None:
    case = court.case()
    allocated, scheduled = await scheduling.take(registered(case), requested(court.request(case)))
    body = {"reason": REASON, "approver": court.clerks[0], "allocation_version": 1}
    made = await http.post(f"/cases/{case['case_id']}/draws", json=body)
    assert made.status_code == 201
    told, followed = (await scheduling.told())[-2:]
    assert (told["type"], told["reason"], told["version"]) == ("court.case.reallocated.v1", "by_hand", 2)
    assert {"person_id": allocated["person_id"], "excluded": "relieved"} in told["proof"]["candidates"]
    assert (followed["reason"], followed["sittings"]) == ("by_hand", scheduled["sittings"])
    assert followed["person_ids"]["judges"] == [told["person_id"]]
    first, second = (await http.get(f"/cases/{case['case_id']}/draws")).json()["draws"]
    assert first["taken"] is None
    assert second == made.json()
    assert second["taken"] == {
        "person_id": allocated["person_id"],
        "part_heard": False,
        "reason": REASON,
        "approver": court.clerks[0],
        "reallocation_id": None,
        "cause": told["cause"],
    }
    again = await http.post(f"/cases/{case['case_id']}/draws", json=body)
    assert (again.status_code, again.json()) == (200, made.json()), "the same request draws nothing more"
    stale = await http.post(f"/cases/{case['case_id']}/draws", json={**body, "reason": "Another one"})
    assert stale.status_code == 409
    assert stale.json()["errors"][0]["field"] == "allocation_version"


async def test_of_whoever_sits_beside_the_seat_alone_is_drawn_by_hand(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient
) -> None:
    case = court.case()
    told = await scheduling.take(registered(case), requested(court.request(case, judges=3)))
    await scheduling.take(court.appointed(new_id(), "judge"))
    panel = told[1]
    address, member = f"/cases/{case['case_id']}/draws", panel["panel"][0]
    body = {"reason": REASON, "approver": court.clerks[0], "allocation_version": 2, "person_id": member}
    made = await http.post(address, json=body)
    assert made.status_code == 201, made.text
    shown = made.json()
    assert (shown["person_id"], shown["panel"][0]) == (panel["person_id"], panel["panel"][1])
    assert member not in shown["panel"]
    [taken] = shown["seats_taken"]
    assert (taken["person_id"], taken["reason"], taken["approver"]) == (member, REASON, court.clerks[0])
    again = await http.post(address, json=body)
    assert (again.status_code, again.json()) == (200, shown)
    stranger = await http.post(address, json={**body, "allocation_version": 3})
    assert (stranger.status_code, stranger.json()["errors"][0]["field"]) == (422, "person_id")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"reason": None}, "reason"),
        ({"approver": None}, "approver"),
        ({"approver": "nobody"}, "approver"),
        ({"approver": new_id()}, "approver"),
        ({"allocation_version": 0}, "allocation_version"),
    ],
)
async def test_no_draw_by_hand_without_a_reason_and_somebody_of_the_court_who_answers_for_it(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient, wrong: dict[str, Any], field: str
) -> None:
    case = court.case()
    await scheduling.take(registered(case))
    body = {"reason": REASON, "approver": court.clerks[0], "allocation_version": 1} | wrong
    answer = await http.post(f"/cases/{case['case_id']}/draws", json={k: v for k, v in body.items() if v is not None})
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert len((await http.get(f"/cases/{case['case_id']}/draws")).json()["draws"]) == 1


async def test_a_draw_by_hand_needs_the_token_and_a_case(court: ACourt, http: httpx.AsyncClient) -> None:
    body = {"reason": REASON, "approver": court.clerks[0], "allocation_version": 1}
    address = f"/cases/{new_id()}/draws"
    assert (await http.post(address, json=body, headers={"Authorization": "Bearer wrong"})).status_code == 401
    unknown = await http.post(address, json=body)
    assert (unknown.status_code, unknown.json()["errors"][0]["code"]) == (404, "unknown_case")


async def test_two_replicas_that_are_asked_at_once_draw_once(
    running: Running, settings: Settings, scheduling: Scheduling, court: ACourt, pool: asyncpg.Pool
) -> None:
    case = court.case()
    await scheduling.take(registered(case))
    body = {"reason": REASON, "approver": court.clerks[0], "allocation_version": 1}

    async def ask(sets: WorkingSets) -> int:
        async with client_of_redraws(running, settings, sets) as client:
            return (await client.post(f"/cases/{case['case_id']}/draws", json=body)).status_code

    answers = await asyncio.gather(ask(WorkingSets()), ask(WorkingSets()))
    assert sorted(answers) in ([200, 201], [201, 409])
    assert await pool.fetchval("SELECT count(*) FROM draws") == 2
    assert await pool.fetchval("SELECT count(*) FROM redraws") == 1


async def test_a_case_that_a_recusal_took_away_says_from_whom_and_by_which_event(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient, pool: asyncpg.Pool
) -> None:
    case, event_id = court.case(), new_id()
    [allocated] = await scheduling.take(registered(case))
    recusal = {
        "case_id": case["case_id"],
        "court_id": court.court_id,
        "person_id": allocated["person_id"],
        "reason": "kin",
    }
    await scheduling.take(record("court.recusal.granted", recusal, event_id=event_id))
    taken = (await http.get(f"/cases/{case['case_id']}/draws")).json()["draws"][-1]["taken"]
    assert (taken["person_id"], taken["cause"], taken["approver"]) == (allocated["person_id"], event_id, None)
    with pytest.raises(asyncpg.IntegrityConstraintViolationError):
        await pool.execute("UPDATE redraws SET stated = 'x', approved_by = taken_from")


async def test_a_part_heard_case_is_known_as_such_after_a_restart(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient, clock: Any, pool: asyncpg.Pool
) -> None:
    case = court.case()
    _, scheduled = await scheduling.take(registered(case), requested(court.request(case)))
    [sitting] = scheduled["sittings"]
    clock.now = clock.now.fromisoformat(sitting["ends_at"].replace("Z", "+00:00"))
    concluded = {
        "hearing_id": scheduled["hearing_id"],
        "case_id": case["case_id"],
        "court_id": court.court_id,
        "outcome": "held",
        "started_at": sitting["starts_at"],
        "ended_at": sitting["ends_at"],
    }
    await scheduling.take(record("court.hearing.concluded", concluded))
    scheduling.sets._kept.clear()
    body = {"reason": REASON, "approver": court.clerks[0], "allocation_version": 1}
    made = (await http.post(f"/cases/{case['case_id']}/draws", json=body)).json()
    assert made["taken"]["part_heard"] is True
    assert made["taken"]["person_id"] == scheduled["person_ids"]["judges"][0]


async def test_cases_heard_before_that_was_kept_with_them_are_known_as_part_heard_after_the_upgrade(
    scheduling: Scheduling, court: ACourt, pool: asyncpg.Pool, clock: Any
) -> None:
    case, unheard = court.case(), court.case()
    _, scheduled = await scheduling.take(registered(case), requested(court.request(case)))
    await scheduling.take(registered(unheard))
    await pool.execute("UPDATE hearings SET state = 'held'")
    text = files("tarazy_scheduling.migrations").joinpath("0007_cases_drawn_again.sql").read_text(encoding="utf-8")
    [statement] = [one for one in text.split(";") if "UPDATE cases SET" in one]
    await pool.execute(statement)
    rows = await pool.fetch("SELECT case_id::text, document ->> 'heard_by' FROM cases")
    heard_by = {row[0]: row[1] for row in rows}
    assert heard_by == {case["case_id"]: scheduled["person_ids"]["judges"][0], unheard["case_id"]: None}
