"""The eyes of the page tests see what they are to see."""

import pytest
from playwright.async_api import Browser

from tests.system.pages.browsing import CHROMIUM
from tests.system.pages.looking import faults_shown, narrow

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

PAGE = "<!DOCTYPE html><html lang=kk><title>A page</title><main><h1>A page</h1>{}</main>"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<p>Nothing</p>", []),
        ("<details><summary>More</summary><input></details>", ["axe: label: <input>"]),
        ("<p><svg width='400' height='9'></svg></p>", ["wider than the window: <svg"]),
        ("<p style='color: #aaa; background: #bbb'>Pale</p>", ["axe: color-contrast: <p"]),
    ],
)
async def test_faults_are_seen(browser: Browser, body: str, said: list[str]) -> None:
    async with narrow(browser) as context:
        page = await context.new_page()
        await page.set_content(PAGE.format(body))
        found = await faults_shown(page, "kk")
        assert len(found) == len(said), found
        assert all(fault.startswith(start) for fault, start in zip(found, said, strict=True)), found
        assert await faults_shown(page, "ru") == ["is not in ru", *found]
        assert await faults_shown(page, "kk", with_axe=False) == [one for one in found if not one.startswith("axe")]
