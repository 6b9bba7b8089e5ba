"""Draws for people: one draw explained, a day's draws, and what a checker needs, from the service's own pages."""

import html
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import UUID

import httpx
import pytest
from tarazy_scheduling.adapters.http.cause_list import cause_list_router, make_pages
from tarazy_scheduling.adapters.http.draws import pages
from tarazy_scheduling.adapters.http.draws.checking import checking_router, policy_of
from tarazy_scheduling.adapters.http.draws.explanations import explanations_router
from tarazy_scheduling.adapters.http.draws.pages import draw_pages_router
from tarazy_scheduling.adapters.http.draws.public_ledger import draws_router
from tarazy_scheduling.domain.commands import CorrectBalance
from tarazy_scheduling.verify_draws import check
from tarazy_shared.lifecycle import Running

from tests.clocks import SteppingClock
from tests.ids import new_id
from tests.integration.scheduling.a_court import ACourt, Scheduling, record, recused, registered, requested
from tests.integration.scheduling.serving import client_of


@pytest.fixture
async def http(running: Running) -> AsyncIterator[httpx.AsyncClient]:
    pages = make_pages()
    routers = (
        cause_list_router(running, pages),
        draws_router(running),
        draw_pages_router(running, pages),
        explanations_router(running, pages),
        checking_router(),
    )
    async with client_of(*routers) as client:
        yield client


def text_of(page: httpx.Response) -> str:
    return re.sub(r"[ \n]+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page.text)))


async def test_a_draw_is_explained_and_names_no_party(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient
) -> None:
    case = court.case()
    (told,) = await scheduling.take(registered(case))
    page = await http.get(f"/courts/{court.court_id}/allocation/1", params={"lang": "en"})
    assert page.status_code == 200
    text, drawn = text_of(page), court.judges.index(told["person_id"]) + 1
    for said in (
        f"How a judge was drawn for case {case['number']}",
        f"The case went to judge Judge {drawn}.",
        "3 judges could be drawn.",
        "Nobody was left out.",
        "Court. Disputes under a contract. Drawn on 2 March 2026, 14:30",
        "The number that decides is not open yet",
        "closed until 3 March 2026, 00:00",
        told["proof"]["hash"],
        told["proof"]["previous_hash"],
    ):
        assert said in text, said
    assert "Асель" not in page.text
    assert "Алтын Дан" not in page.text
    assert "<script" not in page.text
    assert " style=" not in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]


async def test_when_the_day_is_over_the_number_is_shown_and_can_be_computed_by_hand(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient, clock: SteppingClock
) -> None:
    (told,) = await scheduling.take(registered(court.case()))
    address = f"/courts/{court.court_id}/allocation/1"
    assert "print(0x" not in (await http.get(address)).text
    clock.step(timedelta(days=1))
    page = await http.get(address, params={"lang": "en"})
    digits, total = re.search(r"print\((0x[0-9a-f]{16}) % (\d+)\)", page.text).groups()  # type: ignore[union-attr]
    number = int(digits, 16) % int(total)
    assert f"The number that decided: {number:,}" in text_of(page)
    drawn = court.judges.index(told["person_id"]) + 1
    assert f"Ticket {number:,} is held by judge Judge {drawn}." in text_of(page)


@pytest.mark.parametrize(
    ("language", "words"),
    [("kk", "Істі қарайтын судья:"), ("ru", "Дело рассматривает судья"), ("en", "The case went to judge")],
)
async def test_page_and_program_say_the_same(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient, language: str, words: str
) -> None:
    await scheduling.take(registered(court.case()))
    page = await http.get(f"/courts/{court.court_id}/allocation/1", params={"lang": language})
    answer = await http.get(f"/courts/{court.court_id}/draws/by-number/1/explanation", params={"lang": language})
    said = answer.json()
    assert f'<html lang="{language}">' in page.text
    assert said["language"] == language
    assert said["outcome"][0].startswith(words)
    for sentence in (*said["outcome"], *said["why"], said["seats"][0]["about"], said["seats"][0]["decided"]):
        assert sentence in text_of(page)


