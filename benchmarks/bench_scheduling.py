"""Scheduling's whole pipeline, from `court.cases` to `court.hearings`, against a bare loop with the same I/O."""

import asyncio
import secrets
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import TypeVar

import asyncpg
import httpx
from pydantic import SecretStr
from tarazy_scheduling.main import compose
from tarazy_scheduling.settings import Settings
from tarazy_shared.contracts import topics
from tarazy_shared.contracts.event import EventData
from tarazy_shared.kafka import ensure_topics, make_producer
from tarazy_shared.lifecycle import Service, running

from benchmarks import bare
from benchmarks.district import District, publish, room_ids
from benchmarks.measuring import handled_and_sent, rate
from benchmarks.report import Result
from benchmarks.same_io import noted
from benchmarks.servers import Servers, start_servers

T = TypeVar("T")

COURTS, CASES, HEARINGS_A_CASE = 20, 4000, 4
EVENTS = CASES * (1 + HEARINGS_A_CASE)
PACKAGES = ("tarazy_shared", "tarazy_scheduling")
TOKEN = secrets.token_hex(16)


async def run(servers: Servers) -> list[Result]:
    """The service as it is deployed, then the bare consumer and relay; each in this one process."""
    async with start_servers() as apart:
        ours, *_ = await _play(apart, nullcontext)
    _, before, during = await _play(servers, noted)
    theirs = await bare.rate_of_the_same(servers, PACKAGES, topics.CASES, before, during)
    what = "records taken, decided, stored, answered, sent"
    return [Result("scheduling pipeline", what, ours, "events/s", theirs, ours / theirs, ">= 0.5")]


async def _play(servers: Servers, noting: Callable[[], AbstractContextManager[T]]) -> tuple[float, T, T]:
    """Events per second, and what was noted before and during."""
    district = District(tuple(f"bench-{number}" for number in range(COURTS)))
    database, pool = await servers.database(PACKAGES)
    service = service_on(servers.kafka, database.runtime_url)
    await ensure_topics(servers.kafka, topics.ALL, replication=1)
    with noting() as before:
        await prepare(servers.kafka, service, district, pool, later=list(district.work(CASES, HEARINGS_A_CASE)))
    # The first consumer takes records while the second still joins its group: watch from before the start.
    watching = asyncio.create_task(rate(handled_and_sent(pool, "scheduling", topics.CASES, EVENTS), EVENTS))
    with noting() as during:
        async with running(service):
            ours = await watching
    await refuse_unless_placed(pool, CASES * HEARINGS_A_CASE)
    return ours, before, during


def service_on(kafka: str, url: str) -> Service:
    """Scheduling as it is deployed."""
    return compose(
        Settings(
            database_url=SecretStr(url),
            token=SecretStr(TOKEN),
            intake_token=SecretStr(TOKEN),
            kafka_bootstrap_servers=kafka,
        )
    )


async def prepare(
    kafka: str,
    service: Service,
    district: District,
    pool: asyncpg.Pool,
    *,
    known: Sequence[EventData] = (),
    later: Sequence[EventData] = (),
) -> None:
    """Let scheduling learn of the courts and of what is `known`; lay out what comes `later` while it is stopped."""
    producer = make_producer(kafka, client_id="bench")
    await producer.start()
    try:
        await publish(producer, list(district.staff()))
        async with running(service) as app:
            people = len(list(district.staff())) - COURTS
            await rate(lambda: pool.fetchval("SELECT count(*) FROM posts"), people)
            transport = httpx.ASGITransport(app=app)
            headers = {"Authorization": f"Bearer {TOKEN}"}
            async with httpx.AsyncClient(transport=transport, base_url="http://bench", headers=headers) as http:
                for court_id in district.courts:
                    for room_id in room_ids():
                        answer = await http.put(f"/courts/{court_id}/rooms/{room_id}", json={"name": "Room"})
                        answer.raise_for_status()
            handled = handled_and_sent(pool, "scheduling", topics.CASES, len(known))
            await publish(producer, known)
            if known:
                await rate(handled, len(known))
        await publish(producer, later)
    finally:
        await producer.stop()


async def refuse_unless_placed(pool: asyncpg.Pool, asked: int) -> None:
    """A pipeline that answers nothing would be fast: the benchmark is void unless nearly all were placed."""
    placed = await pool.fetchval("SELECT count(*) FROM hearings WHERE state = 'listed'")
    if placed < 0.95 * asked:
        raise RuntimeError(f"only {placed} of {asked} hearings were placed: the figure says nothing")
