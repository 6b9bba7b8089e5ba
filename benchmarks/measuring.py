"""Rates of things that run in this process or beside it."""

import asyncio
import time
from collections.abc import Awaitable, Callable

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
