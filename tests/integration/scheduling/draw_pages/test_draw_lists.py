"""A day's draws page by page, corrections among them, and what a checker needs."""

from datetime import timedelta
from uuid import UUID

import httpx
import pytest
from tarazy_scheduling.adapters.http.draws import pages
from tarazy_scheduling.adapters.http.draws.checking import policy_of
from tarazy_scheduling.domain.commands import CorrectBalance
from tarazy_scheduling.verify_draws import check

from tests.clocks import SteppingClock
from tests.ids import new_id
from tests.integration.scheduling.a_court import ACourt, Scheduling, registered
from tests.integration.scheduling.draw_pages.reading import text_of


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
