"""From a request at HR to what it does to hearings: each kind of fact, through the whole running system."""

import asyncio
import secrets
import tempfile
from collections import defaultdict
from datetime import datetime
from pathlib import Path
from statistics import median
from zoneinfo import ZoneInfo

from benchmarks.report import Result
from benchmarks.servers import Servers
from tests.system.conftest import run_import, start_system, stop_system
from tests.system.court_system import court_system
from tests.system.courts import a_court
from tests.system.reactions import Scene

COURTS = 2
"""Played one after the other; the first warms everything up and is not counted."""


async def run(_: Servers) -> list[Result]:
    """Starts a system of its own, as `tarazy up` does."""
    measured: dict[str, list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory(prefix="tarazy-bench-") as folder:
        process = await asyncio.to_thread(start_system, Path(folder, "state"))
        try:
            for number in range(COURTS):
                played = await _play(Path(folder))
                for kind, milliseconds in played.items() if number else ():
                    measured[kind].append(milliseconds)
        finally:
            await asyncio.to_thread(stop_system, process)
    return [
        Result("hr-reaction", f"{kind}: asked at HR to {_until(kind)}", median(times), "ms", target=_target(kind))
        for kind, times in measured.items()
    ]


def _target(kind: str) -> str:
    """None where a case is drawn on the way: that waits for the next round of the beacon, up to three seconds."""
    return "" if kind in ("authorised", "separated") else "<= 1000"


def _until(kind: str) -> str:
    taken_in = ("interest declared", "interest ended", "norm changed", "authorisation ended")
    return "taken in by scheduling" if kind in taken_in else "mail in the mail catcher"


async def _play(folder: Path) -> dict[str, float]:
    court = a_court(f"bench-{secrets.token_hex(3)}", judges=4, rooms=3, clerks=3)
    result = await run_import(folder / "state", folder, court)
    if result.returncode:
        raise RuntimeError(result.stderr)
    async with court_system(folder / "state" / "endpoints.json") as system:
        scene = Scene(system, court, datetime.now(ZoneInfo("Asia/Almaty")).date())
        await scene.play()
        return scene.milliseconds
