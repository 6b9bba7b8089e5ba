"""Rows of the outbox on their way to Kafka: those of one partition travel as one batch, with one answer.

Handing each row to the producer by itself costs three times as much: a future, a look at the metadata and a search
for the batch each.
"""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import asyncpg
from aiokafka import AIOKafkaProducer
from aiokafka.errors import (
    GroupAuthorizationFailedError,
    InvalidTopicError,
    MessageSizeTooLargeError,
    RecordListTooLargeError,
    TopicAuthorizationFailedError,
)
from aiokafka.producer.message_accumulator import BatchBuilder
from pydantic_core import from_json

from tarazy_shared.kafka import LARGEST_REQUEST, partition_of

ANSWER_WITHIN = 20.0
"""Seconds to wait for Kafka's answers before the shipment is given up and its rows are sent again."""

HOPELESS = (
    MessageSizeTooLargeError,
    RecordListTooLargeError,
    TopicAuthorizationFailedError,
    GroupAuthorizationFailedError,
    InvalidTopicError,
)
"""What Kafka will say again however often it is asked."""


@dataclass(slots=True)
class Shipped:
    """What became of the rows of a shipment, by id. Those in neither list are to be sent again."""

    sent: list[int] = field(default_factory=list)
    hopeless: list[tuple[int, str]] = field(default_factory=list)
    failure: Exception | None = None


@dataclass(slots=True)
class _Batch:
    """Rows that go to one partition, in order."""

    topic: str
    partition: int
    records: BatchBuilder
    ids: list[int] = field(default_factory=list)


async def ship(producer: AIOKafkaProducer, rows: Sequence[asyncpg.Record]) -> Shipped:
    """Send rows in their order and wait for Kafka's answers.

    Of each partition only what comes before its first failure counts as sent: the rest goes again, after it.
    """
    shipped = Shipped()
    behind_failure: set[tuple[str, int]] = set()
    async with asyncio.timeout(ANSWER_WITHIN):
        begun = [(batch, await _begin(producer, batch)) for batch in await _batches(producer, rows)]
        for batch, answer in begun:
            try:
                await answer
            except HOPELESS as error:
                shipped.hopeless += [(row_id, repr(error)) for row_id in batch.ids]
            except Exception as error:
                shipped.failure = error
                behind_failure.add((batch.topic, batch.partition))
            else:
                if (batch.topic, batch.partition) not in behind_failure:
                    shipped.sent += batch.ids
    return shipped


async def _batches(producer: AIOKafkaProducer, rows: Iterable[asyncpg.Record]) -> list[_Batch]:
    """The rows as batches, those of one partition in order. A row too large for any batch is alone in its own."""
    partitions: dict[str, list[int]] = {}
    filling: dict[tuple[str, int], _Batch] = {}
    full: list[_Batch] = []
    for row_id, topic, key, headers, value in rows:
        if topic not in partitions:
            partitions[topic] = sorted(await producer.partitions_for(topic))
        partition = partition_of(key, partitions[topic], [])
        batch = filling.get((topic, partition))
        record = {"timestamp": None, "key": key, "value": value, "headers": _headers(headers)}
        if batch is None or batch.records.append(**record) is None:
            full += [batch] if batch else []
            batch = filling[topic, partition] = _Batch(topic, partition, producer.create_batch())
            batch.records.append(**record)
        batch.ids.append(row_id)
    return full + list(filling.values())


async def _begin(producer: AIOKafkaProducer, batch: _Batch) -> asyncio.Future[Any]:
    """Hand a batch to the producer; the answer comes later."""
    # Closed, it does not linger for more.
    batch.records.close()
    if batch.records.size() > LARGEST_REQUEST:
        # Not left to Kafka to refuse: the refusal would use up a sequence number, and all that follows be refused too.
        refused = asyncio.get_running_loop().create_future()
        refused.set_exception(MessageSizeTooLargeError(f"{batch.records.size()} bytes"))
        return refused
    answer: asyncio.Future[Any] = await producer.send_batch(batch.records, batch.topic, partition=batch.partition)
    return answer


def _headers(stored: str) -> list[tuple[str, bytes]]:
    return [(name, value.encode()) for name, value in from_json(stored)]