async def test_the_draws_of_one_case_lead_to_each_other(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient
) -> None:
    case = court.case()
    (told,) = await scheduling.take(registered(case))
    await scheduling.take(registered(court.case()))
    await scheduling.take(recused(case, told["person_id"]))
    first = await http.get(f"/courts/{court.court_id}/allocation/1", params={"lang": "en"})
    again = await http.get(f"/courts/{court.court_id}/allocation/3", params={"lang": "en"})
    assert f'href="/courts/{court.court_id}/allocation/3?lang=en"' in first.text
    assert f'href="/courts/{court.court_id}/allocation/1?lang=en"' in again.text
    taken_from = court.judges.index(told["person_id"]) + 1
    assert f"It was taken from judge Judge {taken_from}." in text_of(again)
    assert "Was recused from this case" in text_of(again)
    alone = await http.get(f"/courts/{court.court_id}/allocation/2", params={"lang": "en"})
    assert "All draws of this case" not in alone.text


async def test_a_confidential_case_shows_neither_number_nor_subject(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient
) -> None:
    case = court.case(confidential=True)
    await scheduling.take(registered(case))
    for address in ("allocation/1", "allocation", "draws/by-number/1/explanation"):
        answer = await http.get(f"/courts/{court.court_id}/{address}", params={"lang": "en"})
        assert case["number"] not in answer.text
        assert "ontract" not in answer.text
    page = await http.get(f"/courts/{court.court_id}/allocation/1", params={"lang": "en"})
    assert "How a judge was drawn: draw No. 1" in text_of(page)


@pytest.mark.parametrize("number", ["2", "0", "99999999999999999999"])
async def test_a_draw_that_does_not_exist_is_said_so_in_the_readers_language(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient, number: str
) -> None:
    await scheduling.take(registered(court.case()))
    page = await http.get(f"/courts/{court.court_id}/allocation/{number}", params={"lang": "ru"})
    assert page.status_code == 404
    assert "В этом суде нет жеребьёвки №" in text_of(page)
    assert f'href="/courts/{court.court_id}/allocation?lang=ru"' in page.text


async def test_an_unknown_court_is_said_so_too(http: httpx.AsyncClient) -> None:
    for address in ("/courts/nowhere/allocation", "/courts/nowhere/allocation/1", "/courts/nowhere/cause-list"):
        page = await http.get(address, params={"lang": "kk"})
        assert page.status_code == 404
        assert "Мұндай сот белгісіз" in page.text


async def test_programs_are_told_what_is_not_known_and_what_is_wrong(court: ACourt, http: httpx.AsyncClient) -> None:
    base = f"/courts/{court.court_id}/draws/by-number"
    for address in (f"{base}/1", f"{base}/1/explanation"):
        answer = await http.get(address)
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (404, "unknown_draw")
        answer = await http.get(address.replace(court.court_id, "nowhere"))
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (404, "unknown_court")
    for wrong in ("0", "x", str(2**63)):
        answer = await http.get(f"{base}/{wrong}")
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "number")
    answer = await http.get(f"{base}/1/explanation", params={"lang": "de"})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "lang")


async def test_the_record_of_one_draw_can_be_checked_alone(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient, clock: SteppingClock
) -> None:
    await scheduling.take(*(registered(court.case()) for _ in range(3)))
    clock.step(timedelta(days=1))
    answer = await http.get(f"/courts/{court.court_id}/draws/by-number/2")
    assert 'filename="draw-2.jsonl"' in answer.headers["content-disposition"]
    found = check(answer.text.splitlines())
    assert (found.first, found.last, found.closed) == (2, 2, 0)
    whole = (await http.get(f"/courts/{court.court_id}/draws")).text.splitlines()
    assert answer.text.splitlines() == [whole[2]], "the chain of secrets stands before all draws"


