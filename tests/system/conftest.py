"""One running Tarazy for all system tests of a session: real Kafka, PostgreSQL and mail, three service processes."""

import asyncio
import json
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.system.court_system import CourtSystem, court_system
from tests.system.courts import a_court

TARAZY = Path(sys.executable).with_name("tarazy")
START_WITHIN = 180.0

Import = Callable[[dict[str, Any]], Awaitable[subprocess.CompletedProcess[str]]]


def start_system(state: Path, **environment: str) -> "subprocess.Popen[bytes]":
    """`tarazy up` in a state folder; returns when `endpoints.json` is there."""
    process = subprocess.Popen(
        [TARAZY, "up", "--state", state],
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    end = time.monotonic() + START_WITHIN
    while not (state / "endpoints.json").exists():
        if process.poll() is not None or time.monotonic() > end:
            process.kill()
            pytest.fail(f"tarazy up did not start: {(process.communicate()[1] or b'').decode()[-2000:]}")
        time.sleep(0.2)
    return process


def stop_system(process: "subprocess.Popen[bytes]") -> None:
    """Ctrl-C."""
    process.send_signal(signal.SIGINT)
    try:
        process.wait(60)
    except subprocess.TimeoutExpired:
        process.kill()


@pytest.fixture(scope="session")
def state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The state folder of the running system; `TARAZY_TEST_STATE` names one that runs already."""
    given = os.environ.get("TARAZY_TEST_STATE")
    if given:
        yield Path(given)
        return
    folder = tmp_path_factory.mktemp("system") / "state"
    process = start_system(folder, TARAZY_UNKNOWN_REFERENCE_WAIT="PT6S")
    yield folder
    stop_system(process)


@pytest.fixture(scope="session")
async def system(state: Path) -> AsyncIterator[CourtSystem]:
    """An outside court system connected to it."""
    async with court_system(state / "endpoints.json") as system:
        yield system


@pytest.fixture(scope="session")
def today() -> date:
    """The day in the court's zone."""
    return datetime.now(ZoneInfo("Asia/Almaty")).date()


async def run_import(state: Path, folder: Path, court: dict[str, Any]) -> "subprocess.CompletedProcess[str]":
    """`tarazy import court` of a court file, written into `folder`."""
    file = folder / "court.json"
    file.write_text(json.dumps(court, ensure_ascii=False), encoding="utf-8")

    def tarazy_import() -> "subprocess.CompletedProcess[str]":
        command: list[str | Path] = [TARAZY, "import", "court", file, "--state", state]
        return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)

    return await asyncio.to_thread(tarazy_import)


@pytest.fixture(scope="session")
def import_court(state: Path, tmp_path_factory: pytest.TempPathFactory) -> Import:
    """Imports a court into the running system."""

    async def run(court: dict[str, Any]) -> "subprocess.CompletedProcess[str]":
        return await run_import(state, tmp_path_factory.mktemp("court"), court)

    return run


async def imported(import_court: Import) -> dict[str, Any]:
    """A new court of three judges, two rooms and two clerks, known to all services; importing it takes seconds."""
    court = a_court(f"test-{secrets.token_hex(4)}")
    result = await import_court(court)
    assert result.returncode == 0, result.stdout + result.stderr
    return court


@pytest.fixture(scope="session")
def spare_courts() -> list[dict[str, Any]]:
    """Courts that are imported and not used yet."""
    return []


@pytest.fixture
async def court(import_court: Import, spare_courts: list[dict[str, Any]]) -> dict[str, Any]:
    """A court that no other test uses. Imports wait more than they work: four take little longer than one."""
    if not spare_courts:
        spare_courts += await asyncio.gather(*(imported(import_court) for _ in range(4)))
    return spare_courts.pop()
