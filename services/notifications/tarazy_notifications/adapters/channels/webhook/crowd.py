"""How many posts a process has under way: a receiver that hangs must not hold the lanes that mails leave by."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

PATIENCE = 0.5
"""Seconds to wait for a place: a receiver that works has one soon."""


class Crowd:
    """Shared by the lanes of one process."""

    def __init__(self, lanes: int, patience: float = PATIENCE) -> None:
        """Of so many lanes half may post at once, and a quarter to one host."""
        self._each = max(1, lanes // 4)
        self._all = max(1, lanes // 2)
        self._patience = patience
        self._under_way: Counter[str] = Counter()
        self._left = asyncio.Condition()

    @asynccontextmanager
    async def place(self, host: str) -> AsyncIterator[bool]:
        """Whether there is room for one more to this host; it is taken for as long as the block lasts."""
        has_place = await self._enter(host)
        try:
            yield has_place
        finally:
            if has_place:
                async with self._left:
                    self._under_way[host] -= 1
                    self._left.notify_all()

    async def _enter(self, host: str) -> bool:
        def is_room() -> bool:
            return self._under_way[host] < self._each and self._under_way.total() < self._all

        try:
            async with asyncio.timeout(self._patience), self._left:
                await self._left.wait_for(is_room)
                self._under_way[host] += 1
                return True
        except TimeoutError:
            return False
