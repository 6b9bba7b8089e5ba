"""Duty plans: in turn, swapped, told as secondments in both courts or in none."""

from datetime import timedelta
from typing import Any

import asyncpg
import httpx
import pytest
from fastapi import FastAPI

from tests.clocks import SteppingClock
from tests.integration.hr.access.test_desk import HTML, KEYS, bearer
from tests.integration.hr.conftest import told
from tests.integration.hr.requests import COURT, NAMES, a_court, a_person_url, an_id, only_error

HOST = "kz-almaty-2"
URL = f"/courts/{COURT}/duties"
PAGE = f"/courts/{COURT}/desk/leave/duty"
RANGE = {"from": "2026-12-28", "to": "2027-02-28"}
TURN = [{"person_id": an_id(name)} for name in ("aigul", "berik")]
OWN = {"first_on": "2026-12-28", "weeks": 3, "turn": TURN, "places": [{"court_id": COURT}]}
ELSEWHERE = OWN | {"first_on": "2027-02-01", "weeks": 2, "places": [{"court_id": HOST, "post_id": an_id("host")}]}
SWAP = {
    "person_id": an_id("aigul"),
    "first_on": "2026-12-28",
    "other_person_id": an_id("berik"),
    "other_first_on": "2027-01-04",
}


async def _shown(http: httpx.AsyncClient, court: str = COURT, **query: str) -> list[tuple[str, str]]:
    names = {an_id(name): name for name in ("aigul", "berik")}
    found: list[dict[str, Any]] = (await http.get(f"/courts/{court}/duties", params=RANGE | query)).json()
    return [(one["first_on"], names[one["person_id"]]) for one in found]


async def _on_leave(http: httpx.AsyncClient, name: str, first: str, last: str) -> None:
    leave = {"leave_type": "annual", "first_on": first, "last_on": last}
    made = (await http.post(a_person_url(name, "/leaves"), json=leave)).json()
    approved = await http.post(a_person_url(name, f"/leaves/{made['absence_id']}/approve"))
    assert approved.status_code == 200, approved.text


async def test_a_plan_is_made_and_swapped_and_what_was_believed_is_kept(
    http: httpx.AsyncClient, pool: asyncpg.Pool, clock: SteppingClock
) -> None:
    await a_court(http, "aigul", "berik")
    await _on_leave(http, "aigul", "2026-12-29", "2026-12-30")
    before = len(await told(pool))
    made = await http.post(URL, json=OWN)
    assert made.status_code == 200, made.text
    assert made.json()["duties"][0]["passed"] == [{"person_id": an_id("aigul"), "why": "away"}]
    assert made.json()["turn"] == [an_id("aigul"), an_id("berik")]
    planned = [("2026-12-28", "berik"), ("2027-01-04", "aigul"), ("2027-01-11", "berik")]
    assert await _shown(http) == planned
    assert only_error(await http.post(URL, json=OWN)) == (409, "places.0", "duty_place_taken")
    busy = OWN | {"places": [{"court_id": COURT, "post_id": an_id("other")}], "turn": TURN[1:], "weeks": 1}
    assert only_error(await http.post(URL, json=busy)) == (409, "places.0", "nobody_free")
    away = SWAP | {"first_on": "2027-01-04", "other_first_on": "2026-12-28"}
    assert only_error(await http.post(f"{URL}/swap", json=away)) == (409, "person_id", "duty_away")
    assert only_error(await http.post(f"{URL}/swap", json=SWAP)) == (404, "person_id", "unknown_duty")
    twice = SWAP | {"first_on": "2027-01-04", "other_first_on": "9999-12-31"}
    assert only_error(await http.post(f"{URL}/swap", json=twice)) == (404, "other_person_id", "unknown_duty")
    far = OWN | {"first_on": "9999-12-27"}
    assert only_error(await http.post(URL, json=far)) == (422, "first_on", "too_far_ahead")
    moved = SWAP | {"first_on": "2027-01-04", "other_first_on": "2027-01-11"}
    believed = (await pool.fetchval("SELECT max(recorded_at) FROM duties")).isoformat()
    clock.step(timedelta(minutes=1))
    assert (await http.post(f"{URL}/swap", json=moved)).status_code == 200
    assert await _shown(http) == [planned[0], ("2027-01-04", "berik"), ("2027-01-11", "aigul")]
    assert await _shown(http, known_at=believed) == planned
    assert len(await told(pool)) == before, "duty in the own court tells nothing"


