"""The pages of an HR officer: staffing table, posts, people, vacancies, tables taken in; and who does not see them."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from tarazy_hr.main import forget_old_answers
from tarazy_shared.sign_in.development_keys import DevelopmentKeys
from tarazy_shared.unit_of_work import Work

from tests.clocks import SteppingClock
from tests.integration.hr.conftest import TOKEN
from tests.integration.hr.requests import COURT, NAMES, a_court, a_person_url, an_id, person
from tests.integration.hr.test_staff_tables import POSTS

KEYS = DevelopmentKeys.of(SecretStr(TOKEN))
HOME = f"/courts/{COURT}/desk/establishment"


@pytest.fixture
async def officer(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """An HR officer's browser, signed in."""
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app),
        base_url="http://hr",
        headers={"accept": "text/html", "accept-language": "en"},
        follow_redirects=True,
    ) as browser:
        await browser.post("/sign-in", data={"key": KEYS.make("hr_officer", COURT)})
        yield browser


def token_of(page: httpx.Response) -> str:
    found = re.search(r'name="form_token" value="([^"]+)"', page.text)
    assert found is not None
    return found[1]


async def send(browser: httpx.AsyncClient, path: str, fields: dict[str, str], **more: Any) -> httpx.Response:
    token = token_of(await browser.get(HOME))
    return await browser.post(f"{HOME}{path}", data=fields | {"form_token": token}, **more)


async def _court(http: httpx.AsyncClient) -> None:
    await http.put(f"/courts/{COURT}", json={"name": NAMES, "region": "Алматы"})
    for name in ("aigul", "berik"):
        post = {"number": name, "role": "judge", "from_on": "2025-01-01"}
        await http.put(f"/courts/{COURT}/posts/{an_id(f'post of {name}')}", json=post)
    await http.put(a_person_url("aigul"), json=person("aigul", name="Айгүл <b>"))
    await http.put(a_person_url("berik"), json=person("berik", name="Берік", to_on="2026-03-31"))


async def test_the_staffing_table_of_any_day_and_as_it_was_believed(
    http: httpx.AsyncClient, officer: httpx.AsyncClient, clock: SteppingClock
) -> None:
    await _court(http)
    page = await officer.get(HOME)
    assert page.status_code == 200
    assert "Айгүл &lt;b&gt;" in page.text
    assert "since 1 April 2026" in page.text
    assert "50.0" in page.text
    assert '<path class="curve" d="M' in page.text
    assert "Берік" not in page.text
    assert "Берік" in (await officer.get(HOME, params={"on": "01.02.2026"})).text
    clock.step(timedelta(hours=14))
    await http.post(a_person_url("aigul", "/separate"), json={"to_on": "2026-11-24"})
    await officer.post("/sign-in", data={"key": KEYS.make("hr_officer", COURT)})
    today = {"on": "2026-11-25"}
    assert "Айгүл" not in (await officer.get(HOME, params=today)).text
    assert "Айгүл" in (await officer.get(HOME, params=today | {"known_on": "24.11.2026"})).text
    wrong = await officer.get(HOME, params={"on": "soon"})
    assert (wrong.status_code, 'value="soon"' in wrong.text) == (422, True)
    for language, words in (("kk", "Штат кестесі"), ("ru", "Штатное расписание")):
        assert words in (await officer.get(HOME, params={"lang": language})).text


async def test_a_post_is_entered_held_left_and_abolished_by_forms(
    http: httpx.AsyncClient, officer: httpx.AsyncClient
) -> None:
    await a_court(http)
    wrong = await send(officer, "/posts/new", {"number": "", "share": "much", "speciality": "juvenile"})
    assert wrong.status_code == 422
    assert 'value="much"' in wrong.text
    assert 'value="juvenile"' in wrong.text
    assert wrong.text.count('class="why"') == 2
    entered = await send(officer, "/posts/new", {"number": "12", "role": "judge", "from_on": "05.01.2026"})
    post_id = entered.url.path.rsplit("/", 1)[1]
    assert "Recorded." in entered.text
    half = {"post": post_id, "name": "Гүлнар", "share": "0,5", "order_number": "17-к", "email": "g@court.test"}
    missing = await send(officer, "/appoint", half)
    assert (missing.status_code, missing.text.count('class="why"'), "Гүлнар" in missing.text) == (422, 1, True)
    early = await send(officer, "/appoint", half | {"from_on": "04.01.2026"})
    assert (early.status_code, "The post exists only from 2026-01-05" in early.text) == (409, True)
    appointed = await send(officer, "/appoint", half | {"from_on": "05.01.2026"})
    assert appointed.status_code == 200, appointed.text
    file = appointed.url.path.removeprefix(HOME)
    assert "Гүлнар" in appointed.text
    assert "17-к" in appointed.text
    held = await send(officer, f"/posts/{post_id}/abolish", {"last_on": "31.12.2026"})
    assert held.status_code == 409
    assert 'value="31.12.2026"' in held.text
    before = await send(officer, f"{file}/separate", {"last_on": "01.01.2026"})
    assert (before.status_code, 'value="01.01.2026"' in before.text) == (409, True)
    left = await send(officer, f"{file}/separate", {"last_on": "31.12.2026"})
    assert "31 December 2026" in left.text
    again = await send(
        officer, "/appoint", {"post": post_id, "person": file[-36:], "from_on": "01.02.2027", "acting": "on"}
    )
    assert again.status_code == 200, again.text
    assert "acting" in again.text
    whole = await send(officer, f"/posts/{post_id}", {"number": "12", "role": "judge", "share": "0.4"})
    assert (whole.status_code, "the post has 0.4" in whole.text) == (422, True)
    changed = await send(officer, f"/posts/{post_id}", {"number": "12a", "role": "judge"})
    assert "Post No. 12a" in changed.text
    assert "begins to act in it" in changed.text
    assert (await send(officer, "/posts/new", {"number": "2", "form_token": "x"})).status_code == 200
    assert (await officer.post(f"{HOME}/posts/new", data={"number": "3"})).status_code == 403


