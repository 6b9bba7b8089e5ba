"""The pages of training: a trainer plans and certifies, a judge enrols, anybody checks the certificate."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
from tarazy_hr.app.education.measuring import measure_training, people_short, places_unused, time_short
from tarazy_shared.unit_of_work import Work

from tests.clocks import SteppingClock
from tests.integration.hr.requests import COURT, a_court, an_id
from tests.integration.hr.test_selection_pages import KEYS, Browser, browser, send

__all__ = ["browser"]

HELD = f"/courts/{COURT}/training-sessions"
DESK = f"/courts/{COURT}/desk/training"
FORM = {
    "programme": "judicial-ethics",
    "parts": "2026-12-15 09:00–13:00\n2026-12-16 09:00 - 13:00",
    "places": "1",
    "mode": "online",
    "venue": "https://learn.court.test",
    "enrol_until": "2026-12-10",
}


def judge(who: str) -> str:
    return KEYS.make("judge", COURT, UUID(an_id(who)))


async def planned(browser: Browser) -> str:
    """The address of a session that a trainer plans by the form."""
    async with browser(KEYS.make("trainer", COURT)) as trainer:
        assert "No session is planned." in (await trainer.get(DESK)).text
        wrong = await send(trainer, f"{DESK}/plan", FORM | {"parts": "tomorrow", "places": "many"})
        assert (wrong.status_code, "Give one part a line" in wrong.text, "many" in wrong.text) == (422, True, True)
        late = await send(trainer, f"{DESK}/plan", FORM | {"enrol_until": "2026-11-01"})
        assert late.status_code == 409
        done = await send(trainer, f"{DESK}/plan", FORM)
        assert done.status_code == 200, done.text
        assert "The session is planned" in done.text
        return done.url.path


async def test_from_the_plan_to_the_certificate_on_paper(
    http: httpx.AsyncClient, browser: Browser, work: Work, clock: SteppingClock
) -> None:
    await a_court(http, "aigul", "berik")
    address = await planned(browser)
    session_id = address.rsplit("/", 1)[1]
    form = {"session_id": session_id}
    async with browser(judge("berik"), "kk") as berik, browser(judge("aigul")) as aigul:
        assert "Менің оқуым" in (await berik.get(DESK)).text
        assert "Сізде орын бар" in (await send(berik, DESK, form, f"{DESK}/enrol")).text
        waits = await send(aigul, DESK, form, f"{DESK}/enrol")
        assert "Whoever waits moves up" in waits.text
        refused = await send(aigul, DESK, form | {"person_id": an_id("berik")}, f"{DESK}/withdraw")
        assert refused.status_code == 403
        await measure_training(work)
        assert places_unused.labels(COURT)._value.get() == 0
        assert time_short.labels(COURT, "judge")._value.get() == (2 * 2374 - 480) * 60
        assert time_short.labels(COURT, "clerk")._value.get() == 0, "from the start, though there is none"
        assert {one.labels["role"] for one in next(iter(people_short.collect())).samples} >= {"judge", "chair", "clerk"}
        await send(berik, DESK, form, f"{DESK}/withdraw")
        assert "has a place" in (await aigul.get(DESK)).text
    clock.step(timedelta(days=23))
    async with browser(KEYS.make("trainer", COURT)) as trainer:
        entry = {"person_id": an_id("aigul"), "minutes": "480"}
        odd = await send(trainer, address, entry | {"minutes": "all"}, f"{address}/entered")
        assert (odd.status_code, "Give a number." in odd.text) == (422, True)
        both = await send(trainer, address, entry | {"score": "101"}, f"{address}/entered")
        assert (both.status_code, f'id="score-{an_id("aigul")}-why"' in both.text, 'value="101"' in both.text) == (
            409, True, True,
        )  # fmt: skip
        people = (await http.get(f"{HELD}/{session_id}/people")).json()
        assert [one["attended_minutes"] for one in people] == [None], "as a whole or not at all"
        await send(trainer, address, {}, f"{address}/everybody")
        people = (await http.get(f"{HELD}/{session_id}/people")).json()
        assert [one["attended_minutes"] for one in people] == [480]
        short = await send(trainer, address, {}, f"{address}/certificates")
        assert "The test came to –, where the programme asks for 60" in short.text
        assert "1 person gets no certificate" in short.text
        await send(trainer, address, entry | {"score": "60,5"}, f"{address}/entered")
        certified = await send(trainer, address, {}, f"{address}/certificates")
        (code,) = set(re.findall(r">([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})<", certified.text))
        assert "60.5" in certified.text
        held = await trainer.get(f"{DESK}/held")
        assert ("done" in held.text, "Judicial ethics" in held.text) == (True, True)
        back = await send(trainer, address, {"person_id": an_id("aigul"), "reason": "error"}, f"{address}/revoke")
        assert ("The certificate is taken back." in back.text, "It was given in error" in back.text) == (True, True)
        assert code not in (await send(trainer, address, {}, f"{address}/certificates")).text
        again = await send(trainer, address, {"person_id": an_id("aigul")}, f"{address}/certificates")
        (code,) = set(re.findall(r">([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})<", again.text))
    async with browser(judge("aigul")) as aigul, browser(judge("berik")) as berik:
        mine = await aigul.get(DESK)
        assert (code in mine.text, "8" in mine.text) == (True, True)
        paper = await aigul.get(f"{DESK}/certificate.pdf", params={"code": code})
        assert (paper.headers["content-type"], paper.content[:5]) == ("application/pdf", b"%PDF-")
        assert (await aigul.get(f"{DESK}/certificate.pdf", params={"code": code})).content == paper.content
        assert (await berik.get(f"{DESK}/certificate.pdf", params={"code": code})).status_code == 404
    await checked(http, code)
    async with browser(KEYS.make("chair", COURT)) as chair:
        hours = (await chair.get(f"{DESK}/hours")).text
        assert "Too little" in hours
        assert 'aria-label="Hours by the end of each month: learnt 8, 8 if everybody comes, 79.1 asked."' in hours
        assert "learnt 0, 0 if" in (await chair.get(f"{DESK}/hours?year=2027")).text
        assert (await chair.get(f"{DESK}/hours?year=1")).status_code == 422
    clock.step(timedelta(days=3 * 366))
    assert (await http.get(f"/training-certificates/{code}")).json()["validity"] == "expired"


async def checked(http: httpx.AsyncClient, code: str) -> None:
    """By anybody, who is not told the name and can compare it."""
    anybody: dict[str, Any] = {"headers": {"authorization": "", "accept-language": "en"}}
    spelled = code.replace("-", " ").lower()
    found = await http.get(f"/training-certificates/{spelled}", **anybody)
    told = found.json()
    assert (told["validity"], told["holder_initials"], told["programme"]) == ("valid", "А. А.", "judicial-ethics")
    page = await http.get(f"/certificates/{code}", **anybody)
    assert (page.status_code, "Valid" in page.text, "Айгүл" in found.text + page.text) == (200, True, False)
    right = await http.post(f"/certificates/{code}", data={"name": "ахметова  АЙГҮЛ"}, **anybody)
    assert "The name is right." in right.text
    wrong = await http.post(f"/certificates/{code}", data={"name": "Ахметова Аида"}, **anybody)
    assert "This is not the name of its holder." in wrong.text
    assert (await http.get("/certificates/0000-0000-0000-0000", **anybody)).status_code == 404
    assert (await http.get("/training-certificates/0000", **anybody)).status_code == 404


async def test_a_session_is_changed_by_the_form_that_shows_what_stands(
    http: httpx.AsyncClient, browser: Browser
) -> None:
    await a_court(http, "aigul", "berik")
    address = await planned(browser)
    async with browser(KEYS.make("trainer", COURT)) as trainer:
        stands = await trainer.get(f"{address}/change")
        assert "15.12.2026 09:00–13:00\n16.12.2026 09:00–13:00" in stands.text
        form = FORM | {"parts": "17.12.2026 10:00-12:00", f"trainers-{an_id('berik')}": "1"}
        past = await send(trainer, f"{address}/change", form | {"parts": "01.11.2026 10:00-12:00", "places": "x"})
        assert (past.status_code, "Must be a whole number." in past.text) == (422, True)
        past = await send(trainer, f"{address}/change", form | {"parts": "01.11.2026 10:00-12:00"})
        assert (past.status_code, 'id="parts-why"' in past.text) == (409, True)
        done = await send(trainer, f"{address}/change", form)
        assert "is told what of it" in done.text
        assert "Ахметова" in done.text, "who teaches"
        assert "It stood so already." in (await send(trainer, f"{address}/change", form)).text
        assert "goes on" not in (await trainer.get(f"{DESK}/held")).text
    async with browser(judge("aigul")) as aigul:
        assert (await aigul.get(f"{address}/change")).status_code == 403
    async with browser(KEYS.make("trainer", "kz-other")) as stranger:
        assert (await stranger.get(f"{address}/change")).status_code == 403


PROGRAMME = {
    "code": "judicial-ethics",
    "name_kk": "Әдеп",
    "name_ru": "Этика",
    "name_en": "Ethics of today",
    "provider": "court",
    "modules": "code; Кодекс; Кодекс; The code; 1,5\nrules; Ереже; Правила; The rules; 2",
    "subjects-ethics": "1",
    "roles-judge": "1",
    "attendance_percent": "75",
    "pass_mark": "",
    "valid_months": "24",
    "warn_days": "30",
    "valid_from": "24.11.2026",
    "where": "here",
    "source": "Order 7",
}


async def test_programmes_are_laid_down_by_a_form_that_begins_with_what_stands(
    http: httpx.AsyncClient, browser: Browser
) -> None:
    await a_court(http, "aigul")
    new = f"{DESK}/programmes/new"
    async with browser(KEYS.make("trainer", COURT)) as trainer:
        assert "an example that comes with the program" in (await trainer.get(f"{DESK}/programmes")).text
        shown = (await trainer.get(f"{new}?like=judicial-ethics")).text
        assert "code; Әдеп кодексі; Кодекс этики; The code of ethics; 4" in shown
        assert 'value="everywhere"' not in shown
        odd = await send(trainer, new, PROGRAMME | {"modules": "code; only", "pass_mark": "much", "provider": "x"})
        for words in ("Not understood: code; only", "Give a number.", "Choose one of the list."):
            assert words in odd.text
        circular = await send(trainer, new, PROGRAMME | {"prerequisites-judicial-ethics": "1"})
        assert (circular.status_code, 'id="prerequisites-why"' in circular.text) == (409, True)
        past = await send(trainer, new, PROGRAMME | {"valid_from": "23.11.2026"})
        assert (past.status_code, 'id="valid_from-why"' in past.text) == (409, True)
        everywhere = await send(trainer, new, PROGRAMME | {"where": "everywhere"})
        assert everywhere.status_code == 422
        done = await send(trainer, new, PROGRAMME)
        assert ("Recorded." in done.text, "Ethics of today" in done.text) == (True, True)
    (found,) = [
        one
        for one in (await http.get(f"/courts/{COURT}/training-programmes")).json()
        if one["code"] == "judicial-ethics"
    ]
    assert [one["minutes"] for one in found["modules"]] == [90, 120]
    assert (found["subjects"], found["pass_mark"], found["source"]) == (["ethics"], None, "Order 7")
    async with browser(judge("aigul")) as aigul:
        assert (await aigul.get(new)).status_code == 403
        assert "Ethics of today" in (await aigul.get(f"{DESK}/programmes")).text


async def test_a_place_that_is_kept_is_accepted_on_the_own_page(http: httpx.AsyncClient, browser: Browser) -> None:
    await a_court(http, "aigul", "berik")
    async with browser(KEYS.make("trainer", COURT)) as trainer:
        kept = PROGRAMME | {"accept_hours": "48", "roles-judge": "1"}
        assert "is to be accepted within 48 hours" in (await send(trainer, f"{DESK}/programmes/new", kept)).text
    session_id = (await planned(browser)).rsplit("/", 1)[1]
    form = {"session_id": session_id}
    async with browser(judge("berik")) as berik, browser(judge("aigul")) as aigul:
        await send(berik, DESK, form, f"{DESK}/enrol")
        await send(aigul, DESK, form, f"{DESK}/enrol")
        early = await send(aigul, DESK, form, f"{DESK}/accept")
        assert early.status_code == 409
        await send(berik, DESK, form, f"{DESK}/withdraw")
        mine = (await aigul.get(DESK)).text
        assert ("a place is kept for you" in mine, "Accept it" in mine) == (True, True)
        assert "0 / 1 (1 wait" in mine, "nobody else can have it"
        assert "Accept it" in (await aigul.get(f"{DESK}/sessions/{session_id}")).text
        accepted = await send(aigul, DESK, form, f"{DESK}/accept")
        assert "You have a place; the time is kept free." in accepted.text
    away = (await http.get("/absences", params={"person_id": an_id("aigul")})).json()
    assert [one["status"] for one in away] == ["approved", "approved"]


async def test_hours_and_providers_are_for_whoever_works_for_all_courts(
    http: httpx.AsyncClient, browser: Browser
) -> None:
    await a_court(http, "aigul")
    rules = f"{DESK}/rules"
    hours = {"role": "clerk", "hours": "30", "from_year": "2027", "source": "Order 7", "verified": "1"}
    provider = {"code": "university", "name_kk": "К", "name_ru": "Р", "name_en": "University", "active": "1"}
    async with browser(KEYS.make("hr_officer", COURT)) as officer:
        assert "Academy of Justice" in (await officer.get(rules)).text
        assert (await send(officer, rules, hours, f"{rules}/hours")).status_code == 403
    async with browser(KEYS.make("hr_officer", None)) as officer:
        odd = await send(officer, rules, hours | {"hours": "some", "role": "king"}, f"{rules}/hours")
        assert (odd.status_code, "Must be a whole number." in odd.text) == (422, True)
        past = await send(officer, rules, hours | {"from_year": "2025"}, f"{rules}/hours")
        assert (past.status_code, 'id="from_year-why"' in past.text) == (409, True)
        assert "Order 7" in (await send(officer, rules, hours, f"{rules}/hours")).text
        unnamed = await send(officer, rules, provider | {"name_kk": ""}, f"{rules}/providers")
        assert (unnamed.status_code, 'id="name_kk-why"' in unnamed.text) == (422, True)
        assert "University" in (await send(officer, rules, provider, f"{rules}/providers")).text
        assert 'value="University"' in (await officer.get(f"{rules}?provider=university")).text
    listed = (await http.get("/training-providers")).json()
    assert [one["code"] for one in listed] == ["academy_of_justice", "court", "university"]
    same = {"name": {"kk": "К", "ru": "Р", "en": "University"}}
    assert (await http.put("/training-providers/university", json=same)).json() == {"changed": False}


async def test_a_session_that_is_called_off_and_what_is_not_there(
    http: httpx.AsyncClient, browser: Browser, clock: SteppingClock
) -> None:
    await a_court(http, "aigul")
    address = await planned(browser)
    async with browser(KEYS.make("hr_officer", COURT)) as officer:
        form = {"session_id": address.rsplit("/", 1)[1], "person_id": an_id("aigul")}
        assert (await send(officer, address, form, f"{DESK}/enrol")).status_code == 200
        off = await send(officer, address, {"reason": "no_room"}, f"{address}/cancel")
        assert "It is not held: There is no room." in off.text
        assert "called off" in (await officer.get(f"{DESK}/held")).text
        held = await send(officer, address, {}, f"{address}/reopen")
        assert "The session is held after all" in held.text
        await send(officer, address, {"reason": "no_room"}, f"{address}/cancel")
        again = await send(officer, address, form, f"{DESK}/enrol") if "person_id" in off.text else off
        assert again.status_code == 200
        assert (await officer.get(f"{DESK}/sessions/{an_id('none')}")).status_code == 404
