"""The bare loops: aiokafka and asyncpg alone, doing the I/O that the real ones do and nothing else.

No types, no checks, no domain: what is left of a ratio of 1 is the price of everything that Tarazy adds.
"""

import asyncio
import json
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import aiosmtplib
import asyncpg
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from benchmarks.measuring import rate

BATCH = 500

TABLES = """
CREATE TABLE IF NOT EXISTS bare_inbox (event_id uuid PRIMARY KEY, received_at timestamptz NOT NULL);
CREATE TABLE IF NOT EXISTS bare_state (id uuid PRIMARY KEY, version integer NOT NULL, data json NOT NULL);
CREATE TABLE IF NOT EXISTS bare_outbox (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, topic text NOT NULL, key bytea NOT NULL,
    headers json NOT NULL, value bytea NOT NULL
);
CREATE TABLE IF NOT EXISTS bare_bookings (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, resource_id uuid NOT NULL, during tstzrange NOT NULL,
    record_id uuid NOT NULL
);
CREATE INDEX IF NOT EXISTS bare_bookings_by_resource ON bare_bookings (resource_id);
TRUNCATE bare_inbox, bare_state, bare_outbox, bare_bookings;
"""

MAIL_TABLE = """
CREATE TABLE bare_mails (id uuid PRIMARY KEY, state text NOT NULL, content bytea NOT NULL);
CREATE INDEX ON bare_mails (state) WHERE state = 'queued';
"""
QUEUE_MAILS = """
INSERT INTO bare_mails SELECT id, 'queued', content FROM unnest($1::uuid[], $2::bytea[]) AS row (id, content)
"""

_INBOX = "INSERT INTO bare_inbox SELECT unnest($1::uuid[]), now() ON CONFLICT DO NOTHING RETURNING event_id"
_STATE = """
INSERT INTO bare_state SELECT DISTINCT ON (id) id, 1, data FROM unnest($1::uuid[], $2::json[]) AS row (id, data)
ON CONFLICT (id) DO UPDATE SET version = bare_state.version + 1, data = excluded.data
"""
_OUTBOX = """
INSERT INTO bare_outbox (topic, key, headers, value)
SELECT $1, unnest($2::bytea[]), unnest($3::json[]), unnest($4::bytea[])
"""
_BOOK = """
INSERT INTO bare_bookings (resource_id, during, record_id)
SELECT gen_random_uuid(), tstzrange(now(), now() + interval '30 min'), record_id
FROM unnest($1::uuid[]) AS record_id, generate_series(1, $2)
"""
_NEXT = "SELECT id, topic, key, headers, value FROM bare_outbox ORDER BY id LIMIT 1000"
_CLAIM = """
UPDATE bare_mails SET state = 'sending'
WHERE id IN (SELECT id FROM bare_mails WHERE state = 'queued' LIMIT 8 FOR UPDATE SKIP LOCKED) RETURNING id, content
"""
_SENT = "UPDATE bare_mails SET state = 'sent' WHERE id = $1"
_DELETE = "DELETE FROM bare_outbox WHERE id = ANY($1::bigint[])"


@dataclass
class BareConsumer:
    """Consume a batch, store it, tell it on: one transaction, then the offset."""

    pool: asyncpg.Pool
    consumer: AIOKafkaConsumer
    subject: str
    """The field that names the aggregate."""
    tells: str
    """The topic of what it tells."""
    rows: int = 1
    """Rows that one record brings about, and as many records told: notices of a hearing, for example."""
    bookings: int = 0
    """Rows that it brings about beside them, with nothing that keeps them from overlapping."""
    taken: int = 0

    async def step(self) -> int:
        """One batch; how many records it had."""
        polled = await self.consumer.getmany(timeout_ms=10, max_records=BATCH)
        records = [record for part in polled.values() for record in part]
        if not records:
            return 0
        ids: list[str] = []
        subjects: list[str] = []
        values: list[str] = []
        for record in records:
            data = json.loads(record.value)
            ids.append(dict(record.headers)["ce_id"].decode())
            subjects += [data.get(self.subject) or data["case_id"]] if self.rows == 1 else _new(self.rows)
            values += [record.value.decode()] * self.rows
        async with self.pool.acquire() as connection, connection.transaction():
            await connection.fetch(_INBOX, ids)
            await connection.execute(_STATE, subjects, values)
            if self.bookings:
                await connection.execute(_BOOK, ids, self.bookings)
            told = [record for record in records for _ in range(self.rows)]
            headers = [json.dumps([(name, value.decode()) for name, value in r.headers]) for r in told]
            await connection.execute(_OUTBOX, self.tells, [r.key for r in told], headers, [r.value for r in told])
        await self.consumer.commit()
        self.taken += len(records)
        return len(records)


async def pipeline_rate(loop: BareConsumer, producer: AIOKafkaProducer, total: int) -> float:
    """Records per second that are consumed, stored, told and relayed; not all of them before the outbox is empty."""

    async def consume() -> None:
        while True:
            await loop.step()

    async def relay() -> None:
        while True:
            if not await relay_step(loop.pool, producer):
                await asyncio.sleep(0.005)

    async def taken_and_sent() -> int:
        if loop.taken == total and await loop.pool.fetchval("SELECT EXISTS (SELECT FROM bare_outbox)"):
            return total - 1
        return loop.taken

    tasks = [asyncio.create_task(consume()), asyncio.create_task(relay())]
    try:
        return await rate(taken_and_sent, total)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)


def _new(count: int) -> list[str]:
    return [str(uuid4()) for _ in range(count)]


async def relay_step(pool: asyncpg.Pool, producer: AIOKafkaProducer) -> int:
    """Send what the outbox holds and delete it; how many rows."""
    async with pool.acquire() as connection, connection.transaction():
        rows = await connection.fetch(_NEXT)
        if not rows:
            return 0
        futures: list[Any] = []
        for row in rows:
            headers = [(name, value.encode()) for name, value in json.loads(row["headers"])]
            futures.append(await producer.send(row["topic"], row["value"], key=row["key"], headers=headers))
        for future in futures:
            await future
        await connection.execute(_DELETE, [r["id"] for r in rows])
    return len(rows)


async def mail_step(pool: asyncpg.Pool, client: aiosmtplib.SMTP, sender: str) -> int:
    """Hand over eight mails one after the other, each stored and told of by itself; how many there were."""
    claimed = await pool.fetch(_CLAIM)
    for row in claimed:
        await client.mail(sender)
        await client.rcpt(f"{row['id']}@parties.test")
        await client.data(row["content"])
        async with pool.acquire() as connection, connection.transaction():
            await connection.execute(_SENT, row["id"])
            await connection.execute(_OUTBOX, "court.notices", [b"bench"], ["[]"], [row["id"].bytes])
    return len(claimed)
