"""Who is away for long or suspended is proposed for a reallocation; wrong proposals name their field."""

from datetime import timedelta
from typing import Any

import asyncpg
import httpx
import pytest
from prometheus_client import REGISTRY
from tarazy_scheduling.app.measuring import Measuring
from tarazy_scheduling.app.passing_time import PassingTime
from tarazy_shared.lifecycle import Running

from tests.clocks import SteppingClock
from tests.ids import new_id
from tests.integration.scheduling.a_court import Scheduling, record
from tests.integration.scheduling.dockets import REASON, Docket, draws


async def test_a_long_absence_proposes_a_reallocation_once_and_draws_nothing(
    docket: Docket, http: httpx.AsyncClient, scheduling: Scheduling, pool: asyncpg.Pool, running: Running,
    clock: SteppingClock,
) -> None:  # fmt: skip
    before = await draws(pool)

    def absence(first: str, last: str) -> Any:
        data = {"absence_id": new_id(), "person_id": docket.judge_id, "court_id": docket.court.court_id}
        return record("court.absence.approved", {**data, "kind": "sickness", "starts_at": first, "ends_at": last})

    await scheduling.take(absence("2026-03-03T00:00:00+05:00", "2026-04-02T00:00:00+05:00"))
    assert (await http.get(docket.address)).json()["reallocations"] == [], "thirty days are no long absence"
    clock.step(timedelta(days=35))
    scheduling.sets._kept.clear()
    await scheduling.take(absence("2026-04-02T00:00:00+05:00", "2026-05-10T00:00:00+05:00"))
    [found] = (await http.get(docket.address)).json()["reallocations"]
    assert (found["origin"], found["began_on"], found["version"], found["reason"]) == (
        "judge_absent", "2026-03-03", 0, None,
    )  # fmt: skip
    assert await draws(pool) == before
    address = f"{docket.address}/{found['reallocation_id']}"
    blind = await http.post(f"{address}/approve", json=docket.approval(reason=REASON))
    assert (blind.status_code, blind.json()["errors"][0]["code"]) == (409, "preview_changed")
    shown = (await http.post(f"{address}/preview")).json()
    assert shown["preview"]["judge"] == {"standing": "absent", "until": "2026-05-10"}
    silent = await http.post(f"{address}/approve", json=docket.approval())
    assert (silent.status_code, silent.json()["errors"][0]["field"]) == (422, "reason")
    seen = await pool.fetchval("SELECT max(id) FROM outbox")
    assert (await http.post(f"{address}/approve", json=docket.approval(reason=REASON))).status_code == 200
    told = await scheduling.told(seen)
    assert {one["reason"] for one in told if one["type"] == "court.case.reallocated.v1"} == {"by_hand"}
    assert {one["reason"] for one in told if one["type"] == "court.hearing.rescheduled.v1"} <= {"judge_absent"}
    clock.step(timedelta(days=1))
    await PassingTime(running.work, scheduling.sets).step()
    assert len((await http.get(docket.address)).json()["reallocations"]) == 1


async def test_a_suspension_proposes_a_reallocation_and_a_judge_who_is_back_makes_it_old(
    docket: Docket, http: httpx.AsyncClient, scheduling: Scheduling, pool: asyncpg.Pool
) -> None:
    about = {"person_id": docket.judge_id, "court_id": docket.court.court_id, "from_on": "2026-03-02"}
    await scheduling.take(record("court.staff.suspended", about))
    [found] = (await http.get(docket.address)).json()["reallocations"]
    assert (found["origin"], found["began_on"]) == ("judge_suspended", "2026-03-02")
    await Measuring(pool).step()
    assert REGISTRY.get_sample_value("tarazy_reallocations_open") == 1
    address = f"{docket.address}/{found['reallocation_id']}"
    shown = (await http.post(f"{address}/preview")).json()
    assert shown["preview"]["judge"]["standing"] == "suspended"
    hearings = shown["preview"]["hearings"]
    assert (hearings["standing"], hearings["waiting"]) == (6, 0), "substitutes sit until the cases have other judges"
    await scheduling.take(record("court.staff.reinstated", about))
    refused = await http.post(f"{address}/approve", json=docket.approval(reason=REASON))
    assert refused.status_code == 409
    assert refused.json()["errors"][0]["field"] == "person_id"
    withdrawn = await http.delete(address, params={"withdrawn_by": docket.court.clerks[0]})
    assert (withdrawn.status_code, withdrawn.json()["state"]) == (200, "withdrawn")
    assert (await http.delete(address, params={"withdrawn_by": docket.court.clerks[0]})).status_code == 200
    late = await http.post(f"{address}/approve", json=docket.approval(reason=REASON))
    assert (late.status_code, late.json()["errors"][0]["code"]) == (409, "already_withdrawn")
    assert (await http.post(f"{address}/preview")).status_code == 409


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"person_id": new_id()}, "person_id"),
        ({"proposed_by": new_id()}, "proposed_by"),
        ({"cases": "some"}, "cases"),
        ({"cases": "listed"}, "case_ids"),
        ({"case_ids": [new_id()]}, "case_ids"),
        ({"cases": "listed", "case_ids": [new_id()]}, "case_ids[0]"),
    ],
)
async def test_a_wrong_proposal_names_its_field(
    docket: Docket, http: httpx.AsyncClient, pool: asyncpg.Pool, wrong: dict[str, Any], field: str
) -> None:
    answer = await http.post(docket.address, json=docket.body(**wrong))
    assert answer.status_code == 422, answer.text
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert await pool.fetchval("SELECT count(*) FROM reallocations") == 0
