"""The pages of discipline: each sees on a case what they may do now; the page of deadlines."""

import html
import re
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from tarazy_hr.adapters.discipline import body
from tarazy_hr.adapters.discipline.body import Membership
from tarazy_hr.adapters.proceedings.rules import DISCIPLINE
from tarazy_hr.app.discipline.conducting import Conducted, conduct
from tarazy_hr.app.discipline.looping import draw_panels
from tarazy_hr.domain.discipline import commands
from tarazy_shared.beacons.development import DevelopmentBeacon
from tarazy_shared.ids import uuid7
from tarazy_shared.sign_in.development_keys import DevelopmentKeys
from tarazy_shared.unit_of_work import Cause, Work

from tests.clocks import SteppingClock
from tests.integration.hr.conftest import TOKEN
from tests.integration.hr.requests import COURT, a_court, a_person_url, an_id, person

KEYS = DevelopmentKeys.of(SecretStr(TOKEN))
HERE = f"/courts/{COURT}/desk"
DESK = f"{HERE}/discipline"
MEMBERS = [an_id(f"member {number}") for number in range(3)]
OTHERS = [an_id(f"member of appeals {number}") for number in range(5)]
INSPECTOR = an_id("inspector")
COMPLAINT = {
    "judge": an_id("aigul"),
    "complainant": "person",
    "author": "Ерлан Сатпаев",
    "grounds-ethics_breach": "1",
    "happened_on": "02.11.2026",
    "learned_on": "20.11.2026",
    "words": "She shouted.",
}

Browser = Callable[..., AbstractAsyncContextManager[httpx.AsyncClient]]


@pytest.fixture
def browser(app: FastAPI) -> Browser:
    @asynccontextmanager
    async def signed_in(
        role: Any, name: str, language: str = "en", court: str | None = COURT
    ) -> AsyncIterator[httpx.AsyncClient]:
        headers = {"accept": "text/html", "accept-language": language}
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(
            transport=transport, base_url="http://hr", headers=headers, follow_redirects=True
        ) as client:
            await client.post("/sign-in", data={"key": KEYS.make(role, court, UUID(name))})
            yield client

    return signed_in


@pytest.fixture
async def court(http: httpx.AsyncClient, work: Work) -> None:
    await a_court(http, "aigul")
    post = person("inspector") | {"role": "inspector", "post_id": an_id("post of inspector")}
    assert (await http.put(a_person_url("inspector"), json=post)).status_code == 200
    async with work.begin() as uow:
        for who in MEMBERS:
            await body.enter(uow.connection, Membership(UUID(who), "first", uow.now.date(), None), uow.now)


async def send(client: httpx.AsyncClient, page: str, form: dict[str, Any]) -> httpx.Response:
    """Send the form of a page, with the token that the page gave out."""
    shown = await client.get(page)
    assert (shown.status_code, shown.url.path) == (200, page), shown.text
    token = shown.text.split('name="form_token" value="')[1].split('"')[0]
    return await client.post(page, data={"form_token": token, **form})


def acts(page: httpx.Response) -> set[str]:
    """What can be done about the case that a page shows."""
    return set(re.findall(rf'href="{page.url.path}/([a-z-]+)', page.text))


async def a_case(secretary: httpx.AsyncClient) -> str:
    taken = await send(secretary, f"{DESK}/receive", COMPLAINT)
    assert taken.status_code == 200, taken.text
    return taken.url.path