async def test_a_days_draws_are_listed_page_by_page(
    scheduling: Scheduling,
    court: ACourt,
    http: httpx.AsyncClient,
    clock: SteppingClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pages, "AT_ONCE", 2)
    await scheduling.take(*(registered(court.case()) for _ in range(3)))
    address = f"/courts/{court.court_id}/allocation"
    clock.step(timedelta(days=1))
    today = await http.get(address, params={"lang": "en"})
    assert "No judge was drawn on this day." in today.text
    page = await http.get(address, params={"lang": "en", "day": "2026-03-02"})
    assert [number for number in "123" if f"{address}/{number}?" in page.text] == ["1", "2"]
    more = await http.get(address, params={"lang": "en", "day": "2026-03-02", "after": 2})
    assert [number for number in "123" if f"{address}/{number}?" in more.text] == ["3"]
    assert "after=2" in page.text
    assert "More draws of this day →" not in more.text
    assert f'href="{address}?lang=en&amp;day=2026-03-02">← First draws of this day' in more.text
    assert "First draws" not in page.text


async def test_what_is_no_day_is_said(court: ACourt, http: httpx.AsyncClient) -> None:
    for day in ("<b>", "0001-01-01", "9999-12-31"):
        page = await http.get(f"/courts/{court.court_id}/allocation", params={"day": day, "lang": "en"})
        assert page.status_code == 200
        assert "This is not a day" in page.text
        assert "<b>:" not in page.text


async def test_the_section_leads_to_every_court(court: ACourt, http: httpx.AsyncClient) -> None:
    page = await http.get("/allocation", params={"lang": "en"})
    assert f'href="/courts/{court.court_id}/allocation?lang=en"' in page.text
    turned = await http.get("/allocation", params={"court": court.court_id, "lang": "en"})
    assert turned.headers["location"] == f"/courts/{court.court_id}/allocation?lang=en"


async def test_the_checkers_are_given_out_and_can_send_nothing_anywhere(http: httpx.AsyncClient) -> None:
    page = await http.get("/verify-draws.html")
    policy = page.headers["content-security-policy"]
    assert policy == policy_of(page.text)
    assert "default-src 'none'" in policy
    assert policy.count("'sha256-") == 2
    program = await http.get("/verify_draws.py")
    assert program.text.startswith("#!/usr/bin/env python3")


async def test_a_case_that_is_not_known_any_more_leaves_its_draw_readable(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient
) -> None:
    await scheduling.take(registered(court.case()))
    await scheduling.pool.execute("DELETE FROM cases")
    page = await http.get(f"/courts/{court.court_id}/allocation/1", params={"lang": "en"})
    assert "How a judge was drawn: draw No. 1" in text_of(page)
    assert (await http.get(f"/cases/{new_id()}/draws")).status_code == 404


async def test_a_correction_has_a_page_of_its_own_and_leaves_no_gap_in_the_list(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient
) -> None:
    await scheduling.take(registered(court.case()))
    order = CorrectBalance(UUID(new_id()), UUID(court.judges[0]), 90, 1, "counted_twice", UUID(court.clerks[0]))
    await scheduling.order(court.court_id, order)
    await scheduling.take(registered(court.case()))
    listed = await http.get(f"/courts/{court.court_id}/allocation", params={"lang": "en"})
    assert [number for number in "123" if f"allocation/{number}?" in listed.text] == ["1", "2", "3"]
    assert "Correction" in listed.text
    page = await http.get(f"/courts/{court.court_id}/allocation/2", params={"lang": "en"})
    for said in (
        "How a workload was put right: entry No. 2",
        "Judge Judge 1 counts as carrying: 90 min more.",
        "A case had been counted twice.",
        "Clerk 1 answers for it.",
        "It is about draw No. 1.",
    ):
        assert said in text_of(page), said
    assert f"/courts/{court.court_id}/allocation/1?lang=en" in page.text
    answer = await http.get(f"/courts/{court.court_id}/draws/by-number/2/explanation", params={"lang": "ru"})
    assert answer.json()["type"] == "court.draws.corrected.v1"
    assert "draw_id" not in answer.json()
    assert answer.json()["outcome"][0] == "Судья Judge 1: нагрузка считается на 90 мин больше."
    line = await http.get(f"/courts/{court.court_id}/draws/by-number/2")
    assert check(line.text.splitlines(keepends=True)).last == 2


