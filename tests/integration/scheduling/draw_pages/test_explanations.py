"""One draw explained to people: who could be drawn, with which chance, by which number."""

import re
from datetime import timedelta

import httpx
import pytest
from tarazy_scheduling.verify_draws import check

from tests.clocks import SteppingClock
from tests.ids import new_id
from tests.integration.scheduling.a_court import ACourt, Scheduling, record, recused, registered, requested
from tests.integration.scheduling.draw_pages.reading import text_of


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


async def test_a_case_that_is_not_known_any_more_leaves_its_draw_readable(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient
) -> None:
    await scheduling.take(registered(court.case()))
    await scheduling.pool.execute("DELETE FROM cases")
    page = await http.get(f"/courts/{court.court_id}/allocation/1", params={"lang": "en"})
    assert "How a judge was drawn: draw No. 1" in text_of(page)
    assert (await http.get(f"/cases/{new_id()}/draws")).status_code == 404


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
