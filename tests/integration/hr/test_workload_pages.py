"""The desk's section "Workload" as an officer, a chair and a judge see it."""

import re
from collections.abc import AsyncIterator
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI

from tests.integration.hr.access.test_desk import HTML, KEYS
from tests.integration.hr.requests import COURT, an_id
from tests.integration.hr.test_workload import YEAR, topic, two_courts

__all__ = ["topic", "two_courts"]

DESK = f"/courts/{COURT}/desk/workload"


@pytest.fixture
async def browser(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://hr", headers=HTML, follow_redirects=True
    ) as client:
        yield client


def cells(page: httpx.Response, row: str) -> list[str]:
    """The cells of the first row of a table that begins so, without marks of form."""
    assert page.status_code in (200, 422), page.text
    line = next((one for one in re.findall(r"<tr.*?</tr>", page.text, re.DOTALL) if f">{row}<" in one), None)
    assert line is not None, page.text
    texts = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line, re.DOTALL)
    return [re.sub(r"<[^>]+>", "", text).strip() for text in texts]


@pytest.mark.usefixtures("two_courts")
async def test_an_officer_sees_every_judge_sets_a_norm_and_compares_nothing_else(browser: httpx.AsyncClient) -> None:
    await browser.post("/sign-in", data={"key": KEYS.make("hr_officer", COURT)})
    page = await browser.get(DESK, params=YEAR)
    assert cells(page, "Family matters")[:4] == ["Family matters", "first instance", "6", "300"]
    assert "1 case counts as no work" in page.text
    assert page.text.count('<rect class="fill"') == 4
    assert "Hours for cases a year" in page.text
    token = page.text.split('name="form_token" value="')[1].split('"')[0]
    norm = {"form_token": token, "category": "civil.labour", "instance": "appeal", "minutes": "90"}
    set_ = await browser.post(f"{DESK}/norms", data=norm | {"valid_from": "2026-12-01"})
    assert "The norm is set." in set_.text
    assert cells(set_, "Labour disputes")[1:3] == ["appeal", "90"]
    late = await browser.post(
        f"{DESK}/norms", data=norm | {"category": "civil.family", "instance": "", "valid_from": "x"}
    )
    assert (late.status_code, "A day is written as" in late.text, 'value="90"' in late.text) == (422, True, True)
    assert (await browser.get(f"{DESK}/country")).status_code == 403


@pytest.mark.usefixtures("two_courts")
async def test_a_chair_sees_both_columns_of_what_if(browser: httpx.AsyncClient) -> None:
    await browser.post("/sign-in", data={"key": KEYS.make("chair", COURT)})
    page = await browser.get(f"{DESK}/what-if", params=YEAR)
    assert "Nothing is imagined yet." in page.text
    page = await browser.get(f"{DESK}/what-if", params=YEAR | {"judges": "1", "away": "0,5"})
    assert cells(page, "Judges&#39; posts")[1:] == ["1.5", "2.5"]
    assert cells(page, "Judges present")[1:] == ["1.24", "1.74"]
    assert 'class="n after"' in page.text
    wrong = await browser.get(f"{DESK}/what-if", params={"judges": "-9", "category": "civil.family", "minutes": "-1"})
    assert wrong.status_code == 422
    assert "Must be a whole number." in wrong.text
    fewer = await browser.get(f"{DESK}/what-if", params={"judges": "-9"})
    assert "has not so many judges" in fewer.text


@pytest.mark.usefixtures("two_courts")
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
async def test_an_observer_of_all_courts_compares_them(browser: httpx.AsyncClient, language: str) -> None:
    await browser.post("/sign-in", data={"key": KEYS.make("observer", None)})
    page = await browser.get(f"{DESK}/country", params=YEAR | {"lang": language})
    comma = "1.47" if language == "en" else "1,47"
    assert comma in page.text
    assert f'<html lang="{language}">' in page.text


