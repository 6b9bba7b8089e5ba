"""Figures about a court's draws, computed from its ledger: for people and for programs."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx
import pytest
from tarazy_scheduling.adapters.draws import draw_checks, streamed_draws
from tarazy_scheduling.adapters.draws.draw_checks import Check, Due
from tarazy_scheduling.adapters.http.cause_list import cause_list_router, make_pages
from tarazy_scheduling.adapters.http.draws.figures import draw_figures_router
from tarazy_scheduling.app.draw_figures import DrawFigures
from tarazy_shared.lifecycle import Running

from tests.clocks import SteppingClock
from tests.integration.scheduling.a_court import ACourt, Scheduling, registered
from tests.integration.scheduling.serving import client_of


@pytest.fixture
async def http(running: Running) -> AsyncIterator[httpx.AsyncClient]:
    pages = make_pages()
    figures = draw_figures_router(running, pages, DrawFigures(running.pool, running.clock))
    async with client_of(cause_list_router(running, pages), figures) as client:
        yield client


async def told(http: httpx.AsyncClient, court: ACourt, **params: Any) -> Any:
    answer = await http.get(f"/courts/{court.court_id}/draw-statistics", params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def drawn(scheduling: Scheduling, court: ACourt, cases: int, **more: Any) -> None:
    await scheduling.take(*(registered(court.case(**more)) for _ in range(cases)))


async def test_every_draw_of_the_time_is_counted_once(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streamed_draws, "AT_ONCE", 7)
    await drawn(scheduling, court, 40)
    await drawn(scheduling, court, 5, category="civil.family")
    figures = await told(http, court)
    assert (figures["draws"], figures["last_number"], figures["from"], figures["to"]) == (
        45,
        45,
        "2025-03-03",
        "2026-03-02",
    )
    assert {one["person_id"] for one in figures["judges"]} == set(court.judges)
    assert sum(one["drawn"] for one in figures["judges"]) == 45
    assert sum(one["expected"] for one in figures["judges"]) == pytest.approx(45)
    assert figures["pool_sizes"] == [{"candidates": 3, "draws": 45}]
    assert {code: one["draws"] for code, one in figures["categories"].items()} == {
        "civil.contract": 40,
        "civil.family": 5,
    }
    assert figures["chi_square"]["degrees"] == 2
    assert 0 < figures["chi_square"]["p"] <= 1
    assert figures["categories"]["civil.family"]["chi_square"] is None
    assert figures["one_judge"] == []
    assert figures["without_beacon"] == list(range(1, 46))


async def test_numbers_take_part_once_their_day_is_over(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient, clock: SteppingClock
) -> None:
    await drawn(scheduling, court, 40)
    assert (await told(http, court))["runs"]["numbers"] == 0
    clock.step(timedelta(days=1))
    runs = (await told(http, court))["runs"]
    assert runs["numbers"] == 40
    assert 1 <= runs["runs"] <= 40


async def test_figures_are_kept_for_ten_minutes(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient, clock: SteppingClock
) -> None:
    await drawn(scheduling, court, 1)
    assert (await told(http, court))["draws"] == 1
    await drawn(scheduling, court, 1)
    clock.step(timedelta(minutes=9, seconds=59))
    assert (await told(http, court))["draws"] == 1
    clock.step(timedelta(seconds=1))
    assert (await told(http, court))["draws"] == 2


async def test_a_year_and_a_category_can_be_asked_for(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient
) -> None:
    await drawn(scheduling, court, 3)
    await drawn(scheduling, court, 2, category="civil.family")
    assert (await told(http, court, year=2025))["draws"] == 0
    assert (await told(http, court, year=2026, category="civil.family"))["draws"] == 2
    address = f"/courts/{court.court_id}/draw-statistics"
    answer = await http.get(address, params={"category": "civil.labour"})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (404, "category")
    for wrong in ("20x6", "1", "99999"):
        answer = await http.get(address, params={"year": wrong})
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "year")
    assert (await http.get("/courts/nowhere/draw-statistics")).status_code == 404


@pytest.mark.parametrize(
    ("language", "words", "few"),
    [
        ("kk", "Жеребелер статистикасы", "айтуға тым аз"),
        ("ru", "Статистика жеребьёвок", "слишком мало данных"),
        ("en", "Statistics of draws", "too few to say"),
    ],
)
async def test_the_page_says_where_there_is_too_little_to_say(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient, language: str, words: str, few: str
) -> None:
    await drawn(scheduling, court, 3)
    page = await http.get(f"/courts/{court.court_id}/allocation/statistics", params={"lang": language})
    assert page.status_code == 200
    assert words in page.text
    assert few in page.text
    assert "Judge 1" in page.text
    assert "<script" not in page.text
    assert " style=" not in page.text


async def test_the_page_of_a_time_without_draws_is_not_empty(court: ACourt, http: httpx.AsyncClient) -> None:
    for params in ({}, {"year": "2024"}, {"year": "<b>"}, {"category": "no such"}):
        page = await http.get(f"/courts/{court.court_id}/allocation/statistics", params={**params, "lang": "en"})
        assert page.status_code == 200
        assert "No judge was drawn in this time." in page.text
        assert '<b>"' not in page.text
    assert (await http.get("/courts/nowhere/allocation/statistics")).status_code == 404


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"year": "<b>"}, "This is not a year: &lt;b&gt;"),
        ({"year": "9" * 5000}, "This is not a year: 9"),
        ({"year": "3000"}, "This is not a year: 3000"),
        ({"category": "<b>"}, "in this time: &lt;b&gt;"),
    ],
)
async def test_what_is_no_year_or_no_category_is_said(
    court: ACourt, http: httpx.AsyncClient, params: dict[str, str], said: str
) -> None:
    page = await http.get(f"/courts/{court.court_id}/allocation/statistics", params={**params, "lang": "en"})
    assert page.status_code == 200
    assert said in page.text


async def test_enough_draws_are_judged(scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient) -> None:
    await drawn(scheduling, court, 60)
    page = await http.get(f"/courts/{court.court_id}/allocation/statistics", params={"lang": "en"})
    assert "as chance has it" in page.text
    assert ">Disputes under a contract</a>" in page.text
    assert "with 2 degrees of freedom" in page.text


@pytest.mark.parametrize(("wrong", "said"), [(None, "up to entry No. 3"), ("line 2: hash is wrong", "line 2: hash")])
async def test_how_the_ledger_stood_when_it_was_verified_is_shown(
    scheduling: Scheduling, court: ACourt, http: httpx.AsyncClient, clock: SteppingClock, wrong: str | None, said: str
) -> None:
    await drawn(scheduling, court, 3)
    address = f"/courts/{court.court_id}/allocation/statistics"
    assert "not verified yet" in (await http.get(address, params={"lang": "en"})).text
    assert (await told(http, court))["last_verified"] is None
    due = Due(court.court_id, clock.now.date(), 0, b"")
    async with scheduling.pool.acquire() as connection:
        await draw_checks.keep(connection, due, Check(3, bytes(32)), wrong, clock.now)
    assert said in (await http.get(address, params={"lang": "en"})).text
    assert (await told(http, court))["last_verified"]["wrong"] == wrong
