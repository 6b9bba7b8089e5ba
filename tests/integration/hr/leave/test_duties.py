"""Duty plans: in turn, swapped, told as secondments in both courts or in none."""

from datetime import timedelta
from typing import Any

import asyncpg
import httpx
import pytest
from fastapi import FastAPI
from tarazy_hr.app.leave.duty_moving import fill_gaps, move_duties
from tarazy_shared.unit_of_work import Work

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
    assert await _shown(http, HOST) == [("2027-02-01", "aigul"), ("2027-02-08", "berik")]


async def _told_elsewhere(http: httpx.AsyncClient, *people: str) -> None:
    """Two weeks of duty in another court, told to it."""
    await a_court(http, "aigul", "berik", *people)
    await http.put(f"/courts/{HOST}", json={"name": NAMES})
    turn = [*TURN, *({"person_id": an_id(name)} for name in people)]
    assert (await http.post(URL, json=ELSEWHERE | {"turn": turn})).status_code == 200
    assert (await http.post(f"{URL}/tell", json={"until": "2027-02-28"})).status_code == 200


async def _facts_since(pool: asyncpg.Pool, before: int) -> list[tuple[str, str, str, Any]]:
    names = {an_id(name): name for name in ("aigul", "berik", "saule")}
    facts = (await told(pool))[before:]
    return [
        (fact.type.split(".", 1)[1], fact.key, names[fact.data["person_id"]], fact.data.get("to_on")) for fact in facts
    ]


async def test_duty_that_was_told_is_handed_over_swapped_and_called_off_in_both_courts(
    http: httpx.AsyncClient, pool: asyncpg.Pool
) -> None:
    await _told_elsewhere(http, "saule")
    before = len(await told(pool))
    over = {"person_id": an_id("aigul"), "first_on": "2027-02-01", "to_person_id": an_id("saule")}
    officer = bearer("hr_officer", COURT)
    assert (await http.post(f"{URL}/hand-over", json=over, headers=officer)).status_code == 403
    done = await http.post(f"{URL}/hand-over", json=over)
    assert done.status_code == 200, done.text
    handed = [
        ("absence.cancelled.v1", COURT, "aigul", None),
        ("staff.separated.v1", HOST, "aigul", None),
        ("absence.approved.v1", COURT, "saule", None),
        ("staff.appointed.v1", HOST, "saule", "2027-02-07"),
    ]
    assert await _facts_since(pool, before) == handed
    back = over | {"person_id": an_id("saule"), "to_person_id": an_id("aigul")}
    assert (await http.post(f"{URL}/hand-over", json=back)).status_code == 200, "and given back"
    versions = [fact.data["version"] for fact in await told(pool) if fact.key == HOST and "staff" in fact.type]
    assert versions == [1, 1, 2, 1, 2, 3], "no version is used twice"
    before = len(await told(pool))
    swap = SWAP | {"first_on": "2027-02-01", "other_first_on": "2027-02-08"}
    assert (await http.post(f"{URL}/swap", json=swap)).status_code == 200
    assert [fact[0] for fact in await _facts_since(pool, before)] == [
        "absence.cancelled.v1",
        "staff.separated.v1",
        "absence.cancelled.v1",
        "staff.separated.v1",
        "absence.approved.v1",
        "staff.appointed.v1",
        "absence.approved.v1",
        "staff.appointed.v1",
    ]
    assert await _shown(http, HOST) == [("2027-02-01", "berik"), ("2027-02-08", "aigul")]
    week = {"person_id": an_id("berik"), "first_on": "2027-02-01"}
    (duty,) = [one for one in (await http.get(URL, params=RANGE)).json() if one["first_on"] == "2027-02-01"]
    of_duty = a_person_url("berik", f"/secondments/{duty['absence_id']}/call-off")
    assert only_error(await http.post(of_duty)) == (409, "absence_id", "is_duty")
    alone = a_person_url("berik", f"/leaves/{duty['absence_id']}/cancel")
    assert only_error(await http.post(alone)) == (409, "absence_id", "is_secondment")
    assert (await http.post(f"{URL}/call-off", json=week)).status_code == 200
    assert await _shown(http, HOST) == [("2027-02-08", "aigul")]
    assert only_error(await http.post(f"{URL}/call-off", json=week)) == (404, "person_id", "unknown_duty")
    there = (await http.get(f"/courts/{HOST}/people")).json()
    assert [one["person_id"] for one in there] == [an_id("aigul")], "whoever came and went leaves nothing behind"


