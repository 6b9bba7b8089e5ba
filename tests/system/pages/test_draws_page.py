"""The page that checks draws without a network: a second implementation, which agrees with the first on all vectors."""

import json
import re
from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.system.pages.browsing import CHROMIUM

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "services" / "scheduling" / "tarazy_scheduling" / "pages" / "static" / "verify-draws.html"
VECTORS = ROOT / "tests" / "data" / "draws"


async def test_the_page_agrees_with_the_one_file_on_all_vectors(browser: Browser) -> None:
    expected: dict[str, str] = json.loads((VECTORS / "expected.json").read_text(encoding="utf-8"))
    async with await browser.new_context(offline=True) as alone:
        page = await alone.new_page()
        await page.goto(PAGE.as_uri())
        await page.set_input_files("#files", [VECTORS / f"{name}.jsonl" for name in expected])
        await page.wait_for_function(f"document.querySelectorAll('#results li').length === {len(expected)}")
        told = await page.locator("#results li").all_inner_texts()
    assert [as_expected(sentence) for sentence in told] == list(expected.items())


def as_expected(sentence: str) -> tuple[str, str]:
    name, _, said = sentence.partition(".jsonl: ")
    if right := re.match(r"(\d+) draws of .* are right(?:, (\d+) of them not opened yet)?", said):
        return name, f"{right[1]} right, {right[2] or 0} not opened"
    return name, said.partition(":")[0]
