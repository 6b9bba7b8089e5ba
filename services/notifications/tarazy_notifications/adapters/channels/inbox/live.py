"""Open inboxes learn of what is new: one look at the database for all pages of a process, none where none is open."""

import asyncio
from collections.abc import AsyncGenerator, Iterator
from contextlib import contextmanager
from random import Random
from uuid import UUID

import asyncpg

from tarazy_notifications.adapters.channels.inbox import store

LOOK_EVERY = 2.0
"""Seconds between two looks."""
HEARTBEAT = 20.0
"""Seconds of silence after which a comment keeps proxies from ending a stream."""
COME_BACK = (3000, 9000)
"""Milliseconds after which a browser comes back to an ended stream, spread so that they do not all come at once."""


class OpenInboxes:
    """Who has an inbox open here, and what they have seen."""

    def __init__(self, pool: asyncpg.Pool, chance: Random) -> None:
        self._pool = pool
        self._chance = chance
        self._open: dict[UUID, set[asyncio.Event]] = {}
        self._newest: dict[UUID, int] = {}

    async def look(self) -> bool:
        """One look for all who have a page open; a round of `looping`."""
        if self._open:
            async with self._pool.acquire() as connection:
                found = await store.newest_of(connection, self._open)
            for person_id, place in found.items():
                if place > self._newest.get(person_id, 0):
                    self._newest[person_id] = place
                    self.ring(person_id)
        return False

    def ring(self, person_id: UUID) -> None:
        """Something in an inbox is other than it was: all pages of this person that are open here read it again."""
        for event in self._open.get(person_id, ()):
            event.set()

    async def stream(self, person_id: UUID, seen: int | None, closing: asyncio.Event) -> AsyncGenerator[bytes, None]:
        """Server-sent events of one page. `seen` is the last that it knows of: what came since is told at once."""
        yield f"retry: {self._chance.randint(*COME_BACK)}\n\n".encode()
        with self._watching(person_id) as changed:
            async with self._pool.acquire() as connection:
                newest = (await store.newest_of(connection, [person_id]))[person_id]
            self._newest[person_id] = max(newest, self._newest.get(person_id, 0))
            if seen is not None and newest > seen:
                changed.set()
            else:
                # Remembered by the browser as its Last-Event-ID; an event of another name is none for the page.
                yield f"id: {newest}\nevent: since\ndata: \n\n".encode()
            while not closing.is_set():
                if not await _either(changed, closing, HEARTBEAT):
                    yield b": still there\n\n"
                elif changed.is_set():
                    changed.clear()
                    yield f"id: {self._newest[person_id]}\nevent: inbox\ndata: \n\n".encode()

    @contextmanager
    def _watching(self, person_id: UUID) -> Iterator[asyncio.Event]:
        event = asyncio.Event()
        self._open.setdefault(person_id, set()).add(event)
        try:
            yield event
        finally:
            self._open[person_id].discard(event)
            if not self._open[person_id]:
                del self._open[person_id]
                self._newest.pop(person_id, None)


async def _either(one: asyncio.Event, other: asyncio.Event, seconds: float) -> bool:
    """Until one of the two happens; false when neither did."""
    waits = [asyncio.ensure_future(each.wait()) for each in (one, other)]
    try:
        done, _ = await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        return bool(done)
    finally:
        for each in waits:
            each.cancel()