async def test_duty_moves_when_somebody_falls_ill_and_comes_back_when_nobody_else_could(
    http: httpx.AsyncClient, pool: asyncpg.Pool, work: Work, clock: SteppingClock
) -> None:
    await _told_elsewhere(http)
    sick = {"leave_type": "sickness", "first_on": "2027-02-02", "last_on": "2027-02-04"}
    made = await http.post(a_person_url("aigul", "/leaves/recorded"), json=sick)
    assert made.status_code == 201, made.text
    before = len(await told(pool))
    await move_duties(work)
    assert await _shown(http, HOST) == [("2027-02-01", "berik"), ("2027-02-08", "berik")]
    assert [fact[::2] for fact in await _facts_since(pool, before)] == [
        ("absence.cancelled.v1", "aigul"),
        ("staff.separated.v1", "aigul"),
        ("absence.approved.v1", "berik"),
        ("staff.appointed.v1", "berik"),
    ]
    moved = (await http.get(f"/courts/{HOST}/duties", params=RANGE)).json()[0]
    assert (moved["instead_of"], moved["why"]) == (an_id("aigul"), "away")
    await move_duties(work)
    await http.post(a_person_url("berik", "/suspend"), json={"from_on": "2027-02-08"})
    before = len(await told(pool))
    clock.step(timedelta(minutes=1))
    await move_duties(work)
    assert [one["person_id"] for one in (await http.get(URL, params=RANGE)).json()] == [an_id("berik"), an_id("aigul")]
    other = sick | {"first_on": "2027-02-10", "last_on": "2027-02-12"}
    gone = (await http.post(a_person_url("aigul", "/leaves/recorded"), json=other)).json()["absence_id"]
    await move_duties(work)
    gap = (await http.get(f"/courts/{HOST}/duties", params=RANGE)).json()[1]
    assert (gap["is_gap"], gap["person_id"], gap["why"]) == (True, an_id("aigul"), "away")
    await http.post(a_person_url("aigul", f"/leaves/{gone}/cancel"))
    before = len(await told(pool))
    clock.step(timedelta(minutes=1))
    await fill_gaps(work)
    assert [one["is_gap"] for one in (await http.get(URL, params=RANGE)).json()] == [False, False]
    assert [fact[0] for fact in await _facts_since(pool, before)] == ["absence.approved.v1", "staff.appointed.v1"]
    trail = await pool.fetch("SELECT detail FROM audit_trail WHERE action = 'duty.move' AND court_id = $1", HOST)
    assert len(trail) == 4


async def test_leave_is_granted_over_a_week_of_duty_which_goes_to_the_next(
    http: httpx.AsyncClient, pool: asyncpg.Pool, work: Work
) -> None:
    await _told_elsewhere(http, "saule")
    leave = {"leave_type": "annual", "first_on": "2027-02-03", "last_on": "2027-02-05"}
    made = await http.post(a_person_url("aigul", "/leaves"), json=leave)
    assert made.status_code == 201, made.text
    before = len(await told(pool))
    approved = await http.post(a_person_url("aigul", f"/leaves/{made.json()['absence_id']}/approve"))
    assert approved.status_code == 200, approved.text
    assert [fact[::2] for fact in await _facts_since(pool, before)] == [
        ("absence.cancelled.v1", "aigul"),
        ("staff.separated.v1", "aigul"),
        ("absence.approved.v1", "aigul"),
    ]
    await move_duties(work)
    shown = (await http.get(URL, params=RANGE)).json()
    assert [(one["first_on"], one["person_id"]) for one in shown] == [
        ("2027-02-01", an_id("berik")),
        ("2027-02-08", an_id("berik")),
    ]


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
        week = {"week": f"2027-01-11 {an_id('aigul')}"}
        nobody = await browser.post(f"{PAGE}/change", data=token | week)
        assert (nobody.status_code, nobody.text.count('aria-invalid="true"')) == (422, 1)
        handed = await browser.post(f"{PAGE}/change", data=token | week | {"taker": an_id("berik")})
        assert "The week is handed over." in handed.text
        same = await browser.post(f"{PAGE}/change", data=token | week | {"taker": an_id("berik")})
        assert (same.status_code, "is not on duty in this week" in same.text) == (422, True)
        off = await browser.post(f"{PAGE}/change", data=token | {"week": f"2027-01-11 {an_id('berik')}", "off": "1"})
        assert "The week is called off." in off.text
    assert await _shown(http) == [("2026-12-28", "berik"), ("2027-01-04", "aigul")]


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
