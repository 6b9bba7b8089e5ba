"""The public cause list: what hangs at the court's door, in three languages, without script."""

import json
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx
import pytest
from tarazy_scheduling.adapters.draws import draw_export
from tarazy_scheduling.adapters.http.cause_list import cause_list_router, make_pages
from tarazy_scheduling.adapters.http.courts import courts_router
from tarazy_scheduling.adapters.http.draws.checking import checking_router
from tarazy_scheduling.adapters.http.draws.explanations import explanations_router
from tarazy_scheduling.adapters.http.draws.pages import draw_pages_router
from tarazy_scheduling.adapters.http.draws.public_ledger import draws_router
from tarazy_scheduling.adapters.http.hearings import hearings_router
from tarazy_scheduling.settings import Settings
from tarazy_scheduling.verify_draws import check
from tarazy_shared.lifecycle import Running
from tarazy_shared.pages.extraction import faults_of

from tests.clocks import SteppingClock
from tests.ids import new_id
from tests.integration.scheduling.a_court import ACourt, Scheduling, registered, requested
from tests.integration.scheduling.serving import TOKEN, client_of

DAY = "2026-03-16"


@pytest.fixture
async def http(running: Running, settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    pages = make_pages()
    routers = (
        cause_list_router(running, pages),
        courts_router(running),
        draws_router(running),
        draw_pages_router(running, pages),
        explanations_router(running, pages),
        checking_router(),
        hearings_router(running, settings),
    )
    async with client_of(*routers) as client:
        yield client


async def listed(scheduling: Scheduling, court: ACourt, **more: Any) -> dict[str, Any]:
    """A case whose hearing sits on DAY at ten."""
    case = court.case(**more)
    request = court.request(case, earliest_on=DAY, latest_on=DAY, starts_at=f"{DAY}T10:00:00+05:00")
    told = await scheduling.take(registered(case), requested(request))
    assert told[-1]["type"] == "court.hearing.scheduled.v1", told[-1]
    return case


def text_of(page: httpx.Response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


async def test_a_listed_hearing_stands_on_the_list(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient
) -> None:
    case = await listed(scheduling, court)
    page = await http.get(f"/courts/{court.court_id}/cause-list", params={"day": DAY, "lang": "en"})
    assert page.status_code == 200
    text = text_of(page)
    for shown in ("10:00", "11:00", case["number"], "Main hearing", "Асель Нурпеисова", "Judge ", "Room ", "1 hearing"):
        assert shown in text
    assert "<script" not in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]


async def test_the_list_speaks_the_readers_language_else_the_courts(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient
) -> None:
    address = f"/courts/{court.court_id}/cause-list"
    russian = await http.get(address, params={"day": DAY}, headers={"Accept-Language": "ru"})
    kazakh = await http.get(address, params={"day": DAY}, headers={"Accept-Language": "de"})
    assert "График судебных заседаний" in russian.text
    assert "понедельник, 16 марта 2026" in russian.text
    assert "Сот отырыстарының кестесі" in kazakh.text


async def test_an_empty_day_says_so_and_a_closed_one_why(court: ACourt, http: httpx.AsyncClient) -> None:
    address = f"/courts/{court.court_id}/cause-list"
    empty = await http.get(address, params={"day": "2026-03-17", "lang": "en"})
    sunday = await http.get(address, params={"day": "2026-03-15", "lang": "en"})
    assert "No hearing is listed for this day." in empty.text
    assert "The court is closed on this day." not in empty.text
    assert "The court is closed on this day." in sunday.text


async def test_a_confidential_hearing_shows_neither_number_nor_parties(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient
) -> None:
    case = await listed(scheduling, court, confidential=True)
    page = await http.get(f"/courts/{court.court_id}/cause-list", params={"day": DAY, "lang": "en"})
    program = await http.get(f"/courts/{court.court_id}/cause-list.json", params={"day": DAY})
    assert "Closed hearing" in page.text
    for text in (page.text, program.text):
        assert case["number"] not in text
        assert "Асель" not in text


async def test_in_a_family_case_people_are_named_by_initials(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient
) -> None:
    await listed(scheduling, court, category="civil.family")
    page = await http.get(f"/courts/{court.court_id}/cause-list", params={"day": DAY, "lang": "ru"})
    assert "Асель" not in page.text
    assert "А.\u00a0Н." in page.text
    assert "Алтын Дан" in page.text


async def test_a_name_cannot_break_out_of_the_page(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient
) -> None:
    party = {"party_id": new_id(), "role": "claimant", "name": "<script>alert(1)</script>"}
    await listed(scheduling, court, parties=[party])
    page = await http.get(f"/courts/{court.court_id}/cause-list", params={"day": DAY})
    assert "<script>" not in page.text
    assert "&lt;script&gt;" in page.text


async def test_what_is_no_day_is_said_and_todays_list_shown(court: ACourt, http: httpx.AsyncClient) -> None:
    page = await http.get(f"/courts/{court.court_id}/cause-list", params={"day": "<b>tomorrow", "lang": "en"})
    assert page.status_code == 200
    assert "This is not a day: &lt;b&gt;tomorrow" in page.text
    assert "2 March 2026" in page.text


async def test_a_hearing_in_progress_and_one_that_is_over_say_so(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient, clock: SteppingClock
) -> None:
    await listed(scheduling, court)
    address = f"/courts/{court.court_id}/cause-list.json"
    states = []
    for _ in range(3):
        states.append((await http.get(address, params={"day": DAY})).json()["hearings"][0]["state"])
        clock.step(timedelta(days=13, hours=20) if len(states) == 1 else timedelta(hours=2))
    assert states == ["listed", "in_progress", "held"]


async def test_the_index_leads_to_every_court(court: ACourt, http: httpx.AsyncClient) -> None:
    page = await http.get("/", params={"lang": "en"})
    assert f'href="/courts/{court.court_id}/cause-list?lang=en"' in page.text
    turned = await http.get("/cause-list", params={"court": court.court_id, "lang": "en"})
    assert turned.headers["location"] == f"/courts/{court.court_id}/cause-list?lang=en"
    for nothing in ({}, {"court": ""}):
        assert (await http.get("/cause-list", params=nothing)).headers["location"] == "/"


async def test_an_unknown_court_is_not_found(http: httpx.AsyncClient) -> None:
    for address in ("/courts/nowhere/cause-list.json", "/courts/nowhere/calendar", "/courts/nowhere"):
        answer = await http.get(address)
        assert answer.status_code == 404
        assert answer.json()["errors"][0]["code"] == "unknown_court"


async def test_the_calendar_is_given_with_holidays_and_their_moved_days(court: ACourt, http: httpx.AsyncClient) -> None:
    answer = await http.get(f"/courts/{court.court_id}/calendar", params={"from": "2026-03-01", "to": "2026-03-31"})
    assert answer.json() == {
        "sitting_hours": [["09:00", "13:00"], ["14:00", "18:00"]],
        "weekdays": ["mon", "tue", "wed", "thu", "fri"],
        "closed": ["2026-03-08", "2026-03-09", *(f"2026-03-{day}" for day in range(21, 26))],
        "open": [],
        "slot_minutes": 5,
    }


async def test_a_range_that_ends_before_it_starts_is_refused(court: ACourt, http: httpx.AsyncClient) -> None:
    answer = await http.get(f"/courts/{court.court_id}/calendar", params={"from": "2026-03-02", "to": "2026-03-01"})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "to")


