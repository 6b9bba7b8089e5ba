"""The desk's section "Leave" as an officer and a judge see it."""

import re
from collections.abc import AsyncIterator
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI

from tests.integration.hr.access.test_desk import HTML, KEYS
from tests.integration.hr.requests import COURT, NAMES, a_court, a_person_url, an_id

DESK = f"/courts/{COURT}/desk/leave"
AIGUL = f"{DESK}/people/{an_id('aigul')}"
LEAVE = {"leave_type": "annual", "first_on": "2026-12-14", "last_on": "2026-12-31", "note": "family"}


@pytest.fixture
async def browser(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://hr", headers=HTML, follow_redirects=True
    ) as client:
        yield client


def token_of(page: httpx.Response) -> dict[str, str]:
    return {"form_token": page.text.split('name="form_token" value="')[1].split('"')[0]}


async def test_an_officer_sees_what_a_leave_would_bring_grants_it_and_finds_it_on_the_wall(
    http: httpx.AsyncClient, browser: httpx.AsyncClient
) -> None:
    await a_court(http, "aigul", "berik")
    await http.put(f"/courts/{COURT}/cover-rules/all-judges", json={"minimum": 2, "valid_from": "2026-01-01"})
    await browser.post("/sign-in", data={"key": KEYS.make("hr_officer", COURT)})
    page = await browser.get(AIGUL)
    assert (page.status_code, page.text.count("Nobody has compared these figures")) == (200, 1)
    token = token_of(page)
    looked = await browser.post(AIGUL, data=LEAVE | token | {"look": "1"})
    assert "this is only HR&#39;s own copy" in looked.text
    assert "days left at the end of 2026, now 29.67" in looked.text
    assert re.search(r"all judges.*?<span class=\"tag warn\">13</span>", looked.text, re.DOTALL)
    assert "2026" in (await browser.post(AIGUL, data=LEAVE | token | {"first_on": "14.12.2026", "look": "1"})).text
    wrong = await browser.post(AIGUL, data=LEAVE | token | {"first_on": "14.12", "last_on": ""})
    assert (wrong.status_code, wrong.text.count('aria-invalid="true"')) == (422, 2)
    assert "family" in wrong.text
    refused = await browser.post(AIGUL, data=LEAVE | token | {"last_on": "2026-12-01"})
    assert (refused.status_code, refused.text.count('class="field wrong"')) == (422, 1)
    asked = await browser.post(AIGUL, data=LEAVE | token)
    assert "The request is sent." in asked.text
    desk = await browser.get(DESK, params={"quarter": "2026-4"})
    (decision,) = re.findall(rf'href="({AIGUL}/[0-9a-f-]+)"', desk.text)
    assert '<rect class="pale"' in desk.text
    shown = await browser.get(decision)
    assert "What changes if it is granted" in shown.text
    bad = await browser.post(f"{decision}/decide", data=token | {"decision": "approve", "substitute_id": an_id("x")})
    assert bad.status_code == 422
    granted = await browser.post(f"{decision}/decide", data=token | {"decision": "approve"})
    assert "The leave is granted." in granted.text
    wall = await browser.get(DESK, params={"quarter": "2026-4"})
    assert re.search(r'aria-label="Ахметова Айгүл\. [^"]*14[^"]* – [^"]*31[^"]*: leave"', wall.text)
    assert wall.text.count('class="pale bad"') == 13
    assert "Fewer than wanted: " in wall.text
    cut = await browser.post(f"{decision}/end", data=token | {"last_on": "2026-12-18"})
    assert "the rest has come back" in cut.text
    assert (await browser.post(f"{decision}/end", data={"last_on": "2026-12-17"})).status_code == 403
    assert (await browser.get(f"{DESK}/people/{an_id('nobody')}")).status_code == 404


