"""From a hearing request to the mail in the mail server, through the whole running system, at a steady rate."""

import asyncio
import secrets
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import quantiles

from benchmarks.report import Result
from benchmarks.servers import Servers
from tests.system.conftest import run_import, start_system, stop_system
from tests.system.court_system import CourtSystem, court_system
from tests.system.courts import a_case, a_court, a_request

COURTS, PER_SECOND, SECONDS = 8, 100, 15
LEFT_OUT = 300
"""Requests at the beginning that warm everything up and are not counted."""


async def run(_: Servers) -> list[Result]:
    """Starts a system of its own, as `tarazy up` does."""
    with tempfile.TemporaryDirectory(prefix="tarazy-bench-") as folder:
        state = Path(folder) / "state"
        process = await asyncio.to_thread(start_system, state)
        try:
            milliseconds = await _measure(state, Path(folder))
        finally:
            await asyncio.to_thread(stop_system, process)
    cuts = quantiles(milliseconds, n=100, method="inclusive")
    what = f"request published to mail accepted, {PER_SECOND} requests/s"
    return [
        Result("latency p50", what, cuts[49], "ms", target="<= 60"),
        Result("latency p99", what, cuts[98], "ms", target="<= 300"),
    ]


async def _measure(state: Path, folder: Path) -> list[float]:
    courts = [f"bench-{secrets.token_hex(3)}" for _ in range(COURTS)]
    for court_id in courts:
        result = await run_import(state, folder, a_court(court_id, judges=8, rooms=8, clerks=8))
        if result.returncode:
            raise RuntimeError(result.stderr)
    today = datetime.now(UTC).date()
    async with court_system(state / "endpoints.json") as system:
        cases = [a_case(courts[number % COURTS]) for number in range(PER_SECOND * SECONDS // 4)]
        for case in cases:
            await system.publish("case.registered", case)
        await system.until("all cases drawn", lambda s: _count(s, "court.case.allocated.v1") >= len(cases), within=60)
        return await _send_steadily(system, cases, today)


async def _send_steadily(system: CourtSystem, cases: list[dict[str, object]], today: date) -> list[float]:
    sent: dict[str, float] = {}
    started = time.monotonic()
    for number in range(PER_SECOND * SECONDS):
        await asyncio.sleep(max(0.0, started + number / PER_SECOND - time.monotonic()))
        request = a_request(cases[number % len(cases)], today=today, minutes=30, days=120)
        sent[request["hearing_id"]] = time.time()
        await system.publish("hearing.requested", request)
    arrived: dict[str, float] = {}
    end = time.monotonic() + 60
    while len(arrived) < len(sent) and time.monotonic() < end:
        await asyncio.sleep(1)
        arrived = await _first_mails(system)
    missing = len(sent) - len(arrived)
    if missing > len(sent) // 50:
        raise RuntimeError(f"{missing} of {len(sent)} hearings brought no mail: the figure says nothing")
    measured = list(sent)[LEFT_OUT:]
    return [(arrived[hearing] - sent[hearing]) * 1000 for hearing in measured if hearing in arrived]


async def _first_mails(system: CourtSystem) -> dict[str, float]:
    """When the first mail about each hearing was accepted, in seconds since 1970."""
    first: dict[str, float] = {}
    for hearing_id, at in await system.arrivals():
        first.setdefault(hearing_id, at)
    return first


def _count(system: CourtSystem, kind: str) -> int:
    return sum(1 for one in system.told if one.type == kind)