async def test_a_complaint_is_taken_in_admitted_and_referred_each_by_whoever_may(
    browser: Browser, court: None, pool: asyncpg.Pool
) -> None:
    async with browser("secretary", an_id("secretary")) as secretary:
        assert "There is no case." in (await secretary.get(DESK)).text
        unnamed = await send(secretary, f"{DESK}/receive", COMPLAINT | {"complainant": "anonymous"})
        assert (unnamed.status_code, "only with evidence" in unnamed.text) == (409, True)
        ungrounded = {name: said for name, said in COMPLAINT.items() if not name.startswith("grounds")}
        assert "Give at least one." in (await send(secretary, f"{DESK}/receive", ungrounded)).text
        one = await a_case(secretary)
        page = await secretary.get(one)
        assert acts(page) == {"admit", "reject", "pause", "extend", "off-duty", "paper"}
        assert "She shouted." in page.text
        assert "not verified" in page.text
        assert (await secretary.get(f"{one}/decide")).url.path == one
        early = await send(secretary, f"{one}/extend", {"clock": "admissibility", "until": "24.11.2026"})
        assert (early.status_code, "has to be later than" in early.text) == (422, False)
        again = {"clock": "admissibility", "until": "24.11.2026", "reason": "complex_case"}
        early = await send(secretary, f"{one}/extend", again)
        assert (early.status_code, "later than" in early.text) == (409, True)
        admitted = await send(secretary, f"{one}/admit", {"initiator": INSPECTOR})
        assert "An inspector looks into it" in admitted.text
        assert "refer" not in acts(admitted)
        deadlines = await secretary.get(f"{HERE}/deadlines")
        assert f'href="{one}"' in deadlines.text
        assert "Inquiry" in deadlines.text
    async with browser("chair", an_id("chair")) as chair:
        assert (await chair.get(one)).status_code == 403
    async with browser("judge", an_id("aigul"), "ru") as judge:
        assert acts(await judge.get(one)) == {"explain", "paper"}
        assert f'href="{one}"' in (await judge.get(DESK)).text
        assert (await judge.get(f"{HERE}/deadlines")).status_code == 403
        nothing = await send(judge, f"{one}/paper", {"kind": "explanation", "title": "Объяснение"})
        assert nothing.status_code == 409
        put = await send(judge, f"{one}/paper", {"kind": "explanation", "title": "Объяснение", "words": "Нет."})
        assert "Объяснение" in put.text
        token = put.text.split('name="form_token" value="')[1].split('"')[0]
        forced = await judge.post(f"{one}/refer", data={"form_token": token, "charges-ethics_breach": "1"})
        assert forced.status_code == 403
    async with browser("inspector", INSPECTOR) as inspector:
        assert acts(await inspector.get(one)) == {"ask", "refer", "end", "paper"}
        asked = await send(inspector, f"{one}/ask", {})
        assert "Explanation of the judge" in asked.text
        early = await send(inspector, f"{one}/refer", {"charges-ethics_breach": "1"})
        assert (early.status_code, "awaited until 1 December 2026" in early.text) == (409, True)
        async with browser("judge", an_id("aigul"), "ru") as judge:
            empty = await send(judge, f"{one}/explain", {"how": "given"})
            assert empty.status_code == 409
            explained = await send(judge, f"{one}/explain", {"how": "given", "words": "Голоса не повышала."})
            assert "Голоса не повышала." in explained.text
            assert "explain" not in acts(explained)
        referred = await send(inspector, f"{one}/refer", {"charges-ethics_breach": "1"})
        assert "Waits for a panel" in referred.text
    notes = [str(note) for note in await pool.fetch("SELECT * FROM audit_trail")]
    assert any("discipline.read_file" in note for note in notes)
    assert not any("Сатпаев" in note or "shouted" in note for note in notes)


