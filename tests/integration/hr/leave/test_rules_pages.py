"""Rules of leave and plans of duty, laid down from the desk."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from tests.integration.hr.access.test_desk import HTML, KEYS
from tests.integration.hr.leave.test_leave_pages import token_of
from tests.integration.hr.requests import COURT, NAMES, a_court, an_id

DESK = f"/courts/{COURT}/desk/leave"
HOST = "kz-almaty-2"
ANNUAL = {
    "valid_from": "01.01.2027",
    "name_kk": "Демалыс",
    "name_ru": "Отпуск",
    "name_en": "Leave",
    "kind": "leave",
    "unit": "working_days",
    "accrual": "monthly",
    "days_1": "24",
    "days_2": "30,5",
    "role_2": "judge",
    "years_2": "10",
    "carry_over_limit": "14",
    "carry_over_until": "31.03",
    "needs_approval": "1",
    "source": "Order 12",
    "verified": "1",
}


@pytest.fixture
async def browser(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://hr", headers=HTML, follow_redirects=True
    ) as client:
        yield client


async def officer(http: httpx.AsyncClient, browser: httpx.AsyncClient, court: str | None = COURT) -> dict[str, str]:
    await a_court(http, "aigul", "berik")
    return token_of(await browser.post("/sign-in", data={"key": KEYS.make("hr_officer", court)}))


async def test_rules_of_a_type_are_laid_down_for_later_and_a_type_is_new(
    http: httpx.AsyncClient, browser: httpx.AsyncClient
) -> None:
    token = await officer(http, browser)
    annual = f"{DESK}/rules/types/annual"
    wrong = await browser.post(annual, data=token | ANNUAL | {"days_1": "many", "carry_over_until": "31.02"})
    assert (wrong.status_code, wrong.text.count("aria-invalid")) == (422, 2)
    assert 'value="many"' in wrong.text
    assert 'name="by_days_in_post" value="1"> ' in wrong.text, "what was not ticked stays so"
    empty = await browser.post(annual, data=token | ANNUAL | {"accrual": "none"})
    assert (empty.status_code, 'id="accrual-why"' in empty.text) == (409, True)
    laid = await browser.post(annual, data=token | ANNUAL)
    assert (laid.status_code, "Order 12" in laid.text, "Recorded." in laid.text) == (200, True, True)
    then = (await http.get(f"/courts/{COURT}/leave-types", params={"on": "2027-06-01"})).json()
    (rules,) = (one for one in then if one["code"] == "annual")
    assert rules["verified"]
    assert (rules["rules"]["accrual"], rules["rules"]["carry_over_until"]) == ("monthly", [3, 31])
    assert rules["rules"]["entitlements"][1] == {"days": "30.5", "role": "judge", "from_years": 10}
    assert "changes on 1 January 2027" in (await browser.get(f"{DESK}/rules")).text
    new = await browser.post(f"{DESK}/rules/types/new", data=token | ANNUAL | {"code": "sabbatical"})
    assert (new.status_code, new.url.path) == (200, f"{DESK}/rules/types/sabbatical")
    assert (await browser.get(f"{DESK}/rules/types/nothing")).status_code == 404


async def test_cover_is_laid_down_and_who_may_not_change_sees_no_form(
    http: httpx.AsyncClient, browser: httpx.AsyncClient
) -> None:
    token = await officer(http, browser)
    wrong = await browser.post(f"{DESK}/rules/cover", data=token | {"minimum": "some", "valid_from": "1.1.27"})
    assert (wrong.status_code, wrong.text.count('class="why"')) == (422, 2)
    cover = {"specialism": "", "minimum": "2", "valid_from": "01.01.2027"}
    assert "to come" in (await browser.post(f"{DESK}/rules/cover", data=token | cover)).text
    stands = [{"specialism": None, "valid_from": "2027-01-01", "minimum": 2}]
    assert (await http.get(f"/courts/{COURT}/cover-rules")).json() == stands
    await browser.post("/sign-in", data={"key": KEYS.make("observer", COURT)})
    read = await browser.get(f"{DESK}/rules")
    assert (read.status_code, f"{DESK}/rules/cover" in read.text) == (200, False)
    assert "Lay rules down" not in (await browser.get(f"{DESK}/rules/types/annual")).text
    assert (await browser.post(f"{DESK}/rules/cover", data=token | cover)).status_code == 403


async def test_duty_is_planned_in_turn_and_told_to_the_other_court(
    http: httpx.AsyncClient, browser: httpx.AsyncClient
) -> None:
    token = await officer(http, browser, None)
    await http.put(f"/courts/{HOST}", json={"name": NAMES})
    await http.put(f"/courts/{HOST}/posts/{an_id('host')}", json={"number": "7", "role": "judge"})
    plan = f"{DESK}/duty/plan"
    assert f"turn-{COURT}-{an_id('aigul')}" in (await browser.get(plan)).text
    turn = {f"turn-{COURT}-{an_id('aigul')}": "2", f"turn-{COURT}-{an_id('berik')}": "1"}
    weeks = {"first_on": "04.01.2027", "weeks": "2"}
    nobody = await browser.post(plan, data=token | weeks | {f"turn-{COURT}-{an_id('aigul')}": "first"})
    assert (nobody.status_code, "Choose at least one place." in nobody.text) == (422, True)
    tuesday = await browser.post(plan, data=token | weeks | turn | {f"place-{COURT}": "1", "first_on": "05.01.2027"})
    assert (tuesday.status_code, 'id="first_on-why"' in tuesday.text) == (409, True)
    made = await browser.post(plan, data=token | weeks | turn | {f"place-{COURT}": "1"})
    assert (made.status_code, "The weeks are planned." in made.text) == (200, True)
    again = await browser.post(plan, data=token | weeks | turn | {f"place-{COURT}": "1"})
    assert (again.status_code, 'id="places-why"' in again.text) == (409, True)
    assert "There is nothing to tell." in (await browser.get(f"{DESK}/duty/tell")).text
    there = {f"place-{HOST} {an_id('host')}": "1", "with": HOST, "first_on": "01.02.2027"}
    assert (await browser.post(plan, data=token | weeks | turn | there)).status_code == 200
    duties = (await http.get(f"/courts/{COURT}/duties?from=2027-01-01&to=2027-03-01")).json()
    assert [one["person_id"] for one in duties[:2]] == [an_id("berik"), an_id("aigul")]
    assert "1 February 2027" in (await browser.get(f"{DESK}/duty/tell")).text
    unclear = await browser.post(f"{DESK}/duty/tell", data=token | {"until": "soon"})
    assert (unclear.status_code, 'value="soon"' in unclear.text) == (422, True)
    told = await browser.post(f"{DESK}/duty/tell", data=token | {"until": "28.02.2027"})
    assert (told.status_code, "The other courts are told." in told.text) == (200, True)
    assert len((await http.get(f"/courts/{HOST}/people")).json()) == 2
