"""How much may leave now: the limits that hold, and the counts that they are held against."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import asyncpg
from tarazy_shared.clock import Clock
from tarazy_shared.country import country_day
from tarazy_shared.database import Connection

from tarazy_notifications.adapters.rules.book import Rules
from tarazy_notifications.adapters.rules.limit_rules import LIMITS
from tarazy_notifications.domain.delivery.limits import Limit

ALL_COURTS = ""

_CLEAR = "DELETE FROM allowances WHERE starts_at + make_interval(secs => 2 * seconds) < $1"


def limits_of(rules: Rules, clock: Clock) -> Callable[[Connection], Awaitable[Sequence[Limit]]]:
    """Asks for the limits that hold today."""

    async def limits(connection: Connection) -> Sequence[Limit]:
        book = await rules.current(connection)
        return book.of(LIMITS, ALL_COURTS, country_day(clock()))

    return limits


@dataclass(frozen=True, slots=True)
class Clearing:
    """Forgets the counts of windows that are over."""

    pool: asyncpg.Pool
    clock: Clock

    async def step(self) -> bool:
        """All of them."""
        await self.pool.execute(_CLEAR, self.clock())
        return False
