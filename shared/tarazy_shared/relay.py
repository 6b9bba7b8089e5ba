"""The relay: sends what the outbox holds, in order per key, and deletes what Kafka acknowledged.

No cursor (it would jump over rows of slow transactions) and no SKIP LOCKED (it would break the order of a key): a
round takes the lowest ids under an advisory lock, sends them all, waits for every answer, and deletes in the same
transaction. Killed in between, the rows are sent again and consumers drop the known ids.
"""

from dataclasses import dataclass
from datetime import datetime

import asyncpg
import structlog
from aiokafka import AIOKafkaProducer

from tarazy_shared import telemetry
from tarazy_shared.database import Connection
from tarazy_shared.shipping import ship

log = structlog.get_logger(__name__)

AT_ONCE = 1000
"""Rows of one round."""

_LOCK = "SELECT pg_try_advisory_xact_lock(7261, 1)"

_NEXT = "SELECT id, topic, key, headers, value FROM outbox ORDER BY id LIMIT $1"

_DELETE = "DELETE FROM outbox WHERE id = ANY($1::bigint[])"

_PARK = """
WITH hopeless AS (DELETE FROM outbox WHERE id = ANY($1::bigint[]) RETURNING id, topic, key, headers, value, created_at)
INSERT INTO outbox_parked (id, topic, key, headers, value, created_at, reason)
SELECT hopeless.*, $2 FROM hopeless
"""

_DEPTH = """
SELECT (SELECT count(*) FROM outbox), (SELECT min(created_at) FROM outbox), (SELECT count(*) FROM outbox_parked)
"""


@dataclass(frozen=True, slots=True)
class Relay:
    """Sends one service's outbox through one producer."""

    service: str
    pool: asyncpg.Pool
    producer: AIOKafkaProducer

    async def step(self) -> bool:
        """One round; true when it was full, so that more may be waiting."""
        async with self.pool.acquire() as connection, connection.transaction():
            if not await connection.fetchval(_LOCK):
                return False
            rows = await connection.fetch(_NEXT, AT_ONCE)
            if not rows:
                return False
            shipped = await ship(self.producer, rows)
            await connection.execute(_DELETE, shipped.sent)
            for row_id, reason in shipped.hopeless:
                log.error("outbox_row_parked", outbox_id=row_id, reason=reason)
                await connection.execute(_PARK, [row_id], reason)
        telemetry.records_relayed.labels(self.service).inc(len(shipped.sent))
        if shipped.failure:
            raise shipped.failure
        return len(rows) == AT_ONCE

    async def depth(self, connection: Connection) -> "Depth":
        """How much waits to be sent."""
        row = await connection.fetchrow(_DEPTH)
        return Depth(*row) if row else Depth(0, None, 0)


@dataclass(frozen=True, slots=True)
class Depth:
    """The state of an outbox: rows to send, when the oldest was written, rows refused for good."""

    rows: int
    oldest: datetime | None
    parked: int
