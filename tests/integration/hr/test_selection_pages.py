"""The pages of selection: an officer announces and appoints, a member of the panel scores what is theirs."""

import re
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from tarazy_shared.sign_in.development_keys import DevelopmentKeys

from tests.clocks import SteppingClock
from tests.integration.hr.conftest import TOKEN
from tests.integration.hr.requests import COURT, a_court, an_id

KEYS = DevelopmentKeys.of(SecretStr(TOKEN))
DESK = f"/courts/{COURT}/desk/selection"
MEMBERS = ("aigul", "berik", "dana")

Browser = Callable[..., AbstractAsyncContextManager[httpx.AsyncClient]]


@pytest.fixture
def browser(app: FastAPI) -> Browser:
    @asynccontextmanager
    async def signed_in(key: str, language: str = "en") -> AsyncIterator[httpx.AsyncClient]:
        headers = {"accept": "text/html", "accept-language": language}
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(
            transport=transport, base_url="http://hr", headers=headers, follow_redirects=True
        ) as client:
            await client.post("/sign-in", data={"key": key})
            yield client

    return signed_in


async def send(client: httpx.AsyncClient, page: str, form: dict[str, Any], to: str | None = None) -> httpx.Response:
    """Send a form of a page, with the token that the page gave out."""
    shown = await client.get(page)
    assert shown.status_code == 200, shown.text
    token = shown.text.split('name="form_token" value="')[1].split('"')[0]
    return await client.post(to or page, data={"form_token": token, **form})


async def enter(client: httpx.AsyncClient, page: str, score: Any, reason: str) -> None:
    """Score everybody whom the page shows."""
    shown = (await client.get(page)).text
    for application in sorted(set(re.findall(r'id="score-([0-9a-f-]+)"', shown))):
        form = {"application_id": application, "score": score, "reason": reason}
        taken = await send(client, page, form)
        assert taken.status_code == 200, taken.text


async def test_a_vacancy_is_announced_scored_and_filled_from_pages(
    http: httpx.AsyncClient, browser: Browser, clock: SteppingClock
) -> None:
    await a_court(http, *MEMBERS)
    await http.put(f"/courts/{COURT}/posts/{an_id('vacant')}", json={"number": "7", "role": "judge"})
    async with browser(KEYS.make("hr_officer", COURT)) as officer:
        assert "There is no competition." in (await officer.get(DESK)).text
        form = {"post_id": an_id("vacant"), "role": "judge", "from_on": "soon", "share": "1"}
        form |= {f"member-{an_id(who)}": "on" for who in MEMBERS}
        wrong = await send(officer, f"{DESK}/announce", form)
        assert (wrong.status_code, 'value="soon"' in wrong.text) == (422, True)
        held = await send(officer, f"{DESK}/announce", form | {"from_on": "2026-11-01"})
        assert (held.status_code, "later than today" in held.text) == (409, True)
        announced = await send(officer, f"{DESK}/announce", form | {"from_on": "2027-06-01"})
        assert announced.status_code == 200, announced.text
        assert "Competition for post no. 7" in announced.text
        base = announced.url.path
        papers = {f"paper-{code}": "on" for code in ("identity", "diploma", "work_record")}
        applicants = f"{base}/applicants"
        unnamed = await send(officer, applicants, {"name": " ", "identity_number": "85", **papers})
        assert unnamed.status_code == 422
        for name in ("Анна Первая", "Борис Второй"):
            applied = await send(officer, applicants, {"name": name, "identity_number": f"85 {name}", **papers})
            assert name in applied.text
        again = await send(officer, applicants, {"name": "Анна", "identity_number": "85 Анна Первая", **papers})
        assert again.status_code == 409
        clock.step(timedelta(days=40))
        await officer.post("/sign-in", data={"key": KEYS.make("hr_officer", COURT)})
        for stage, score in (("documents", "1"), ("qualification", "80")):
            await enter(officer, f"{base}/scoring", score, "documents_complete")
            completed = await send(officer, base, {"stage": stage}, f"{base}/complete")
            assert completed.status_code == 200, completed.text
        held = await send(officer, base, {"stage": "interview"}, f"{base}/complete")
        assert (held.status_code, "lacks 3 scores" in held.text) == (409, True)
        wrong = await send(officer, base, {"panel": "somebody", "reason": "panel_enlarged"}, f"{base}/panel")
        assert (wrong.status_code, "one a line" in wrong.text) == (422, True)
        named = {"panel": " ".join(an_id(who) for who in MEMBERS), "reason": "panel_enlarged"}
        assert (await send(officer, base, named, f"{base}/panel")).status_code == 200
        await _members_score(browser, base, 0)
        for stage in ("interview", "panel"):
            await send(officer, base, {"stage": stage}, f"{base}/complete")
            if stage == "interview":
                await _members_score(browser, base, 2 * len(MEMBERS))
        ranking = (await officer.get(f"{base}/ranking")).text
        assert "equal: applied later" in ranking
        first = re.findall(
            r'<option value="([0-9a-f-]{36})"', (await officer.get(base)).text.split('<select id="application_id"')[1]
        )
        filled = await send(officer, base, {"application_id": first[0], "order_number": "9\x00"}, f"{base}/fill")
        assert filled.status_code == 200, filled.text
        assert "Filled" in filled.text
    people = (await http.get(f"/courts/{COURT}/people")).json()
    assert "Анна Первая" in {one["name"] for one in people}


