"""The board of a full week of a large court, read and rendered: what somebody waits for at a desk."""

import re
import time
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import httpx
from fastapi import FastAPI
from pydantic import SecretStr
from tarazy_scheduling.adapters.http.by_hand.pages import board_router
from tarazy_scheduling.adapters.http.by_hand.sessions import COOKIE, Sessions
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.domain.deciding.deciding import decide
from tarazy_scheduling.domain.working_set.court import Court
from tarazy_scheduling.settings import Settings
from tarazy_shared.lifecycle import Running
from tarazy_shared.unit_of_work import Work

from benchmarks.bench_rebuild import store
from benchmarks.crowded import JUDGES, NOW, crowded_court
from benchmarks.report import Result
from benchmarks.servers import Servers

TIMES = 5
TOKEN = SecretStr("a-token-for-the-board")


async def run(servers: Servers) -> list[Result]:
    """The best of some times: the week alone, and with a hearing chosen for which places are looked for."""
    court, asked = crowded_court()
    for request in asked:
        decide(court, request, NOW, "request")
    _, pool = await servers.database(("tarazy_shared", "tarazy_scheduling"))
    await store(pool, court)
    running = Running(Work(pool, lambda: NOW, "/tarazy/scheduling"), pool, lambda: NOW)
    week = _fullest_week(court)
    async with _client(running, court) as http:
        address = f"/courts/{court.court_id}/board"
        board, page = await _fastest(http, address, {"day": week.isoformat()})
        found = re.findall(r"hearing=([0-9a-f-]{36})", page)
        with_offers, _ = await _fastest(http, address, {"day": week.isoformat(), "hearing": found[len(found) // 2]})
    slots = page.count('<li class="slot h')
    what = f"the board of a week of {JUDGES} judges, {slots:,} sittings"
    return [
        Result("board", what, board, "s", target="<= 1 s"),
        Result("board", f"{what}, with a hearing chosen and places offered", with_offers, "s"),
    ]


def _client(running: Running, court: Court) -> httpx.AsyncClient:
    settings = Settings(
        database_url=SecretStr("postgresql://unused"),
        token=TOKEN,
        intake_token=SecretStr("a-token-for-the-intake"),
        kafka_bootstrap_servers="unused:9092",
    )
    app = FastAPI()
    app.include_router(board_router(running, WorkingSets(), settings))
    sessions = Sessions(TOKEN)
    cookie = sessions.cookie(sessions.begin(court.court_id, next(iter(court.posts)), NOW))
    transport = httpx.ASGITransport(app)
    return httpx.AsyncClient(transport=transport, base_url="http://board", cookies={COOKIE: cookie}, timeout=60)


async def _fastest(http: httpx.AsyncClient, address: str, query: dict[str, str]) -> tuple[float, str]:
    """Seconds of the fastest of some answers, and the page."""
    took, page = [], ""
    for _ in range(TIMES):
        began = time.perf_counter()
        answer = await http.get(address, params=query)
        took.append(time.perf_counter() - began)
        if answer.status_code != 200:
            raise AssertionError(f"the board answers {answer.status_code}")
        page = answer.text
    return min(took), page


def _fullest_week(court: Court) -> date:
    zone = ZoneInfo(court.zone)
    counts: dict[date, int] = {}
    for hearing in court.hearings.values():
        for sitting in hearing.placing.sittings if hearing.placing else ():
            day = sitting.starts_at.astimezone(zone).date()
            monday = day - timedelta(days=day.weekday())
            counts[monday] = counts.get(monday, 0) + 1
    return max(counts, key=lambda one: counts[one])
