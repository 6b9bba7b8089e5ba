"""The relay: outbox rows to Kafka, acknowledged and deleted, against the bare loop."""

import json
import time
from collections.abc import Awaitable, Callable
from uuid import uuid4

import asyncpg
from tarazy_shared.contracts.record import EncodedRecord
from tarazy_shared.kafka import make_producer
from tarazy_shared.outbox import append
from tarazy_shared.relay import Relay

from benchmarks import bare
from benchmarks.report import Result
from benchmarks.servers import Servers

ROWS = 20_000
VALUE = b'{"hearing_id": "%s", "filler": "' + b"x" * 560 + b'"}'
HEADERS = tuple((name, str(uuid4()).encode()) for name in ("ce_id", "ce_type", "ce_time", "ce_source", "ce_subject"))

FILL_BARE = """
INSERT INTO outbox (topic, key, headers, value, created_at)
SELECT $1, key, $3, $4, now() FROM unnest($2::bytea[]) AS key
"""


async def run(servers: Servers) -> list[Result]:
    """Both ways, the same rows, the same topic."""
    topic = await servers.topic()
    _, pool = await servers.database(["tarazy_shared"])
    keys = [f"court-{number % 40}".encode() for number in range(ROWS)]
    producer = make_producer(servers.kafka, client_id="bench")
    await producer.start()
    try:
        relay = Relay("bench", pool, producer)

        async def real() -> bool:
            return await relay.step()

        async def plain() -> bool:
            return bool(await bare.relay_step(pool, producer))

        rates: dict[str, float] = {}
        for turn in ("warm-up", "measured"):
            await _fill(pool, topic, keys)
            rates[f"real {turn}"] = await _rate(real)
            await pool.execute(FILL_BARE, topic, keys, json.dumps([(n, v.decode()) for n, v in HEADERS]), VALUE)
            rates[f"bare {turn}"] = await _rate(plain)
        ours, theirs = rates["real measured"], rates["bare measured"]
    finally:
        await producer.stop()
    return [Result("relay", "outbox rows sent, acknowledged, deleted", ours, "rows/s", theirs, ours / theirs, ">= 0.7")]


async def _rate(step: Callable[[], Awaitable[bool]]) -> float:
    """Rows per second until nothing is left."""
    started = time.perf_counter()
    while await step():
        pass
    return ROWS / (time.perf_counter() - started)


async def _fill(pool: asyncpg.Pool, topic: str, keys: list[bytes]) -> None:
    async with pool.acquire() as connection, connection.transaction():
        now = await connection.fetchval("SELECT now()")
        await append(connection, [EncodedRecord(topic, key, HEADERS, VALUE) for key in keys], now)
