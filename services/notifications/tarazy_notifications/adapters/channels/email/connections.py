"""The connections of a process to its mail server: lanes take whichever is free, the one used last first."""

import asyncio
from collections.abc import Sequence
from typing import Protocol

from tarazy_notifications.adapters.channels.port import Wanted
from tarazy_notifications.adapters.mail import Mail
from tarazy_notifications.domain.delivery.outcomes import Outcome


class Hands(Protocol):
    """What hands mails over."""

    async def send(self, mail: Mail, wanted: Wanted) -> Outcome:
        """One mail, unless `wanted` says no at the last moment."""
        ...

    async def close(self) -> None:
        """End what is open."""
        ...


class Connections:
    """Shared by all lanes of a process. Whoever finds none free waits for one."""

    def __init__(self, connections: Sequence[Hands]) -> None:
        self._free: asyncio.LifoQueue[Hands] = asyncio.LifoQueue()
        for connection in connections:
            self._free.put_nowait(connection)

    async def send(self, mail: Mail, wanted: Wanted) -> Outcome:
        """Hand one mail over by a connection that nobody else uses meanwhile."""
        connection = await self._free.get()
        try:
            return await connection.send(mail, wanted)
        finally:
            self._free.put_nowait(connection)

    async def close(self) -> None:
        """End those that nobody uses: each lane calls this when it is done, the last one ends the last."""
        unused = [self._free.get_nowait() for _ in range(self._free.qsize())]
        for connection in unused:
            await connection.close()
            self._free.put_nowait(connection)
