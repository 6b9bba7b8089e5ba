"""The bare loops: aiokafka and asyncpg alone, doing the I/O that the real ones do and nothing else.

No types, no checks, no domain: what is left of a ratio of 1 is the price of everything that Tarazy adds.
"""

import asyncio
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import aiosmtplib
import asyncpg
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from tarazy_shared.kafka import make_producer

from benchmarks.measuring import rate
from benchmarks.same_io import Transaction
from benchmarks.servers import Servers

BATCH = 1000

RECIPIENT = "somebody@parties.test"

_NEXT = "SELECT id, topic, key, headers, value FROM outbox ORDER BY id LIMIT 1000"
_DELETE = "DELETE FROM outbox WHERE id = ANY($1::bigint[])"


@dataclass
class BareConsumer:
    """Consume as many records as a transaction took in, do the transaction again, then move the offset."""

    pool: asyncpg.Pool
    consumer: AIOKafkaConsumer
    transactions: Sequence[Transaction]
    taken: int = 0
    polled: int = 0
    done: int = 0

    async def step(self) -> None:
        """One batch."""
        polled = await self.consumer.getmany(timeout_ms=10, max_records=BATCH)
        records = [record for part in polled.values() for record in part]
        for record in records:
            json.loads(record.value)
        self.polled += len(records)
        while self.done < len(self.transactions):
            transaction = self.transactions[self.done]
            if self.taken + transaction.records > self.polled:
                break
            async with self.pool.acquire() as connection, connection.transaction():
                await transaction.repeat(connection)
            self.taken += transaction.records
            self.done += 1
        if records:
            await self.consumer.commit()


async def rate_of_the_same(
    servers: Servers, packages: Sequence[str], topic: str, before: Sequence[Transaction], noted: Sequence[Transaction]
) -> float:
    """How fast a bare loop repeats what a service of these packages did with a topic's records.

    In a database of its own, which the transactions before have brought into the same state.
    """
    _, pool = await servers.database(packages)
    for transaction in before:
        async with pool.acquire() as connection, connection.transaction():
            await transaction.repeat(connection)
    producer = make_producer(servers.kafka, client_id="bare")
    await producer.start()
    try:
        while await relay_step(pool, producer):
            pass
        async with AIOKafkaConsumer(
            topic,
            bootstrap_servers=servers.kafka,
            group_id=f"bare-{secrets.token_hex(4)}",
            enable_auto_commit=False,
            auto_offset_reset="earliest",
        ) as consumer:
            return await _pipeline_rate(BareConsumer(pool, consumer, noted), producer)
    finally:
        await producer.stop()


async def _pipeline_rate(loop: BareConsumer, producer: AIOKafkaProducer) -> float:
    """Records per second that are consumed, stored, told and relayed; not all of them before the outbox is empty."""
    total = sum(transaction.records for transaction in loop.transactions)

    async def consume() -> None:
        while True:
            await loop.step()

    async def relay() -> None:
        while True:
            if not await relay_step(loop.pool, producer):
                await asyncio.sleep(0.005)

    async def taken_and_sent() -> int:
        if loop.taken == total and await loop.pool.fetchval("SELECT EXISTS (SELECT FROM outbox)"):
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


async def hand_over(client: aiosmtplib.SMTP, sender: str, mails: list[bytes], taken: list[bytes]) -> None:
    """Hand mails over one after the other, until none are left."""
    while mails:
        mail = mails.pop()
        await client.mail(sender)
        await client.rcpt(RECIPIENT)
        await client.data(mail)
        taken.append(mail)