async def test_duty_in_another_court_is_told_in_both_or_in_none(http: httpx.AsyncClient, pool: asyncpg.Pool) -> None:
    await a_court(http, "aigul", "berik")
    assert only_error(await http.post(URL, json=ELSEWHERE)) == (404, "court_id", "unknown_court")
    await http.put(f"/courts/{HOST}", json={"name": NAMES})
    officer = bearer("hr_officer", COURT)
    assert (await http.post(URL, json=ELSEWHERE, headers=officer)).status_code == 403
    assert (await http.post(URL, json=ELSEWHERE)).status_code == 200
    await _on_leave(http, "berik", "2027-02-09", "2027-02-10")
    before = len(await told(pool))
    until = {"until": "2027-02-28"}
    assert (await http.post(f"{URL}/tell", json=until, headers=officer)).status_code == 403
    assert only_error(await http.post(f"{URL}/tell", json=until)) == (409, "until", "absence_overlaps")
    assert len(await told(pool)) == before
    assert (await http.get(f"/courts/{HOST}/people")).json() == []
    done = await http.post(f"{URL}/tell", json={"until": "2027-02-01"})
    assert done.status_code == 200, done.text
    facts = [(fact.type, fact.key, fact.data.get("to_on")) for fact in (await told(pool))[before:]]
    assert facts == [
        ("court.absence.approved.v1", COURT, None),
        ("court.staff.appointed.v1", HOST, "2027-02-07"),
    ]
    assert (await http.post(f"{URL}/tell", json={"until": "2027-02-01"})).json()["changed"] is False
    swap = SWAP | {"first_on": "2027-02-01", "other_first_on": "2027-02-08"}
    assert only_error(await http.post(f"{URL}/swap", json=swap)) == (409, "first_on", "duty_told")
    assert await _shown(http, HOST) == [("2027-02-01", "aigul"), ("2027-02-08", "berik")]


async def test_the_page_shows_the_quarter_and_swaps(http: httpx.AsyncClient, app: FastAPI) -> None:
    await a_court(http, "aigul", "berik")
    await http.post(URL, json=OWN)
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://hr", headers=HTML, follow_redirects=True
    ) as browser:
        await browser.post("/sign-in", data={"key": KEYS.make("hr_officer", COURT)})
        page = await browser.get(PAGE, params={"quarter": "2027-1"})
        assert (page.status_code, page.text.count('<th scope="row"')) == (200, 3)
        token = {"form_token": page.text.split('name="form_token" value="')[1].split('"')[0], "quarter": "2027-1"}
        weeks = {"one": f"2026-12-28 {an_id('aigul')}", "other": f"2027-01-04 {an_id('berik')}"}
        wrong = await browser.post(PAGE, data=token | weeks | {"other": "2027-01-04"})
        assert (wrong.status_code, wrong.text.count('aria-invalid="true"')) == (422, 1)
        swapped = await browser.post(PAGE, data=token | weeks)
        assert "The weeks are swapped." in swapped.text
        again = await browser.post(PAGE, data=token | weeks)
        assert (again.status_code, "is not on duty in this week" in again.text) == (422, True)
        for language, words in (("kk", "Кезекшілік"), ("ru", "Дежурство")):
            assert words in (await browser.get(PAGE, params={"lang": language})).text
    assert await _shown(http) == [("2026-12-28", "berik"), ("2027-01-04", "aigul"), ("2027-01-11", "aigul")]


async def test_the_database_itself_refuses_two_duties_at_one_time(http: httpx.AsyncClient, pool: asyncpg.Pool) -> None:
    await a_court(http, "aigul", "berik")
    await http.post(URL, json=OWN)
    again = """
        INSERT INTO duties SELECT court_id, $1, monday, 9, $2, home_court_id, passed, absence_id, recorded_at
        FROM duties ORDER BY monday LIMIT 1
    """
    for post, person, constraint in (("x", "aigul", "duty_person_once"), (None, "x", "duty_place_once")):
        with pytest.raises(asyncpg.ExclusionViolationError) as refused:
            await pool.execute(again, post and an_id(post), an_id(person))
        assert refused.value.constraint_name == constraint
    with pytest.raises(asyncpg.IntegrityConstraintViolationError):
        await pool.execute("UPDATE duties SET person_id = $1", an_id("x"))
