"""What several callers ask for one by one, done for all of them at once: a commit costs the same for one or for ten."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

A = TypeVar("A")
R = TypeVar("R")


class _Round(Generic[A, R]):
    """What is done at once: what was asked for, then the answers in the same order or what went wrong."""

    __slots__ = ("answers", "asked", "error")

    def __init__(self) -> None:
        self.asked: list[A] = []
        self.answers: Sequence[R] = ()
        self.error: Exception | None = None


class Together(Generic[A, R]):
    """Asks `do` for everything that came up while it was busy before. Nobody waits while it is idle.

    It owns no task: of those who wait, the first leads the round for the others.
    """

    def __init__(self, do: Callable[[Sequence[A]], Awaitable[Sequence[R]]], *, rest: float = 0.0) -> None:
        """`do` answers each, in order. What it raises, everybody in the round gets.

        `rest`: seconds from the end of a round to the next, so that more comes up for it.
        """
        self._do = do
        self._rest = rest
        self._rested_at = 0.0
        self._turn = asyncio.Lock()
        self._next: _Round[A, R] = _Round()

    async def ask(self, one: A) -> R:
        """Its answer. Raises what `do` raises; `ConnectionError` when whoever led the round was cancelled."""
        mine, place = self._next, len(self._next.asked)
        mine.asked.append(one)
        async with self._turn:
            if mine is self._next:
                # Whoever asks in the same turn of the event loop comes along.
                await asyncio.sleep(max(0.0, self._rested_at - asyncio.get_running_loop().time()))
                await self._lead(mine)
        if mine.error is not None:
            raise mine.error
        return mine.answers[place]

    async def _lead(self, current: _Round[A, R]) -> None:
        self._next = _Round()
        try:
            current.answers = await self._do(current.asked)
        except Exception as error:
            current.error = error
        except BaseException:
            current.error = ConnectionError("Whoever asked for this together with others was cancelled")
            raise
        finally:
            self._rested_at = asyncio.get_running_loop().time() + self._rest
