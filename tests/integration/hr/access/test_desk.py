"""Signing in, looking into a court, and what is left in the audit trail."""

import json
from collections.abc import AsyncIterator
from uuid import UUID

import asyncpg
import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from tarazy_hr.adapters.http.door import COOKIE
from tarazy_shared.pages.extraction import faults_of
from tarazy_shared.sign_in.development_keys import DevelopmentKeys
from tarazy_shared.who import Role

from tests.integration.hr.conftest import TOKEN
from tests.integration.hr.requests import COURT, NAMES, a_court, a_person_url, absence, an_id, person
from tests.servers import Database

KEYS = DevelopmentKeys.of(SecretStr(TOKEN))
HTML = {"accept": "text/html", "accept-language": "en"}


def bearer(role: Role, court: str | None = COURT, who: str | None = None) -> dict[str, str]:
    """A key shown by a program."""
    return {"Authorization": f"Bearer {KEYS.make(role, court, UUID(an_id(who)) if who else None)}"}


@pytest.fixture
async def browser(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://hr", headers=HTML, follow_redirects=True
    ) as client:
        yield client


async def test_a_browser_signs_in_and_finds_its_court(http: httpx.AsyncClient, browser: httpx.AsyncClient) -> None:
    await a_court(http)
    asked = await browser.get(f"/courts/{COURT}/desk")
    assert asked.url.path == "/sign-in"
    assert asked.url.params["next"] == f"/courts/{COURT}/desk"
    wrong = await browser.post(str(asked.url), data={"key": "no key"})
    assert wrong.status_code == 403
    assert "This key is not known here." in wrong.text
    entered = await browser.post(str(asked.url), data={"key": KEYS.make("hr_officer", COURT)})
    assert (entered.status_code, entered.url.path) == (200, f"/courts/{COURT}/desk")
    assert "HR officer" in entered.text
    assert NAMES["en"] in (await browser.get("/")).text
    form_token = entered.text.split('name="form_token" value="')[1].split('"')[0]
    assert (await browser.post("/sign-out", data={"form_token": "another"})).status_code == 403
    left = await browser.post("/sign-out", data={"form_token": form_token})
    assert left.url.path == "/sign-in"
    assert COOKIE not in browser.cookies


async def test_signing_in_leads_to_no_other_place(browser: httpx.AsyncClient) -> None:
    for away in ("//elsewhere.test", "https://elsewhere.test/", "/courts/x/../..//e.test", "/docs", "/courts/x/desk\n"):
        answer = await browser.post(
            "/sign-in", params={"next": away}, data={"key": KEYS.make("observer")}, follow_redirects=False
        )
        assert (answer.status_code, answer.headers["location"]) == (303, "/")


async def test_another_court_is_not_open(http: httpx.AsyncClient, browser: httpx.AsyncClient) -> None:
    await a_court(http)
    await browser.post("/sign-in", data={"key": KEYS.make("hr_officer", "kz-other")})
    refused = await browser.get(f"/courts/{COURT}/desk")
    assert refused.status_code == 403
    assert "desk.open" in refused.text
    assert "There is no court that you may look into." in (await browser.get("/")).text


async def test_an_order_without_a_session_is_not_taken(browser: httpx.AsyncClient) -> None:
    answer = await browser.post("/sign-out", data={"form_token": "x"})
    assert answer.status_code == 403
    assert "Nothing has been changed" in answer.text


async def test_nobody_is_401_and_the_wrong_role_403(http: httpx.AsyncClient) -> None:
    await a_court(http)
    assert (await http.get(f"/courts/{COURT}/people", headers={"Authorization": ""})).status_code == 401
    refused = await http.put(a_person_url(), json=person(), headers=bearer("chair"))
    assert refused.status_code == 403
    assert refused.json()["errors"][0]["code"] == "forbidden"
    assert "person.appoint" in refused.json()["errors"][0]["reason"]
    assert (await http.put(a_person_url(), json=person(), headers=bearer("hr_officer"))).status_code == 200


