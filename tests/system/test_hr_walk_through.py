"""The walk-through of docs/hr.md: its commands, run as they stand. `TARAZY_PICTURES=FOLDER` keeps pictures of it."""

import asyncio
import json
import os
import re
import secrets
import subprocess
from datetime import datetime
from functools import partial
from hashlib import md5
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from playwright.async_api import Browser, async_playwright

from tests.system.conftest import TARAZY
from tests.system.court_system import CourtSystem
from tests.system.pages.browsing import CHROMIUM
from tests.system.test_main_flow import calendar_of, line, starts

DOCUMENT = Path(__file__).parents[2] / "docs" / "hr.md"
PICTURES = os.environ.get("TARAZY_PICTURES")


def commands() -> list[str]:
    """The commands of the walk-through, block by block; the first defines what the others use, the last approves."""
    chapter = DOCUMENT.read_text(encoding="utf-8").partition("## A walk-through")[2].partition("\n## ")[0]
    return re.findall(r"^```sh\n(.*?)^```$", chapter, re.M | re.S)


async def run(state: Path, court_id: str, *blocks: str) -> str:
    """What blocks print, run in one shell that stops at the first that fails."""
    script = "\n".join(("set -eu", *blocks))
    environment = {**os.environ, "STATE": str(state), "COURT": court_id}

    def shell() -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            ["sh"], input=script, env=environment, capture_output=True, text=True, timeout=100, check=False
        )

    done = await asyncio.to_thread(shell)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


async def test_a_leave_moves_three_hearings_as_the_document_says(system: CourtSystem, state: Path) -> None:
    court_id = f"walk-{secrets.token_hex(4)}"
    definitions, *steps, approval = commands()
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


def id_of(court_id: str, name: str) -> str:
    """As the document makes ids."""
    return str(UUID(md5(f"{court_id}/{name}".encode(), usedforsecurity=False).hexdigest()))


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
