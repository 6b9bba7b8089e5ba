"""A court lays down rules about limits over HTTP: what holds on a day, what was laid down before, what is refused."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import asyncpg
import httpx
import pytest
from tarazy_scheduling.adapters.http.limit_rules import limit_rules_router
from tarazy_scheduling.app.passing_time import PassingTime
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.settings import Settings
from tarazy_shared.lifecycle import Running
from tarazy_shared.unit_of_work import Work

from tests.clocks import SteppingClock
from tests.integration.scheduling.a_court import ACourt, Scheduling, registered, requested
from tests.integration.scheduling.serving import TOKEN, client_of

NAME = {"kk": "Атауы", "ru": "Название", "en": "Name"}
NOTICE: dict[str, Any] = {
    "limits": "notice",
    "amount": 1,
    "unit": "working_days",
    "trigger": "told",
    "name": NAME,
    "applies": {"hearing_types": ["main"]},
    "source": "Order 12 of the chair",
    "valid_from": "2026-01-01",
}
LIMIT: dict[str, Any] = {
    "limits": "latest_day",
    "amount": 20,
    "unit": "days",
    "trigger": "filed",
    "name": NAME,
    "article": "146",
    "applies": {"categories": ["civil.*"]},
    "source": "The code, as amended",
    "verified": True,
    "valid_from": "2026-01-01",
}


@pytest.fixture
async def http(running: Running, settings: Settings, scheduling: Scheduling) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(limit_rules_router(running, scheduling.sets, settings), headers=TOKEN) as client:
        yield client


async def lay_down(http: httpx.AsyncClient, court: ACourt, code: str, body: dict[str, Any], **query: Any) -> Any:
    answer = await http.put(f"/courts/{court.court_id}/limit-rules/{code}", json=body, params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def in_force(http: httpx.AsyncClient, court: ACourt, **query: Any) -> dict[str, Any]:
    body = (await http.get(f"/courts/{court.court_id}/limit-rules", params=query)).json()
    return {rule["code"]: rule for rule in body["in_force"]}


async def test_a_court_goes_by_what_ships_until_it_lays_down_its_own(court: ACourt, http: httpx.AsyncClient) -> None:
    shipped = await in_force(http, court)
    assert (shipped["notice.main"]["amount"], shipped["notice.none"]["instead_of"]) == (5, ["notice.*"])
    assert (shipped["cpc.183.2"]["verified"], shipped["cpc.183.2"]["binding"]) == (False, False)
    for_all = (await http.get("/limit-rules")).json()
    assert {rule["code"] for rule in for_all["in_force"]} == shipped.keys()
    assert for_all["entered"] == []


async def test_a_courts_own_notice_decides_from_its_day_on(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient
) -> None:
    await lay_down(http, court, "notice.main", NOTICE)
    await lay_down(http, court, "notice.main", {**NOTICE, "amount": 9, "valid_from": "2026-04-01"})
    case = court.case()
    told = await scheduling.take(registered(case), requested(court.request(case, earliest_on="2026-03-02")))
    assert told[-1]["sittings"][0]["starts_at"] == "2026-03-04T04:00:00Z"
    on = [(await in_force(http, court, day=day))["notice.main"]["amount"] for day in ("2025-12-31", "2026-03-02")]
    assert [*on, (await in_force(http, court, day="2026-04-01"))["notice.main"]["amount"]] == [5, 1, 9]


async def test_a_rule_for_all_courts_holds_in_each_but_where_one_has_its_own(
    scheduling: Scheduling, http: httpx.AsyncClient
) -> None:
    courts = [await ACourt().open(scheduling) for _ in range(2)]
    await lay_down(http, courts[0], "notice.main", {**NOTICE, "amount": 2})
    assert (await http.put("/limit-rules/notice.main", json=NOTICE)).json()["changed"]
    assert [(await in_force(http, court))["notice.main"]["amount"] for court in courts] == [2, 1]


async def test_a_limit_for_all_courts_is_answered_at_once_and_looked_at_court_by_court(
    scheduling: Scheduling, http: httpx.AsyncClient, pool: asyncpg.Pool
) -> None:
    courts = [await ACourt().open(scheduling) for _ in range(2)]
    for court in courts:
        case = court.case(filed_at="2026-02-20T10:00:00+05:00")
        window = {"earliest_on": "2026-03-20", "latest_on": "2026-05-01", "min_notice_days": 0}
        await scheduling.take(registered(case), requested(court.request(case, **window)))
    before = len(await scheduling.told())
    assert (await http.put("/limit-rules/limit.civil", json=LIMIT)).json()["changed"]
    assert len(await scheduling.told()) == before, "nobody has waited for it"
    # The service may end here: what is to be looked at stands in the database.
    passing = PassingTime(scheduling.work, WorkingSets())
    while await passing.step():
        pass
    told = (await scheduling.told())[before:]
    assert [(one["court_id"], one["type"]) for one in sorted(told, key=lambda one: str(one["court_id"]))] == [
        (court_id, "court.hearing.unlisted.v1") for court_id in sorted(court.court_id for court in courts)
    ]
    assert await pool.fetchval("SELECT count(*) FROM reviews") == 0


async def test_the_same_twice_changes_nothing_and_nothing_is_overwritten(
    court: ACourt, http: httpx.AsyncClient, pool: asyncpg.Pool
) -> None:
    answers = [
        await lay_down(http, court, "notice.main", body, **query)
        for body, query in ((NOTICE, {"dry_run": True}), (NOTICE, {}), (NOTICE, {}), ({**NOTICE, "amount": 4}, {}))
    ]
    assert [(one["version"], one["changed"]) for one in answers] == [(1, False), (1, True), (1, False), (2, True)]
    body = (await http.get(f"/courts/{court.court_id}/limit-rules")).json()
    assert [(rule["version"], rule["amount"]) for rule in body["entered"]] == [(1, 1), (2, 4)]
    assert [rule["amount"] for rule in body["in_force"] if rule["code"] == "notice.main"] == [4]
    for statement in ("UPDATE limit_rules SET version = 3", "DELETE FROM limit_rules", "TRUNCATE limit_rules"):
        with pytest.raises((asyncpg.IntegrityConstraintViolationError, asyncpg.InsufficientPrivilegeError)):
            await pool.execute(statement)


async def test_those_who_lay_down_the_same_rule_at_once_come_one_after_the_other(
    court: ACourt, http: httpx.AsyncClient
) -> None:
    amounts = range(1, 7)
    told = await asyncio.gather(
        *(lay_down(http, court, "notice.main", {**NOTICE, "amount": amount}) for amount in amounts)
    )
    assert sorted(one["version"] for one in told) == list(amounts)
    body = (await http.get(f"/courts/{court.court_id}/limit-rules")).json()
    last = next(amount for amount, one in zip(amounts, told, strict=True) if one["version"] == 6)
    assert [rule["amount"] for rule in body["in_force"] if rule["code"] == "notice.main"] == [last]


async def test_a_new_limit_brings_hearings_forward_and_unlists_what_cannot_come(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient
) -> None:
    case = court.case()
    moves = court.request(case, earliest_on="2026-03-16", latest_on="2026-04-30", starts_at=None)
    stays = court.request(case, earliest_on="2026-03-12", latest_on="2026-03-20")
    cannot = court.request(case, earliest_on="2026-03-25", latest_on="2026-04-30")
    await scheduling.take(registered(case), *(requested(one) for one in (moves, stays, cannot)))
    before = len(await scheduling.told())
    await lay_down(http, court, "limit.civil", LIMIT)
    after = (await scheduling.told())[before:]
    assert [(one["hearing_id"], one["type"]) for one in after] == [
        (cannot["hearing_id"], "court.hearing.unlisted.v1"),
    ]
    conflict = after[0]["conflicts"][0]
    assert (conflict["code"], conflict["refers_to"]) == ("after_lawful_limit", "2026-03-21")
    longer = {**LIMIT, "amount": 60}
    await lay_down(http, court, "limit.civil", longer)
    (listed,) = (await scheduling.told())[before + 1 :]
    assert (listed["hearing_id"], listed["type"]) == (cannot["hearing_id"], "court.hearing.scheduled.v1")
    assert listed["latest_lawful_on"] == "2026-04-30"


async def test_a_limit_of_a_later_day_is_kept_to_from_that_day_on(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient, work: Work, clock: SteppingClock
) -> None:
    case = court.case()
    request = court.request(case, earliest_on="2026-03-25", latest_on="2026-04-30")
    await scheduling.take(registered(case), requested(request))
    await lay_down(http, court, "limit.civil", {**LIMIT, "valid_from": "2026-03-04"})
    passing = PassingTime(work, scheduling.sets)
    await passing.step()
    assert (await scheduling.told())[-1]["type"] == "court.hearing.scheduled.v1"
    clock.step(timedelta(days=2))
    await passing.step()
    assert (await scheduling.told())[-1]["type"] == "court.hearing.unlisted.v1"


@pytest.mark.parametrize(
    ("wrong", "field", "code"),
    [
        ({"amount": -1}, "amount", "field_wrong"),
        ({"unit": "months", "amount": -2}, "amount", "field_wrong"),
        ({"unit": "months", "amount": 1_201}, "amount", "field_wrong"),
        ({"unit": "fortnights"}, "unit", "field_wrong"),
        ({"valid_to": "2025-12-31"}, "valid_to", "field_wrong"),
        ({"trigger": "told"}, "trigger", "field_wrong"),
        ({"trigger": "easter"}, "trigger", "field_wrong"),
        ({"applies": {"categories": ["civil.contract", "maritime"]}}, "applies.categories[1]", "unknown_code"),
        ({"applies": {"categories": ["maritime.*"]}}, "applies.categories[0]", "unknown_code"),
        ({"applies": {"hearing_types": ["tea"]}}, "applies.hearing_types[0]", "unknown_code"),
        ({"applies": {"instances": ["second"]}}, "applies.instances[0]", "field_wrong"),
        ({"roll_over": "next_working_day"}, "roll_over_source", "field_wrong"),
        ({"source": None}, "source", "field_wrong"),
        ({"bindng": True}, "bindng", "field_wrong"),
        ({"limits": "notice", "trigger": "told", "suspendable": True}, "suspendable", "field_wrong"),
        ({"extension": {"by": "anybody"}}, "extension.by", "field_wrong"),
        ({"extension": {"by": "judge", "amount": 0}}, "extension.amount", "field_wrong"),
    ],
)
async def test_a_wrong_rule_is_refused_and_nothing_is_written(
    court: ACourt, http: httpx.AsyncClient, pool: asyncpg.Pool, wrong: dict[str, Any], field: str, code: str
) -> None:
    answer = await http.put(f"/courts/{court.court_id}/limit-rules/limit.civil", json={**LIMIT, **wrong})
    assert answer.status_code == 422
    assert (field, code) in {(one["field"], one["code"]) for one in answer.json()["errors"]}
    assert all(one["reason"] for one in answer.json()["errors"])
    assert await pool.fetchval("SELECT count(*) FROM limit_rules") == 0


async def test_only_staff_lays_down_rules_and_only_for_known_courts(court: ACourt, http: httpx.AsyncClient) -> None:
    assert (await http.put("/courts/nowhere/limit-rules/limit.civil", json=LIMIT)).status_code == 404
    http.headers.pop("Authorization")
    for address in ("/limit-rules/limit.civil", f"/courts/{court.court_id}/limit-rules/limit.civil"):
        assert (await http.put(address, json=LIMIT)).status_code == 401
    assert (await http.get(f"/courts/{court.court_id}/limit-rules")).status_code == 200
