"""Acting beside the own post: one person with two authorities, counted once."""

from uuid import UUID

import asyncpg
import httpx
import pytest
from fastapi import FastAPI

from tests.integration.hr.access.test_desk import HTML, KEYS
from tests.integration.hr.conftest import told
from tests.integration.hr.requests import COURT, a_court, a_person_url, an_id, only_error, person

CHAIR = f"/courts/{COURT}/posts/{an_id('chair')}"
URL = a_person_url("aigul", f"/acting/{an_id('acting')}")
BODY = {"post_id": an_id("chair"), "from_on": "2026-11-23"}


@pytest.fixture
async def posts(http: httpx.AsyncClient) -> None:
    """A court with two judges in their posts and a vacant post of its chair."""
    await a_court(http)
    for number, name in enumerate(("aigul", "berik"), 1):
        post = {"number": str(number), "role": "judge"}
        await http.put(f"/courts/{COURT}/posts/{person(name)['post_id']}", json=post)
        await http.put(a_person_url(name), json=person(name))
    await http.put(CHAIR, json={"number": "3", "role": "chair"})


@pytest.mark.usefixtures("posts")
async def test_a_judge_acts_as_chair_and_is_counted_once(http: httpx.AsyncClient, pool: asyncpg.Pool) -> None:
    url = f"/courts/{COURT}/staffing"
    before, facts = (await http.get(url)).json(), len(await told(pool))
    workload = (await http.get(f"/courts/{COURT}/workload")).json()
    assert (await http.put(URL, json=BODY)).json() == {"changed": True}
    assert (await http.put(URL, json=BODY)).json() == {"changed": False}
    after = (await http.get(url)).json()
    assert after["figures"] == before["figures"], "the post of the chair is as vacant as before"
    (chair,) = [one for one in after["posts"] if one["number"] == "3"]
    assert [(one["person_id"], one["role"]) for one in chair["acting"]] == [(an_id("aigul"), "chair")]
    assert len((await http.get(f"/courts/{COURT}/people", params={"on": "2026-11-24"})).json()) == 2
    assert (await http.get(f"/courts/{COURT}/workload")).json() == workload
    assert len(await told(pool)) == facts, "scheduling sees one person, a judge"
    (vacant,) = (await http.get("/vacancies", params={"court_id": COURT})).json()
    assert vacant["post_id"] == an_id("chair")
    key = {"Authorization": f"Bearer {KEYS.make('judge', COURT, UUID(an_id('aigul')))}"}
    assert (await http.get(f"/courts/{COURT}/leaves", headers=key)).status_code == 200, "with a chair's authority"
    assert (await http.post(f"{URL}/end", json={"to_on": "2026-11-23"})).json() == {"changed": True}
    assert (await http.get(f"/courts/{COURT}/leaves", headers=key)).status_code == 403
    (acted,) = (await http.get(a_person_url("aigul", "/acting"))).json()
    assert (acted["role"], acted["to_on"]) == ("chair", "2026-11-23")


@pytest.mark.usefixtures("posts")
async def test_who_cannot_act_is_refused_with_the_rule(http: httpx.AsyncClient) -> None:
    wrong = {
        ("from_on", "not_in_post"): {"from_on": "2025-01-01"},
        ("to_on", "ends_before_start"): {"to_on": "2026-11-01"},
        ("post_id", "own_post"): {"post_id": person("aigul")["post_id"]},
        ("post_id", "unknown_post"): {"post_id": an_id("nowhere")},
        ("role", "post_of_another_role"): {"role": "clerk"},
    }
    for (field, code), change in wrong.items():
        assert only_error(await http.put(URL, json=BODY | change))[1:] == (field, code)
    stranger = a_person_url("nobody", f"/acting/{an_id('acting')}")
    assert only_error(await http.put(stranger, json=BODY)) == (404, "person_id", "unknown_person")
    assert (await http.put(URL, json=BODY)).status_code == 200
    other = a_person_url("berik", f"/acting/{an_id('other')}")
    assert only_error(await http.put(other, json=BODY)) == (409, "post_id", "post_overfilled")
    taken = a_person_url("berik", f"/acting/{an_id('acting')}")
    assert only_error(await http.put(taken, json=BODY)) == (409, "acting_id", "id_taken")
    third = person("saule", post_id=an_id("chair"), role="chair", acting=True)
    assert only_error(await http.put(a_person_url("saule"), json=third)) == (409, "post_id", "post_overfilled")
    assert only_error(await http.delete(URL)) == (409, "acting_id", "acting_begun")
    later = BODY | {"from_on": "2027-01-11"}
    assert (await http.put(URL, json=later)).json() == {"changed": True}
    assert (await http.delete(URL)).json() == {"changed": True}
    assert (await http.delete(URL)).json() == {"changed": False}
    assert (await http.get(a_person_url("aigul", "/acting"))).json() == []
    assert only_error(await http.post(f"{URL}/end", json={"to_on": "2027-02-01"})) == (
        404,
        "acting_id",
        "unknown_acting",
    )
    assert (await http.put(URL, json=later)).json() == {"changed": True}, "and entered once more"
    await http.post(a_person_url("aigul", "/separate"), json={"to_on": "2027-01-31"})
    (acts,) = (await http.get(a_person_url("aigul", "/acting"))).json()
    assert acts["to_on"] == "2027-01-31", "it ends with the own post at the latest"


@pytest.mark.usefixtures("posts")
async def test_the_form_that_appoints_lets_a_judge_act(http: httpx.AsyncClient, app: FastAPI) -> None:
    page = f"/courts/{COURT}/desk/establishment/appoint"
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://hr", headers=HTML, follow_redirects=True
    ) as browser:
        await browser.post("/sign-in", data={"key": KEYS.make("hr_officer", COURT)})
        form = (await browser.get(page)).text
        typed = {
            "form_token": form.split('name="form_token" value="')[1].split('"')[0],
            "person": an_id("aigul"),
            "post": an_id("chair"),
            "from_on": "2026-11-23",
            "acting": "on",
        }
        done = await browser.post(page, data=typed)
        assert done.status_code == 200, done.text
        again = await browser.post(page, data=typed | {"person": an_id("berik")})
        assert again.status_code == 409
    (acts,) = (await http.get(a_person_url("aigul", "/acting"))).json()
    assert acts["from_on"] == "2026-11-23"
    assert (await http.get(a_person_url("aigul"))).json()["role"] == "judge"
