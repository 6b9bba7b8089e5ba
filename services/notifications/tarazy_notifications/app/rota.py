"""Which lane takes what has come: one idle lane is woken at a time, and calls the next when it has its hands full."""

from collections.abc import Awaitable, Callable

from tarazy_shared.background import Wake


class Rota:
    """The lanes of one process. Waking all of them for each notice would have most of them look in vain."""

    def __init__(self, lanes: int) -> None:
        self.wakes = [Wake() for _ in range(lanes)]
        self._idle = set(range(lanes))
        self._missed = False

    def call(self) -> None:
        """Something is due: wake an idle lane, or have the one that is done first look again."""
        if self._idle:
            self.wakes[self._idle.pop()].ring()
        else:
            self._missed = True

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