async def test_the_catalogue_names_every_default_code_in_three_languages(http: httpx.AsyncClient) -> None:
    catalogue = (await http.get("/catalogue")).json()
    counts = {section: len(entries) for section, entries in catalogue.items()}
    assert counts == {
        "categories": 11,
        "hearing_types": 8,
        "room_features": 7,
        "change_reasons": 15,
        "conflicts": 22,
        "unallocated_reasons": 3,
        "refusal_reasons": 17,
        "by_hand_reasons": 9,
        "exclusions": 9,
        "correction_reasons": 5,
    }
    for entries in catalogue.values():
        assert all(entry["name"].keys() == {"kk", "ru", "en"} for entry in entries)
    notice = {entry["code"]: entry["min_notice_days"] for entry in catalogue["hearing_types"]}
    assert notice == {
        "preparatory": 3,
        "first": 5,
        "main": 5,
        "continued": 2,
        "judgment": 2,
        "appeal": 5,
        "conciliation": 3,
        "custody_review": 0,
    }


async def test_a_hearing_is_given_by_id_and_its_cases_draws_with_their_proofs(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient, clock: SteppingClock
) -> None:
    case = court.case()
    request = court.request(case)
    allocated, scheduled = await scheduling.take(registered(case), requested(request))
    hearing = (await http.get(f"/hearings/{request['hearing_id']}")).json()
    assert (hearing["status"], hearing["version"]) == ("listed", 1)
    assert hearing["sittings"][0]["starts_at"] == scheduled["sittings"][0]["starts_at"]
    [draw] = (await http.get(f"/cases/{case['case_id']}/draws")).json()["draws"]
    assert draw["proof"] == allocated["proof"]
    assert draw["secret"] is None
    clock.step(timedelta(days=1))
    [later] = (await http.get(f"/cases/{case['case_id']}/draws")).json()["draws"]
    assert len(later["secret"]) == 64
    assert (await http.get(f"/hearings/{new_id()}")).status_code == 404
    assert (await http.get(f"/cases/{new_id()}/draws")).status_code == 404