async def test_a_panel_decides_another_hears_the_appeal_and_the_decision_is_published(
    browser: Browser, court: None, work: Work, clock: SteppingClock
) -> None:
    async with browser("secretary", an_id("secretary")) as secretary:
        one = await a_case(secretary)
        await send(secretary, f"{one}/admit", {"initiator": INSPECTOR})
        async with browser("inspector", INSPECTOR) as inspector:
            await send(inspector, f"{one}/refer", {"charges-ethics_breach": "1"})
        held = await send(secretary, f"{one}/panel", {})
        assert (held.status_code, "No public beacon is set" in held.text) == (409, True)
        await _drawn(work, clock, UUID(one.rsplit("/", 1)[1]))
        past = {"on": "01.11.2026", "starts_at": "25:00", "ends_at": "11:00"}
        assert "Must be a time of day" in (await send(secretary, f"{one}/hearing", past)).text
        over = await send(secretary, f"{one}/hearing", past | {"starts_at": "10:00"})
        assert (over.status_code, "That time has passed." in over.text) == (409, True)
        assert "call-off" not in acts(await secretary.get(one))
        hearing = {"on": "01.12.2026", "starts_at": "10:00", "ends_at": "11:30"}
        set_first = await send(secretary, f"{one}/hearing", hearing)
        assert "call-off" in acts(set_first)
        off = await send(secretary, f"{one}/call-off", {"reason": "judge_ill"})
        assert "call-off" not in acts(off)
        await send(secretary, f"{one}/hearing", hearing)
        heard = await send(secretary, f"{one}/heard", {"on": "24.11.2026"})
        assert "Heard on 24 November 2026" in heard.text
        assert "10:00" in heard.text
    async with browser("judge", MEMBERS[0]) as member:
        lenient = await send(member, f"{one}/decide", {"measure": "remark"})
        assert (lenient.status_code, "charge that was proven" in lenient.text) == (409, True)
        decision = {"measure": "remark", "proven-ethics_breach": "1", "words": "Proven by the recording."}
        decided = await send(member, f"{one}/decide", decision)
        assert "Decided, may be appealed" in decided.text
        assert "Proven by the recording." in decided.text
    async with browser("judge", an_id("aigul"), "kk") as judge:
        appealed = await send(judge, f"{one}/appeal", {"words": "Келіспеймін."})
        assert "Келіспеймін." in appealed.text
    # Of the body of appeals, the first panel and the inspector are left out: five are left for five seats.
    async with work.begin() as uow:
        for who in (*OTHERS, *MEMBERS, INSPECTOR):
            await body.enter(uow.connection, Membership(UUID(who), "appeal", uow.now.date(), None), uow.now)
    await _drawn(work, clock, UUID(one.rsplit("/", 1)[1]))
    async with browser("secretary", an_id("secretary")) as secretary:
        page = await secretary.get(one)
        assert all(who in page.text for who in OTHERS)
        assert "Panel of the appeal" in page.text
        await send(secretary, f"{one}/heard", {"on": clock().date().strftime("%d.%m.%Y")})
    async with browser("judge", MEMBERS[0]) as member:
        assert acts(await member.get(one)) == {"paper"}
    async with browser("judge", OTHERS[0]) as member:
        graver = await send(member, f"{one}/appeal-decision", {"result": "changed", "measure": "reprimand"})
        assert (graver.status_code, "cannot become graver" in graver.text) == (409, True)
        upheld = await send(member, f"{one}/appeal-decision", {"result": "upheld"})
        assert "In force" in upheld.text
    async with browser("judge", an_id("aigul")) as judge:
        # the measure ends by itself, and the judge sees when
        assert "The measure counts no longer from 25 May 2027 on" in (await judge.get(one)).text
        assert "In force" in (await judge.get(DESK)).text
    await _published_by_page(browser, one)


async def _published_by_page(browser: Browser, one: str) -> None:
    text = {"language": "ru", "words": "Замечание за грубость.\nАйгүлмен сөйлескен кезде."}
    async with browser("secretary", an_id("secretary")) as secretary:
        assert {"publish"} < acts(await secretary.get(one))
        told = await send(secretary, f"{one}/publish", text)
        assert (told.status_code, "places found: 1" in told.text) == (409, True)
        assert "Line 2, letter 1" in told.text
        (tick,) = re.findall(r'name="(overruled-[0-9a-f]+)"', told.text)
        unsaid = await send(secretary, f"{one}/publish", text | {tick: "1"})
        assert (unsaid.status_code, "Say why" in unsaid.text) == (409, True)
        done = await send(secretary, f"{one}/publish", text | {tick: "1", "why": "somebody_else"})
        assert "Published without names" in done.text
        (address,) = re.findall(r'href="(/discipline-decisions/[^"]+)"', done.text)
        assert "Айгүлмен сөйлескен" in (await secretary.get(address)).text
        withdrawn = await send(secretary, f"{one}/withdraw", {"reason": "complex_case"})
        assert "publish" in acts(withdrawn)
        assert (await secretary.get(address)).status_code == 404


async def test_complaints_are_joined_and_a_member_who_left_is_named_on_the_page(
    browser: Browser, court: None, work: Work, clock: SteppingClock
) -> None:
    async with browser("secretary", an_id("secretary")) as secretary:
        one, other = await a_case(secretary), await a_case(secretary)
        assert "join" in acts(await secretary.get(one))
        joined = await send(secretary, f"{other}/join", {"into": one.rsplit("/", 1)[1]})
        assert ("Goes on in another case" in joined.text, one in joined.text) == (True, True)
        assert "A complaint that goes on here" in (await secretary.get(one)).text
        await send(secretary, f"{one}/admit", {"initiator": INSPECTOR})
        async with browser("inspector", INSPECTOR) as inspector:
            await send(inspector, f"{one}/refer", {"charges-ethics_breach": "1"})
        await _drawn(work, clock, UUID(one.rsplit("/", 1)[1]))
        assert "can sit no longer" not in (await secretary.get(one)).text
        async with work.begin() as uow:
            over = Membership(UUID(MEMBERS[0]), "first", date(2026, 1, 1), date(2026, 10, 31))
            await body.enter(uow.connection, over, uow.now)
        assert "can sit no longer" in (await secretary.get(one)).text
        refused = await send(secretary, f"{one}/heard", {"on": "24.11.2026"})
        assert (refused.status_code, "have the seat drawn again first" in refused.text) == (409, True)
        off = await send(secretary, f"{one}/recuse", {"member": MEMBERS[0], "ground": "left"})
        assert "Waits for a panel" in off.text
        assert "seats to be drawn again" not in (await secretary.get(f"{DESK}/body")).text


