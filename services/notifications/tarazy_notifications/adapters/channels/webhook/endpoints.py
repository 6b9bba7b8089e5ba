"""Receivers of webhooks in PostgreSQL: how often their secret was changed, and whether they asked to be left alone."""

from dataclasses import dataclass
from datetime import datetime

import asyncpg
from tarazy_shared.database import Connection

_ONE = "SELECT address, generation, old_until, disabled_at FROM webhook_endpoints WHERE address = $1"

_ALL = "SELECT address, generation, old_until, disabled_at FROM webhook_endpoints ORDER BY address LIMIT $1"

_ROTATE = """
INSERT INTO webhook_endpoints (address, generation, old_until) VALUES ($1, 2, $2)
ON CONFLICT (address) DO UPDATE SET generation = webhook_endpoints.generation + 1, old_until = excluded.old_until
RETURNING address, generation, old_until, disabled_at
"""

_DISABLE = """
INSERT INTO webhook_endpoints (address, disabled_at) VALUES ($1, $2)
ON CONFLICT (address) DO UPDATE SET disabled_at = coalesce(webhook_endpoints.disabled_at, excluded.disabled_at)
"""

_ENABLE = "UPDATE webhook_endpoints SET disabled_at = NULL WHERE address = $1 AND disabled_at IS NOT NULL"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One receiver."""

    address: str
    generation: int = 1
    """Which secret is its own now."""
    old_until: datetime | None = None
    """Until then it may still hold the secret before."""
    disabled_at: datetime | None = None
    """Since when nothing is sent there: it answered 410."""

    def generations(self, now: datetime) -> list[int]:
        """Those whose secrets sign a message now, newest first."""
        old = self.generation > 1 and self.old_until is not None and now < self.old_until
        return [self.generation, self.generation - 1] if old else [self.generation]


@dataclass(frozen=True, slots=True)
class StoredReceivers:
    """What the senders of one process know of receivers: asked each time, since a receiver may end it at any time."""

    pool: asyncpg.Pool

    async def of(self, address: str) -> Endpoint:
        """The receiver at an address."""
        return await known(self.pool, address)

    async def disable(self, address: str, now: datetime) -> None:
        """Send nothing there any more."""
        await self.pool.execute(_DISABLE, address, now)


async def known(connection: Connection | asyncpg.Pool, address: str) -> Endpoint:
    """What is known of an address; one of which nothing is known is as good as any."""
    row = await connection.fetchrow(_ONE, address)
    return Endpoint(*row) if row else Endpoint(address)


async def endpoints(connection: Connection | asyncpg.Pool, at_most: int) -> list[Endpoint]:
    """Those whose secret was changed or that are disabled."""
    return [Endpoint(*row) for row in await connection.fetch(_ALL, at_most)]


async def rotate(connection: Connection, address: str, old_until: datetime) -> Endpoint:
    """Give it another secret; the one before counts beside it until then, the one before that no more."""
    row = await connection.fetchrow(_ROTATE, address, old_until)
    assert row is not None  # noqa: S101  for the type checker: it returns what it wrote
    return Endpoint(*row)


async def enable(connection: Connection, address: str) -> bool:
    """Send there again; false where nothing had ended."""
    return str(await connection.execute(_ENABLE, address)) == "UPDATE 1"
