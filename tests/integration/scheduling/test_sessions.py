"""Sessions over HTTP and real PostgreSQL: preferred halves, kept ones, lanes in the database."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest
from tarazy_scheduling.adapters.http.sessions import sessions_router
from tarazy_scheduling.app.telemetry import hearings_overbooked
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.settings import Settings
from tarazy_shared.lifecycle import Running

from tests.ids import new_id
from tests.integration.scheduling.a_court import ACourt, Scheduling, record, registered, requested
from tests.integration.scheduling.serving import TOKEN, client_of

MONDAY = "2026-03-16"
DAY = {"earliest_on": MONDAY, "latest_on": MONDAY}


@pytest.fixture
async def http(running: Running, settings: Settings, scheduling: Scheduling) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(sessions_router(running, scheduling.sets, settings), headers=TOKEN) as client:
        yield client


async def put(http: httpx.AsyncClient, court: ACourt, path: str, **body: Any) -> httpx.Response:
    return await http.put(f"/courts/{court.court_id}/{path}", json=body)


def judge_of(told: list[dict[str, Any]]) -> str:
    return next(str(one["person_id"]) for one in told if one["type"] == "court.case.allocated.v1")


def scheduled(told: list[dict[str, Any]]) -> list[str]:
    return [one["sittings"][0]["starts_at"] for one in told if one["type"] == "court.hearing.scheduled.v1"]


async def test_a_preferred_half_counts_for_courts_read_anew(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient
) -> None:
    case = court.case()
    judge = judge_of(await scheduling.take(registered(case)))
    answer = await put(http, court, f"half-day-preferences/{judge}", half="pm", from_on="2026-03-01")
    assert answer.json()["changed"] is True
    again = await put(http, court, f"half-day-preferences/{judge}", half="pm", from_on="2026-03-01")
    assert again.json()["changed"] is False
    scheduling.sets = WorkingSets()
    assert scheduled(await scheduling.take(requested(court.request(case, **DAY)))) == [f"{MONDAY}T09:00:00Z"]
    body = (await http.get(f"/courts/{court.court_id}/half-day-preferences")).json()
    assert body["preferences"] == [{"person_id": judge, "from_on": "2026-03-01", "half": "pm", "to_on": None}]
    wrong = await put(http, court, f"half-day-preferences/{court.clerks[0]}", half="pm", from_on="2026-03-01")
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "person_id")
    wrong = await put(http, court, f"half-day-preferences/{judge}", half="noon", from_on="2026-03-01")
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "half")


async def test_a_session_is_kept_changed_and_ended(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient
) -> None:
    case, block_id = court.case(), new_id()
    judge = judge_of(await scheduling.take(registered(case)))
    body = {"kind": "judge", "resource_id": judge, "weekday": "mon", "half": "am", "hearing_types": ["judgment"],
            "release_days": 3, "from_on": "2026-03-01"}  # fmt: skip
    assert (await put(http, court, f"session-blocks/{block_id}", **body)).json()["changed"] is True
    assert (await put(http, court, f"session-blocks/{block_id}", **body)).json()["changed"] is False
    scheduling.sets = WorkingSets()
    first = await scheduling.take(requested(court.request(case, **DAY)))
    meant = await scheduling.take(requested(court.request(case, hearing_type="judgment", **DAY)))
    assert (scheduled(first), scheduled(meant)) == ([f"{MONDAY}T09:00:00Z"], [f"{MONDAY}T04:00:00Z"])
    address = f"/courts/{court.court_id}/session-blocks"
    assert [one["block_id"] for one in (await http.get(address)).json()["blocks"]] == [block_id]
    assert [(await http.delete(f"{address}/{block_id}")).json()["changed"] for _ in range(2)] == [True, False]
    assert (await http.get(address)).json()["blocks"] == []
    assert len((await http.get(address, params={"ended": True})).json()["blocks"]) == 1
    third = await scheduling.take(requested(court.request(case, **DAY)))
    assert scheduled(third) == [f"{MONDAY}T05:00:00Z"]
    wrong = await put(http, court, f"session-blocks/{new_id()}", **{**body, "hearing_types": ["tea"]})
    assert [(one["field"], one["code"]) for one in wrong.json()["errors"]] == [("hearing_types", "unknown_code")]
    assert (await http.delete(f"{address}/{new_id()}")).status_code == 404


async def test_hearings_of_an_overbooked_session_are_in_lanes_of_their_own(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient, pool: asyncpg.Pool
) -> None:
    case, permission = court.case(), new_id()
    judge = judge_of(await scheduling.take(registered(case)))
    at_nine = {"starts_at": f"{MONDAY}T09:00:00+05:00", "attendee_ids": [], **DAY}
    first = court.request(case, **at_nine)
    await scheduling.take(requested(first))
    waiting = court.request(case, **at_nine)
    assert scheduled(await scheduling.take(requested(waiting))) == []
    before, counted = await pool.fetchval("SELECT max(id) FROM outbox"), hearings_overbooked._value.get()
    body = {"person_id": judge, "day": MONDAY, "half": "am", "hearings": 1, "permitted_by": court.clerks[0],
            "reason": "Most are settled"}  # fmt: skip
    assert (await put(http, court, f"overbookings/{permission}", **body)).json()["changed"] is True
    assert scheduled(await scheduling.told(before)) == [f"{MONDAY}T04:00:00Z"]
    assert hearings_overbooked._value.get() == counted + 1
    rows = await pool.fetch("SELECT resource_id, lane FROM bookings WHERE hearing_id = $1", UUID(waiting["hearing_id"]))
    below = await pool.fetch("SELECT resource_id, lane FROM bookings WHERE hearing_id = $1", UUID(first["hearing_id"]))
    assert {(row[0], row[1] - 1) for row in rows} == {(row[0], row[1]) for row in below}, "judge, clerk and room"
    with pytest.raises(asyncpg.ExclusionViolationError):
        await pool.execute(
            "INSERT INTO bookings SELECT kind, resource_id, during, court_id, gen_random_uuid(), lane FROM bookings "
            "WHERE hearing_id = $1",
            UUID(waiting["hearing_id"]),
        )
    scheduling.sets = WorkingSets()
    told = await scheduling.take(requested({**waiting, "request_version": 2, "priority": "custody"}))
    assert [one["type"] for one in told] == ["court.hearing.rescheduled.v1"]
    [listed] = (await http.get(f"/courts/{court.court_id}/overbookings")).json()["overbookings"]
    assert (listed["permitted_by"], listed["reason"]) == (court.clerks[0], "Most are settled")
    assert (await http.delete(f"/courts/{court.court_id}/overbookings/{permission}")).json()["changed"] is True
    assert scheduled(await scheduling.take(requested(court.request(case, **at_nine)))) == []


async def test_the_judge_s_leave_moves_what_sits_over_and_under(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient
) -> None:
    case = court.case()
    judge = judge_of(await scheduling.take(registered(case)))
    body = {"person_id": judge, "day": MONDAY, "half": "am", "hearings": 1}
    body |= {"permitted_by": court.clerks[0], "reason": "Most are settled"}
    await put(http, court, f"overbookings/{new_id()}", **body)
    window = {"earliest_on": MONDAY, "latest_on": "2026-03-30", "attendee_ids": [], "estimated_minutes": 240}
    # Nobody else may deliver the judgment.
    window |= {"hearing_type": "judgment"}
    day_full = [court.request(case, **window, starts_at=f"{MONDAY}T09:00:00+05:00") for _ in range(2)]
    free = [court.request(case, **{**one, "hearing_id": new_id(), "starts_at": None}) for one in day_full]
    assert len(scheduled(await scheduling.take(*map(requested, day_full)))) == 2
    assert len(scheduled(await scheduling.take(*map(requested, free)))) == 2
    leave = {"absence_id": new_id(), "person_id": judge, "court_id": court.court_id, "kind": "leave",
             "starts_at": f"{MONDAY}T00:00:00+05:00", "ends_at": "2026-03-17T00:00:00+05:00"}  # fmt: skip
    told = await scheduling.take(record("court.absence.approved", leave))
    assert {one["type"] for one in told} <= {"court.hearing.rescheduled.v1", "court.hearing.unlisted.v1"}
    assert len({one["hearing_id"] for one in told}) >= 2
    booked = "SELECT count(*) FROM bookings WHERE resource_id = $1 AND lower(during)::date = '2026-03-16'"
    assert await scheduling.pool.fetchval(booked, UUID(judge)) == 0


async def test_only_whoever_has_the_token_keeps_sessions(court: ACourt, http: httpx.AsyncClient) -> None:
    headers = {"Authorization": "Bearer of-somebody-else"}
    for path in ("half-day-preferences", "session-blocks", "overbookings"):
        assert (await http.get(f"/courts/{court.court_id}/{path}", headers=headers)).status_code == 401
        assert (await http.get(f"/courts/nowhere/{path}")).status_code == 404
