"""The relay: sends what the outbox holds, in order per key, and deletes what Kafka acknowledged.

No cursor (it would jump over rows of slow transactions) and no SKIP LOCKED (it would break the order of a key): a
round takes the lowest ids under an advisory lock, sends them all, waits for every answer, and deletes in the same
transaction. Killed in between, the rows are sent again and consumers drop the known ids.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import asyncpg
import structlog
from aiokafka import AIOKafkaProducer
from aiokafka.errors import (
    GroupAuthorizationFailedError,
    InvalidTopicError,
    MessageSizeTooLargeError,
    RecordListTooLargeError,
    TopicAuthorizationFailedError,
)
from pydantic_core import from_json

from tarazy_shared import telemetry
from tarazy_shared.database import Connection

log = structlog.get_logger(__name__)

AT_ONCE = 1000
"""Rows of one round."""

ANSWER_WITHIN = 20.0
"""Seconds to wait for Kafka's answers before the round is given up and its rows are sent again."""

_HOPELESS = (
    MessageSizeTooLargeError,
    RecordListTooLargeError,
    TopicAuthorizationFailedError,
    GroupAuthorizationFailedError,
    InvalidTopicError,
)

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
            sent, hopeless, failure = await self._send(rows)
            await connection.execute(_DELETE, sent)
            for row_id, reason in hopeless:
                log.error("outbox_row_parked", outbox_id=row_id, reason=reason)
                await connection.execute(_PARK, [row_id], reason)
        telemetry.records_relayed.labels(self.service).inc(len(sent))
        if failure:
            raise failure
        return len(rows) == AT_ONCE

    async def _send(self, rows: Sequence[asyncpg.Record]) -> tuple[list[int], list[tuple[int, str]], Exception | None]:
        """Ids that Kafka has, ids that it never will, and what went wrong with the others.

        Of each key only what comes before its first failure counts as sent: the rest goes again, after it.
        """
        sent: list[int] = []
        hopeless: list[tuple[int, str]] = []
        failure: Exception | None = None
        behind_failure: set[bytes | None] = set()
        async with asyncio.timeout(ANSWER_WITHIN):
            begun = [await self._begin(row) for row in rows]
            # One by one: most are done by now, and gathering a thousand costs more than asking each.
            for row, answer in zip(rows, begun, strict=True):
                try:
                    await answer
                except _HOPELESS as error:
                    hopeless.append((row["id"], repr(error)))
                except Exception as error:
                    failure = error
                    behind_failure.add(row["key"])
                else:
                    if row["key"] not in behind_failure:
                        sent.append(row["id"])
        return sent, hopeless, failure

    async def depth(self, connection: Connection) -> "Depth":
        """How much waits to be sent."""
        row = await connection.fetchrow(_DEPTH)
        return Depth(*row) if row else Depth(0, None, 0)

    async def _begin(self, row: asyncpg.Record) -> asyncio.Future[Any]:
        """Hand one row to the producer, which batches; the answer comes later."""
        headers = [(name, value.encode()) for name, value in from_json(row["headers"])]
        try:
            answer: asyncio.Future[Any] = await self.producer.send(
                row["topic"], row["value"], key=row["key"], headers=headers
            )
            return answer
        except _HOPELESS as error:
            refused = asyncio.get_running_loop().create_future()
            refused.set_exception(error)
            return refused


@dataclass(frozen=True, slots=True)
class Depth:
    """The state of an outbox: rows to send, when the oldest was written, rows refused for good."""

    rows: int
    oldest: datetime | None
    parked: int