async def test_a_courts_ledger_is_exported_as_anybody_can_check_it(
    scheduling: Scheduling,
    court: ACourt,
    http: httpx.AsyncClient,
    clock: SteppingClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(draw_export, "AT_ONCE", 2)
    told = await scheduling.take(*(registered(court.case()) for _ in range(5)))
    path = f"/courts/{court.court_id}/draws"
    today = check((await http.get(path)).text.splitlines())
    assert (today.court_id, today.first, today.last, today.closed) == (court.court_id, 1, 5, 5)
    clock.step(timedelta(days=1))
    answer = await http.get(path)
    assert answer.headers["content-type"] == "application/x-ndjson"
    assert answer.headers["content-disposition"] == f'attachment; filename="draws-{court.court_id}.jsonl"'
    assert check(answer.text.splitlines()).closed == 0
    exported = [json.loads(line)["data"] for line in answer.text.splitlines()[1:]]
    assert [one["proof"] for one in exported] == [one["proof"] for one in told]
    assert check((await http.get(path, params={"after": 3})).text.splitlines()).first == 4
    assert (await http.get("/courts/nowhere/draws")).status_code == 404


async def test_a_days_hearings_with_names_need_the_token(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient
) -> None:
    await listed(scheduling, court)
    address = f"/courts/{court.court_id}/hearings"
    assert (await http.get(address, params={"day": DAY})).status_code == 401
    [hearing] = (await http.get(address, params={"day": DAY}, headers=TOKEN)).json()["hearings"]
    assert hearing["parties"][0]["name"] == "Асель Нурпеисова"


def test_every_text_of_the_pages_is_translated() -> None:
    assert faults_of("tarazy_scheduling") == []


@pytest.mark.parametrize("day", ["0001-01-01", "1900-01-01", "9999-12-31"])
async def test_the_ends_of_time_have_no_hearings(court: ACourt, http: httpx.AsyncClient, day: str) -> None:
    http.headers.update(TOKEN)
    for address in ("cause-list", "cause-list.json", "hearings"):
        answer = await http.get(f"/courts/{court.court_id}/{address}", params={"day": day})
        assert answer.status_code == 200, address
    for params in ({"from": day}, {"to": day}, {"from": day, "to": day}):
        answer = await http.get(f"/courts/{court.court_id}/calendar", params=params)
        assert answer.status_code == 200 or "range" in answer.json()["title"], params
    assert (await http.get("/catalogue", params={"day": day})).status_code == 200
