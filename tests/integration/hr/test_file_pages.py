"""The file of a person: what an officer reads in it and does about the person, and what the person sees of it."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest
from fastapi import FastAPI

from tests.integration.hr.access.test_desk import HTML, KEYS
from tests.integration.hr.leave.test_leave_pages import token_of
from tests.integration.hr.requests import COURT, NAMES, a_court, a_person_url, absence, an_id

HOST = "kz-almaty-2"
FILE = f"/courts/{COURT}/desk/establishment/people/{an_id('aigul')}"


@pytest.fixture
async def browser(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://hr", headers=HTML, follow_redirects=True
    ) as client:
        yield client


async def officer(http: httpx.AsyncClient, browser: httpx.AsyncClient, court: str | None = COURT) -> dict[str, str]:
    """An officer of a court with two judges; the token of the forms."""
    await a_court(http, "aigul", "berik")
    return token_of(await browser.post("/sign-in", data={"key": KEYS.make("hr_officer", court)}))


async def do(browser: httpx.AsyncClient, token: dict[str, str], act: str, **fields: str) -> httpx.Response:
    """Send the form of an act; `of` goes by its address first."""
    about = {"of": fields["of"]} if "of" in fields else {}
    assert (await browser.get(f"{FILE}/{act}", params=about)).status_code == 200
    return await browser.post(f"{FILE}/{act}", data=token | fields)


async def done(browser: httpx.AsyncClient, token: dict[str, str], act: str, **fields: str) -> str:
    """The same where it is taken: the file afterwards."""
    answer = await do(browser, token, act, **fields)
    assert (answer.status_code, answer.url.path, "Recorded." in answer.text) == (200, FILE, True), answer.text
    return answer.text


async def stands(http: httpx.AsyncClient, tail: str = "") -> Any:
    return (await http.get(a_person_url("aigul", tail))).json()


async def test_what_is_done_from_the_file_stands(http: httpx.AsyncClient, browser: httpx.AsyncClient) -> None:
    token = await officer(http, browser)
    await done(browser, token, "authorise", specialism="juvenile", from_on="01.12.2026")
    await done(browser, token, "end-authorisation", of="juvenile", to_on="2026-12-31")
    given = {"specialism": "juvenile", "from_on": "2026-12-01", "to_on": "2026-12-31"}
    assert (await stands(http))["authorisations"] == [given]
    assert f'{FILE}/suspend"' not in await done(browser, token, "suspend", from_on="01.02.2027")
    assert f'{FILE}/suspend"' in await done(browser, token, "reinstate", from_on="01.02.2027")
    assert (await stands(http))["suspensions"] == [{"from_on": "2027-02-01", "back_on": "2027-02-01"}]
    await done(browser, token, "declare", against="ТОО «Береке»")
    (interest,) = (await http.get(f"/courts/{COURT}/interests")).json()
    await done(browser, token, "end-interest", of=interest["interest_id"], to_on="31.12.2026")
    assert (await http.get(f"/courts/{COURT}/interests")).json()[0]["to_on"] == "2026-12-31"
    await done(browser, token, "pattern", from_on="01.03.2027", **{"on-mon-am": "1", "on-tue-pm": "1"})
    (pattern,) = await stands(http, "/working-patterns")
    assert pattern["working_pattern"] == {"mon": ["am"], "tue": ["pm"]}
    assert "From 1 March 2027" not in await done(browser, token, "take-pattern-back", of="2027-03-01")
    changed = {"name": "Ахметова Айгүл Серікқызы", "share": "0,5", "email": "a@court.test", "languages": "kk"}
    await done(browser, token, "change", to_on="31.12.2027", order_number="17-к", sms="+77001234567", **changed)
    person = await stands(http)
    assert (person["name"], person["to_on"], person["full_time_share"]) == (changed["name"], "2027-12-31", 0.5)
    assert [one["channel"] for one in person["contacts"]] == ["email", "sms"]
    await done(browser, token, "separate", last_on="31.10.2027")
    assert (await stands(http))["to_on"] == "2027-10-31"


async def test_absences_and_days_of_leave_from_the_file(http: httpx.AsyncClient, browser: httpx.AsyncClient) -> None:
    token = await officer(http, browser)
    await done(browser, token, "absence", kind="training", first_on="07.12.2026", last_on="08.12.2026")
    (entered,) = (await http.get("/absences", params={"court_id": COURT})).json()
    assert (entered["kind"], entered["starts_at"]) == ("training", "2026-12-06T19:00:00Z")
    wrong = await do(browser, token, "absence", kind="training", first_on="08.12.2026", last_on="07.12.2026")
    assert (wrong.status_code, 'id="last_on-why"' in wrong.text) == (409, True)
    await done(browser, token, "decide-absence", of=entered["absence_id"], decision="cancel", note="")
    asked = (await http.post("/absences", json=absence("aigul"))).json()
    other = await do(browser, token, "decide-absence", of=asked["absence_id"], decision="cancel")
    assert (other.status_code, "Choose one of the list." in other.text) == (422, True)
    await done(browser, token, "decide-absence", of=asked["absence_id"], decision="approve", note="Иә")
    found = {one["absence_id"]: one["status"] for one in (await http.get("/absences?court_id=" + COURT)).json()}
    assert found == {entered["absence_id"]: "cancelled", asked["absence_id"]: "approved"}
    sick = {"leave_type": "sickness", "first_on": "2026-11-23", "last_on": "2026-11-24"}
    made = (await http.post(a_person_url("aigul", "/leaves/recorded"), json=sick)).json()
    await done(browser, token, "certificate", of=made["absence_id"], certificate="118-44", last_on="25.11.2026")
    (leave,) = (await http.get(f"/courts/{COURT}/leaves")).json()
    assert (leave["certificate"], leave["last_on"]) == ("118-44", "2026-11-25")
    extra = {"leave_type": "annual", "kind": "correction", "on": "01.02.2026", "reason": "За 2025 год"}
    unread = await do(browser, token, "adjust", days="two", **extra)
    assert (unread.status_code, 'value="two"' in unread.text, 'id="days-why"' in unread.text) == (422, True, True)
    shown = await done(browser, token, "adjust", days="-2,5", **extra)
    adjustment = shown.split("withdraw-adjustment?of=")[1].split('"')[0]
    assert "За 2025 год" not in await done(browser, token, "withdraw-adjustment", of=adjustment)


async def test_a_secondment_is_sent_and_ended_in_both_courts(
    http: httpx.AsyncClient, browser: httpx.AsyncClient
) -> None:
    token = await officer(http, browser, None)
    await http.put(f"/courts/{HOST}", json={"name": NAMES})
    await http.put(f"/courts/{HOST}/posts/{an_id('host')}", json={"number": "7", "role": "judge"})
    days = {"first_on": "01.02.2027", "last_on": "31.03.2027"}
    nowhere = await do(browser, token, "second", post=f"{HOST} {an_id('nowhere')}", **days)
    assert nowhere.status_code == 422
    busy = absence("aigul", starts_at="2027-02-02T00:00:00+05:00", ends_at="2027-02-03T00:00:00+05:00")
    await http.put(f"/absences/{an_id('busy')}", json=busy)
    there = f"{HOST} {an_id('host')}"
    refused = await do(browser, token, "second", post=there, **days)
    assert (refused.status_code, 'value="01.02.2027"' in refused.text) == (409, True)
    assert (await http.get(f"/courts/{HOST}/people")).json() == []
    await http.post(f"/absences/{an_id('busy')}/cancel")
    file = await done(browser, token, "second", post=there, order_number="12-к", **days)
    sent = file.split("end-secondment?of=")[1].split('"')[0]
    await done(browser, token, "end-secondment", of=sent, last_on="28.02.2027")
    assert [one["to_on"] for one in (await http.get(f"/courts/{HOST}/people")).json()] == ["2027-02-28"]
    assert (await http.get(f"/courts/{COURT}/leaves")).json()[0]["last_on"] == "2027-02-28"


async def test_acting_beside_the_own_post_is_ended_and_called_off(
    http: httpx.AsyncClient, browser: httpx.AsyncClient
) -> None:
    token = await officer(http, browser, None)
    post = f"/courts/{COURT}/posts/{an_id('chair')}"
    assert (await http.put(post, json={"number": "1", "role": "chair"})).status_code == 200
    acts = a_person_url("aigul", "/acting")
    for name, first in (("now", "2026-11-01"), ("later", "2027-06-01")):
        said = {"post_id": an_id("chair"), "from_on": first, "to_on": first[:8] + "28"}
        assert (await http.put(f"{acts}/{an_id(name)}", json=said)).status_code == 200
    access = (await browser.get(f"/courts/{COURT}/desk/access")).text
    assert "acts in the post No. 1" in access
    early = await do(browser, token, "end-acting", of=an_id("now"), last_on="01.01.2026")
    assert (early.status_code, 'id="last_on-why"' in early.text) == (409, True)
    await done(browser, token, "end-acting", of=an_id("now"), last_on="25.11.2026")
    begun = await do(browser, token, "call-acting-off", of=an_id("now"))
    assert begun.status_code == 409
    await done(browser, token, "call-acting-off", of=an_id("later"))
    assert [one["to_on"] for one in await stands(http, "/acting")] == ["2026-11-25"]


async def test_what_is_wrong_stands_beside_its_field_and_changes_nothing(
    http: httpx.AsyncClient, browser: httpx.AsyncClient, pool: asyncpg.Pool
) -> None:
    token = await officer(http, browser)
    before = await pool.fetchval("SELECT count(*) FROM outbox")
    soon = await do(browser, token, "suspend", from_on="tomorrow")
    assert (soon.status_code, 'value="tomorrow"' in soon.text, 'id="from_on-why"' in soon.text) == (422, True, True)
    empty = await do(browser, token, "pattern", from_on="01.03.2027")
    assert (empty.status_code, 'id="week-why"' in empty.text) == (409, True)
    assert 'id="on-mon-am" name="on-mon-am" value="1" aria-label="Mon, Morning">' in empty.text, "as it was left"
    early = await do(browser, token, "separate", last_on="01.01.2020")
    assert (early.status_code, 'id="last_on-why"' in early.text) == (409, True)
    for act, of in (("end-interest", an_id("x")), ("end-secondment", "x"), ("take-pattern-back", "x")):
        unknown = await do(browser, token, act, of=of, to_on="31.12.2026", last_on="31.12.2026")
        assert unknown.status_code == 409, act
    assert await pool.fetchval("SELECT count(*) FROM outbox") == before
    assert (await browser.post(f"{FILE}/suspend", data={"from_on": "01.02.2027"})).status_code == 403
    nobody = FILE.replace(an_id("aigul"), an_id("nobody"))
    assert (await browser.get(nobody)).status_code == 404
    assert (await browser.get(f"{nobody}/suspend")).status_code == 404
    assert (await browser.post(f"{nobody}/suspend", data=token | {"from_on": "01.02.2027"})).status_code == 404


async def test_that_a_file_was_read_is_noted(
    http: httpx.AsyncClient, browser: httpx.AsyncClient, pool: asyncpg.Pool
) -> None:
    await officer(http, browser)
    await browser.get(FILE)
    read = await pool.fetchrow("SELECT action, about, detail FROM audit_trail ORDER BY number DESC LIMIT 1")
    assert read is not None
    assert (read["action"], read["about"], read["detail"]) == ("person.read", an_id("aigul"), '{"files":1}')


@pytest.mark.parametrize(("language", "words"), [("kk", "Мүддені мәлімдеу"), ("ru", "Заявить интерес")])
async def test_a_judge_reads_the_own_file_and_declares_an_interest(
    http: httpx.AsyncClient, browser: httpx.AsyncClient, language: str, words: str
) -> None:
    await a_court(http, "aigul", "berik")
    key = KEYS.make("judge", COURT, UUID(an_id("aigul")))
    token = token_of(await browser.post("/sign-in", data={"key": key}))
    mine = await browser.get(FILE, params={"lang": language})
    assert (mine.status_code, words in mine.text) == (200, True)
    assert f"{FILE}/suspend" not in mine.text
    assert (await browser.get(f"{FILE}/suspend")).status_code == 403
    assert (await browser.get(FILE.replace(an_id("aigul"), an_id("berik")))).status_code == 403
    await done(browser, token, "declare", against="ИП Оспанов")
    assert (await http.get(f"/courts/{COURT}/interests")).json()[0]["against"] == "ИП Оспанов"