async def test_rules_and_the_body_are_laid_down_from_the_desk(browser: Browser, court: None, work: Work) -> None:
    async with browser("secretary", an_id("secretary")) as secretary:
        rules = await secretary.get(f"{DESK}/rules")
        assert ("Explanation of the judge" in rules.text, "not compared with the law" in rules.text) == (True, True)
        form = await secretary.get(f"{DESK}/rules/new")
        typed = filled(form.text) | {"valid_from": "01.06.2027", "source": "Order 12", "where": "here"}
        even = await send(secretary, f"{DESK}/rules/new", typed | {"seats": "2"})
        assert (even.status_code, "odd and at most" in even.text) == (409, True)
        short = await send(secretary, f"{DESK}/rules/new", typed | {"grounds": "one; two"})
        assert (short.status_code, "has not 5 parts" in short.text) == (422, True)
        nothing = await send(secretary, f"{DESK}/rules/new", typed | {"inquiry-amount": "0"})
        assert (nothing.status_code, 'id="inquiry-amount-why"' in nothing.text) == (409, True)
        done = await send(secretary, f"{DESK}/rules/new", typed | {"inquiry-amount": "45", "inquiry-unit": "days"})
        assert ("Order 12" in done.text, "to come" in done.text) == (True, True)
        # a court's own secretary lays nothing down for the country, and enters nobody into its body
        everywhere = await send(secretary, f"{DESK}/rules/new", typed | {"where": "everywhere"})
        assert everywhere.status_code == 422
        assert (await secretary.get(f"{DESK}/body/new")).status_code == 403
        assert "can be drawn" in (await secretary.get(f"{DESK}/body")).text
    async with work.begin() as uow:
        (laid,) = await DISCIPLINE.of_court(uow.connection, COURT)
    inquiry = laid.rules.clock("inquiry")
    assert inquiry is not None
    assert (inquiry.amount, inquiry.unit, laid.rules.measures) == (45, "days", DISCIPLINE.shipped.rules.measures)
    async with browser("secretary", an_id("of the council"), court=None) as council:
        page = f"{DESK}/body/new"
        term = {"of": COURT, "person": INSPECTOR, "sits_in": "first", "from_on": "01.12.2026", "to_on": "01.11.2026"}
        backwards = await send(council, page, term)
        assert backwards.status_code in (409, 422)
        entered = await send(council, page, term | {"to_on": ""})
        assert ("inspects cases of this court" in entered.text, "to come" in entered.text) == (True, True)
        again = await council.get(f"{page}?of={COURT}&person={INSPECTOR}&sits_in=first")
        assert 'value="01.12.2026"' in again.text


def filled(page: str) -> dict[str, str]:
    """What a form holds before anything is typed."""
    texts = dict(re.findall(r'<textarea id="([^"]+)"[^>]*>(.*?)</textarea>', page, re.S))
    inputs = dict(re.findall(r'<input id="([^"]+)" name="[^"]+"[^>]*value="([^"]*)"', page))
    chosen = {
        name: found.group(1)
        for name, options in re.findall(r'<select id="([^"]+)"[^>]*>(.*?)</select>', page, re.S)
        if (found := re.search(r'<option value="([^"]*)" selected', options))
    }
    ticks = dict.fromkeys(re.findall(r'type="checkbox" id="([^"]+)"[^>]* checked', page), "1")
    return {name: html.unescape(value) for name, value in (texts | inputs | chosen | ticks).items()}


async def _drawn(work: Work, clock: SteppingClock, case_id: UUID) -> None:
    """A panel by the beacon of development, which the pages of these tests do not have."""
    beacon = DevelopmentBeacon.of("a key of the tests", clock)
    async with work.begin() as uow:
        cause = Cause.command(uuid7(uow.now))
        done = await conduct(uow, COURT, case_id, commands.OrderPanel(), "system", cause, beacon=beacon.clock)
        assert isinstance(done, Conducted), done
    clock.step(timedelta(seconds=10))
    await draw_panels(work, beacon)
