"""Many cases of one judge go to others over HTTP: previewed, approved, drawn again."""

import json
from collections import Counter
from datetime import date, datetime, timedelta

import asyncpg
import httpx
from tarazy_scheduling.adapters.draws import draw_export
from tarazy_scheduling.verify_draws import check

from tests.clocks import SteppingClock
from tests.ids import new_id
from tests.integration.scheduling.a_court import ACourt, Scheduling, record, registered, requested
from tests.integration.scheduling.dockets import REASON, Docket, draws, judges_of


async def test_a_preview_says_what_an_approval_would_bring_and_changes_nothing(
    docket: Docket, http: httpx.AsyncClient, pool: asyncpg.Pool, scheduling: Scheduling
) -> None:
    before = await scheduling.told()
    made = await http.post(docket.address, json=docket.body(proposed_by=docket.court.clerks[1]))
    assert made.status_code == 201, made.text
    shown = made.json()
    assert (shown["state"], shown["version"], shown["reason"], shown["refused"]) == ("proposed", 1, REASON, [])
    preview = shown["preview"]
    assert preview["judge"] == {"standing": "serving", "until": None}
    counts = {"cases": 6, "moving": 6, "seats_moving": 0, "part_heard_moving": 0, "staying": 0, "custody": 0}
    assert preview["counts"] == counts | {"weight_minutes": 1440}
    assert {one["case_id"] for one in preview["moving"]} == {case["case_id"] for case in docket.cases}
    assert {one["person_id"] for one in preview["shares"]} == set(docket.others)
    assert sum(one["cases"]["expected"] for one in preview["shares"]) == 6
    assert [one["cases"]["at_least"] for one in preview["shares"]] == [2.25, 2.25]
    assert preview["hearings"]["standing"] == 6
    assert preview["hearings"]["keeps_its_time"] == {"expected": 6.0, "at_least": 6, "at_most": 6}
    assert preview["people"] == {"claimant": 6, "clerk": 2, "defendant": 6, "judge": 3}
    assert await scheduling.told() == before
    assert await judges_of(pool) == {docket.judge_id: 6}
    listed = (await http.get(docket.address, params={"state": "proposed"})).json()["reallocations"]
    assert [one["reallocation_id"] for one in listed] == [shown["reallocation_id"]]


async def test_an_approval_draws_each_case_again_and_the_hearings_follow(
    docket: Docket, http: httpx.AsyncClient, pool: asyncpg.Pool, scheduling: Scheduling
) -> None:
    places = {one["hearing_id"]: one["sittings"] for one in await scheduling.told() if "sittings" in one}
    shown = (await http.post(docket.address, json=docket.body())).json()
    before, seen = await draws(pool), await pool.fetchval("SELECT max(id) FROM outbox")
    address = f"{docket.address}/{shown['reallocation_id']}"
    approved = await http.post(f"{address}/approve", json=docket.approval())
    assert approved.status_code == 200, approved.text
    assert (approved.json()["state"], approved.json()["taken"], approved.json()["drawn"]) == ("approved", 6, 6)
    told = await scheduling.told(seen)
    assert Counter(one["type"] for one in told) == {
        "court.case.reallocated.v1": 6,
        "court.hearing.rescheduled.v1": 6,
    }
    assert {one["reason"] for one in told} == {"by_hand"}
    moved = {one["hearing_id"]: one["sittings"] for one in told if "sittings" in one}
    assert moved == places, "nobody was busy: all keep their time and room"
    assert docket.judge_id not in await judges_of(pool)
    assert await draws(pool) == before + 6
    taken = (await http.get(f"/cases/{docket.cases[0]['case_id']}/draws")).json()["draws"][-1]["taken"]
    assert (taken["reason"], taken["approver"]) == (REASON, docket.court.clerks[0])
    assert taken["reallocation_id"] == shown["reallocation_id"]
    again = await http.post(f"{address}/approve", json=docket.approval())
    assert (again.status_code, again.json()) == (200, approved.json())
    assert await draws(pool) == before + 6, "the same approval again draws nothing"
    other = await http.post(f"{address}/approve", json=docket.approval(approver=docket.court.clerks[1]))
    assert (other.status_code, other.json()["errors"][0]["code"]) == (409, "already_approved")


