"""Work for the processor while the database has its own."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

S = TypeVar("S")
T = TypeVar("T")


async def meanwhile(stored: Coroutine[Any, Any, S], compute: Callable[[], T]) -> tuple[S, T]:
    """Compute while the statement runs; both have ended when this returns, or raises what the first of them raised."""

    async def computed() -> T:
        return compute()

    return await both(stored, computed())


async def both(stored: Coroutine[Any, Any, S], computed: Coroutine[Any, Any, T]) -> tuple[S, T]:
    """The same for something that rests now and then."""
    found = await asyncio.gather(stored, computed, return_exceptions=True)
    for one in found:
        if isinstance(one, BaseException):
            raise one
    return found[0], found[1]
