"""The outbox: what a transaction tells the world, kept in the transaction itself."""

from collections.abc import Sequence
from datetime import datetime

from pydantic_core import to_json

from tarazy_shared.contracts.record import EncodedRecord
from tarazy_shared.database import Connection

FEW = 30
"""Rows up to which one statement is faster than COPY, which asks and waits three times."""

_APPEND_FEW = """
WITH held AS MATERIALIZED (
    SELECT count(pg_advisory_xact_lock(hashtextextended(key, 7261))) AS keys FROM unnest($1::text[]) AS key
)
INSERT INTO outbox (topic, key, headers, value, created_at)
SELECT topic, key, headers, value, $6
FROM unnest($2::text[], $3::bytea[], $4::json[], $5::bytea[])
     WITH ORDINALITY AS row (topic, key, headers, value, place)
-- Asked before the first row is made, so that ids are given while the keys are held.
WHERE (SELECT keys FROM held) > 0
ORDER BY place
"""

_LOCK_KEYS = """
SELECT pg_advisory_xact_lock(hashtextextended(key, 7261)) FROM unnest($1::text[]) AS key
"""

_COLUMNS = ("topic", "key", "headers", "value", "created_at")


async def append(connection: Connection, rows: Sequence[EncodedRecord], now: datetime) -> None:
    """Write `rows` in their order, as the last thing the transaction does.

    The lock per key makes ids of one key follow the order of commits, which is what lets the relay send by id.
    Nothing is locked after it, so two transactions cannot wait for each other in a circle.
    """
    if not rows:
        return
    # A dead letter has whatever key came, and no text of PostgreSQL holds NUL.
    keys = sorted({(row.key or b"").decode("utf-8", "replace").replace("\0", "") for row in rows})
    records = [(row.topic, row.key, to_json(row.headers).decode(), row.value, now) for row in rows]
    if len(rows) <= FEW:
        topics, names, headers, values, _ = map(list, zip(*records, strict=True))
        await connection.execute(_APPEND_FEW, keys, topics, names, headers, values, now)
        return
    await connection.execute(_LOCK_KEYS, keys)
    # COPY takes half the time of an INSERT from arrays, here and in the server; ids come in the order of the rows.
    await connection.copy_records_to_table("outbox", records=records, columns=_COLUMNS)
