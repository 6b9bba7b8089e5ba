"""How courts stand, how selection runs and who may do what, laid down from the desk."""

from collections.abc import AsyncIterator

import asyncpg
import httpx
import pytest
from fastapi import FastAPI

from tests.integration.hr.access.test_desk import HTML, KEYS
from tests.integration.hr.leave.test_leave_pages import token_of
from tests.integration.hr.requests import COURT, a_court, an_id, person

DESK = f"/courts/{COURT}/desk"
ISSUER, SUBJECT = "https://sign-on.court.test/realms/tarazy", an_id("account")
STAGE = {
    "s1_code": "interview",
    "s1_kk": "Әңгімелесу",
    "s1_ru": "Собеседование",
    "s1_en": "Interview",
    "s1_scorer": "panel",
    "s1_maximum": "50",
    "s1_threshold": "25,5",
    "s1_weight": "100",
    "s1_days": "10",
    "s1_kind": "working",
}
PROCEDURE = STAGE | {
    "valid_from": "01.06.2027",
    "where": "here",
    "source": "Order 12",
    "name_kk": "Конкурс",
    "name_ru": "Конкурс",
    "name_en": "Competition",
    "code": "judges",
    "applications_days": "30",
    "applications_kind": "calendar",
    "quorum": "3",
    "warn_days": "3",
    "keep_days": "365",
    "reasons": "answers; Жауаптары; Ответы; Answers",
    "documents": "",
}


@pytest.fixture
async def browser(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://hr", headers=HTML, follow_redirects=True
    ) as client:
        yield client


async def officer(http: httpx.AsyncClient, browser: httpx.AsyncClient, court: str | None = None) -> dict[str, str]:
    await a_court(http, "aigul")
    return token_of(await browser.post("/sign-in", data={"key": KEYS.make("hr_officer", court)}))


async def test_a_procedure_is_laid_down_for_competitions_to_come(
    http: httpx.AsyncClient, browser: httpx.AsyncClient
) -> None:
    token = await officer(http, browser)
    new = f"{DESK}/selection/procedures/new"
    assert (await browser.get(new)).status_code == 200
    wrong = PROCEDURE | {"s1_maximum": "many", "s1_en": "", "reasons": "one; two", "quorum": "0"}
    typed = await browser.post(new, data=token | wrong)
    assert (typed.status_code, 'value="many"' in typed.text) == (422, True)
    for field in ("s1_maximum", "s1_en", "reasons", "quorum"):
        assert f'id="{field}-why"' in typed.text, field
    high = await browser.post(new, data=token | PROCEDURE | {"s1_threshold": "60"})
    assert (high.status_code, 'id="s1_threshold-why"' in high.text) == (409, True)
    past = await browser.post(new, data=token | PROCEDURE | {"valid_from": "01.01.2026"})
    assert (past.status_code, 'id="valid_from-why"' in past.text) == (409, True)
    laid = await browser.post(new, data=token | PROCEDURE)
    assert (laid.status_code, "Order 12" in laid.text) == (200, True)
    (kept,) = (await http.get(f"/courts/{COURT}/selection-procedures")).json()
    assert (kept["valid_from"], kept["procedure"]["stages"][0]["threshold"]) == ("2027-06-01", "25.5")
    assert len((await http.get("/selection-procedures")).json()) == 1
    assert (await browser.post(new, data=token | PROCEDURE | {"where": "everywhere"})).status_code == 200
    assert len((await http.get("/selection-procedures")).json()) == 2
    token = token_of(await browser.post("/sign-in", data={"key": KEYS.make("hr_officer", COURT)}))
    refused = await browser.post(new, data=token | PROCEDURE | {"where": "everywhere"})
    assert (refused.status_code, 'id="where-why"' in refused.text) == (422, True)