async def test_seats_beside_others_are_previewed_and_drawn_with_the_cases(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient, pool: asyncpg.Pool
) -> None:
    fourth = new_id()
    case = court.case()
    await scheduling.take(registered(case), requested(court.request(case, judges=3)))
    await scheduling.take(court.appointed(fourth, "judge"))
    address, panel = f"/courts/{court.court_id}/reallocations", (await scheduling.told())[-2]["panel"]
    body = {"person_id": panel[0], "reason": REASON, "cases": "all"}
    made = (await http.post(address, json=body)).json()
    [moving] = made["preview"]["moving"]
    assert (moving["case_id"], moving["beside"], moving["candidates"]) == (case["case_id"], True, 1)
    assert made["preview"]["counts"]["seats_moving"] == 1
    assert [(one["person_id"], one["cases"]["expected"]) for one in made["preview"]["shares"]] == [(fourth, 1.0)]
    assert made["preview"]["hearings"]["keeps_its_time"] == {"expected": 1.0, "at_least": 1, "at_most": 1}
    approval = {"version": 1, "approver": court.clerks[0]}
    approved = (await http.post(f"{address}/{made['reallocation_id']}/approve", json=approval)).json()
    assert (approved["taken"], approved["drawn"]) == (1, 1)
    drawn, moved = (await scheduling.told())[-2:]
    assert (drawn["reason"], drawn["panel"]) == ("by_hand", [panel[1], fourth])
    assert moved["person_ids"]["judges"] == [drawn["person_id"], panel[1], fourth]
    shown = (await http.get(f"/cases/{case['case_id']}/draws")).json()["draws"][-1]
    assert (shown["taken"], [one["person_id"] for one in shown["seats_taken"]]) == (None, [panel[0]])
    assert shown["seats_taken"][0]["reallocation_id"] == made["reallocation_id"]
    right = check([line async for line in draw_export.whole(pool, court.court_id, 0, date.max)])
    assert (right.draws, right.closed) == (3, 0)


async def test_what_has_changed_since_the_preview_is_named_and_needs_a_new_one(
    docket: Docket, http: httpx.AsyncClient, pool: asyncpg.Pool, scheduling: Scheduling
) -> None:
    shown = (await http.post(docket.address, json=docket.body())).json()
    address, gone = f"{docket.address}/{shown['reallocation_id']}", docket.cases[0]
    closing = {
        "case_id": gone["case_id"],
        "court_id": docket.court.court_id,
        "closed_at": "2026-03-02T10:00:00+05:00",
        "outcome": "resolved",
    }
    await scheduling.take(record("court.case.closed", closing))
    before = await draws(pool)
    refused = await http.post(f"{address}/approve", json=docket.approval())
    assert refused.status_code == 409
    assert "preview" in refused.json()["title"]
    assert gone["case_id"] in refused.json()["errors"][0]["reason"]
    assert await draws(pool) == before
    kept = (await http.get(address)).json()
    assert (kept["state"], kept["refused"][0]["code"]) == ("proposed", "facts_changed")
    anew = (await http.post(f"{address}/preview")).json()
    assert (anew["version"], anew["preview"]["counts"]["moving"], anew["refused"]) == (2, 5, [])
    stale = await http.post(f"{address}/approve", json=docket.approval())
    assert (stale.status_code, stale.json()["errors"][0]["field"]) == (409, "version")
    assert (await http.post(f"{address}/approve", json=docket.approval(version=2))).json()["drawn"] == 5


