"""Rules over HTTP and in the database: laid down from a day on, and never changed backwards."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from typing import Any

import asyncpg
import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from tarazy_notifications.adapters.desk.door import Door
from tarazy_notifications.adapters.rules.book import Rules
from tarazy_notifications.adapters.rules.digest_rules import DIGESTS
from tarazy_notifications.adapters.rules.http import rules_router
from tarazy_notifications.adapters.rules.kinds import KINDS
from tarazy_notifications.adapters.rules.reminder_rules import REMINDERS
from tarazy_shared.problems import handle_problems

from tests.integration.notifications.access.asking import TOKEN, bearer
from tests.integration.notifications.court import COURT, NOW, Installation, court

TODAY = NOW.date()
ONE_TIER: dict[str, Any] = {"tiers": [{"before": "2d"}]}


@pytest.fixture
def rules() -> Rules:
    return Rules(KINDS)


@pytest.fixture
async def client(installation: Installation, rules: Rules) -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI()
    handle_problems(app)
    app.include_router(rules_router(Door(installation.work, SecretStr(TOKEN), takes_keys=True), rules))
    await installation.take(court())
    headers = {"Authorization": f"Bearer {TOKEN}"}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test", headers=headers) as client:
        yield client


def wanted(day: date = TODAY, rule: dict[str, Any] = ONE_TIER, **more: Any) -> dict[str, Any]:
    return {"valid_from": day.isoformat(), "rule": rule, **more}


async def test_what_is_laid_down_holds_from_its_day_in_its_court_at_once(
    installation: Installation, client: httpx.AsyncClient, rules: Rules
) -> None:
    async with installation.pool.acquire() as connection:
        assert (await rules.current(connection)).of(REMINDERS, COURT, TODAY) == REMINDERS.default
        answer = await client.put(f"/courts/{COURT}/rules/reminders", json=wanted(source="Order 7"))
        assert answer.json()["version"] == 1
        book = await rules.current(connection)
    assert [tier.name for tier in book.of(REMINDERS, COURT, TODAY).tiers] == ["2d"]
    assert book.of(REMINDERS, "astana-1", TODAY) == REMINDERS.default
    assert book.of(REMINDERS, COURT, TODAY - timedelta(days=1)) == REMINDERS.default
    shown = (await client.get(f"/courts/{COURT}/rules/reminders")).json()
    assert (shown["whose"], shown["in_force"]["tiers"][0]["before"]) == ("court", "2d")
    assert shown["rules"][0]["source"] == "Order 7"


async def test_of_a_court_without_its_own_the_rule_of_all_courts_holds(client: httpx.AsyncClient) -> None:
    path = f"/courts/{COURT}/rules/digests"
    assert (await client.get(path)).json()["whose"] == "default"
    await client.put("/rules/digests", json=wanted(rule={"at": "06:30"}))
    shown = (await client.get(path)).json()
    assert (shown["whose"], shown["in_force"]["at"], shown["rules"]) == ("all_courts", "06:30", [])
    assert (await client.get("/rules/digests")).json()["rules"][0]["version"] == 1


async def test_the_same_again_changes_nothing_and_another_of_the_same_day_is_a_new_version(
    client: httpx.AsyncClient,
) -> None:
    path = f"/courts/{COURT}/rules/reminders"
    first = (await client.put(path, json=wanted())).json()
    again = (await client.put(path, json=wanted())).json()
    trial = (await client.put(path, json=wanted(rule={"tiers": []}), params={"dry_run": True})).json()
    other = (await client.put(path, json=wanted(rule={"tiers": []}))).json()
    assert [(one["version"], one["changed"]) for one in (first, again, trial, other)] == [
        (1, True),
        (1, False),
        (1, False),
        (2, True),
    ]
    assert (await client.get(path)).json()["in_force"]["tiers"] == []


@pytest.mark.parametrize(
    ("path", "body", "status", "field"),
    [
        (f"/courts/{COURT}/rules/reminders", wanted(TODAY - timedelta(days=1)), 422, "valid_from"),
        ("/rules/reminders", wanted(rule={"tiers": [{"before": "1y"}]}), 422, "rule.tiers[0].before"),
        (
            "/rules/topics",
            wanted(rule={"topics": [{"topic": "hearing_*", "mandatory": False}]}),
            422,
            "rule.topics[0].mandatory",
        ),
        ("/rules/reminders", wanted(source="a\0b"), 422, "source"),
        ("/rules/reminders", {"valid_from": 5, "rule": {}}, 422, "valid_from"),
        ("/courts/nowhere/rules/reminders", wanted(), 404, "court_id"),
    ],
)
async def test_a_wrong_rule_is_refused_with_its_field_and_leaves_nothing(
    installation: Installation, client: httpx.AsyncClient, path: str, body: Any, status: int, field: str
) -> None:
    answer = await client.put(path, json=body)
    assert answer.status_code == status
    assert answer.json()["errors"][0]["field"] == field
    assert await installation.pool.fetchval("SELECT count(*) FROM notice_rules") == 0


async def test_a_rule_that_was_entered_stays(installation: Installation, client: httpx.AsyncClient) -> None:
    await client.put("/rules/digests", json=wanted(rule={}))
    for statement in ("UPDATE notice_rules SET rule = '{}'", "DELETE FROM notice_rules"):
        with pytest.raises(asyncpg.IntegrityConstraintViolationError):
            await installation.pool.execute(statement)


async def test_a_rule_that_this_release_cannot_read_leaves_what_held_before(
    installation: Installation, rules: Rules
) -> None:
    await installation.pool.execute(
        "INSERT INTO notice_rules (kind, court_id, valid_from, version, rule, entered_at)"
        " VALUES ('digests', NULL, $1, 1, '{\"at\": \"05:00\"}', now()),"
        " ('digests', NULL, $2, 1, '{\"new\": 1}', now()),"
        " ('unheard_of', NULL, $1, 1, '{}', now())",
        TODAY - timedelta(days=3),
        TODAY,
    )
    async with installation.pool.acquire() as connection:
        book = await rules.current(connection)
    assert book.of(DIGESTS, COURT, TODAY).at.hour == 5


async def test_a_chair_rules_the_own_court_alone_and_it_is_noted(
    installation: Installation, client: httpx.AsyncClient
) -> None:
    chair = bearer("chair", COURT)
    for path, status in (("/rules/digests", 403), (f"/courts/{COURT}/rules/digests", 200)):
        assert (await client.put(path, json=wanted(rule={}), headers=chair)).status_code == status
    found = await installation.pool.fetch("SELECT court_id, action, about, detail FROM audit_trail")
    assert [(row["court_id"], row["action"], row["about"]) for row in found] == [(COURT, "rule.change", "digests")]
    assert (await client.get("/rules/digests", headers={"Authorization": "Bearer wrong"})).status_code == 401