async def test_accounts_are_linked_granted_a_role_and_closed(
    http: httpx.AsyncClient, browser: httpx.AsyncClient, pool: asyncpg.Pool
) -> None:
    token = await officer(http, browser)
    access = f"{DESK}/access"
    await http.put(f"/courts/{COURT}/people/{an_id('chair')}", json=person("chair", role="chair", order_number="9-к"))
    assert "No account is known here." in (await browser.get(access)).text
    named = {"issuer": ISSUER, "subject": SUBJECT, "person": an_id("aigul")}
    unnamed = await browser.post(f"{access}/link", data=token | named | {"subject": ""})
    assert (unnamed.status_code, 'id="subject-why"' in unnamed.text) == (422, True)
    assert SUBJECT in (await browser.post(f"{access}/link", data=token | named)).text
    key = {"of": f"{ISSUER} {SUBJECT}"}
    assert (await browser.get(f"{access}/grant", params=key)).status_code == 200
    role = {"role": "observer", "where": "here", "from_on": "24.11.2026", "to_on": "01.01.2026"}
    early = await browser.post(f"{access}/grant", data=token | key | role)
    assert (early.status_code, 'id="to_on-why"' in early.text) == (409, True)
    nobody = await browser.post(f"{access}/grant", data=token | role | {"of": "x y", "to_on": ""})
    assert nobody.status_code == 409
    given = await browser.post(f"{access}/grant", data=token | key | role | {"to_on": ""})
    assert ("order 9-к" in given.text, "a grant to the account" in given.text) == (True, True)
    grant = given.text.split("end-grant?of=")[1].split('"')[0]
    assert (
        await browser.post(f"{access}/end-grant", data=token | {"of": "x", "to_on": "24.11.2026"})
    ).status_code == 409
    await browser.post(f"{access}/end-grant", data=token | {"of": grant, "to_on": "30.11.2026"})
    closed = await browser.post(f"{access}/close", data=token | key)
    assert "closed" in closed.text
    (account,) = (await http.get("/accounts")).json()
    assert (account["closed"], account["grants"][0]["to_on"]) == (True, "2026-11-30")
    noted = [row["action"] for row in await pool.fetch("SELECT action FROM audit_trail WHERE action = 'access.change'")]
    assert len(noted) == 4
    await browser.post("/sign-in", data={"key": KEYS.make("hr_officer", COURT)})
    assert (await browser.get(access)).status_code == 403


async def test_a_court_is_changed_and_another_registered(http: httpx.AsyncClient, browser: httpx.AsyncClient) -> None:
    token = await officer(http, browser)
    court = f"{DESK}/establishment/court"
    assert "Almaty Court" in (await browser.get(court)).text
    said = {"name_kk": "Сот", "name_ru": "Суд", "name_en": "Court", "zone": "Asia/Almaty", "language": "ru"}
    half = await browser.post(court, data=token | said | {"address_ru": "пр. Абая, 1", "zone": "Almaty"})
    assert (half.status_code, 'id="zone-why"' in half.text) == (422, True)
    half = await browser.post(court, data=token | said | {"address_ru": "пр. Абая, 1"})
    assert (half.status_code, 'id="address_kk-why"' in half.text) == (422, True)
    assert (await browser.post(court, data=token | said | {"region": "Алматы"})).status_code == 200
    known = (await http.get(f"/courts/{COURT}")).json()
    assert (known["name"]["en"], known["region"], known["version"]) == ("Court", "Алматы", 2)
    taken = await browser.post(f"{court}/new", data=token | said | {"court_id": COURT})
    assert (taken.status_code, 'id="court_id-why"' in taken.text) == (409, True)
    assert (await browser.post(f"{court}/new", data=token | said | {"court_id": "kz-new-1"})).status_code == 200
    assert (await http.get("/courts/kz-new-1")).status_code == 200
    token = token_of(await browser.post("/sign-in", data={"key": KEYS.make("hr_officer", COURT)}))
    other = await browser.post(f"{court}/new", data=token | said | {"court_id": "kz-new-2"})
    assert other.status_code == 403
    assert (await http.get("/courts/kz-new-2")).status_code == 404
