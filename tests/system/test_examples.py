"""The examples of docs/court-systems.md, run as they stand."""

import asyncio
import json
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.ids import new_id
from tests.system.court_system import CourtSystem
from tests.system.test_main_flow import court_id

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"


async def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return await asyncio.to_thread(subprocess.run, command, capture_output=True, text=True, timeout=90, check=False)


async def test_the_kafka_example_publishes_and_prints_the_answer(
    system: CourtSystem, court: dict[str, Any], today: date
) -> None:
    result = await run(
        sys.executable,
        EXAMPLES / "publish_with_kafka.py",
        system.endpoints["kafka"]["bootstrap_servers"],
        court_id(court),
        (today + timedelta(days=14)).isoformat(),
        (today + timedelta(days=40)).isoformat(),
    )
    assert result.returncode == 0, result.stderr
    kind, _, data = result.stdout.partition(" ")
    assert kind == "court.hearing.scheduled.v1"
    assert json.loads(data)["court_id"] == court_id(court)


async def test_the_curl_example_is_taken_once(system: CourtSystem, court: dict[str, Any]) -> None:
    intake = system.endpoints["intake"]
    event_id, case_id = new_id(), new_id()
    command = (EXAMPLES / "publish_with_curl.sh", intake["url"], intake["token"], court_id(court), event_id, case_id)
    first, second = await run(*command), await run(*command)
    assert json.loads(first.stdout) == {"accepted": 1, "duplicates": 0}, first.stderr
    assert json.loads(second.stdout) == {"accepted": 0, "duplicates": 1}, second.stderr
    await system.answer_to(event_id, "case.allocated", "case.unallocated")