async def test_part_heard_cases_stay_unless_the_approval_names_them(
    docket: Docket, http: httpx.AsyncClient, scheduling: Scheduling, clock: SteppingClock, pool: asyncpg.Pool
) -> None:
    heard = [one for one in await scheduling.told() if one["type"] == "court.hearing.scheduled.v1"][:2]
    # The second ended ten minutes early; the next has not begun.
    ended_at = datetime.fromisoformat(heard[-1]["sittings"][-1]["ends_at"].replace("Z", "+00:00")) - timedelta(
        minutes=10
    )
    clock.now = ended_at + timedelta(minutes=1)
    for one in heard:
        [sitting] = one["sittings"]
        concluded = {
            "hearing_id": one["hearing_id"],
            "case_id": one["case_id"],
            "court_id": docket.court.court_id,
            "outcome": "held",
            "started_at": sitting["starts_at"],
            "ended_at": min(sitting["ends_at"], ended_at.isoformat().replace("+00:00", "Z")),
        }
        await scheduling.take(record("court.hearing.concluded", concluded))
    kept, named = heard[0]["case_id"], heard[1]["case_id"]
    without = (await http.post(docket.address, json=docket.body(cases="not_part_heard"))).json()
    staying = {one["case_id"]: one["reason"] for one in without["preview"]["staying"]}
    assert staying == {kept: "part_heard", named: "part_heard"}
    stranger = docket.approval(part_heard_case_ids=[named])
    refused = await http.post(f"{docket.address}/{without['reallocation_id']}/approve", json=stranger)
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "part_heard_case_ids")
    shown = (await http.post(docket.address, json=docket.body())).json()
    assert shown["preview"]["counts"]["part_heard_moving"] == 2
    approved = await http.post(
        f"{docket.address}/{shown['reallocation_id']}/approve", json=docket.approval(part_heard_case_ids=[named])
    )
    assert (approved.json()["taken"], approved.json()["drawn"]) == (5, 5)
    assert approved.json()["part_heard_case_ids"] == [named]
    assert (await judges_of(pool))[docket.judge_id] == 1
    taken = (await http.get(f"/cases/{named}/draws")).json()["draws"][-1]["taken"]
    assert taken["part_heard"] is True


async def test_the_judge_whose_cases_they_are_approves_nothing(docket: Docket, http: httpx.AsyncClient) -> None:
    shown = (await http.post(docket.address, json=docket.body())).json()
    address = f"{docket.address}/{shown['reallocation_id']}"
    for approver, code in ((docket.judge_id, "field_wrong"), (new_id(), "unknown_person")):
        refused = await http.post(f"{address}/approve", json=docket.approval(approver=approver))
        assert refused.status_code == 422
        assert [(one["field"], one["code"]) for one in refused.json()["errors"]] == [("approver", code)]


async def test_a_case_that_is_listed_alone_moves_alone(
    docket: Docket, http: httpx.AsyncClient, pool: asyncpg.Pool
) -> None:
    case_id = docket.cases[2]["case_id"]
    shown = (await http.post(docket.address, json=docket.body(cases="listed", case_ids=[case_id]))).json()
    assert [one["case_id"] for one in shown["preview"]["moving"]] == [case_id]
    await http.post(f"{docket.address}/{shown['reallocation_id']}/approve", json=docket.approval())
    assert (await judges_of(pool))[docket.judge_id] == 5


async def test_reallocations_are_for_whoever_has_the_token(docket: Docket, http: httpx.AsyncClient) -> None:
    assert (await http.get(docket.address, headers={"Authorization": "Bearer wrong"})).status_code == 401
    assert (await http.get(f"{docket.address}/{new_id()}")).status_code == 404
    assert (await http.get("/courts/nowhere/reallocations")).status_code == 404
    stored = json.dumps((await http.post(docket.address, json=docket.body())).json(), ensure_ascii=False)
    assert "Асель" not in stored, "ids and codes, no names"
