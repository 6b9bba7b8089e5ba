"""A court keeps its rooms, its calendar and its catalogue over HTTP: the same twice changes nothing."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import asyncpg
import httpx
import pytest
from tarazy_scheduling.adapters.http.courts import courts_router
from tarazy_scheduling.adapters.http.premises import premises_router
from tarazy_scheduling.app.passing_time import PassingTime
from tarazy_scheduling.app.republishing import republish_hearings
from tarazy_scheduling.settings import Settings
from tarazy_shared.lifecycle import Running
from tarazy_shared.unit_of_work import Work

from tests.clocks import SteppingClock
from tests.ids import new_id
from tests.integration.scheduling.a_court import ACourt, Scheduling, record, registered, requested
from tests.integration.scheduling.serving import TOKEN, client_of

NAME = {"kk": "Атауы", "ru": "Название", "en": "Name"}
WEEK: dict[str, Any] = {
    "sitting_hours": [["09:00", "13:00"], ["14:00", "18:00"]],
    "weekdays": ["mon", "tue", "wed", "thu", "fri"],
    "closed": [],
    "open": [],
    "slot_minutes": 5,
}


@pytest.fixture
async def http(running: Running, settings: Settings, scheduling: Scheduling) -> AsyncIterator[httpx.AsyncClient]:
    routers = premises_router(running, scheduling.sets, settings), courts_router(running)
    async with client_of(*routers, headers=TOKEN) as client:
        yield client


async def last_told(pool: asyncpg.Pool) -> tuple[str, dict[str, Any]]:
    row = await pool.fetchrow("SELECT headers, value FROM outbox ORDER BY id DESC LIMIT 1")
    assert row
    return dict(json.loads(row["headers"]))["ce_type"], json.loads(row["value"])


async def test_a_room_is_registered_updated_and_closed_each_told_once(
    court: ACourt, http: httpx.AsyncClient, pool: asyncpg.Pool
) -> None:
    room_id = new_id()
    address = f"/courts/{court.court_id}/rooms/{room_id}"
    body = {"name": "Зал 9", "building": "Басты", "features": ["video", "dock"]}
    answers = []
    for content in (body, body, {**body, "name": "Зал 9а"}):
        answer = await http.put(address, json=content)
        answers.append((answer.status_code, answer.json()["version"], answer.json()["changed"]))
    assert answers == [(200, 1, True), (200, 1, False), (200, 2, True)]
    event_type, data = await last_told(pool)
    assert (event_type, data["name"], data["version"]) == ("court.room.updated.v1", "Зал 9а", 2)
    assert data["features"] == ["dock", "video"]
    closing = {"closed_at": "2026-03-10T00:00:00+05:00"}
    closed = [(await http.post(f"{address}/close", json=closing)).json()["changed"] for _ in range(2)]
    assert closed == [True, False]
    assert (await last_told(pool))[0] == "court.room.closed.v1"
    kept = [{**body, "name": "Зал 9а"}, {**body, "name": "Зал 9а", "closed_at": None}]
    changed = [(await http.put(address, json=content)).json()["changed"] for content in kept]
    assert changed == [False, True], "the same file again does not reopen a room"
    assert (await last_told(pool))[0] == "court.room.updated.v1"


async def test_hearings_leave_a_room_that_closes(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient
) -> None:
    case = court.case()
    scheduled = (await scheduling.take(registered(case), requested(court.request(case))))[-1]
    room_id = scheduled["sittings"][0]["room_id"]
    await http.post(f"/courts/{court.court_id}/rooms/{room_id}/close")
    closed, moved = (await scheduling.told())[-2:]
    assert closed["type"] == "court.room.closed.v1"
    assert (moved["type"], moved["reason"]) == ("court.hearing.rescheduled.v1", "room_closed")
    assert moved["sittings"][0]["room_id"] != room_id
    assert moved["sittings"][0]["starts_at"] == scheduled["sittings"][0]["starts_at"]
    assert moved["cause"] == closed["cause"]


async def test_a_hearing_moves_out_of_the_room_that_people_were_told_of_whatever_it_is_called_now(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient, work: Work
) -> None:
    case = court.case()
    request = court.request(case)
    scheduled = (await scheduling.take(registered(case), requested(request)))[-1]
    told = scheduled["sittings"]
    address = f"/courts/{court.court_id}/rooms/{told[0]['room_id']}"
    await http.put(address, json={"name": "Another name", "building": "Another building"})
    await republish_hearings(work, court.court_id)
    again = [one for one in await scheduling.told() if one["type"] == scheduled["type"]]
    assert [one["sittings"] for one in again] == [told, told], "the same version says the same"
    # On a copy of the court that is read from the database anew.
    scheduling = Scheduling(scheduling.work, scheduling.pool)
    moved = (await scheduling.take(requested({**request, "request_version": 2})))[-1]
    assert moved["previous"]["sittings"] == told
    assert (moved["sittings"][0]["room_name"], moved["sittings"][0]["building"]) == ("Another name", "Another building")
    withdrawn = {**{name: request[name] for name in ("hearing_id", "case_id", "court_id")}, "reason": "settled"}
    cancelled = (await scheduling.take(record("court.hearing.withdrawn", withdrawn)))[-1]
    assert cancelled["previous"]["sittings"] == moved["sittings"]


async def test_a_room_of_another_court_is_not_taken_over(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient
) -> None:
    other = await ACourt().open(scheduling)
    answer = await http.put(f"/courts/{court.court_id}/rooms/{other.rooms[0]}", json={"name": "Mine"})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (409, "room_id")


async def test_a_dry_run_says_what_would_be_refused_and_keeps_nothing(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient
) -> None:
    other = await ACourt().open(scheduling)
    mine, new = court.rooms[0], new_id()
    rooms = [("nowhere", other.rooms[0]), ("nowhere", new), (court.court_id, new), (court.court_id, mine)]
    answers = [
        await http.put(f"/courts/{court_id}/rooms/{room_id}", json={"name": "Mine"}, params={"dry_run": True})
        for court_id, room_id in rooms
    ]
    assert [answer.status_code for answer in answers] == [409, 404, 200, 200]
    assert [answer.json()["changed"] for answer in answers[2:]] == [False, False]
    assert await scheduling.pool.fetchval("SELECT count(*) FROM rooms WHERE name = 'Mine'") == 0


async def test_rooms_of_an_unknown_court_and_unknown_rooms_are_not_found(
    court: ACourt, http: httpx.AsyncClient
) -> None:
    nowhere = await http.put(f"/courts/nowhere/rooms/{new_id()}", json={"name": "Зал"})
    no_room = await http.post(f"/courts/{court.court_id}/rooms/{new_id()}/close")
    assert [answer.json()["errors"][0]["code"] for answer in (nowhere, no_room)] == ["unknown_court", "unknown_room"]
    assert {nowhere.status_code, no_room.status_code} == {404}


async def test_weekdays_are_read_in_the_order_of_the_week(court: ACourt, http: httpx.AsyncClient) -> None:
    await http.put(f"/courts/{court.court_id}/calendar", json={**WEEK, "weekdays": ["sat", "wed", "mon"]})
    read = await http.get(f"/courts/{court.court_id}/calendar")
    assert read.json()["weekdays"] == ["mon", "wed", "sat"]


async def test_a_calendar_as_it_is_changes_nothing(court: ACourt, http: httpx.AsyncClient) -> None:
    answer = await http.put(f"/courts/{court.court_id}/calendar", json=WEEK)
    assert answer.json() == {"court_id": court.court_id, "version": 0, "changed": False}


async def test_a_closed_day_is_told_and_its_hearings_move(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient
) -> None:
    case = court.case()
    scheduled = (await scheduling.take(registered(case), requested(court.request(case))))[-1]
    day = scheduled["sittings"][0]["starts_at"][:10]
    answer = await http.put(f"/courts/{court.court_id}/calendar", json={**WEEK, "closed": [day]})
    assert (answer.json()["version"], answer.json()["changed"]) == (1, True)
    changed, moved = (await scheduling.told())[-2:]
    assert (changed["type"], changed["from_on"], changed["to_on"]) == ("court.calendar.changed.v1", day, day)
    assert (changed["weekdays"], changed["closed"], changed["open"]) == (WEEK["weekdays"], [day], [])
    assert moved["type"] == "court.hearing.rescheduled.v1"
    assert moved["sittings"][0]["starts_at"][:10] > day
    again = await http.put(f"/courts/{court.court_id}/calendar", json={**WEEK, "closed": [day]})
    assert again.json()["changed"] is False
    read = await http.get(f"/courts/{court.court_id}/calendar", params={"from": day, "to": day})
    assert read.json()["closed"] == [day]


async def test_an_opened_holiday_is_no_longer_closed(court: ACourt, http: httpx.AsyncClient) -> None:
    await http.put(f"/courts/{court.court_id}/calendar", json={**WEEK, "open": ["2026-03-09"]})
    read = await http.get(f"/courts/{court.court_id}/calendar", params={"from": "2026-03-09", "to": "2026-03-09"})
    assert (read.json()["closed"], read.json()["open"]) == ([], ["2026-03-09"])


@pytest.mark.parametrize(
    "wrong",
    [
        {"sitting_hours": [["13:00", "09:00"]]},
        {"sitting_hours": [["09:00", "13:00"], ["12:00", "18:00"]]},
        {"sitting_hours": []},
        {"weekdays": ["monday"]},
        {"slot_minutes": 0},
        {"closed": ["2026-03-02"], "open": ["2026-03-02"]},
        {"closed": ["tomorrow"]},
    ],
)
async def test_a_wrong_calendar_is_refused(court: ACourt, http: httpx.AsyncClient, wrong: dict[str, Any]) -> None:
    answer = await http.put(f"/courts/{court.court_id}/calendar", json={**WEEK, **wrong})
    assert answer.status_code == 422
    assert answer.json()["errors"]


async def test_a_courts_own_category_is_in_its_catalogue_and_can_be_drawn_for(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient
) -> None:
    case = court.case(category="civil.land")
    [unallocated] = await scheduling.take(registered(case))
    assert unallocated["reasons"][0]["code"] == "unknown_category"
    address = f"/courts/{court.court_id}/catalogue/category/civil.land"
    body = {"name": NAME, "weight_minutes": 120, "valid_from": "2026-01-01"}
    changed = [(await http.put(address, json=body)).json()["changed"] for _ in range(2)]
    assert changed == [True, False]
    allocated = (await scheduling.told())[-1]
    assert (allocated["type"], allocated["reason"]) == ("court.case.allocated.v1", "became_eligible")
    own = (await http.get("/catalogue", params={"court_id": court.court_id})).json()
    assert "civil.land" in {entry["code"] for entry in own["categories"]}
    assert "civil.land" not in {entry["code"] for entry in (await http.get("/catalogue")).json()["categories"]}


@pytest.mark.parametrize("of", ["a court", "all courts"])
async def test_a_hearing_that_waits_for_a_code_is_listed_once_the_catalogue_has_it(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient, work: Work, of: str
) -> None:
    case = court.case()
    request = court.request(case, hearing_type="inspection")
    unlisted = (await scheduling.take(registered(case), requested(request)))[-1]
    assert (unlisted["conflicts"][0]["code"], unlisted["conflicts"][0]["refers_to"]) == ("unknown_code", "inspection")
    start = f"/courts/{court.court_id}" if of == "a court" else ""
    body = {"name": NAME, "valid_from": "2026-01-01"}
    await http.put(f"{start}/catalogue/hearing_type/inspection", json=body)
    await PassingTime(work, scheduling.sets).step()
    scheduled = (await scheduling.told())[-1]
    assert (scheduled["type"], scheduled["version"]) == ("court.hearing.scheduled.v1", 2)
    assert scheduled["hearing_id"] == request["hearing_id"]


async def test_a_code_with_a_later_day_lists_what_waits_for_it_on_that_day(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient, work: Work, clock: SteppingClock
) -> None:
    address = f"/courts/{court.court_id}/catalogue"
    await http.put(f"{address}/category/civil.land", json={"name": NAME, "valid_from": "2026-03-04"})
    await http.put(f"{address}/room_feature/organ", json={"name": NAME, "valid_from": "2026-03-04"})
    room = {"name": "Зал 3", "features": ["organ"]}
    await http.put(f"/courts/{court.court_id}/rooms/{new_id()}", json=room)
    case, land = court.case(), court.case(category="civil.land")
    told = await scheduling.take(
        registered(land), registered(case), requested(court.request(case, room_features=["organ"]))
    )
    waits = {one["type"] for one in told}
    assert waits == {"court.case.unallocated.v1", "court.case.allocated.v1", "court.hearing.unlisted.v1"}
    passing = PassingTime(work, scheduling.sets)
    await passing.step()
    assert (await scheduling.told())[-1]["hearing_id"] == told[-1]["hearing_id"], "nothing new"
    clock.step(timedelta(days=2))
    await passing.step()
    allocated, scheduled = (await scheduling.told())[-2:]
    assert (allocated["type"], allocated["case_id"]) == ("court.case.allocated.v1", land["case_id"])
    assert (scheduled["type"], scheduled["case_id"]) == ("court.hearing.scheduled.v1", case["case_id"])


async def test_an_entry_for_all_courts_holds_in_all(scheduling: Scheduling, http: httpx.AsyncClient) -> None:
    courts = [await ACourt().open(scheduling) for _ in range(2)]
    body = {"name": NAME, "valid_from": "2026-01-01"}
    await http.put("/catalogue/hearing_type/inspection", json=body)
    for court in courts:
        case = court.case()
        told = await scheduling.take(registered(case), requested(court.request(case, hearing_type="inspection")))
        assert told[-1]["type"] == "court.hearing.scheduled.v1"


async def test_without_the_token_nothing_is_written(court: ACourt, http: httpx.AsyncClient) -> None:
    http.headers.pop("Authorization")
    for method, address in (
        ("PUT", f"/courts/{court.court_id}/rooms/{new_id()}"),
        ("POST", f"/courts/{court.court_id}/rooms/{court.rooms[0]}/close"),
        ("PUT", f"/courts/{court.court_id}/calendar"),
        ("PUT", "/catalogue/category/x"),
        ("PUT", f"/courts/{court.court_id}/catalogue/category/x"),
    ):
        assert (await http.request(method, address, json={"name": "x"})).status_code == 401


async def test_a_courts_own_entry_is_shown_and_decided_by(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient
) -> None:
    own = {"name": NAME, "weight_minutes": 7, "valid_from": "2021-01-01"}
    await http.put(f"/courts/{court.court_id}/catalogue/category/civil.contract", json=own)
    body = {**own, "weight_minutes": 9, "valid_from": "2026-01-01"}
    await http.put("/catalogue/category/civil.contract", json=body)
    shown = (await http.get("/catalogue", params={"court_id": court.court_id})).json()["categories"]
    assert [entry["weight_minutes"] for entry in shown if entry["code"] == "civil.contract"] == [7]
    (allocated,) = await scheduling.take(registered(court.case()))
    assert sum(await scheduling.pool.fetchval("SELECT array_agg(load) FROM balances")) == 7_000_000, allocated


async def test_what_the_catalogue_no_longer_says_is_refused(court: ACourt, http: httpx.AsyncClient) -> None:
    body = {"name": NAME, "min_notice_days": 1}
    answer = await http.put(f"/courts/{court.court_id}/catalogue/hearing_type/main", json=body)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "min_notice_days")


async def test_public_holidays_stay_closed_when_the_calendar_is_kept_anew(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient
) -> None:
    await http.put(f"/courts/{court.court_id}/calendar", json={**WEEK, "slot_minutes": 10})
    case = court.case()
    holiday = {"earliest_on": "2026-03-09", "latest_on": "2026-03-09", "priority": "urgent"}
    told = await scheduling.take(registered(case), requested(court.request(case, **holiday)))
    assert told[-1]["conflicts"][0]["code"] == "court_closed"
