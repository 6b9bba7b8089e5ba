"""What is wrong with pages for whoever meets them on a telephone, or without seeing them: axe-core, and their width."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from importlib.resources import files

from playwright.async_api import Browser, BrowserContext, Page

from tests.system.pages.browsing import LANGUAGES

NARROW = 360
"""CSS pixels: the narrowest telephone that pages are made for."""
WINDOWS = 2
"""That look at once: as many as the machine of the tests has processors."""
AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
"""axe-core itself, under the MPL; nothing else of the package is used."""
_JUDGED = """
async colours => (
  await axe.run({resultTypes: ['violations'], rules: {'color-contrast': {enabled: colours}}})
).violations.filter(one => one.impact === 'serious' || one.impact === 'critical')
  .map(one => `${one.id}: ${one.nodes.map(node => node.html.slice(0, 150)).slice(0, 3).join(' | ')}`)
"""
_TOO_WIDE = """
() => {
  if (document.documentElement.scrollWidth <= innerWidth) return []
  const found = [], texts = document.createTreeWalker(document.body, NodeFilter.SHOW_ALL)
  while (texts.nextNode()) {
    const one = texts.currentNode, range = document.createRange()
    range.selectNode(one)
    const element = one.nodeType === Node.TEXT_NODE ? one.parentElement : one
    if (range.getBoundingClientRect().right > innerWidth && !element.closest('.scroll, .board, .top > nav'))
      found.push(element.outerHTML.slice(0, 150))
  }
  return found.slice(-3)
}
"""


@asynccontextmanager
async def narrow(browser: Browser) -> AsyncIterator[BrowserContext]:
    """A browser of somebody's own whose windows are as wide as a telephone."""
    async with await browser.new_context(viewport={"width": NARROW, "height": 800}) as context:
        # A script of the window itself: no policy of a page keeps it out, and it is sent once.
        await context.add_init_script(AXE)
        yield context


async def faults_of(context: BrowserContext, addresses: Iterable[str], *, in_turn: bool = False) -> list[str]:
    """Everything serious about the pages at these addresses, in each language.

    `in_turn`: each page in one language, the next in another; enough for pages that are alike.

    A page without fault answers 200, says which language it is in, does not scroll sideways, and axe-core finds nothing
    serious or critical in it, its foldable parts open.
    """
    waiting = list(enumerate(addresses))[::-1]
    found: list[str] = []

    async def look() -> None:
        page = await context.new_page()
        while waiting:
            number, address = waiting.pop()
            for language in [LANGUAGES[number % len(LANGUAGES)]] if in_turn else LANGUAGES:
                shown = f"{address}{'&' if '?' in address else '?'}lang={language}"
                answer = await page.goto(shown)
                faults = await faults_shown(page, language) if answer and answer.ok else [f"{answer and answer.status}"]
                found.extend(f"{shown}: {fault}" for fault in faults)

    async with asyncio.TaskGroup() as group:
        for _ in range(WINDOWS):
            group.create_task(look())
    return found


async def faults_shown(page: Page, language: str) -> list[str]:
    """The same of what a window shows now, such as a form that was not taken."""
    await page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found = [] if await page.evaluate("document.documentElement.lang") == language else [f"is not in {language}"]
    found += [f"wider than the window: {one}" for one in await page.evaluate(_TOO_WIDE)]
    # What takes axe longest is colours, and those are the same in each language.
    return found + [f"axe: {one}" for one in await page.evaluate(_JUDGED, language == LANGUAGES[0])]
