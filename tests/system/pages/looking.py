"""What is wrong with pages for whoever meets them on a telephone, or without seeing them: axe-core, and their width."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from importlib.resources import files

from playwright.async_api import Browser, BrowserContext, Page

from tests.system.pages.browsing import LANGUAGES

NARROW = 360
"""CSS pixels: the narrowest telephone that pages are made for."""
EVERY = os.environ.get("TARAZY_PAGES") == "every"
"""Each page with axe-core in each language: a minute, for whoever has changed the frame or the style sheet."""
WINDOWS = 2
"""That look at once: as many as the machine of the tests has processors."""
AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
"""axe-core itself, under the MPL; nothing else of the package is used."""
_JUDGED = """
async () => (await axe.run({resultTypes: ['violations']})).violations
  .filter(one => one.impact === 'serious' || one.impact === 'critical')
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
    """Everything serious about the pages at these addresses.

    A page without fault answers 200 in each language, says which one it is in, does not scroll sideways, and axe-core
    finds nothing serious or critical in it, its foldable parts open. axe-core looks at each page in one language, at
    the next in another: what it finds is in all of them. `in_turn`: so is all the rest, which is enough for pages that
    are alike. With `TARAZY_PAGES=every` everything is looked at in every language.
    """
    waiting = list(enumerate(addresses))[::-1]
    found: list[str] = []

    async def look() -> None:
        page = await context.new_page()
        while waiting:
            number, address = waiting.pop()
            own = LANGUAGES[number % len(LANGUAGES)]
            for language in [own] if in_turn and not EVERY else LANGUAGES:
                shown = f"{address}{'&' if '?' in address else '?'}lang={language}"
                answer = await page.goto(shown)
                if answer is None or not answer.ok:
                    found.append(f"{shown}: {answer and answer.status}")
                    continue
                faults = await faults_shown(page, language, with_axe=EVERY or language == own)
                found.extend(f"{shown}: {fault}" for fault in faults)

    async with asyncio.TaskGroup() as group:
        for _ in range(WINDOWS):
            group.create_task(look())
    return found


async def faults_shown(page: Page, language: str, *, with_axe: bool = True) -> list[str]:
    """The same of what a window shows now, such as a form that was not taken."""
    await page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found = [] if await page.evaluate("document.documentElement.lang") == language else [f"is not in {language}"]
    found += [f"wider than the window: {one}" for one in await page.evaluate(_TOO_WIDE)]
    return found + ([f"axe: {one}" for one in await page.evaluate(_JUDGED)] if with_axe else [])