async def _members_score(browser: Browser, base: str, before: int) -> None:
    for count, who in enumerate(MEMBERS):
        async with browser(KEYS.make("judge", COURT, UUID(an_id(who))), "ru") as member:
            assert (await member.get(f"{base}/applicants")).status_code == 403
            assert "Чужие оценки" in (await member.get(f"{base}/ranking")).text
            await enter(member, f"{base}/scoring", "40,5", "reasoning")
            seen = (await member.get(f"{base}/ranking")).text
            assert "Чужие оценки" not in seen
            assert seen.count(": 40,5,") == before + 2 * (count + 1)


async def test_who_is_not_of_the_panel_sees_no_competition(http: httpx.AsyncClient, browser: Browser) -> None:
    await a_court(http, *MEMBERS, "stranger")
    await http.put(f"/courts/{COURT}/posts/{an_id('vacant')}", json={"number": "7"})
    body = {
        "post_id": an_id("vacant"),
        "role": "judge",
        "from_on": "2027-06-01",
        "panel": [an_id(one) for one in MEMBERS],
    }
    one = f"/courts/{COURT}/competitions/{an_id('one')}"
    assert (await http.put(one, json=body)).status_code == 200
    key = KEYS.make("judge", COURT, UUID(an_id("stranger")))
    async with browser(key, "kk") as stranger:
        assert "Конкурс жоқ." in (await stranger.get(DESK)).text
        for leaf in ("", "/ranking", "/scoring", "/applicants"):
            assert (await stranger.get(f"{DESK}/{an_id('one')}{leaf}")).status_code == 403
        assert (await stranger.get(f"{DESK}/{an_id('two')}")).status_code == 404
        assert (await stranger.get(f"{DESK}/announce")).status_code == 403
        bearer = {"Authorization": f"Bearer {key}"}
        for address in (one, f"{one}/record", f"{one}/ranking", f"{one}/scoring", f"{one}/applications"):
            assert (await http.get(address, headers=bearer)).status_code == 403
        score = {"score": 1, "reasons": ["conduct"], "member": an_id("aigul")}
        url = f"{one}/applications/{an_id('a')}/scores/interview"
        assert (await http.put(url, json=score, headers=bearer)).status_code == 403
        assert (await http.get("/selection/deadlines", headers=bearer)).json() == []
    officer = {"Authorization": f"Bearer {KEYS.make('hr_officer', COURT)}"}
    assert len((await http.get("/selection/deadlines", headers=officer)).json()) == 1
    refused = await http.put(url, json=score, headers=officer)
    assert refused.status_code in (404, 409), "an officer scores for no member"