@pytest.mark.parametrize(("language", "words"), [("kk", "Менің демалысым"), ("ru", "Мой отпуск")])
async def test_a_judge_sees_and_asks_for_the_own_leave_alone(
    http: httpx.AsyncClient, browser: httpx.AsyncClient, language: str, words: str
) -> None:
    await a_court(http, "aigul", "berik")
    await browser.post("/sign-in", data={"key": KEYS.make("judge", COURT, UUID(an_id("aigul")))})
    mine = await browser.get(DESK, params={"lang": language})
    assert mine.url.path == AIGUL
    assert words in (await browser.get(AIGUL, params={"lang": language})).text
    sick = {"leave_type": "sickness", "first_on": "2026-11-24", "last_on": "2026-11-25"}
    assert (await browser.post(AIGUL, data=sick | token_of(mine))).status_code == 422
    await browser.post(AIGUL, data=LEAVE | token_of(mine))
    (leave,) = (await http.get(f"/courts/{COURT}/leaves")).json()
    page = await browser.get(f"{AIGUL}/{leave['absence_id']}")
    assert page.status_code == 200
    assert f"{leave['absence_id']}/decide" not in page.text
    assert (await browser.get(f"{DESK}/people/{an_id('berik')}")).status_code == 403
    decided = await browser.post(f"{AIGUL}/{leave['absence_id']}/decide", data=token_of(mine) | {"decision": "approve"})
    assert decided.status_code == 403
    await browser.post(f"{AIGUL}/{leave['absence_id']}/withdraw", data=token_of(mine))
    assert (await http.get(f"/courts/{COURT}/leaves")).json()[0]["status"] == "withdrawn"
    assert (await http.get(a_person_url())).status_code == 200


async def test_the_wall_shows_suspensions_and_secondments_in_both_courts(
    http: httpx.AsyncClient, browser: httpx.AsyncClient
) -> None:
    await a_court(http, "aigul", "berik")
    host = "kz-almaty-2"
    await http.put(f"/courts/{host}", json={"name": NAMES})
    away = {"host_court_id": host, "post_id": an_id("host"), "first_on": "2026-12-07", "last_on": "2026-12-31"}
    await http.post(a_person_url("aigul", "/secondments"), json=away)
    sick = {"leave_type": "sickness", "first_on": "2026-12-14", "last_on": "2026-12-16"}
    assert (await http.post(a_person_url("aigul", "/leaves/recorded"), json=sick)).status_code == 201
    await http.post(a_person_url("berik", "/suspend"), json={"from_on": "2026-12-21"})
    walls = {}
    for court in (COURT, host):
        await browser.post("/sign-in", data={"key": KEYS.make("hr_officer", court)})
        page = await browser.get(f"/courts/{court}/desk/leave", params={"quarter": "2026-4", "lang": "en"})
        walls[court] = re.findall(r'aria-label="Ахметова Айгүл\. ([^"]*)"', page.text)
    kinds = {court: [re.findall(r": ([a-z]+)", strip) for strip in strips] for court, strips in walls.items()}
    both = [["secondment", "sickness"], ["suspension"]]
    assert {court: sorted(found) for court, found in kinds.items()} == {COURT: both, host: [["sickness"]]}
    assert page.text.count('<rect class="hatch"') == 1


async def test_a_preview_names_for_whom_somebody_stands_in(http: httpx.AsyncClient, browser: httpx.AsyncClient) -> None:
    await a_court(http, "aigul", "berik")
    leave = {"leave_type": "annual", "first_on": "2026-12-14", "last_on": "2026-12-18"}
    theirs = leave | {"substitute_id": an_id("aigul")}
    assert (await http.post(a_person_url("berik", "/leaves"), json=theirs)).status_code == 201
    seen = (await http.post(a_person_url("aigul", "/leaves/preview"), json=leave | {"last_on": "2026-12-14"})).json()
    ((whom, code),) = [(one["person_id"], one["code"]) for one in seen["stands_in_for"]]
    assert (whom, code) == (an_id("berik"), "stands_in_then")
    later = leave | {"first_on": "2026-12-21", "last_on": "2026-12-22"}
    assert (await http.post(a_person_url("aigul", "/leaves/preview"), json=later)).json()["stands_in_for"] == []
    await browser.post("/sign-in", data={"key": KEYS.make("hr_officer", COURT)})
    page = await browser.get(AIGUL)
    looked = await browser.post(AIGUL, data=LEAVE | token_of(page) | {"look": "1"})
    assert "this person stands in for somebody" in looked.text