async def test_vacancies_of_the_region_with_the_rates(http: httpx.AsyncClient, officer: httpx.AsyncClient) -> None:
    await _court(http)
    await http.put("/courts/another", json={"name": NAMES | {"en": "Another Court"}, "region": "Алматы"})
    await http.put(f"/courts/another/posts/{an_id('theirs')}", json={"number": "theirs", "role": "judge"})
    page = await officer.get(f"{HOME}/vacancies")
    assert "berik" in page.text
    assert "Берік" in page.text
    assert "theirs" not in page.text, "an officer of one court sees no one else's vacancies"
    assert "Another Court" in page.text, "but their rate"
    assert page.text.count('class="curve"') == 3
    assert "berik" not in (await officer.get(f"{HOME}/vacancies", params={"role": "clerk"})).text


async def test_a_table_is_looked_at_and_then_taken_in(
    http: httpx.AsyncClient, officer: httpx.AsyncClient, pool: asyncpg.Pool, work: Work, clock: SteppingClock
) -> None:
    await a_court(http)
    bad = POSTS.replace("0,5", "half") + f"{COURT};3;судья;1;01.01.2015\n"
    looked = await send(officer, "/tables", {}, files={"file": ("posts.csv", bad.encode("cp1251"), "text/csv")})
    assert looked.status_code == 200
    assert "“half” is no share" in looked.text
    assert "Take in the rows that are right" in looked.text
    assert (await http.get(f"/courts/{COURT}/posts")).json() == []
    fields = dict(
        re.findall(r'<input type="hidden" name="(upload_id|skip_bad_rows|table)" value="([^"]*)"', looked.text)
    )
    done = await send(officer, "/tables/confirm", fields)
    assert "The table was taken in." in done.text
    assert [post["number"] for post in (await http.get(f"/courts/{COURT}/posts")).json()] == ["1", "3"]
    assert "choose it again" in (await send(officer, "/tables/confirm", fields)).text
    out = await officer.get(f"{HOME}/tables/export", params={"table": "posts"})
    same = await send(officer, "/tables", {}, files={"file": ("posts.csv", out.content, "text/csv")})
    assert "Nothing would change." in same.text
    none = await send(officer, "/tables", {}, files={"file": ("x.csv", b"", "text/csv")})
    assert (none.status_code, "Choose a file." in none.text) == (422, True)
    title = await send(officer, "/tables", {}, files={"file": ("x.xlsx", b"PK\x03\x04", "text/csv")})
    assert (title.status_code, "damaged" in title.text) == (422, True)
    assert await pool.fetchval("SELECT count(*) FROM uploads") == 1
    clock.step(timedelta(days=2))
    await forget_old_answers(work)
    assert await pool.fetchval("SELECT count(*) FROM uploads") == 0


async def test_pages_are_for_whoever_may(http: httpx.AsyncClient, app: FastAPI) -> None:
    await _court(http)
    judge = {"key": KEYS.make("judge", COURT, UUID(an_id("aigul")))}
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://hr", headers={"accept": "text/html"}, follow_redirects=True
    ) as browser:
        await browser.post("/sign-in", data=judge)
        table = await browser.get(HOME, params={"lang": "en"})
        assert table.status_code == 200
        assert "Enter a post" not in table.text
        assert (await browser.get(f"{HOME}/people/{an_id('aigul')}")).status_code == 200
        for path in ("/posts/new", "/appoint", "/tables", "/tables/export", f"/people/{an_id('berik')}"):
            assert (await browser.get(f"{HOME}{path}")).status_code == 403, path
