"""The walk-through of docs/notifications.md, run as it stands. `TARAZY_PICTURES=FOLDER` keeps a picture."""

import asyncio
import secrets
import subprocess
from pathlib import Path

import pytest
from playwright.async_api import async_playwright

from tests.system.conftest import TARAZY
from tests.system.court_system import CourtSystem
from tests.system.pages.browsing import CHROMIUM
from tests.system.test_main_flow import calendar_of, line
from tests.system.walking import PICTURES, commands, id_of, run


async def test_a_hearing_moves_and_its_proof_of_notice_holds(system: CourtSystem, state: Path) -> None:
    court_id = f"walk-{secrets.token_hex(4)}"
    printed = await run(state, court_id, *commands("notifications.md"))
    assert f"representative@{court_id}.test | kk | " in printed
    assert f"defendant@{court_id}.test | ru | " in printed
    assert f"claimant@{court_id}.test" not in printed, "her lawyer is told in her place"
    entries = [calendar_of(mail) for mail in await system.mail(f"defendant@{court_id}.test", count=2)]
    assert [line(entry, "SEQUENCE") for entry in entries] == ["SEQUENCE:0", "SEQUENCE:1"]
    assert len({line(entry, "UID") for entry in entries}) == 1
    if PICTURES:
        await photograph(system, state, court_id)


async def photograph(system: CourtSystem, state: Path, court_id: str) -> None:
    """The page that the document shows."""
    if CHROMIUM is None:
        pytest.fail("Pictures need Chromium")
    command = [str(TARAZY), "notifications", "key", "clerk", "--court", court_id, "--state", str(state)]
    key = await asyncio.to_thread(subprocess.run, command, capture_output=True, text=True, check=True)
    url = system.endpoints["services"]["notifications"]["url"]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = await browser.new_page(viewport={"width": 1280, "height": 900})
        await page.goto(f"{url}/sign-in?lang=ru")
        await page.fill("#key", key.stdout.strip())
        await page.click("button.primary")
        answer = await page.goto(f"{url}/courts/{court_id}/desk/notices/hearings/{id_of(court_id, 'hearing')}?lang=ru")
        assert answer is not None
        assert answer.ok
        await page.screenshot(path=Path(str(PICTURES)) / "notices-hearing.png")
        await browser.close()
