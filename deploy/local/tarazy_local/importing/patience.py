"""Saying that something takes long while it does."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

EVERY = 5.0
"""Seconds between two lines."""


@asynccontextmanager
async def patience(what: str, tell: Callable[[str], None]) -> AsyncIterator[None]:
    """Tell every few seconds for how long `what` has been going on, until the block ends."""
    over = asyncio.Event()
    telling = asyncio.create_task(_tell_until(over, what, tell))
    try:
        yield
    finally:
        over.set()
        await telling


async def _tell_until(over: asyncio.Event, what: str, tell: Callable[[str], None]) -> None:
    began = time.monotonic()
    while not over.is_set():
        try:
            async with asyncio.timeout(EVERY):
                await over.wait()
        except TimeoutError:
            tell(f"{what} ({time.monotonic() - began:.0f} s)")
