"""The walk-through of docs/hr.md: its commands, run as they stand. `TARAZY_PICTURES=FOLDER` keeps pictures of it."""

import asyncio
import json
import secrets
import subprocess
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, async_playwright

from tests.system.conftest import TARAZY
from tests.system.court_system import CourtSystem
from tests.system.pages.browsing import CHROMIUM
from tests.system.test_main_flow import calendar_of, line, starts
from tests.system.walking import PICTURES, commands, id_of, run


async def test_a_leave_moves_three_hearings_as_the_document_says(system: CourtSystem, state: Path) -> None:
    court_id = f"walk-{secrets.token_hex(4)}"
    definitions, *steps, approval = commands("hr.md")
    printed = await run(state, court_id, definitions, *steps)
    (preview,) = (json.loads(text) for text in printed.splitlines() if '"impact"' in text)
    if PICTURES:
        await photograph(system, state, court_id)
    await run(state, court_id, definitions, approval)
    hearings = [id_of(court_id, f"hearing-{number}") for number in (1, 2, 3)]
    told = [await system.until("three hearings to move", partial(moved, one)) for one in hearings]
    leave = next(one for one in system.about(court_id=court_id) if one.type == "court.absence.approved.v1").data
    back = datetime.fromisoformat(leave["ends_at"])
    for one in told:
        assert one.data["reason"] == "judge_absent"
        assert all(start >= back for start in starts(one))
    entries = [calendar_of(mail) for mail in await system.mail(f"claimant@{court_id}.test", count=6)]
    assert sorted(line(entry, "SEQUENCE") for entry in entries) == ["SEQUENCE:0"] * 3 + ["SEQUENCE:1"] * 3
    assert "court.vacancy.announced.v1" in {one.type for one in system.about(court_id=court_id)}
    assert not [one for one in system.told if one.key == court_id and "dead-letters" in one.topic]
    assert preview["impact"]["hit"] == 3, "the preview is what happened"


def moved(hearing_id: str, system: CourtSystem) -> Any:
    """What told that a hearing has another place."""
    told = system.about(hearing_id=hearing_id)
    return next((one for one in told if one.type == "court.hearing.rescheduled.v1"), None)


async def photograph(system: CourtSystem, state: Path, court_id: str) -> None:
    """The pages that the document shows."""
    if CHROMIUM is None:
        pytest.fail("Pictures need Chromium")

    def make_key() -> str:
        command = [str(TARAZY), "hr", "key", "hr_officer", "--court", court_id, "--state", str(state)]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    url = system.endpoints["services"]["hr"]["url"]
    desk = f"{url}/courts/{court_id}/desk"
    judge, leave = id_of(court_id, "judge"), id_of(court_id, "leave")
    pages = {
        "hr-leave": f"{desk}/leave/people/{judge}/{leave}",
        "hr-selection": f"{desk}/selection/{id_of(court_id, 'competition')}",
    }
    async with async_playwright() as playwright:
        browser: Browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = await browser.new_page(viewport={"width": 1280, "height": 760})
        await page.goto(f"{url}/sign-in?lang=ru")
        await page.fill("#key", await asyncio.to_thread(make_key))
        await page.click("button.primary")
        for name, address in pages.items():
            answer = await page.goto(f"{address}?lang=ru")
            if answer is not None and answer.ok:
                await page.screenshot(path=Path(str(PICTURES)) / f"{name}.png")
        await browser.close()