async def test_a_judge_asks_for_the_own_leave_and_reads_the_own_file(http: httpx.AsyncClient) -> None:
    await a_court(http, "aigul", "berik")
    aigul = bearer("judge", COURT, "aigul")
    mine = await http.post("/absences", json=absence("aigul"), headers=aigul)
    assert mine.status_code == 201
    assert (await http.post("/absences", json=absence("berik"), headers=aigul)).status_code == 403
    leave = f"/absences/{mine.json()['absence_id']}"
    assert (await http.post(f"{leave}/approve", headers=aigul)).status_code == 403
    assert (await http.get(leave, headers=aigul)).status_code == 200
    assert (await http.get(leave, headers=bearer("judge", COURT, "berik"))).status_code == 403
    assert (await http.get("/absences", headers=aigul)).status_code == 403
    assert len((await http.get("/absences", params={"person_id": an_id("aigul")}, headers=aigul)).json()) == 1
    assert (await http.get(a_person_url("aigul"), headers=aigul)).status_code == 200
    assert (await http.get(a_person_url("berik"), headers=aigul)).status_code == 403
    people = (await http.get(f"/courts/{COURT}/people", headers=aigul)).json()
    assert {one["person_id"]: bool(one["contacts"]) for one in people} == {an_id("aigul"): True, an_id("berik"): False}
    assert (await http.post(f"{leave}/withdraw", headers=aigul)).status_code == 200


async def test_roles_follow_from_the_post_of_today(http: httpx.AsyncClient) -> None:
    await a_court(http, "aigul")
    someone = bearer("observer", "kz-other", "chair")
    assert (await http.get(a_person_url("aigul"), headers=someone)).status_code == 403
    await http.put(a_person_url("chair"), json=person("chair", role="chair"))
    assert (await http.get(a_person_url("aigul"), headers=someone)).status_code == 200
    await http.post(a_person_url("chair", "/suspend"), json={"from_on": "2026-11-24"})
    assert (await http.get(a_person_url("aigul"), headers=someone)).status_code == 403
    await http.post(a_person_url("chair", "/reinstate"), json={"from_on": "2026-11-24"})
    await http.post(a_person_url("chair", "/separate"), json={"to_on": "2026-11-23"})
    assert (await http.get(a_person_url("aigul"), headers=someone)).status_code == 403


async def test_what_is_done_is_noted_and_what_changes_nothing_is_not(
    http: httpx.AsyncClient, pool: asyncpg.Pool
) -> None:
    await a_court(http, "aigul")
    officer = bearer("hr_officer")
    key = {"Idempotency-Key": "once"}
    for _ in range(2):
        changed = await http.put(a_person_url(), json=person(languages=["kk"]), headers=officer | key)
        assert changed.status_code == 200
    assert not (await http.put(a_person_url(), json=person(languages=["kk"]), headers=officer)).json()["changed"]
    rows = await pool.fetch("SELECT * FROM audit_trail ORDER BY number")
    assert [(row["subject"].split()[0], row["action"], row["about"]) for row in rows] == [
        ("system", "court.register", None),
        ("system", "person.appoint", an_id("aigul")),
        ("key", "person.appoint", an_id("aigul")),
    ]
    assert json.loads(rows[2]["detail"]) == {"facts": [{"fact": "appointment", "version": 2, "what": "updated"}]}
    cause = json.loads((await pool.fetch("SELECT headers FROM outbox ORDER BY id DESC LIMIT 1"))[0]["headers"])
    assert rows[2]["request_id"] == dict(cause)["ce_causationid"]


async def test_the_service_itself_cannot_change_the_trail(http: httpx.AsyncClient, pool: asyncpg.Pool) -> None:
    await a_court(http)
    for sql in ("UPDATE audit_trail SET subject = ''", "DELETE FROM audit_trail", "TRUNCATE audit_trail"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await pool.execute(sql)


async def test_nor_can_its_owner_without_taking_the_trigger_away(
    http: httpx.AsyncClient, hr_database: Database
) -> None:
    await a_court(http)
    owner = await asyncpg.connect(hr_database.owner_url)
    try:
        for sql in ("UPDATE audit_trail SET subject = ''", "DELETE FROM audit_trail", "TRUNCATE audit_trail"):
            with pytest.raises(asyncpg.IntegrityConstraintViolationError):
                await owner.execute(sql)
    finally:
        await owner.close()


async def test_an_answer_is_for_whoever_got_it_the_first_time(http: httpx.AsyncClient) -> None:
    await a_court(http)
    key = {"Idempotency-Key": "theirs"}
    assert (await http.put(a_person_url(), json=person(), headers=bearer("hr_officer") | key)).status_code == 200
    stranger = await http.put(a_person_url(), json=person(), headers=bearer("hr_officer", None) | key)
    assert stranger.status_code == 422


def test_every_page_speaks_three_languages() -> None:
    assert faults_of("tarazy_hr") == []
