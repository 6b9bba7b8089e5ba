"""Which lanes take what has come: a few idle ones are woken, and more when those have their hands full."""

from collections.abc import Awaitable, Callable

from tarazy_shared.background import Wake

WOKEN = 4
"""Lanes woken at first: as many people as an event commonly concerns. They ask for work with one statement."""


def lanes_for(connections: int) -> int:
    """Twice as many: while one lane writes down what became of its notice, another sends by the connection it had."""
    return 2 * connections


class Rota:
    """The lanes of one process. Waking all of them for each notice would have most of them look in vain."""

    def __init__(self, lanes: int) -> None:
        self.wakes = [Wake() for _ in range(lanes)]
        self._idle = set(range(lanes))
        self._missed = False

    def call(self, lanes: int = WOKEN) -> None:
        """Something is due: wake so many idle lanes. If all are busy, the one that is done first looks again."""
        self._missed = self._missed or not self._idle
        for _ in range(min(lanes, len(self._idle))):
            self.wakes[self._idle.pop()].ring()

    async def turn(self, number: int, step: Callable[[], Awaitable[bool]]) -> bool:
        """One round of a lane; true when there may be more to do at once."""
        self._idle.discard(number)
        more = False
        try:
            more = await step()
            if self._missed:
                self._missed, more = False, True
            return more
        finally:
            if not more:
                self._idle.add(number)
