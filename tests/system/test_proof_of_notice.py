"""From a court system's event to a file that proves who was told: as a clerk fetches it, and as anybody checks it."""

import asyncio
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

from tarazy_notifications import verify_notices

from tests.system.conftest import TARAZY
from tests.system.court_system import CourtSystem
from tests.system.test_main_flow import listed

Data = dict[str, Any]


async def tarazy(*words: object) -> "subprocess.CompletedProcess[str]":
    """The command, as somebody types it."""
    command = [str(TARAZY), *map(str, words)]
    return await asyncio.to_thread(subprocess.run, command, capture_output=True, text=True, check=False)


async def test_who_was_told_of_a_hearing_is_shown_proved_and_checked(
    system: CourtSystem, court: Data, today: date, state: Path, tmp_path: Path
) -> None:
    case, request, answer = await listed(system, court, today)
    hearing_id = request["hearing_id"]
    people = {party["party_id"] for party in case["parties"]}
    people |= {*answer.data["person_ids"]["judges"], answer.data["person_ids"]["clerk"]} - {None}

    async def told(system: CourtSystem) -> bool:
        """Scheduling has heard of everybody's notice."""
        shown = (
            await system.http.get(f"{system.endpoints['services']['scheduling']['url']}/hearings/{hearing_id}")
        ).json()
        return all(one["state"] == "proved" for one in shown["told"]) and len(shown["told"]) == len(people)

    for _ in range(100):
        if await told(system):
            break
        await asyncio.sleep(0.2)
    assert await told(system)
    paper, document = tmp_path / "proof.pdf", tmp_path / "proof.json"
    fetched = await tarazy("notifications", "proof", hearing_id, "--out", paper, "--language", "ru", "--state", state)
    assert (fetched.returncode, "pages are those of the document" in fetched.stdout) == (0, True), fetched.stderr
    document.write_bytes(verify_notices.document_of(paper.read_bytes()))
    proof = verify_notices.check(document.read_bytes())
    assert {one.said["recipient_id"] for one in proof.notices.values()} == people
    assert all("sent" in dict(one.times) and one.words[0]["text"] for one in proof.notices.values())
    document.write_bytes(document.read_bytes().replace(b'"state":"sent"', b'"state":"read"', 1))
    alone = [sys.executable, "-I", "-S", verify_notices.__file__, str(document)]
    checked = await asyncio.to_thread(subprocess.run, alone, capture_output=True, text=True, check=False)
    assert (checked.returncode, "hash is not the hash of the entry" in checked.stdout) == (1, True)
    chain = await tarazy("notifications", "verify-evidence", "--court", case["court_id"], "--state", state)
    assert (chain.returncode, chain.stdout.rstrip().endswith(": right")) == (0, True), chain.stdout
