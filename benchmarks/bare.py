"""The bare loops: aiokafka and asyncpg alone, doing the I/O that the real ones do and nothing else.

No types, no checks, no domain: what is left of a ratio of 1 is the price of everything that Tarazy adds.
"""

import asyncio
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import aiosmtplib
import asyncpg
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from tarazy_shared.kafka import make_producer

from benchmarks.measuring import rate
from benchmarks.same_io import Done
from benchmarks.servers import Servers

BATCH = 500

TABLES = """
CREATE TABLE IF NOT EXISTS bare_inbox (event_id uuid PRIMARY KEY, received_at timestamptz NOT NULL);
CREATE TABLE IF NOT EXISTS bare_outbox (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, topic text NOT NULL, key bytea NOT NULL,
    headers json NOT NULL, value bytea NOT NULL
);
TRUNCATE bare_inbox, bare_outbox;
"""

MAIL_TABLE = """
CREATE TABLE bare_mails (id uuid PRIMARY KEY, state text NOT NULL, content bytea NOT NULL);
CREATE INDEX ON bare_mails (state) WHERE state = 'queued';
"""
QUEUE_MAILS = """
INSERT INTO bare_mails SELECT id, 'queued', content FROM unnest($1::uuid[], $2::bytea[]) AS row (id, content)
"""

_INBOX = "INSERT INTO bare_inbox SELECT unnest($1::uuid[]), now() ON CONFLICT DO NOTHING RETURNING event_id"
_OUTBOX = """
INSERT INTO bare_outbox (topic, key, headers, value)
SELECT $1, unnest($2::bytea[]), unnest($3::json[]), unnest($4::bytea[])
"""
_OUTBOX_COLUMNS = ("topic", "key", "headers", "value")
_NEXT = "SELECT id, topic, key, headers, value FROM bare_outbox ORDER BY id LIMIT 1000"
_CLAIM = """
UPDATE bare_mails SET state = 'sending'
WHERE id IN (SELECT id FROM bare_mails WHERE state = 'queued' LIMIT 8 FOR UPDATE SKIP LOCKED) RETURNING id, content
"""
_SENT = "UPDATE bare_mails SET state = 'sent' WHERE id = $1"
_DELETE = "DELETE FROM bare_outbox WHERE id = ANY($1::bigint[])"


@dataclass(frozen=True, slots=True)
class Reads:
    """What a loop takes in."""

    topic: str
    subjects: tuple[str, ...]
    """The fields of which the first that is there names the aggregate."""
    total: int
    """Records of the topic."""


@dataclass
class BareConsumer:
    """Consume a batch, write the rows that belong to it, tell on: one transaction, then the offset."""

    pool: asyncpg.Pool
    consumer: AIOKafkaConsumer
    subjects: tuple[str, ...]
    done: Done
    """What is written and told for each."""
    taken: int = 0

    async def step(self) -> int:
        """One batch; how many records it had."""
        polled = await self.consumer.getmany(timeout_ms=10, max_records=BATCH)
        records = [record for part in polled.values() for record in part]
        if not records:
            return 0
        ids = [dict(record.headers)["ce_id"].decode() for record in records]
        subjects = [self._subject(json.loads(record.value)) for record in records]
        async with self.pool.acquire() as connection, connection.transaction():
            await connection.fetch(_INBOX, ids)
            for name, table in self.done.tables.items():
                rows = [row for subject in subjects for row in table.rows.get(subject, ())]
                if rows:
                    await connection.copy_records_to_table(name, records=rows, columns=table.columns)
            told = [row for event_id in ids for row in self.done.told.get(event_id, ())]
            await connection.copy_records_to_table("bare_outbox", records=told, columns=_OUTBOX_COLUMNS)
        await self.consumer.commit()
        self.taken += len(records)
        return len(records)

    def _subject(self, data: dict[str, Any]) -> UUID:
        return UUID(next(data[name] for name in self.subjects if data.get(name)))


async def rate_of_the_same(servers: Servers, packages: Sequence[str], reads: Reads, done: Done) -> float:
    """How fast the bare loop does again what a service of these packages did, in a database of its own."""
    database, pool = await servers.database(packages)
    await servers.execute(database, TABLES)
    producer = make_producer(servers.kafka, client_id="bare")
    await producer.start()
    try:
        async with AIOKafkaConsumer(
            reads.topic,
            bootstrap_servers=servers.kafka,
            group_id=f"bare-{secrets.token_hex(4)}",
            enable_auto_commit=False,
            auto_offset_reset="earliest",
        ) as consumer:
            return await _pipeline_rate(BareConsumer(pool, consumer, reads.subjects, done), producer, reads.total)
    finally:
        await producer.stop()


async def _pipeline_rate(loop: BareConsumer, producer: AIOKafkaProducer, total: int) -> float:
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