@pytest.mark.usefixtures("two_courts")
async def test_a_judge_sees_the_own_work_alone(browser: httpx.AsyncClient) -> None:
    await browser.post("/sign-in", data={"key": KEYS.make("judge", COURT, UUID(an_id("berik")))})
    page = await browser.get(DESK, params=YEAR)
    assert "Your own work" in page.text
    assert page.text.count('<rect class="fill"') == 1
    assert "Set a norm" not in page.text
    assert (await browser.get(f"{DESK}/what-if")).status_code == 403


@pytest.mark.usefixtures("two_courts")
async def test_an_officer_of_all_courts_lays_down_norms_and_judge_years(browser: httpx.AsyncClient) -> None:
    await browser.post("/sign-in", data={"key": KEYS.make("hr_officer", None)})
    page = await browser.get(f"{DESK}/country", params=YEAR)
    token = page.text.split('name="form_token" value="')[1].split('"')[0]
    norm = {
        "form_token": token,
        "category": "civil.labour",
        "instance": "",
        "minutes": "77",
        "valid_from": "2026-12-01",
    }
    laid = await browser.post(f"{DESK}/country/norms", data=norm)
    assert "The norm is set." in laid.text
    assert cells(laid, "Labour disputes")[1:3] == ["any instance", "77"]
    again = await browser.post(
        f"{DESK}/country/norms", data=norm | {"category": "civil.family", "valid_from": "2020-01-01"}
    )
    assert again.status_code in (200, 422)
    year = {"year_level": "supreme", "year_from": "2026-12-01", "working_days": "200", "leave_days": "40"}
    year |= {"form_token": token, "other_days": "10", "minutes_a_day": "480", "casework": "50"}
    laid = await browser.post(f"{DESK}/country/judge-years", data=year)
    assert cells(laid, "the Supreme Court")[2:] == ["(200 − 40 − 10) × 480 × 50 %", "600"]
    wrong = await browser.post(f"{DESK}/country/judge-years", data=year | {"leave_days": "190", "casework": "101"})
    assert (wrong.status_code, "Must be from 1 to 100." in wrong.text) == (422, True)
    none_left = await browser.post(f"{DESK}/country/judge-years", data=year | {"leave_days": "190"})
    assert (none_left.status_code, "at least one has to be" in none_left.text) == (422, True)


@pytest.mark.usefixtures("two_courts")
async def test_a_chair_saves_what_was_imagined_and_sees_it_again_beside_another(browser: httpx.AsyncClient) -> None:
    await browser.post("/sign-in", data={"key": KEYS.make("chair", COURT, UUID(an_id("aigul")))})
    page = await browser.get(f"{DESK}/what-if", params=YEAR | {"judges": "1"})
    token = {"form_token": page.text.split('name="form_token" value="')[1].split('"')[0]}
    for name, judges in (("One more", "1"), ("Two more", "2")):
        saved = await browser.post(f"{DESK}/what-if/save", data=token | YEAR | {"judges": judges, "name": name})
        assert "It is saved." in saved.text
    nameless = await browser.post(f"{DESK}/what-if/save", data=token | YEAR | {"judges": "1", "name": " "})
    assert (nameless.status_code, "This is needed." in nameless.text) == (422, True)
    ids = re.findall(r'name="one" value="([^"]+)">\s*One more|type="checkbox" name="one" value="([^"]+)"', saved.text)
    chosen = [one[1] for one in ids if one[1]]
    beside = await browser.get(f"{DESK}/what-if/saved", params={"one": chosen})
    posts = cells(beside, "Judges&#39; posts")
    assert [float(then) - float(now) for now, then in (posts[1:3], posts[3:5])] == [1, 2]
    gone = await browser.post(f"{DESK}/what-if/delete", data=token | {"one": chosen[0]})
    assert ("It is deleted." in gone.text, "One more" in gone.text, "Two more" in gone.text) == (True, False, True)
