"""Rates of things that run in this process or beside it."""

import asyncio
import time
from collections.abc import Awaitable, Callable

import asyncpg
from tarazy_shared import telemetry

Count = Callable[[], Awaitable[int]]

LOOK_EVERY = 0.02
GIVE_UP_AFTER = 180.0


async def rate(count: Count, total: int) -> float:
    """Per second, from the first progress that is seen until `count` reaches `total`.

    Whatever comes before the first progress (start, joining the group) is not the path that is measured.
    """
    end = time.monotonic() + GIVE_UP_AFTER
    while not (first := await count()):
        await _look(end)
    started = time.perf_counter()
    while (now := await count()) < total:
        await _look(end)
    return (now - first) / (time.perf_counter() - started)


async def _look(end: float) -> None:
    if time.monotonic() > end:
        raise TimeoutError("the benchmark did not come to its end")
    await asyncio.sleep(LOOK_EVERY)


def handled_and_sent(pool: asyncpg.Pool, service: str, topic: str, total: int) -> Count:
    """Counts a topic's events that take effect in this process from now on; not all before the outbox is empty.

    Read from the service's own counters: counting rows again and again would take the database's time.
    """
    before = _handled(service, topic)

    async def count() -> int:
        handled = _handled(service, topic) - before
        if handled == total and await pool.fetchval("SELECT EXISTS (SELECT FROM outbox)"):
            return total - 1
        return handled

    return count


def _handled(service: str, topic: str) -> int:
    return sum(
        int(sample.value)
        for metric in telemetry.events_handled.collect()
        for sample in metric.samples
        if sample.name == "tarazy_events_handled_total"
        and (sample.labels["service"], sample.labels["topic"]) == (service, topic)
    )
