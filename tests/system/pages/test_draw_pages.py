"""Pages of draws in a real browser, on a phone and on a desk, in three languages."""

import asyncio
import shutil
import socket
from collections.abc import AsyncIterator, Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse
from playwright.async_api import Browser, FilePayload, async_playwright
from tarazy_scheduling.adapters.court_reading import CourtRow
from tarazy_scheduling.adapters.draws.draw_checks import LastCheck
from tarazy_scheduling.adapters.http.cause_list import make_pages
from tarazy_scheduling.adapters.http.draws.checking import checking_router
from tarazy_scheduling.adapters.http.draws.correction_words import explain_correction
from tarazy_scheduling.adapters.http.draws.draw_entries import EntryLink, seen
from tarazy_scheduling.adapters.http.draws.draw_figures import seen as seen_figures
from tarazy_scheduling.adapters.http.list_words import Names
from tarazy_scheduling.app.draw_figures import CourtFigures
from tarazy_shared.pages.rendering import CourtChoice

from tests.unit.scheduling.domain.courts import an_id
from tests.unit.scheduling.edges.test_draw_words import DRAWS
from tests.unit.scheduling.explained import NAMES, a_correction, some_figures

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
LANGUAGES = ("kk", "ru", "en")
FIGURES: dict[str, Callable[[], CourtFigures]] = {
    "fair": some_figures,
    "steered": lambda: some_figures(3000, 4, "steered"),
    "few": lambda: some_figures(3, 3),
    "none": lambda: some_figures(0),
}
COURT = CourtRow(
    "almaty-1",
    {"kk": "Сот", "ru": "Суд", "en": "Court"},
    "Asia/Almaty",
    "kk",
    None,
    None,
    None,
    None,
    None,
    0,
    [],
    [],
    5,
)
CUT_TEXTS = """
[...document.querySelectorAll('svg text')].filter(one => {
  const at = one.getBoundingClientRect(), all = one.closest('svg').getBoundingClientRect()
  return at.left < all.left - 1 || at.right > all.right + 1
}).length
"""


@pytest.fixture(scope="module")
async def address() -> AsyncIterator[str]:
    """A service that shows the draws of the unit tests."""
    app, pages = FastAPI(), make_pages()
    pages.mount(app)
    app.include_router(checking_router())
    courts = CourtChoice("/allocation", [("almaty-1", "Алматы қаласының мамандандырылған ауданаралық соты " * 2)])

    @app.get("/draws/{name}")
    async def draw(request: Request, name: str) -> HTMLResponse:
        draw = DRAWS[name]()
        reader = pages.reader(request)
        link = EntryLink(1184, draw.drawn_at, draw.case_number, "К. А. Нұрғалиев", "The case was registered.", 1)
        context = seen(draw, reader, [link, link] if name == "redraw" else [link])
        return pages.render(request, "draw.html", section="/allocation", courts=courts, **context)

    @app.get("/correction")
    async def correction(request: Request) -> HTMLResponse:
        reader = pages.reader(request)
        entry = a_correction()
        said = explain_correction(entry, datetime(2026, 11, 23, 9, 0, tzinfo=UTC), {}, reader)
        context: dict[str, Any] = {
            "court_id": "almaty-1",
            "correction": entry,
            "said": said,
            "secret_day": date(2026, 11, 23),
        }
        return pages.render(request, "correction.html", section="/allocation", courts=courts, **context)

    @app.get("/statistics/{name}")
    async def statistics(request: Request, name: str) -> HTMLResponse:
        reader = pages.reader(request)
        names = Names({"categories": []}, reader)
        people = {an_id(f"judge{number}"): name for number, name in enumerate(NAMES, 1)}
        context = seen_figures(COURT, FIGURES[name](), "", names, people, reader)
        context |= {"year": 2026, "years": [2025, 2026]}
        context["last_check"] = LastCheck(datetime(2026, 11, 23, 22, 0, tzinfo=UTC), 400, None)
        return pages.render(request, "draw_figures.html", section="/allocation", courts=courts, **context)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off"))
        async with asyncio.TaskGroup() as group:
            group.create_task(server.serve(sockets=[listener]))
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
            server.should_exit = True


@pytest.fixture(scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        await chromium.close()


PAGES = ["correction"] + [f"draws/{name}" for name in DRAWS] + [f"statistics/{name}" for name in FIGURES]


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", PAGES)
async def test_a_page_about_draws_fits_the_window_and_breaks_no_rule(
    browser: Browser, address: str, path: str, width: int
) -> None:
    complaints: list[str] = []
    async with await browser.new_context(viewport={"width": width, "height": 800}) as context:
        page = await context.new_page()
        page.on("console", lambda said: complaints.append(said.text))
        for language in LANGUAGES:
            await page.goto(f"{address}/{path}?lang={language}")
            assert await page.evaluate("document.documentElement.lang") == language
            await page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            assert await page.evaluate("document.documentElement.scrollWidth") <= width
            assert await page.evaluate(CUT_TEXTS) == 0
            levels = await page.evaluate(
                "[...document.querySelectorAll('h1, h2, h3')].map(one => one.tagName).join(' ')"
            )
            assert levels.startswith("H1 H2")
            unnamed = "[...document.querySelectorAll('svg')].filter(one => !one.getAttribute('aria-label')).length"
            assert await page.evaluate(unnamed) == 0
    assert complaints == []


async def test_the_checking_page_runs_under_the_policy_it_is_given_out_with(browser: Browser, address: str) -> None:
    complaints: list[str] = []
    async with await browser.new_context() as context:
        page = await context.new_page()
        page.on("console", lambda said: complaints.append(said.text))
        await page.goto(f"{address}/verify-draws.html")
        record = FilePayload(name="draws.jsonl", mimeType="application/x-ndjson", buffer=b"no json")
        await page.set_input_files("#files", [record])
        await page.wait_for_selector("#results li")
        assert "draws.jsonl: line 1" in await page.locator("#results li").inner_text()
    assert [said for said in complaints if "Content Security Policy" in said or "Refused" in said] == []
