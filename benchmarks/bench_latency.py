"""From a hearing request to the mail in the mail server, through the whole running system, at a steady rate."""

import asyncio
import json
import secrets
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from typing import Any, NamedTuple
from uuid import uuid4

from aiokafka import AIOKafkaProducer
from tarazy_local import ports
from tarazy_local.child import Child, running

from benchmarks.report import Result
from benchmarks.servers import Servers
from tests.system.conftest import run_import, start_system, stop_system
from tests.system.court_system import CourtSystem, court_system, headers_of
from tests.system.courts import a_case, a_court, a_request

COURTS, SECONDS = 8, 15
TOLD_EACH = 4
"""People whom a request concerns and who are written to."""


class Pace(NamedTuple):
    """Events per second, evenly spread."""

    registered: int
    requested: int


WARM_UP = Pace(0, 40)
PACES = (Pace(50, 50), Pace(0, 100))
LEFT_OUT = 300
"""Requests at the beginning that warm everything up and are not counted."""
SETTLES = 15.0
"""Seconds after the last request until all mails have arrived, or else count as late."""


async def run(_: Servers) -> list[Result]:
    """Starts a system of its own, as `tarazy up` does."""
    with tempfile.TemporaryDirectory(prefix="tarazy-bench-") as folder:
        state, mails = Path(folder, "state"), Path(folder, "mails")
        async with _mail_server(mails) as url:
            process = await asyncio.to_thread(start_system, state, TARAZY_SMTP_URL=url)
            try:
                courts = await _courts(state, Path(folder))
                await _measure(state, mails, courts, WARM_UP)
                measured = {pace: await _measure(state, mails, courts, pace) for pace in PACES}
            finally:
                await asyncio.to_thread(stop_system, process)
    return [
        Result(
            f"latency {name}", _what(pace), quantiles(times, n=100, method="inclusive")[cut - 1], "ms", target=target
        )
        for pace, times in measured.items()
        for name, cut, target in (("p50", 50, "<= 60"), ("p99", 99, "<= 300"))
    ]


def _what(pace: Pace) -> str:
    events = f"{pace.registered} cases + {pace.requested} requests" if pace.registered else f"{pace.requested} requests"
    return f"request published to mail accepted, {events} and {TOLD_EACH * pace.requested} mails/s"


async def _courts(state: Path, folder: Path) -> list[str]:
    courts = [f"bench-{secrets.token_hex(3)}" for _ in range(COURTS)]
    for court_id in courts:
        result = await run_import(state, folder, a_court(court_id, judges=8, rooms=8, clerks=8))
        if result.returncode:
            raise RuntimeError(result.stderr)
    return courts


async def _measure(state: Path, mails: Path, courts: list[str], pace: Pace) -> list[float]:
    cases = [a_case(courts[number % COURTS]) for number in range(pace.requested * SECONDS // 4)]
    async with court_system(state / "endpoints.json") as system:
        for case in cases:
            await system.publish("case.registered", case)
        await system.until("all cases drawn", lambda s: _count(s, "court.case.allocated.v1") >= len(cases), within=60)
        endpoints = system.endpoints
    # From here on nobody reads along: whoever measures takes as little of the machine as possible.
    sent = await _send_steadily(endpoints["kafka"]["bootstrap_servers"], cases, pace)
    await asyncio.sleep(SETTLES)
    arrived = _first_mails(mails)
    missing = sum(1 for hearing in sent if hearing not in arrived)
    if missing > len(sent) // 50:
        raise RuntimeError(f"{missing} of {len(sent)} hearings brought no mail: the figure says nothing")
    return [(arrived[hearing] - at) * 1000 for hearing, at in list(sent.items())[LEFT_OUT:] if hearing in arrived]


async def _send_steadily(servers: str, cases: list[dict[str, Any]], pace: Pace) -> dict[str, float]:
    """Publish at an even pace; when each hearing was asked for, in seconds since 1970."""
    today = datetime.now(UTC).date()
    sent: dict[str, float] = {}
    async with AIOKafkaProducer(bootstrap_servers=servers, acks="all", enable_idempotence=True) as producer:
        started = time.monotonic()

        async def publish(kind: str, data: dict[str, Any]) -> None:
            headers = headers_of(kind, data, str(uuid4()))
            await producer.send(
                "court.cases", json.dumps(data).encode(), key=data["court_id"].encode(), headers=headers
            )

        for number in range(pace.requested * SECONDS):
            await asyncio.sleep(max(0.0, started + number / pace.requested - time.monotonic()))
            case = cases[number % len(cases)]
            if number * pace.registered % pace.requested == 0 and pace.registered:
                await publish("case.registered", a_case(case["court_id"]))
            request = a_request(case, today=today, minutes=30, days=120)
            sent[request["hearing_id"]] = time.time()
            await publish("hearing.requested", request)
    return sent


def _first_mails(mails: Path) -> dict[str, float]:
    """When the first mail about each hearing was accepted, in seconds since 1970."""
    first: dict[str, float] = {}
    for line in mails.read_text(encoding="utf-8").splitlines():
        at, _, hearing = line.partition(" ")
        first.setdefault(hearing, float(at))
    return first


@asynccontextmanager
async def _mail_server(mails: Path) -> AsyncIterator[str]:
    port = ports.choose(("smtp",), {})["smtp"]

    async def ready() -> None:
        _, writer = await asyncio.open_connection(ports.LOOPBACK, port)
        writer.close()

    command = (sys.executable, "-m", "benchmarks.mail_sink", str(port), str(mails))
    async with running(Child("The mail server", command, mails.with_suffix(".log"), ready=ready)):
        yield f"smtp://{ports.LOOPBACK}:{port}"


def _count(system: CourtSystem, kind: str) -> int:
    return sum(1 for one in system.told if one.type == kind)
