"""Pages of draws in a real browser, on a phone and on a desk, in three languages."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse
from playwright.async_api import Browser, FilePayload
from tarazy_scheduling.adapters.draws.draw_checks import LastCheck
from tarazy_scheduling.adapters.http.cause_list import make_pages
from tarazy_scheduling.adapters.http.court_pages import CourtLink
from tarazy_scheduling.adapters.http.draws.checking import checking_router
from tarazy_scheduling.adapters.http.draws.correction_words import explain_correction
from tarazy_scheduling.adapters.http.draws.entries import EntryLink, seen
from tarazy_scheduling.adapters.http.draws.figure_words import seen as seen_figures
from tarazy_scheduling.adapters.http.draws.shown_draws import ShownDraw
from tarazy_scheduling.adapters.http.list_words import Names, RoomWords
from tarazy_scheduling.app.cause_list import Entry, State
from tarazy_scheduling.app.draw_figures import CourtFigures
from tarazy_shared.contracts.fields import Language
from tarazy_shared.pages.reader import Reader
from tarazy_shared.pages.rendering import CourtChoice

from tests.system.pages.browsing import CHROMIUM, LANGUAGES, served
from tests.system.pages.looking import faults_of, narrow
from tests.unit.scheduling.domain.courts import an_id
from tests.unit.scheduling.edges.test_draw_words import DRAWS
from tests.unit.scheduling.explained import NAMES, a_correction, a_draw, some_figures

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
FIGURES: dict[str, Callable[[], CourtFigures]] = {
    "fair": some_figures,
    "steered": lambda: some_figures(3000, 4, "steered"),
    "few": lambda: some_figures(3, 3),
    "none": lambda: some_figures(0),
    "many": lambda: some_figures(6000, 20),
}
CUT_TEXTS = """
[...document.querySelectorAll('svg text')].filter(one => {
  const at = one.getBoundingClientRect(), all = one.closest('svg').getBoundingClientRect()
  return at.left < all.left - 1 || at.right > all.right + 1
}).length
"""


OVERLAPS = """
[...document.querySelectorAll('svg')].flatMap(svg => {
  const places = [...svg.querySelectorAll('text')].map(one => one.getBoundingClientRect())
  return places.filter((one, n) => places.some((other, m) => m > n && one.left < other.right && other.left < one.right
    && one.top + 3 < other.bottom && other.top + 3 < one.bottom))
}).length
"""
MANY: dict[str, Callable[[], ShownDraw]] = {"many": lambda: a_draw(judges=22), "very-many": lambda: a_draw(judges=34)}
LONG = "Құдайбергенова-Сейітмұратова Гүлбаршын Мұхаметқалиқызы"
STATES: tuple[State, ...] = ("held", "in_progress", "listed")
DAY = date(2026, 11, 23)
DAYS = {"day": DAY, "before": DAY - timedelta(days=1), "after": DAY + timedelta(days=1)}


def a_day(language: Language) -> dict[str, Any]:
    """Fifty sittings, of judges and parties with long names."""
    nine = datetime(2026, 11, 23, 4, tzinfo=UTC)
    parties = (("claimant", ("ТОО «Алтын Дан»", LONG)), ("defendant", (LONG,)))
    entries = [
        Entry(
            starts_at=nine + timedelta(minutes=10 * number),
            ends_at=nine + timedelta(minutes=10 * number + 30),
            room_name=f"{number % 7 + 1}",
            building="Ә. Бөкейхан көшесі, 12" if number % 3 else None,
            judges=(LONG,) if number % 2 else (LONG, NAMES[0], NAMES[1]),
            state=STATES[number % 3],
            confidential=number % 10 == 4,
            hearing_type="main",
            category="civil.contract",
            case_number=f"7599-26-00-2/{3000 + number}",
            channel="hybrid" if number % 5 == 0 else "in_person",
            interpreter_languages=("tr", "de") if number % 7 == 0 else (),
            parties=parties,
        )
        for number in range(50)
    ]
    names = Names({"categories": [], "hearing_types": [], "room_features": []}, Reader(language, "Asia/Almaty"))
    rooms = [RoomWords(f"{number}", ["dock", "step_free"]) for number in range(1, 8)]
    return {"entries": entries, "hearings": 50, "names": names, "rooms": rooms}


def a_days_draws() -> list[EntryLink]:
    """As many as a page has."""
    at = datetime(2026, 11, 23, 9, tzinfo=UTC)
    reasons = ["The case was registered.", "The judge who had the case was recused from it."]
    return [
        EntryLink(1000 + n, at, f"7599-26-00-2/{n}" if n % 9 else None, LONG, reasons[n % 2], n % 2 + 1, n % 25 == 3)
        for n in range(200)
    ]


def the_app() -> FastAPI:
    """A service that shows the draws of the unit tests."""
    app, pages = FastAPI(), make_pages()
    pages.mount(app)
    app.include_router(checking_router())
    courts = CourtChoice("/allocation", [("almaty-1", "Алматы қаласының мамандандырылған ауданаралық соты " * 2)])

    @app.get("/draws/{name}")
    async def draw(request: Request, name: str) -> HTMLResponse:
        draw = (DRAWS | MANY)[name]()
        reader = pages.reader(request)
        link = EntryLink(1184, draw.drawn_at, draw.case_number, "К. А. Нұрғалиев", "The case was registered.", 1)
        context = seen(draw, reader, [link, link] if name == "redraw" else [link])
        return pages.render(
            request, "draw.html", section="/allocation", courts=courts, court_id="almaty-1", court_name=LONG, **context
        )

    @app.get("/correction")
    async def correction(request: Request) -> HTMLResponse:
        reader = pages.reader(request)
        entry = a_correction()
        said = explain_correction(entry, datetime(2026, 11, 23, 9, 0, tzinfo=UTC), {}, reader)
        context: dict[str, Any] = {
            "court_id": "almaty-1",
            "court_name": LONG,
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
        context = seen_figures(FIGURES[name](), "", names, people, reader)
        context |= {
            "court_id": "almaty-1",
            "court_name": "Court",
            "year": 2026,
            "years": [2025, 2026],
            "wrong_year": "",
            "wrong_category": "",
        }
        context["last_check"] = LastCheck(datetime(2026, 11, 23, 22, 0, tzinfo=UTC), 400, None)
        return pages.render(request, "draw_figures.html", section="/allocation", courts=courts, **context)

    @app.get("/list/{kind}")
    async def cause_list(request: Request, kind: str) -> HTMLResponse:
        shown = a_day(pages.reader(request).language)
        if kind != "full":
            shown |= {"entries": [], "hearings": 0, "rooms": []}
        frame = {"court_id": "almaty-1", "court_name": LONG, "now": datetime(2026, 11, 23, 9, tzinfo=UTC)}
        wrong = {"wrong_day": "<завтра>" * 30 if kind == "wrong" else "", "contact": "+7 727 000-00-00"}
        context = {**shown, **frame, **DAYS, **wrong, "is_closed": kind == "closed"}
        return pages.render(request, "cause_list.html", section="/", courts=courts, **context)

    @app.get("/day/{kind}")
    async def draws_of_day(request: Request, kind: str) -> HTMLResponse:
        frame = {"court_id": "almaty-1", "court_name": LONG, "wrong_day": "завтра" if kind == "wrong" else ""}
        more = {"waiting": "2 cases wait." if kind == "full" else "", "is_first": kind != "past"}
        draws = {"draws": a_days_draws() if kind == "full" else [], "more_after": 1199 if kind == "full" else None}
        context: dict[str, Any] = {**frame, **DAYS, **more, **draws}
        return pages.render(request, "draws.html", section="/allocation", courts=courts, **context)

    @app.get("/said/{template}")
    async def said(request: Request, template: str) -> HTMLResponse:
        listed = [CourtLink("almaty-1", LONG, LONG)] if template != "none" else []
        frame = {"court_id": "almaty-1", "court_name": LONG, "leads_to": "allocation"}
        context: dict[str, Any] = {**frame, "number": 7, "listed": listed}
        name = "courts" if template == "none" else template
        return pages.render(request, f"{name}.html", section="/allocation", courts=courts, **context)

    return app


@pytest.fixture(scope="module")
async def address() -> AsyncIterator[str]:
    async with served(the_app()) as address:
        yield address


PAGES = ["correction"] + [f"draws/{name}" for name in (*DRAWS, *MANY)] + [f"statistics/{name}" for name in FIGURES]
PAGES += [f"list/{kind}" for kind in ("full", "empty", "closed", "wrong")]
PAGES += [f"day/{kind}" for kind in ("full", "empty", "past", "wrong")]
PAGES += [f"said/{template}" for template in ("courts", "none", "draw_courts", "no_court", "no_draw")]


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
            assert await page.evaluate(OVERLAPS) == 0
            levels = await page.evaluate(
                "[...document.querySelectorAll('h1, h2, h3')].map(one => one.tagName).join(' ')"
            )
            assert levels.startswith("H1 H2") or path.startswith("said/")
            unnamed = "[...document.querySelectorAll('svg')].filter(one => !one.getAttribute('aria-label')).length"
            assert await page.evaluate(unnamed) == 0
    assert complaints == []


ALIKE: tuple[str, ...] = (
    "correction",
    "draws/weighted",
    "draws/redraw",
    "draws/many",
    "statistics/fair",
    "statistics/none",
)
ALIKE += ("list/full", "list/empty", "list/closed", "list/wrong", "day/full", "day/wrong", "said/courts", "said/none")


async def test_pages_about_draws_and_the_cause_list_can_be_read_by_everybody(browser: Browser, address: str) -> None:
    async with narrow(browser) as context:
        pages = [f"{address}/{path}" for path in (*ALIKE, "said/no_draw", "said/draw_courts")]
        assert "\n".join(await faults_of(context, pages, in_turn=True)) == ""


async def test_the_checking_page_speaks_the_language_it_was_reached_in(browser: Browser, address: str) -> None:
    async with await browser.new_context(locale="en-GB") as context:
        page = await context.new_page()
        await page.goto(f"{address}/draws/weighted?lang=kk")
        await page.click("text=Файлды тексеру бетіне тастаңыз")
        assert await page.locator("h1").inner_text() == "Судьялар жеребесін тексеру"
        assert "Choose" not in await page.inner_text("body")
        await page.keyboard.press("Tab")
        await page.keyboard.press("Tab")
        await page.keyboard.press("Tab")
        await page.keyboard.press("Tab")
        assert await page.evaluate("document.activeElement.id") == "files"


async def test_a_file_that_cannot_be_read_at_all_is_said(browser: Browser, address: str) -> None:
    async with await browser.new_context() as context:
        page = await context.new_page()
        await page.goto(f"{address}/verify-draws.html?lang=en")
        await page.evaluate("report([{ name: 'a folder', arrayBuffer: () => Promise.reject(new Error('gone')) }])")
        assert await page.locator("#results li").inner_text() == "a folder: cannot be read (gone)"


async def test_without_script_the_checking_page_says_what_to_do_instead(browser: Browser, address: str) -> None:
    async with await browser.new_context(java_script_enabled=False) as context:
        page = await context.new_page()
        await page.goto(f"{address}/verify-draws.html")
        assert await page.locator("noscript a").count() == len(LANGUAGES)
        assert not await page.locator("#languages").is_visible()


async def test_the_checking_page_runs_under_the_policy_it_is_given_out_with(browser: Browser, address: str) -> None:
    complaints: list[str] = []
    async with await browser.new_context() as context:
        page = await context.new_page()
        page.on("console", lambda said: complaints.append(said.text))
        await page.goto(f"{address}/verify-draws.html")
        record = FilePayload(name="draws.jsonl", mimeType="application/x-ndjson", buffer=b'{"court_id": "cut')
        await page.set_input_files("#files", [record])
        await page.wait_for_selector("#results li")
        assert "draws.jsonl: line 1" in await page.locator("#results li").inner_text()
    assert [said for said in complaints if "Content Security Policy" in said or "Refused" in said] == []
