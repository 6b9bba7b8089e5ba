"""A court lays down the rules of its listing over HTTP, from a day on."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import asyncpg
import httpx
import pytest
from tarazy_scheduling.adapters.http.listing_rules import listing_rules_router
from tarazy_scheduling.app.passing_time import PassingTime
from tarazy_scheduling.settings import Settings
from tarazy_shared.lifecycle import Running

from tests.clocks import SteppingClock
from tests.integration.scheduling.a_court import ACourt, Scheduling, registered, requested
from tests.integration.scheduling.serving import TOKEN, client_of

TODAY = "2026-03-02"
DEFAULTS = {
    "fence_days": 5,
    "changeover_minutes": 0,
    "travel_minutes": 0,
    "sitting_limit_minutes": None,
    "change_penalty": 6,
    "range_after_days": None,
    "range_weeks": 1,
    "substitutes": True,
}


@pytest.fixture
async def http(running: Running, settings: Settings, scheduling: Scheduling) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(listing_rules_router(running, scheduling.sets, settings), headers=TOKEN) as client:
        yield client


async def lay_down(http: httpx.AsyncClient, court: ACourt, **body: Any) -> httpx.Response:
    return await http.put(f"/courts/{court.court_id}/listing-rules", json=body)


async def test_a_court_without_rules_of_its_own_has_the_defaults(court: ACourt, http: httpx.AsyncClient) -> None:
    body = (await http.get(f"/courts/{court.court_id}/listing-rules")).json()
    assert body == {"court_id": court.court_id, "day": TODAY, "in_force": DEFAULTS, "rules": []}


async def test_rules_hold_from_their_day_on(court: ACourt, http: httpx.AsyncClient, clock: SteppingClock) -> None:
    first = await lay_down(http, court, valid_from=TODAY, changeover_minutes=10, source="Order 7")
    assert first.json() == {"court_id": court.court_id, "valid_from": TODAY, "version": 1, "changed": True}
    again = await lay_down(http, court, valid_from=TODAY, changeover_minutes=10)
    assert again.json()["changed"] is False
    await lay_down(http, court, valid_from="2026-03-03", sitting_limit_minutes=360)
    clock.step(timedelta(days=1))
    body = (await http.get(f"/courts/{court.court_id}/listing-rules")).json()
    assert body["in_force"] == {**DEFAULTS, "sitting_limit_minutes": 360}
    assert [(one["valid_from"], one["changeover_minutes"], one["source"]) for one in body["rules"]] == [
        (TODAY, 10, "Order 7"),
        ("2026-03-03", 0, None),
    ]


async def test_rules_that_have_begun_are_superseded_only(court: ACourt, http: httpx.AsyncClient) -> None:
    await lay_down(http, court, valid_from=TODAY, fence_days=3)
    for valid_from in (TODAY, "2026-02-01"):
        answer = await lay_down(http, court, valid_from=valid_from, fence_days=4)
        assert answer.status_code == 422
        [error] = answer.json()["errors"]
        assert (error["field"], error["code"]) == ("valid_from", "in_the_past")


async def test_a_dry_run_says_whether_rules_would_be_refused_and_lays_down_nothing(
    court: ACourt, http: httpx.AsyncClient
) -> None:
    await lay_down(http, court, valid_from=TODAY, fence_days=3)
    address = f"/courts/{court.court_id}/listing-rules"
    days = (TODAY, "2026-04-01")
    tried = [await http.put(address, json={"valid_from": day}, params={"dry_run": True}) for day in days]
    assert [answer.status_code for answer in tried] == [422, 200]
    assert [one["valid_from"] for one in (await http.get(address)).json()["rules"]] == [TODAY]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "valid_from"),
        ({"valid_from": "2026-05-01", "changeover_minutes": -1}, "changeover_minutes"),
        ({"valid_from": "2026-05-01", "travel_minutes": 481}, "travel_minutes"),
        ({"valid_from": "2026-05-01", "sitting_limit_minutes": 0}, "sitting_limit_minutes"),
        ({"valid_from": "2026-05-01", "fence_days": "many"}, "fence_days"),
        ({"valid_from": "2026-05-01", "range_after_days": -1}, "range_after_days"),
        ({"valid_from": "2026-05-01", "range_weeks": 0}, "range_weeks"),
    ],
)
async def test_wrong_rules_are_refused_with_the_field(
    court: ACourt, http: httpx.AsyncClient, body: dict[str, Any], field: str
) -> None:
    answer = await lay_down(http, court, **body)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]


async def test_only_whoever_has_the_token_lays_down_rules_and_only_for_a_court_that_is_known(
    court: ACourt, http: httpx.AsyncClient
) -> None:
    address = f"/courts/{court.court_id}/listing-rules"
    headers = {"Authorization": "Bearer of-somebody-else"}
    assert (await http.put(address, json={"valid_from": TODAY}, headers=headers)).status_code == 401
    assert (await http.put("/courts/nowhere/listing-rules", json={"valid_from": TODAY})).status_code == 404


async def test_no_rules_are_changed_or_deleted(court: ACourt, http: httpx.AsyncClient, pool: asyncpg.Pool) -> None:
    await lay_down(http, court, valid_from=TODAY)
    for statement in ("UPDATE listing_rules SET fence_days = 9", "DELETE FROM listing_rules"):
        with pytest.raises(asyncpg.IntegrityConstraintViolationError):
            await pool.execute(statement)


async def test_days_are_promised_from_the_rule_on_and_the_clock_makes_them_a_date(
    court: ACourt, http: httpx.AsyncClient, scheduling: Scheduling, clock: SteppingClock
) -> None:
    await lay_down(http, court, valid_from=TODAY, range_after_days=5)
    case = court.case()
    await scheduling.take(registered(case))
    request = court.request(case, earliest_on="2026-04-14", latest_on="2026-05-20")
    told = [one for one in await scheduling.take(requested(request)) if one["type"] == "court.hearing.scheduled.v1"]
    assert [(one["promised_from_on"], one["promised_to_on"]) for one in told] == [("2026-04-14", "2026-04-17")]
    passing = PassingTime(scheduling.work, scheduling.sets)
    clock.step(timedelta(days=40))
    before = len(await scheduling.told())
    while await passing.step():
        pass
    [fixed] = (await scheduling.told())[before:]
    assert (fixed["reason"], fixed["sittings"]) == ("date_fixed", told[0]["sittings"])
    assert (fixed.get("promised_from_on"), fixed["previous"]["promised_to_on"]) == (None, "2026-04-17")
