"""Addresses of draws that do not exist or mean nothing, told to people and to programs."""

import httpx
import pytest

from tests.integration.scheduling.a_court import ACourt, Scheduling, registered
from tests.integration.scheduling.draw_pages.reading import text_of


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


async def test_what_is_no_day_is_said(court: ACourt, http: httpx.AsyncClient) -> None:
    for day in ("<b>", "0001-01-01", "9999-12-31"):
        page = await http.get(f"/courts/{court.court_id}/allocation", params={"day": day, "lang": "en"})
        assert page.status_code == 200
        assert "This is not a day" in page.text
        assert "<b>:" not in page.text


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
