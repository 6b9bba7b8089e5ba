"""Hearing requests over the service's real path: Kafka in, decided, PostgreSQL, outbox, Kafka out.

How many a second when all are there, against a bare loop with the same I/O; and at a steady pace how long it is from
the beginning of the transaction that decides a request to the end of its commit.
"""

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from statistics import quantiles
from typing import Any, TypeVar

import asyncpg
from tarazy_shared.contracts import topics
from tarazy_shared.contracts.cases import HearingRequested
from tarazy_shared.contracts.event import EventData
from tarazy_shared.kafka import ensure_topics, make_producer
from tarazy_shared.lifecycle import running

from benchmarks import bare
from benchmarks.bench_scheduling import PACKAGES, prepare, refuse_unless_placed, service_on
from benchmarks.district import District, publish
from benchmarks.measuring import handled_and_sent, rate
from benchmarks.report import Result
from benchmarks.same_io import noted
from benchmarks.servers import Servers, start_servers

T = TypeVar("T")

COURTS, CASES, HEARINGS_A_CASE = 20, 2500, 6
REQUESTS = CASES * HEARINGS_A_CASE
PACE, SECONDS, LEFT_OUT = 200, 12, 400
"""Requests a second, for how long, and how many at the beginning warm everything up and are not counted."""
_ADMITS = "INSERT INTO inbox"


async def run(servers: Servers) -> list[Result]:
    """The service as it is deployed, then the bare consumer and relay; each in this one process."""
    async with start_servers() as apart:
        ours, *_ = await _play(apart, nullcontext)
    async with start_servers() as apart:
        times = await _at_a_pace(apart)
    _, before, during = await _play(servers, noted)
    theirs = await bare.rate_of_the_same(servers, PACKAGES, topics.CASES, before, during)
    p99 = quantiles(times, n=100, method="inclusive")[98]
    what = "hearing requests taken, decided, stored, answered, sent"
    return [
        Result("service", what, ours, "requests/s", theirs, ours / theirs, ">= 3,000"),
        Result("service p99", f"decision to commit at {PACE} requests/s", p99, "ms", target="<= 100"),
    ]


def _work(district: District) -> tuple[list[EventData], list[EventData]]:
    """Cases, and the requests about them."""
    events = list(district.work(CASES, HEARINGS_A_CASE))
    requests = [one for one in events if isinstance(one, HearingRequested)]
    return [one for one in events if not isinstance(one, HearingRequested)], [*requests]


async def _play(servers: Servers, noting: Callable[[], AbstractContextManager[T]]) -> tuple[float, T, T]:
    """Requests per second when all are there, and what was noted before and during."""
    district = District(tuple(f"bench-{number}" for number in range(COURTS)))
    database, pool = await servers.database(PACKAGES)
    service = service_on(servers.kafka, database.runtime_url)
    await ensure_topics(servers.kafka, topics.ALL, replication=1)
    cases, requests = _work(district)
    with noting() as before:
        await prepare(servers.kafka, service, district, pool, known=cases, later=requests)
    watching = asyncio.create_task(rate(handled_and_sent(pool, "scheduling", topics.CASES, REQUESTS), REQUESTS))
    with noting() as during:
        async with running(service):
            ours = await watching
    await refuse_unless_placed(pool, REQUESTS)
    return ours, before, during


async def _at_a_pace(servers: Servers) -> list[float]:
    """Milliseconds of each request's transaction, from its beginning to its commit."""
    district = District(tuple(f"bench-{number}" for number in range(COURTS)))
    database, pool = await servers.database(PACKAGES)
    service = service_on(servers.kafka, database.runtime_url)
    await ensure_topics(servers.kafka, topics.ALL, replication=1)
    cases, requests = _work(district)
    await prepare(servers.kafka, service, district, pool, known=cases)
    asked = requests[: PACE * SECONDS]
    handled = handled_and_sent(pool, "scheduling", topics.CASES, len(asked))
    with _commits() as times:
        async with running(service):
            await _steadily(servers.kafka, asked)
            await rate(handled, len(asked))
    await refuse_unless_placed(pool, len(asked))
    return times[LEFT_OUT:]


async def _steadily(kafka: str, asked: Sequence[EventData]) -> None:
    producer = make_producer(kafka, client_id="bench")
    await producer.start()
    try:
        began = time.monotonic()
        for number, one in enumerate(asked):
            await asyncio.sleep(max(0.0, began + number / PACE - time.monotonic()))
            await publish(producer, [one])
    finally:
        await producer.stop()


@contextmanager
def _commits() -> Iterator[list[float]]:
    """For each record that a transaction takes in while the block runs, the milliseconds from BEGIN to COMMIT."""
    times: list[float] = []
    begun: dict[int, float] = {}
    taken: dict[int, int] = {}
    real: dict[str, Any] = {name: getattr(asyncpg.Connection, name) for name in ("execute", "fetch")}

    def noting(name: str) -> Any:
        async def call(connection: asyncpg.Connection, *args: Any, **options: Any) -> Any:
            key, text = id(connection), args[0]
            if text.startswith("BEGIN"):
                begun[key], taken[key] = time.perf_counter(), 0
            elif _ADMITS in text:
                taken[key] = len(args[1])
            result = await real[name](connection, *args, **options)
            if text == "COMMIT;" and taken.get(key):
                times.extend([(time.perf_counter() - begun[key]) * 1000] * taken.pop(key))
            return result

        return call

    for name in real:
        setattr(asyncpg.Connection, name, noting(name))
    try:
        yield times
    finally:
        for name, method in real.items():
            setattr(asyncpg.Connection, name, method)
