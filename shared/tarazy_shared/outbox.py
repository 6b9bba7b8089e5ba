"""The outbox: what a transaction tells the world, kept in the transaction itself."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tarazy_shared.database import Connection

_LOCK_KEYS = """
SELECT pg_advisory_xact_lock(hashtextextended(key, 7261)) FROM unnest($1::text[]) AS key
"""

_APPEND = """
INSERT INTO outbox (topic, key, headers, value, created_at)
SELECT topic, key, headers, value, $5
FROM unnest($1::text[], $2::bytea[], $3::json[], $4::bytea[]) WITH ORDINALITY AS row (topic, key, headers, value, place)
ORDER BY place
"""


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One record to send: headers are (name, value) pairs, the key decides the partition."""

    topic: str
    key: bytes | None
    headers: Sequence[tuple[str, bytes]]
    value: bytes


async def append(connection: Connection, rows: Sequence[OutboxRow], now: datetime) -> None:
    """Write `rows` in their order, as the last thing the transaction does.

    The lock per key makes ids of one key follow the order of commits, which is what lets the relay send by id.
    Nothing is locked after it, so two transactions cannot wait for each other in a circle.
    """
    if not rows:
        return
    keys = sorted({(row.key or b"").decode("utf-8", "replace") for row in rows})
    await connection.execute(_LOCK_KEYS, keys)
    await connection.execute(
        _APPEND,
        [row.topic for row in rows],
        [row.key for row in rows],
        [json.dumps([(name, value.decode()) for name, value in row.headers], ensure_ascii=False) for row in rows],
        [row.value for row in rows],
        now,
    )
