"""Loops beside the consumers: each is owned, bounded, counted and stopped."""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import structlog

from tarazy_shared import telemetry
from tarazy_shared.errors import TRANSIENT

log = structlog.get_logger(__name__)

Step = Callable[[], Awaitable[bool]]
"""One round; true when there may be more to do at once."""


class Wake:
    """An alarm clock that one side rings and the other waits for, at most so long."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def ring(self) -> None:
        """Let the waiter go on now, or not wait at all the next time."""
        self._event.set()

    async def wait(self, seconds: float) -> None:
        """Until it rings or `seconds` have passed."""
        try:
            async with asyncio.timeout(seconds):
                await self._event.wait()
        except TimeoutError:
            return
        finally:
            self._event.clear()


@asynccontextmanager
async def looping(
    name: str, step: Step, *, service: str, pause: float, rest: float = 0.0, wake: Wake | None = None
) -> AsyncIterator[None]:
    """Run `step` again and again while the block lasts.

    Between rounds that found nothing to do it waits `pause` seconds or until `wake` rings; after any round that leaves
    nothing to do at once it rests for `rest` seconds, so that what comes up in the meantime is one round and not many.
    A round that fails is counted and tried again after a growing, jittered delay of at most 10 s; what is not
    transient is logged whole.
    On leaving, the running round is finished (10 s at most) before the task is cancelled.
    """
    alarm = wake or Wake()
    stopping = asyncio.Event()

    async def run() -> None:
        failures = 0
        while not stopping.is_set():
            try:
                more = await step()
                failures = 0
            except Exception as error:
                failures += 1
                telemetry.loop_failures.labels(service, name).inc()
                transient = isinstance(error, TRANSIENT)
                log.warning(
                    "loop_failed", loop=name, error=type(error).__name__, failures=failures, exc_info=not transient
                )
                await alarm.wait(backoff(failures))
                continue
            if not more and not stopping.is_set():
                await asyncio.sleep(rest)
                await alarm.wait(pause)

    task = asyncio.create_task(run(), name=f"{service}:{name}")
    try:
        yield
    finally:
        stopping.set()
        alarm.ring()
        _, running = await asyncio.wait({task}, timeout=10)
        if running:
            task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def backoff(failures: int, *, first: float = 0.1, most: float = 10.0) -> float:
    """Seconds to wait after so many failures in a row: doubling, jittered by half, at most `most`."""
    return float(min(most, first * 2 ** min(failures - 1, 20)) * (0.5 + random.random() / 2))  # noqa: S311  a delay, no secret
