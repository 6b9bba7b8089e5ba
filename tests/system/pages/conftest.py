"""The browser, and the trial package of the page kit's unit tests for it."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, async_playwright

from tests.system.pages.browsing import CHROMIUM
from tests.unit.pages.conftest import court_pages

__all__ = ["court_pages"]


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One Chromium for all pages; each test looks through a context of its own."""
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        await chromium.close()
