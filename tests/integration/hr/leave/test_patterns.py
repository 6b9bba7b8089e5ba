"""Working patterns are known before they begin, and told on their day."""

from datetime import timedelta

import asyncpg
import httpx
from tarazy_hr.app.leave.patterns import begin_patterns
from tarazy_shared.unit_of_work import Work

from tests.clocks import SteppingClock
from tests.integration.hr.conftest import told
from tests.integration.hr.requests import a_court, a_person_url, only_error

MORNINGS = {"working_pattern": {"mon": ["am"], "wed": ["am"]}}


def _url(day: str, who: str = "aigul") -> str:
    return a_person_url(who, f"/working-patterns/{day}")


async def test_a_pattern_begins_on_its_day(
    http: httpx.AsyncClient, pool: asyncpg.Pool, work: Work, clock: SteppingClock
) -> None:
    await a_court(http, "aigul")
    before = len(await told(pool))
    laid = await http.put(_url("2026-12-01"), json=MORNINGS)
    assert (laid.status_code, laid.json()) == (200, {"changed": True, "facts": []}), laid.text
    assert (await http.put(_url("2026-12-01"), json=MORNINGS)).json()["changed"] is False
    await begin_patterns(work)
    assert len(await told(pool)) == before
    clock.step(timedelta(days=6, hours=14))  # 1 December, 01:00 in Almaty
    await begin_patterns(work)
    await begin_patterns(work)
    (fact,) = (await told(pool))[before:]
    assert (fact.type, fact.data["working_pattern"]) == ("court.staff.updated.v1", {"mon": ["am"], "wed": ["am"]})
    shown = (await http.get(a_person_url("aigul", "/working-patterns"))).json()
    assert [(one["from_on"], one["status"]) for one in shown] == [("2026-12-01", "begun")]
    now = await http.put(_url("2026-11-30"), json={"working_pattern": None})
    assert now.json()["facts"] == [], "a later one holds already"
    today = await http.put(_url("2026-12-01"), json={"working_pattern": None})
    assert [one["event"] for one in today.json()["facts"]] == ["court.staff.updated.v1"]


async def test_a_pattern_without_hours_or_outside_of_the_post_is_refused(http: httpx.AsyncClient) -> None:
    await a_court(http, "aigul")
    empty = await http.put(_url("2026-12-01"), json={"working_pattern": {"mon": []}})
    assert only_error(empty) == (422, "working_pattern", "pattern_without_hours")
    assert only_error(await http.put(_url("2025-12-01"), json=MORNINGS)) == (409, "from_on", "not_in_post")
    assert only_error(await http.put(_url("2026-12-01", "berik"), json=MORNINGS)) == (
        404,
        "person_id",
        "unknown_person",
    )