async def test_a_case_filed_again_leads_to_the_draw_of_the_case_before(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient
) -> None:
    first, again = court.case(), court.case()
    await scheduling.take(registered(first))
    closed = {"case_id": first["case_id"], "court_id": court.court_id, "version": 2, "outcome": "withdrawn"}
    await scheduling.take(record("court.case.closed", {**closed, "closed_at": "2026-03-02T14:00:00+05:00"}))
    (told,) = await scheduling.take(registered(again))
    assert told["proof"]["rule"] == "tarazy-related-1"
    page = await http.get(f"/courts/{court.court_id}/allocation/2", params={"lang": "en"})
    assert f"How case {again['number']} got its judge" in text_of(page)
    assert "Nothing was drawn: who files again cannot look for another judge." in text_of(page)
    assert f'href="/courts/{court.court_id}/allocation/1?lang=en"' in page.text
    assert "Who could be drawn" not in page.text


async def test_a_panel_is_explained_seat_by_seat(
    scheduling: Scheduling, http: httpx.AsyncClient, clock: SteppingClock
) -> None:
    court = await ACourt(judges=[new_id() for _ in range(5)]).open(scheduling)
    case = court.case()
    await scheduling.take(registered(case))
    await scheduling.take(requested(court.request(case, judges=3)))
    clock.step(timedelta(days=1))
    page = await http.get(f"/courts/{court.court_id}/allocation/2", params={"lang": "en"})
    text = text_of(page)
    assert "Drawn for the panel: " in text
    assert text.count(" is held by judge ") == 2
    assert "Seat 1: who could be drawn" in text
    assert "Seat 2: who could be drawn" in text
    assert "Who sits in the case already is no candidate." in text


@pytest.mark.parametrize("number", ["9" * 20, "9" * 21, "9" * 5000, "x"])
async def test_no_number_in_an_address_is_too_long(court: ACourt, http: httpx.AsyncClient, number: str) -> None:
    """Python refuses to read numbers of more than 4,300 digits."""
    answer = await http.get(f"/courts/{court.court_id}/allocation/{number}")
    assert answer.status_code == 404


@pytest.mark.parametrize("after", ["x", "-1", "9" * 5000, "9" * 19])
async def test_what_is_no_number_of_a_draw_is_passed_over(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient, after: str
) -> None:
    await scheduling.take(registered(court.case()))
    page = await http.get(f"/courts/{court.court_id}/allocation", params={"after": after, "lang": "en"})
    assert page.status_code == 200
    empty = after == "9" * 19
    assert ("No further judge was drawn on this day." in page.text) == empty
    assert (f"/courts/{court.court_id}/allocation/1?" in page.text) != empty


async def test_a_code_that_no_text_can_hold_is_no_courts(http: httpx.AsyncClient) -> None:
    """PostgreSQL takes no NUL."""
    for leaf in ("cause-list", "allocation", "allocation/1", "draws", "draws/by-number/1", "cause-list.json"):
        assert (await http.get(f"/courts/a%00b/{leaf}")).status_code == 404, leaf


async def test_a_ledger_is_read_from_no_number_that_none_can_have(court: ACourt, http: httpx.AsyncClient) -> None:
    answer = await http.get(f"/courts/{court.court_id}/draws", params={"after": 2**63})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "after")


async def test_an_explanation_says_its_language_and_its_form(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient
) -> None:
    await scheduling.take(registered(court.case()))
    path = f"/courts/{court.court_id}/draws/by-number/1/explanation"
    answer = await http.get(path, headers={"Accept-Language": "ru"})
    assert (answer.headers["content-language"], answer.headers["vary"]) == ("ru", "accept-language")
    document = (await http.get("/openapi.json")).json()
    operation = document["paths"]["/courts/{court_id}/draws/by-number/{number}/explanation"]["get"]
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    assert schema == {"$ref": "#/components/schemas/ExplainedEntry"}
    form = document["components"]["schemas"]["ExplainedEntry"]["properties"]
    assert answer.json().keys() == form.keys()
    assert form["seats"]["items"] == {"$ref": "#/components/schemas/SeatWords"}
