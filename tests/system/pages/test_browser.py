"""Pages of the kit in a real browser, on a phone and on a desk."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse
from playwright.async_api import Browser
from tarazy_shared.contracts import staff
from tarazy_shared.documents import asyncapi_document
from tarazy_shared.kafka import make_broker
from tarazy_shared.pages.docs_routes import docs_routes
from tarazy_shared.pages.form import Form
from tarazy_shared.pages.rendering import CourtChoice, Pages, Section

from tests.system.pages.browsing import CHROMIUM, LANGUAGES, served

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

AT = datetime(2026, 12, 1, 5, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
async def address(court_pages: str) -> AsyncIterator[str]:
    """A service with the interface of a real one and a page of all parts."""
    app = FastAPI(title="Tarazy", docs_url=None, redoc_url=None)
    pages = Pages(court_pages, sections=[Section("/parts", "Cause list"), Section("/docs", "Rooms")])
    courts = CourtChoice("/parts", [("kz-almaty-1", "Алматы қаласының мамандандырылған ауданаралық соты " * 2)])

    @app.get("/parts")
    async def parts(request: Request) -> HTMLResponse:
        form = Form({"from_on": "31.11.2026"}, {"from_on": "There is no such day."})
        return pages.render(
            request, "parts.html", section="/parts", courts=courts, form=form, name="Ахметова Г. С.", at=AT
        )

    @app.put("/courts/{court_id}/people/{person_id}/authorisations/{specialism}/that_has_a_long_name")
    async def appoint(court_id: str, body: staff.StaffAppointed) -> staff.StaffAppointed:
        """Appoint somebody."""
        return body

    broker = make_broker("localhost:1", service="trial")
    docs_routes(app, asyncapi_document("Tarazy", broker, staff.EVENTS))
    async with served(app) as address:
        yield address


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["/parts", "/docs", "/asyncapi"])
async def test_a_page_fits_the_window_and_breaks_none_of_its_own_rules(
    browser: Browser, address: str, path: str, width: int
) -> None:
    complaints: list[str] = []
    async with await browser.new_context(viewport={"width": width, "height": 800}) as context:
        page = await context.new_page()
        page.on("console", lambda said: complaints.append(said.text))
        # The icon of a page that is left at once is given up by the browser itself: no failure of ours.
        page.on("requestfailed", lambda r: complaints.append(r.url) if r.failure != "net::ERR_ABORTED" else None)
        for language in LANGUAGES:
            await page.goto(f"{address}{path}?lang={language}")
            assert await page.evaluate("document.documentElement.lang") == language
            await page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            assert await page.evaluate("document.documentElement.scrollWidth") <= width
            assert await page.evaluate("getComputedStyle(document.querySelector('.top')).borderTopWidth") == "3px"
    assert complaints == []


async def test_the_language_can_be_changed_and_stays_without_script(browser: Browser, address: str) -> None:
    async with await browser.new_context(java_script_enabled=False, locale="ru-RU") as context:
        page = await context.new_page()
        await page.goto(f"{address}/docs")
        assert await page.locator("html").get_attribute("lang") == "ru"
        await page.get_by_role("link", name="Қазақша").click()
        await page.locator(".top nav[aria-label] a", has_text="Оқиғалар").click()
        await page.wait_for_url(re.compile(r".*/asyncapi\?lang=kk$"))
        assert await page.locator("html").get_attribute("lang") == "kk"


async def test_an_error_leads_to_its_field(browser: Browser, address: str) -> None:
    async with await browser.new_context(java_script_enabled=False) as context:
        page = await context.new_page()
        await page.goto(f"{address}/parts?lang=en")
        await page.get_by_role("alert").get_by_role("link").click()
        await page.wait_for_url("**#from_on")
        field = page.get_by_label("First day")
        assert await field.input_value() == "31.11.2026"
        assert await field.get_attribute("aria-invalid") == "true"


async def test_the_skip_link_is_the_first_stop_of_the_keyboard(browser: Browser, address: str) -> None:
    async with await browser.new_context() as context:
        page = await context.new_page()
        await page.goto(f"{address}/docs?lang=en")
        await page.keyboard.press("Tab")
        assert await page.evaluate("document.activeElement.className") == "skip"
        await page.keyboard.press("Enter")
        await page.wait_for_url("**#main")
