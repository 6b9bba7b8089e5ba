"""Workload from what scheduling tells to what HR answers: cases counted, weighed, and set against judges."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest
from tarazy_shared.contracts.draws import CaseAllocated, CaseReallocated, CaseUnallocated
from tarazy_shared.contracts.hearings import HearingRecorded
from tarazy_shared.contracts.reasons import Conflict
from tarazy_shared.unit_of_work import Work

from tests.clocks import SteppingClock
from tests.integration.hr.access.test_desk import bearer
from tests.integration.hr.requests import COURT, NAMES, a_court, a_person_url, absence, an_id, only_error, person
from tests.integration.hr.test_hearing_copy import Topic

OTHER = "kz-other-1"
YEAR = {"from": "2026-01-01", "to": "2027-01-01"}
PROOF = {
    "rule": "tarazy-draw-1",
    "beta": "1/2",
    "candidates": (),
    "inputs_hash": "0" * 64,
    "seed": {"secret_commitment": "0" * 64, "attempt": 1},
    "number": 1,
    "previous_hash": "0" * 64,
    "hash": "0" * 64,
}


@pytest.fixture
def topic(work: Work) -> Topic:
    return Topic(work)


def drawn(name: str, judge: str = "aigul", **changes: Any) -> CaseAllocated | CaseReallocated:
    """A case of a family that came on 10 March, drawn for a judge."""
    of: dict[str, Any] = {
        "court_id": COURT,
        "case_id": UUID(an_id(name)),
        "version": 1,
        "person_id": UUID(an_id(judge)),
        "draw_id": UUID(an_id(f"draw of {name}")),
        "reason": "registered",
        "proof": PROOF,
        "category": "civil.family",
        "instance": "first",
        "filed_on": date(2026, 3, 10),
    }
    of |= changes
    return (CaseAllocated if of["version"] == 1 else CaseReallocated).model_validate(of)


def undrawn(name: str, **changes: Any) -> CaseUnallocated:
    """The same without a judge."""
    of: dict[str, Any] = {
        "court_id": COURT,
        "case_id": UUID(an_id(name)),
        "reasons": (Conflict(code="no_judge", text="The court has no judge in post"),),
        "category": "civil.family",
        "instance": "first",
        "filed_on": date(2026, 3, 10),
    }
    return CaseUnallocated.model_validate(of | changes)


async def counted(pool: asyncpg.Pool) -> dict[tuple[Any, ...], int]:
    """What is counted by months, which has to be what the cases themselves say."""
    rows = await pool.fetch("SELECT month, court_id, category, instance, cases FROM incoming_months WHERE cases <> 0")
    told = {tuple(row)[:4]: row["cases"] for row in rows}
    rows = await pool.fetch("""
        SELECT date_trunc('month', filed_on)::date, court_id, category, instance, count(*) FROM case_facts
        WHERE category IS NOT NULL GROUP BY 1, 2, 3, 4
    """)
    assert told == {tuple(row)[:4]: row["count"] for row in rows}
    return told


async def test_a_case_is_counted_once_whatever_is_told_of_it(pool: asyncpg.Pool, topic: Topic) -> None:
    march = date(2026, 3, 1)
    await topic.tell(undrawn("one"), drawn("one"), drawn("two", filed_on=date(2026, 3, 31)), drawn("three", version=2))
    await topic.tell(drawn("one", "berik", version=2), drawn("one", version=1), undrawn("two"))
    assert await counted(pool) == {(march, COURT, "civil.family", "first"): 3}
    await topic.tell(drawn("one", version=3, category="civil.labour"), drawn("three", version=3))
    assert await counted(pool) == {
        (march, COURT, "civil.family", "first"): 2,
        (march, COURT, "civil.labour", "first"): 1,
    }


async def test_a_case_of_which_nothing_is_said_is_counted_when_it_is(
    http: httpx.AsyncClient, pool: asyncpg.Pool, topic: Topic
) -> None:
    await a_court(http)
    silent: dict[str, Any] = {"category": None, "instance": None, "filed_on": None}
    await topic.tell(drawn("one", **silent), drawn("two", **silent))
    assert await counted(pool) == {}
    assert (await http.get(f"/courts/{COURT}/workload")).json()["unknown"] == 2
    await topic.tell(drawn("one", version=2), drawn("one", version=3, **silent))
    assert sum((await counted(pool)).values()) == 1
    assert (await http.get(f"/courts/{COURT}/workload")).json()["unknown"] == 1


@pytest.fixture
async def two_courts(http: httpx.AsyncClient, topic: Topic) -> None:
    """Two judges here of whom one has a half post and was away for four days; one in the other court."""
    await http.put(f"/courts/{OTHER}", json={"name": NAMES, "level": "district"})
    await a_court(http)
    for court, who in ((COURT, "aigul"), (COURT, "berik"), (OTHER, "sara")):
        post = {"number": who, "role": "judge", "share": "0.5" if who == "berik" else "1"}
        await http.put(f"/courts/{court}/posts/{an_id(f'post of {who}')}", json=post)
    await http.put(a_person_url("aigul"), json=person("aigul", from_on="2026-01-01"))
    await http.put(a_person_url("berik"), json=person("berik", from_on="2026-07-02", full_time_share=0.5))
    sara = f"/courts/{OTHER}/people/{an_id('sara')}"
    await http.put(sara, json=person("sara", from_on="2020-01-01"))
    await http.put(f"/absences/{an_id('leave')}", json=absence("aigul"))
    await http.put("/norms/civil.family", json={"weight_minutes": 200, "valid_from": "2026-01-01"})
    own = {"weight_minutes": 300, "valid_from": "2026-04-15"}
    await http.put(f"/courts/{COURT}/norms/civil.family", json=own)
    await topic.tell(
        *(drawn(f"early {number}") for number in range(3)),
        drawn("april", "berik", filed_on=date(2026, 4, 14)),
        drawn("april later", "berik", filed_on=date(2026, 4, 15)),
        drawn("who left", "gone", filed_on=date(2026, 5, 1)),
        undrawn("nobody's", filed_on=date(2026, 5, 2), instance="appeal"),
        drawn("there", "sara", court_id=OTHER, category="criminal.serious"),
        drawn("last year", filed_on=date(2025, 12, 31)),
        drawn("unheard", category="no.such", filed_on=date(2026, 6, 1)),
    )


@pytest.mark.usefixtures("two_courts")
async def test_the_country_s_judges_are_shared_out_by_load(http: httpx.AsyncClient) -> None:
    shown = (await http.get("/workload", params=YEAR)).json()
    here, there = shown["courts"]
    # Four cases at 200 minutes, three at 300 since 15 April, one that nothing weighs.
    assert (here["cases"], here["minutes"], here["unweighed"]) == (8, 4 * 200 + 3 * 300, 1)
    assert (there["cases"], there["minutes"]) == (1, 1200)
    assert (here["posts"], there["posts"], shown["totals"]["shared_out"]) == (1.5, 1, 2.5)
    assert (here["fair_exactly"], there["fair_exactly"]) == ("85/58", "30/29")
    assert here["fair_less_posts"] == pytest.approx(85 / 58 - 1.5, abs=1e-4)
    assert here["in_post"] == pytest.approx(1 + 183 / 365 / 2, abs=1e-4)
    assert here["in_post"] - here["present"] == pytest.approx(4 / 365, abs=1e-4)
    assert (here["minutes_a_judge"], here["needed"]) == (75600, pytest.approx(1700 / 75600, abs=1e-4))
    part = (await http.get("/workload", params={"from": "2026-04-10", "to": "2026-04-16", "level": "district"})).json()
    assert [one["court_id"] for one in part["courts"]] == [OTHER]
    part = (await http.get("/workload", params={"from": "2026-04-10", "to": "2026-04-16"})).json()
    assert [one["minutes"] for one in part["courts"]] == [500, 0]
    assert only_error(await http.get("/workload", params={"from": "2026-04-10", "to": "2026-04-10"})) == (
        422, "to", "ends_before_start",
    )  # fmt: skip
    assert only_error(await http.get("/workload", params={"from": "1999-01-01"})) == (422, "from", "period_too_long")


@pytest.mark.usefixtures("two_courts")
async def test_a_court_is_shown_judge_by_judge_and_a_judge_the_own_part(http: httpx.AsyncClient, topic: Topic) -> None:
    held: dict[str, Any] = {"court_id": COURT, "version": 1, "outcome": "held", "minutes": 90}
    at = datetime(2026, 3, 20, 5, tzinfo=UTC)
    await topic.tell(
        HearingRecorded(
            hearing_id=UUID(an_id("h")), case_id=UUID(an_id("early 0")), judges=(UUID(an_id("aigul")),),
            started_at=at, ended_at=at, **held,
        )
    )  # fmt: skip
    shown = (await http.get(f"/courts/{COURT}/workload", params=YEAR)).json()
    by_judge = {one["person_id"]: one for one in shown["judges"]}
    aigul, berik = by_judge[an_id("aigul")], by_judge[an_id("berik")]
    assert (aigul["cases"], aigul["minutes"], aigul["hearings"], aigul["minutes_held"]) == (4, 600, 1, 90)
    assert aigul["away"] == pytest.approx(4 / 365, abs=1e-4)
    assert (berik["minutes"], berik["time_for_cases"]) == (500, pytest.approx(75600 * 183 / 365 / 2, abs=1e-3))
    assert by_judge[an_id("gone")]["of_norm"] is None
    assert by_judge[None]["minutes"] == 300
    assert sum(one["minutes"] for one in shown["judges"]) == shown["minutes"] == 1700
    assert [(one["category"], one["instance"], one["cases"]) for one in shown["kinds"]][:2] == [
        ("civil.family", "first", 6), ("civil.family", "appeal", 1),
    ]  # fmt: skip
    assert [one["minutes_a_year"] for one in shown["judge_year"]] == [75600]
    own = await http.get(f"/courts/{COURT}/workload", params=YEAR, headers=bearer("judge", COURT, "aigul"))
    assert own.json()["judges"] == [aigul]
    assert (own.json()["minutes"], own.json()["kinds"][0]["cases"]) == (None, 3)
    assert (await http.get("/workload", headers=bearer("hr_officer", COURT))).status_code == 403
    assert only_error(await http.get("/courts/nowhere/workload")) == (404, "court_id", "unknown_court")


@pytest.mark.usefixtures("two_courts")
async def test_what_if_shows_both_and_stores_nothing(http: httpx.AsyncClient, pool: asyncpg.Pool) -> None:
    before = (await http.get("/workload", params=YEAR)).json()
    tables = "SELECT (SELECT count(*) FROM norms), (SELECT count(*) FROM posts), (SELECT count(*) FROM audit_trail)"
    stored = await pool.fetchrow(tables)
    changes = [
        {"change": "judges", "court_id": OTHER, "judges": 1},
        {"change": "weight", "category": "criminal.serious", "weight_minutes": 1700},
    ]
    shown = (await http.post("/workload/what-if", json=YEAR | {"changes": changes})).json()
    there, here = shown["courts"]
    assert (there["before"], here["before"]) == (before["courts"][1], before["courts"][0])
    assert (there["after"]["posts"], there["after"]["fair_exactly"], here["after"]["fair_exactly"]) == (2, "7/4", "7/4")
    assert shown["after"]["shared_out"] == 3.5
    assert (await http.get("/workload", params=YEAR)).json() == before
    assert await pool.fetchrow(tables) == stored
    unknown = [{"change": "move", "category": "x", "from_court": COURT, "to_court": "kz-nowhere"}]
    refused = await http.post("/workload/what-if", json={"changes": unknown})
    assert only_error(refused) == (404, "changes[0].to_court", "unknown_court")
    assert (await http.post("/workload/what-if", json={"changes": [{"change": "wish"}]})).status_code == 422


async def test_a_judge_year_is_laid_down_by_level_and_day(http: httpx.AsyncClient) -> None:
    year = {
        "valid_from": "2026-01-01",
        "working_days": 250,
        "leave_days": 40,
        "minutes_a_day": 480,
        "casework_percent": 80,
    }
    assert (await http.put("/judge-years/district", json=year)).json()["changed"]
    assert not (await http.put("/judge-years/district", json=year)).json()["changed"]
    shown = (await http.get("/judge-years")).json()
    assert [(one["level"], one["minutes"], one["estimate"]) for one in shown] == [
        ("all", 75600, True), ("district", 210 * 480 * 0.8, False),
    ]  # fmt: skip
    refused = await http.put("/judge-years/all", json=year | {"leave_days": 250})
    assert only_error(refused) == (422, "leave_days", "year_without_days")
    assert (await http.put("/judge-years/all", json=year, headers=bearer("hr_officer", None))).status_code == 200
    assert (await http.put("/judge-years/all", json=year, headers=bearer("hr_officer", COURT))).status_code == 403


async def test_what_ships_weighs_as_the_catalogue_of_scheduling(pool: asyncpg.Pool) -> None:
    catalogue = Path(__file__).parents[3] / "services/scheduling/tarazy_scheduling/migrations/0002_catalogue.sql"
    told = re.findall(r"^\('category', '([^']+)'.*?\}', (\d+), '", catalogue.read_text(encoding="utf-8"), re.MULTILINE)
    rows = await pool.fetch("SELECT category, weight_minutes FROM default_weights")
    assert {row[0]: row[1] for row in rows} == {code: int(minutes) for code, minutes in told} != {}


async def test_figures_are_given_as_they_were_believed(
    http: httpx.AsyncClient, topic: Topic, clock: SteppingClock
) -> None:
    await a_court(http, "aigul", "berik")
    await topic.tell(drawn("one"))
    clock.step(timedelta(hours=1))
    believed = clock().isoformat()
    clock.step(timedelta(hours=1))
    url = f"/courts/{COURT}/workload"
    before = (await http.get(url, params=YEAR)).json()
    await topic.tell(drawn("two"), drawn("one", "berik", version=2))
    await http.put(a_person_url("saule"), json=person("saule"))
    norm = {"weight_minutes": 600, "valid_from": clock().date().isoformat()}
    await http.put(f"/courts/{COURT}/norms/civil.family", json=norm)
    now = (await http.get(url, params=YEAR)).json()
    assert (before["cases"], now["cases"], len(now["judges"])) == (1, 2, 3)
    assert (await http.get(url, params=YEAR | {"known_at": believed})).json() == before
    country = (await http.get("/workload", params=YEAR | {"known_at": believed})).json()["courts"]
    assert [one["cases"] for one in country if one["court_id"] == COURT] == [1]


async def test_what_was_imagined_is_saved_computed_again_and_deleted(
    http: httpx.AsyncClient, pool: asyncpg.Pool, topic: Topic
) -> None:
    await a_court(http, "aigul")
    await topic.tell(drawn("one"))
    urls = [f"/courts/{COURT}/what-ifs/{an_id(name)}" for name in ("more", "fewer")]
    more = YEAR | {"name": "One more", "changes": [{"change": "judges", "court_id": COURT, "judges": 1}]}
    fewer = more | {"name": "None left", "changes": [{"change": "judges", "court_id": COURT, "judges": -1}]}
    assert (await http.put(urls[0], json=more)).json() == {"changed": True}
    assert (await http.put(urls[0], json=more)).json() == {"changed": False}
    assert (await http.put(urls[1], json=fewer)).json() == {"changed": True}
    wrong = more | {"changes": [{"change": "judges", "court_id": COURT, "judges": "many"}]}
    assert (await http.put(urls[1], json=wrong)).status_code == 422
    listed = (await http.get(f"/courts/{COURT}/what-ifs")).json()
    assert [one["name"] for one in listed] == ["None left", "One more"]
    both = {"what_if_id": [an_id("more"), an_id("fewer")]}
    first, second = (await http.get(f"/courts/{COURT}/what-ifs/figures", params=both)).json()
    assert (first["before"]["in_post"], first["after"]["in_post"]) == (0.989, 1.989)
    assert (second["after"], second["refused"]) == (None, "fewer_than_none")
    await http.put(a_person_url("berik"), json=person("berik"))
    again = (await http.get(f"/courts/{COURT}/what-ifs/figures", params=both)).json()
    assert again[0]["before"]["in_post"] == 1.9781, "computed by what is known now"
    elsewhere = f"/courts/{OTHER}"
    await http.put(elsewhere, json={"name": NAMES})
    taken = await http.put(f"{elsewhere}/what-ifs/{an_id('more')}", json=more)
    assert only_error(taken) == (409, "what_if_id", "id_taken")
    assert (await http.delete(urls[0])).json() == {"changed": True}
    assert (await http.delete(urls[0])).json() == {"changed": False}
    gone = await http.get(f"/courts/{COURT}/what-ifs/figures", params=both)
    assert only_error(gone) == (404, "what_if_id[0]", "unknown_what_if")
    trail = await pool.fetch("SELECT detail::text FROM audit_trail WHERE action = 'workload.imagine' ORDER BY number")
    assert [re.findall(r"saved|deleted", row["detail"]) for row in trail] == [["saved"], ["saved"], ["deleted"]]
    assert "One more" not in str(trail), "names are free text"
