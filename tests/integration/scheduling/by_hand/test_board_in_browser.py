"""The board in a real browser: everything by keyboard, in three languages, on a desk and on a phone, without script."""

import os
from collections.abc import AsyncIterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page, async_playwright
from tarazy_scheduling.settings import Settings
from tarazy_shared.lifecycle import Running

from tests.integration.scheduling.a_court import ACourt, Scheduling
from tests.integration.scheduling.by_hand.boards import MONDAY, TOKEN, a_week, board_app
from tests.system.pages.browsing import CHROMIUM, LANGUAGES, served
from tests.system.pages.looking import AXE, NARROW, faults_shown

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
PICTURES = os.environ.get("TARAZY_PICTURES")
"""A folder for what the browser shows, for whoever wants to look."""
CUT_WORDS = """
[...document.querySelectorAll('button, .button, .tag, h1, h2, th, dt, dd')].filter(one =>
  !one.matches('.hidden') && one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline').length
"""
PLACES = """
[...document.querySelectorAll('.lane')].map(lane =>
  [...lane.querySelectorAll('.slot:not(.rest)')].map(slot => {
    const at = slot.getBoundingClientRect(), top = lane.getBoundingClientRect().top
    return [slot.textContent.trim().slice(0, 5), at.top - top, at.bottom - top]
  }))
"""


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        await chromium.close()


@pytest.fixture
async def told(court: ACourt, scheduling: Scheduling) -> list[dict[str, Any]]:
    return await a_week(court, scheduling)


@pytest.fixture
async def address(
    told: list[dict[str, Any]], running: Running, settings: Settings, scheduling: Scheduling, court: ACourt
) -> AsyncIterator[str]:
    async with served(board_app(running, scheduling.sets, settings)) as base:
        yield f"{base}/courts/{court.court_id}/board"


