"""A court lays down the rules of its draws over HTTP; what has begun or was drawn under them stays as it was."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import asyncpg
import httpx
import pytest
from tarazy_scheduling.adapters.http.draws.rules import draw_rules_router
from tarazy_scheduling.settings import Settings
from tarazy_shared.lifecycle import Running

from tests.clocks import SteppingClock
from tests.integration.scheduling.a_court import ACourt, Scheduling, registered
from tests.integration.scheduling.serving import TOKEN, client_of

TODAY = "2026-03-02"
DEFAULTS = {
    "beta": "1/2",
    "absence_days": 2,
    "leaving_days": 30,
    "ceiling_minutes": None,
    "refile_days": 180,
    "fewest_candidates": 3,
    "long_absence_days": 60,
    "suspension_days": 0,
}


@pytest.fixture
async def http(running: Running, settings: Settings, scheduling: Scheduling) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(draw_rules_router(running, scheduling.sets, settings), headers=TOKEN) as client:
        yield client


async def lay_down(http: httpx.AsyncClient, court: ACourt, **body: Any) -> httpx.Response:
    return await http.put(f"/courts/{court.court_id}/draw-rules", json=body)


def drawn(told: list[dict[str, Any]]) -> dict[str, Any]:
    return next(one for one in told if one["type"] == "court.case.allocated.v1")


async def test_a_court_without_rules_of_its_own_draws_by_the_defaults(court: ACourt, http: httpx.AsyncClient) -> None:
    body = (await http.get(f"/courts/{court.court_id}/draw-rules")).json()
    assert body == {"court_id": court.court_id, "day": TODAY, "in_force": DEFAULTS, "rules": []}


async def test_rules_hold_from_their_day_on(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient, clock: SteppingClock
) -> None:
    first = await lay_down(http, court, valid_from="2026-01-01", beta="2/8", ceiling_minutes=1000)
    assert first.json() == {"court_id": court.court_id, "valid_from": "2026-01-01", "version": 1, "changed": True}
    await lay_down(http, court, valid_from="2026-03-03", beta="0")
    assert drawn(await scheduling.take(registered(court.case())))["proof"]["beta"] == "1/4"
    clock.step(timedelta(days=1))
    assert drawn(await scheduling.take(registered(court.case())))["proof"]["beta"] == "0/1"
    body = (await http.get(f"/courts/{court.court_id}/draw-rules")).json()
    assert body["in_force"] == {**DEFAULTS, "beta": "0/1"}
    assert [(one["valid_from"], one["ceiling_minutes"]) for one in body["rules"]] == [
        ("2026-01-01", 1000),
        ("2026-03-03", None),
    ]


async def test_the_same_rules_again_change_nothing_and_those_to_come_can_be_changed(
    court: ACourt, http: httpx.AsyncClient
) -> None:
    answers = [(await lay_down(http, court, valid_from="2026-04-01", absence_days=days)).json() for days in (5, 5, 6)]
    assert [(one["version"], one["changed"]) for one in answers] == [(1, True), (1, False), (2, True)]
    body = (await http.get(f"/courts/{court.court_id}/draw-rules")).json()
    assert [one["absence_days"] for one in body["rules"]] == [6]


async def test_rules_that_have_begun_are_superseded_only(court: ACourt, http: httpx.AsyncClient) -> None:
    assert (await lay_down(http, court, valid_from=TODAY, beta="1/3")).status_code == 200
    for valid_from in (TODAY, "2026-02-01"):
        answer = await lay_down(http, court, valid_from=valid_from, beta="2/3")
        assert answer.status_code == 422
        assert answer.headers["content-type"] == "application/problem+json"
        [error] = answer.json()["errors"]
        assert (error["field"], error["code"]) == ("valid_from", "in_the_past")
        assert error["reason"] == f"Rules that began on {TODAY} hold; others can hold from a later day on"


async def test_a_dry_run_says_whether_rules_would_be_refused_and_lays_down_nothing(
    court: ACourt, http: httpx.AsyncClient
) -> None:
    await lay_down(http, court, valid_from=TODAY, beta="1/3")
    address = f"/courts/{court.court_id}/draw-rules"
    days = (TODAY, "2026-04-01")
    tried = [await http.put(address, json={"valid_from": day}, params={"dry_run": True}) for day in days]
    assert [answer.status_code for answer in tried] == [422, 200]
    assert tried[1].json()["changed"] is False
    assert [one["valid_from"] for one in (await http.get(address)).json()["rules"]] == [TODAY]


async def test_no_rules_begin_on_a_day_on_which_a_judge_was_drawn(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient
) -> None:
    await scheduling.take(registered(court.case()))
    answer = await lay_down(http, court, valid_from=TODAY)
    assert answer.status_code == 422
    reason = f"Judges were drawn on {TODAY}; other rules can hold from a later day on"
    assert answer.json()["errors"][0]["reason"] == reason
    assert (await lay_down(http, court, valid_from="2026-03-03")).status_code == 200


async def test_the_ceiling_is_reached_and_lifted(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient, clock: SteppingClock
) -> None:
    await lay_down(http, court, valid_from=TODAY, ceiling_minutes=0)
    judge = drawn(await scheduling.take(registered(court.case())))["person_id"]
    again = drawn(await scheduling.take(registered(court.case())))
    assert {"person_id": judge, "excluded": "ceiling_reached"} in again["proof"]["candidates"]
    clock.step(timedelta(days=1))
    await lay_down(http, court, valid_from="2026-03-03", ceiling_minutes=None)
    lifted = drawn(await scheduling.take(registered(court.case())))
    assert all("tickets" in one for one in lifted["proof"]["candidates"])


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "valid_from"),
        ({"valid_from": "2026-13-01"}, "valid_from"),
        ({"valid_from": "2026-05-01", "beta": "3/2"}, "beta"),
        ({"valid_from": "2026-05-01", "beta": "1/0"}, "beta"),
        ({"valid_from": "2026-05-01", "beta": "0.5"}, "beta"),
        ({"valid_from": "2026-05-01", "absence_days": -1}, "absence_days"),
        ({"valid_from": "2026-05-01", "fewest_candidates": 0}, "fewest_candidates"),
    ],
)
async def test_wrong_rules_are_refused_with_the_field(
    court: ACourt, http: httpx.AsyncClient, body: dict[str, Any], field: str
) -> None:
    answer = await lay_down(http, court, **body)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert (await http.get(f"/courts/{court.court_id}/draw-rules")).json()["rules"] == []


async def test_only_whoever_has_the_token_lays_down_rules_and_only_for_a_court_that_is_known(
    court: ACourt, http: httpx.AsyncClient
) -> None:
    address = f"/courts/{court.court_id}/draw-rules"
    headers = {"Authorization": "Bearer of-somebody-else"}
    assert (await http.put(address, json={"valid_from": TODAY}, headers=headers)).status_code == 401
    answer = await http.put("/courts/nowhere/draw-rules", json={"valid_from": TODAY})
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (404, "unknown_court")
    assert (await http.get("/courts/nowhere/draw-rules")).status_code == 404


async def test_no_rules_are_changed_or_deleted(court: ACourt, http: httpx.AsyncClient, pool: asyncpg.Pool) -> None:
    await lay_down(http, court, valid_from=TODAY)
    for statement in ("UPDATE draw_rules SET absence_days = 9", "DELETE FROM draw_rules"):
        with pytest.raises(asyncpg.IntegrityConstraintViolationError):
            await pool.execute(statement)
