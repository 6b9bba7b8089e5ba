"""Working patterns are known before they begin, and told on their day."""

from datetime import timedelta

import asyncpg
import httpx
from tarazy_hr.app.coming_appointments import tell_who_has_come
from tarazy_hr.app.leave.patterns import begin_patterns
from tarazy_hr.app.republishing import republish_staff
from tarazy_shared.unit_of_work import Work

from tests.clocks import SteppingClock
from tests.integration.hr.conftest import told
from tests.integration.hr.requests import a_court, a_person_url, only_error, person

MORNINGS = {"working_pattern": {"mon": ["am"], "wed": ["am"]}}


def _url(day: str, who: str = "aigul") -> str:
    return a_person_url(who, f"/working-patterns/{day}")


async def test_a_pattern_begins_on_its_day(
    http: httpx.AsyncClient, pool: asyncpg.Pool, work: Work, clock: SteppingClock
) -> None:
    await a_court(http, "aigul")
    before = len(await told(pool))
    laid = await http.put(_url("2026-12-01"), json=MORNINGS)
    assert (laid.status_code, laid.json()["changed"]) == (200, True), laid.text
    assert (await http.put(_url("2026-12-01"), json=MORNINGS)).json()["changed"] is False
    await begin_patterns(work)
    (at_once,) = (await told(pool))[before:]
    to_come = [{"from_on": "2026-12-01", **MORNINGS}]
    assert (at_once.type, at_once.data["working_patterns"]) == ("court.staff.updated.v1", to_come)
    assert "working_pattern" not in at_once.data, "what holds now"
    clock.step(timedelta(days=6, hours=14))  # 1 December, 01:00 in Almaty
    await begin_patterns(work)
    await begin_patterns(work)
    (fact,) = (await told(pool))[before + 1 :]
    assert "working_patterns" not in fact.data
    assert (fact.type, fact.data["working_pattern"]) == ("court.staff.updated.v1", {"mon": ["am"], "wed": ["am"]})
    shown = (await http.get(a_person_url("aigul", "/working-patterns"))).json()
    assert [(one["from_on"], one["status"]) for one in shown] == [("2026-12-01", "begun")]
    now = await http.put(_url("2026-11-30"), json={"working_pattern": None})
    assert now.json()["facts"] == [], "a later one holds already"
    today = await http.put(_url("2026-12-01"), json={"working_pattern": None})
    assert [one["event"] for one in today.json()["facts"]] == ["court.staff.updated.v1"]


async def test_whatever_is_told_of_somebody_names_the_patterns_to_come(
    http: httpx.AsyncClient, pool: asyncpg.Pool, work: Work
) -> None:
    await a_court(http, "aigul")
    await http.put(_url("2026-12-01"), json=MORNINGS)
    await http.put(_url("2027-01-11"), json={"working_pattern": None})
    december, january = {"from_on": "2026-12-01", **MORNINGS}, {"from_on": "2027-01-11"}
    assert (await told(pool))[-1].data["working_patterns"] == [december, january]
    described = await http.put(a_person_url("aigul"), json=person("aigul", name="Another name"))
    assert described.status_code == 200, described.text
    last = (await told(pool))[-1].data
    assert (last["name"], last["working_patterns"]) == ("Another name", [december, january])
    await republish_staff(work, None)
    again = [one.data for one in await told(pool) if one.headers.get("ce_republished") == "true"]
    assert [one["working_patterns"] for one in again if "role" in one] == [[december, january]]


async def test_a_pattern_to_come_can_be_taken_back(
    http: httpx.AsyncClient, pool: asyncpg.Pool, work: Work, clock: SteppingClock
) -> None:
    await a_court(http, "aigul")
    await http.put(_url("2026-12-01"), json=MORNINGS)
    version = (await told(pool))[-1].data["version"]
    back = await http.delete(_url("2026-12-01"))
    assert [one["event"] for one in back.json()["facts"]] == ["court.staff.updated.v1"]
    last = (await told(pool))[-1].data
    assert (last["version"], "working_patterns" in last) == (version + 1, False)
    assert (await http.delete(_url("2026-12-01"))).json() == {"changed": False, "facts": []}
    assert (await http.get(a_person_url("aigul", "/working-patterns"))).json() == []
    await http.put(_url("2026-12-01"), json=MORNINGS)
    clock.step(timedelta(days=6, hours=14))
    await begin_patterns(work)
    assert only_error(await http.delete(_url("2026-12-01"))) == (409, "from_on", "pattern_begun")


async def test_on_its_day_another_pattern_takes_the_place_of_the_one_that_was_told(
    http: httpx.AsyncClient, pool: asyncpg.Pool, work: Work, clock: SteppingClock
) -> None:
    await a_court(http, "aigul")
    await http.put(_url("2026-12-01"), json=MORNINGS)
    clock.step(timedelta(days=6, hours=14))
    as_before = await http.put(_url("2026-12-01"), json={"working_pattern": None})
    assert [one["event"] for one in as_before.json()["facts"]] == ["court.staff.updated.v1"]
    last = (await told(pool))[-1].data
    assert not {"working_pattern", "working_patterns"} & last.keys()
    await begin_patterns(work)
    assert (await told(pool))[-1].data["version"] == last["version"]


async def test_a_pattern_that_began_for_nobody_is_not_told_any_more(
    http: httpx.AsyncClient, pool: asyncpg.Pool, work: Work, clock: SteppingClock
) -> None:
    await a_court(http, "aigul")
    await http.put(_url("2026-12-01"), json=MORNINGS)
    await http.post(a_person_url("aigul", "/separate"), json={"to_on": "2026-11-29"})
    await http.put(a_person_url("aigul"), json=person("aigul", from_on="2026-12-14"))
    clock.step(timedelta(days=6, hours=14))
    await tell_who_has_come(work)
    await begin_patterns(work)
    last = (await told(pool))[-1].data
    assert (last["from_on"], "working_pattern" in last, "working_patterns" in last) == ("2026-12-14", False, False)
    shown = (await http.get(a_person_url("aigul", "/working-patterns"))).json()
    assert [one["status"] for one in shown] == ["not_begun"]


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