async def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is there, as somebody without a mouse does."""
    for _ in range(150):
        await page.keyboard.press("Tab")
        if await page.evaluate("one => document.activeElement.matches(one)", selector):
            return
    raise AssertionError(f"no way by keyboard to {selector}")


async def goes(page: Page, key: str) -> None:
    """A key that leads to another page."""
    async with page.expect_navigation():
        await page.keyboard.press(key)


async def signs_in(page: Page, address: str, language: str) -> None:
    await page.goto(f"{address}?lang={language}")
    await tab_to(page, "#token")
    await page.keyboard.type(TOKEN)
    await goes(page, "Enter")
    await tab_to(page, "#person")
    await page.keyboard.press("c")
    await tab_to(page, "button.primary")
    await goes(page, "Enter")


async def pictured(page: Page, name: str) -> None:
    if PICTURES:
        await page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_hearing_is_moved_and_put_back_by_keyboard_alone(
    browser: Browser, address: str, told: list[dict[str, Any]], scheduling: Scheduling, language: str
) -> None:
    complaints: list[str] = []
    hearing = told[1]
    async with await browser.new_context(java_script_enabled=True, viewport={"width": 1280, "height": 900}) as context:
        page = await context.new_page()
        page.set_default_timeout(8000)
        page.on("console", lambda said: complaints.append(said.text))
        await signs_in(page, address, language)
        await page.goto(f"{address}?lang={language}&day={MONDAY}")
        await tab_to(page, f".slot a[href*='{hearing['hearing_id']}']")
        await goes(page, "Enter")
        await tab_to(page, "input[name=to]")
        await page.keyboard.press("ArrowDown")
        await pictured(page, f"chosen-{language}")
        await tab_to(page, "#chosen button.primary")
        await goes(page, "Enter")
        assert await page.evaluate("document.documentElement.lang") == language
        await pictured(page, f"cost-{language}")
        await tab_to(page, "main form button.primary")
        await goes(page, "Enter")
        await pictured(page, f"moved-{language}")
        [moved] = await scheduling.pool.fetch("SELECT operation FROM hearing_changes")
        assert moved["operation"] == "move"
        await tab_to(page, ".notice.ok a")
        await goes(page, "Enter")
        await tab_to(page, "main form button.primary")
        await goes(page, "Enter")
        assert await scheduling.pool.fetchval("SELECT count(*) FROM hearing_changes WHERE operation = 'undo'") == 1
    assert complaints == []


@pytest.mark.parametrize("width", [360, 1280])
async def test_the_board_fits_the_window_and_cuts_no_words(
    browser: Browser, address: str, told: list[dict[str, Any]], width: int
) -> None:
    faults: list[str] = []
    async with await browser.new_context(java_script_enabled=True, viewport={"width": width, "height": 800}) as context:
        await context.add_init_script(AXE)
        page = await context.new_page()
        page.set_default_timeout(8000)
        await signs_in(page, address, "en")
        for language in LANGUAGES:
            for by in ("judges", "rooms"):
                for hearing in (told[0], told[-1]):
                    query = f"lang={language}&by={by}&day={MONDAY}&hearing={hearing['hearing_id']}"
                    await page.goto(f"{address}?{query}")
                    await page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
                    assert await page.evaluate("document.documentElement.scrollWidth") <= width, query
                    assert await page.evaluate(CUT_WORDS) == 0, query
                    if width == NARROW and hearing is told[0]:
                        faults += await faults_shown(page, language)
                    await pictured(page, f"board-{width}-{language}-{by}-{told.index(hearing)}")
            order = f"operation=vacate&hearing={told[0]['hearing_id']}&version={told[0]['version']}"
            await page.goto(f"{address}/order?lang={language}&{order}")
            assert await page.evaluate("document.documentElement.scrollWidth") <= width, language
            if width == NARROW:
                faults += await faults_shown(page, language)
            await pictured(page, f"vacate-{width}-{language}")
    assert "\n".join(faults) == ""


async def test_slots_stand_where_their_times_are_and_never_on_each_other(
    browser: Browser, address: str, told: list[dict[str, Any]]
) -> None:
    async with await browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = await context.new_page()
        page.set_default_timeout(8000)
        await signs_in(page, address, "en")
        await page.goto(f"{address}?lang=en&day={MONDAY}")
        places = await page.evaluate(PLACES)
        slots = 0
        for lane in places:
            for clock, top, bottom in lane:
                if ":" in clock:
                    hours = int(clock[:2]) + int(clock[3:]) / 60
                    assert abs(top - (hours - 9) * 60) < 3, "an hour is twelve steps of five pixels"
                    assert bottom > top + 8
                    slots += 1
            for (_, _, before), (_, after, _) in pairwise(lane):
                assert after >= before
        assert slots >= 15


async def test_without_script_the_board_prints(browser: Browser, address: str, tmp_path: Path) -> None:
    async with await browser.new_context(java_script_enabled=False) as context:
        page = await context.new_page()
        page.set_default_timeout(8000)
        await page.goto(address)
        await page.fill("#token", TOKEN)
        await page.click("button.primary")
        await page.select_option("#person", index=1)
        await page.click("button.primary")
        await page.goto(f"{address}?lang=ru&day={MONDAY}")
        await page.pdf(path=tmp_path / "board.pdf", format="A3", landscape=True)
        assert (tmp_path / "board.pdf").stat().st_size > 5000


async def test_a_board_as_the_documents_show_it(
    browser: Browser, address: str, told: list[dict[str, Any]], scheduling: Scheduling
) -> None:
    """With names of a court: `TARAZY_PICTURES=FOLDER` keeps the picture, `board.png`."""
    names = ["Айгүл Қайратқызы Ахметова", "Данияр Тимурович Жумабеков", "Светлана Викторовна Ким"]
    rooms = ["№ 1 зал", "№ 2 зал"]
    for number, name in enumerate(names, 1):
        await scheduling.pool.execute("UPDATE posts SET name = $1 WHERE name = $2", name, f"Judge {number}")
    for number, name in enumerate(rooms, 1):
        await scheduling.pool.execute("UPDATE rooms SET name = $1 WHERE name = $2", name, f"Room {number}")
    await scheduling.pool.execute("UPDATE posts SET name = 'Сәуле Нұрланова' WHERE name = 'Clerk 1'")
    names_of_court = (
        '{"kk": "Сарыбел аудандық соты", "ru": "Сарыбельский районный суд", "en": "Sarybel District Court"}'
    )
    await scheduling.pool.execute("UPDATE courts SET name = $1", names_of_court)
    async with await browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900}) as context:
        page = await context.new_page()
        page.set_default_timeout(8000)
        await page.goto(f"{address}?lang=kk")
        await page.fill("#token", TOKEN)
        await page.click("button.primary")
        await page.select_option("#person", label="Сәуле Нұрланова")
        await page.click("button.primary")
        await page.goto(f"{address}?lang=kk&day={MONDAY}&hearing={told[0]['hearing_id']}")
        assert await page.locator(".names").inner_text() != ""
        if PICTURES:
            await page.screenshot(path=Path(PICTURES) / "board.png")
