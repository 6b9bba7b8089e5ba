"""From a hearing request to the mail in the mail server, through the whole running system, at a steady rate."""

import asyncio
import base64
import json
import secrets
import tempfile
import time
from datetime import UTC, datetime
from email.parser import BytesHeaderParser
from pathlib import Path
from statistics import quantiles
from uuid import uuid4

import httpx
from aiokafka import AIOKafkaProducer

from benchmarks.report import Result
from benchmarks.servers import Servers
from tests.system.conftest import run_import, start_system, stop_system
from tests.system.court_system import CourtSystem, court_system, headers_of
from tests.system.courts import a_case, a_court, a_request

COURTS, SECONDS = 8, 15
PER_SECOND = (50, 100)
"""Requests, each of which concerns four people who are written to."""
LEFT_OUT = 300
"""Requests at the beginning that warm everything up and are not counted."""
SETTLES = 15.0
"""Seconds after the last request until all mails have arrived, or else count as late."""


async def run(_: Servers) -> list[Result]:
    """Starts a system of its own, as `tarazy up` does."""
    with tempfile.TemporaryDirectory(prefix="tarazy-bench-") as folder:
        state = Path(folder) / "state"
        process = await asyncio.to_thread(start_system, state)
        try:
            courts = await _courts(state, Path(folder))
            measured = {pace: await _measure(state, courts, pace) for pace in PER_SECOND}
        finally:
            await asyncio.to_thread(stop_system, process)
    return [
        Result(
            f"latency {name}", _what(pace), quantiles(times, n=100, method="inclusive")[cut - 1], "ms", target=target
        )
        for pace, times in measured.items()
        for name, cut, target in (("p50", 50, "<= 60"), ("p99", 99, "<= 300"))
    ]


def _what(pace: int) -> str:
    return f"request published to mail accepted, {pace} requests and {4 * pace} mails/s"


async def _courts(state: Path, folder: Path) -> list[str]:
    courts = [f"bench-{secrets.token_hex(3)}" for _ in range(COURTS)]
    for court_id in courts:
        result = await run_import(state, folder, a_court(court_id, judges=8, rooms=8, clerks=8))
        if result.returncode:
            raise RuntimeError(result.stderr)
    return courts


async def _measure(state: Path, courts: list[str], pace: int) -> list[float]:
    cases = [a_case(courts[number % COURTS]) for number in range(pace * SECONDS // 4)]
    async with court_system(state / "endpoints.json") as system:
        for case in cases:
            await system.publish("case.registered", case)
        await system.until("all cases drawn", lambda s: _count(s, "court.case.allocated.v1") >= len(cases), within=60)
        endpoints = system.endpoints
    # From here on nobody reads along: whoever measures takes as little of the machine as possible.
    sent = await _send_steadily(endpoints["kafka"]["bootstrap_servers"], cases, pace)
    await asyncio.sleep(SETTLES)
    arrived = await _first_mails(endpoints["catcher"]["url"])
    missing = sum(1 for hearing in sent if hearing not in arrived)
    if missing > len(sent) // 50:
        raise RuntimeError(f"{missing} of {len(sent)} hearings brought no mail: the figure says nothing")
    return [(arrived[hearing] - at) * 1000 for hearing, at in list(sent.items())[LEFT_OUT:] if hearing in arrived]


async def _send_steadily(servers: str, cases: list[dict[str, object]], pace: int) -> dict[str, float]:
    """Publish at an even pace; when each hearing was asked for, in seconds since 1970."""
    today = datetime.now(UTC).date()
    sent: dict[str, float] = {}
    async with AIOKafkaProducer(bootstrap_servers=servers, acks="all", enable_idempotence=True) as producer:
        started = time.monotonic()
        for number in range(pace * SECONDS):
            await asyncio.sleep(max(0.0, started + number / pace - time.monotonic()))
            request = a_request(cases[number % len(cases)], today=today, minutes=30, days=120)
            sent[request["hearing_id"]] = time.time()
            await producer.send(
                "court.cases",
                json.dumps(request).encode(),
                key=request["court_id"].encode(),
                headers=headers_of("hearing.requested", request, str(uuid4())),
            )
    return sent


async def _first_mails(catcher: str) -> dict[str, float]:
    """When the first mail about each hearing was accepted, in seconds since 1970."""
    first: dict[str, float] = {}
    after = 0
    async with httpx.AsyncClient(timeout=30) as http:
        while mails := (await http.get(f"{catcher}/messages", params={"after": after, "limit": 500})).json():
            for mail in mails:
                headers = BytesHeaderParser().parsebytes(base64.b64decode(mail["raw"]).partition(b"\r\n\r\n")[0])
                if hearing := headers["Tarazy-Hearing-Id"]:
                    first.setdefault(hearing, datetime.fromisoformat(mail["at"]).timestamp())
            after = mails[-1]["id"]
    return first


def _count(system: CourtSystem, kind: str) -> int:
    return sum(1 for one in system.told if one.type == kind)
