"""The relay on real servers: in order per key, nothing lost, nothing deleted that Kafka does not have."""

import asyncio
import secrets
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from typing import Any

import asyncpg
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from tarazy_shared.contracts.record import EncodedRecord
from tarazy_shared.kafka import make_producer
from tarazy_shared.relay import Relay
from tarazy_shared.shipping import ship
from tarazy_shared.unit_of_work import Work


@pytest.fixture
async def topic(kafka: str) -> str:
    name = f"relay-{secrets.token_hex(4)}"
    admin = AIOKafkaAdminClient(bootstrap_servers=kafka)
    await admin.start()
    await admin.create_topics([NewTopic(name, num_partitions=4, replication_factor=1)])
    await admin.close()
    return name


@pytest.fixture
async def producer(kafka: str) -> AsyncIterator[AIOKafkaProducer]:
    producer = make_producer(kafka, client_id="test-relay")
    await producer.start()
    yield producer
    await producer.stop()


async def sent(kafka: str, topic: str) -> dict[str, list[str]]:
    """Values by key, in the order of their partition."""
    consumer = AIOKafkaConsumer(bootstrap_servers=kafka, auto_offset_reset="earliest", enable_auto_commit=False)
    await consumer.start()
    try:
        partitions = [TopicPartition(topic, number) for number in range(4)]
        consumer.assign(partitions)
        ends = await consumer.end_offsets(partitions)
        values: dict[str, list[str]] = defaultdict(list)
        for partition in partitions:
            while await consumer.position(partition) < ends[partition]:
                for record in (await consumer.getmany(partition, timeout_ms=500)).get(partition, []):
                    values[record.key.decode()].append(record.value.decode())
        return dict(values)
    finally:
        await consumer.stop()


async def write(work: Work, topic: str, rows: list[tuple[str, str]]) -> None:
    async with work.begin() as uow:
        for key, value in rows:
            uow.send(EncodedRecord(topic, key.encode(), (("ce_id", b"x"),), value.encode()))


async def rows_left(pool: asyncpg.Pool) -> int:
    return int(await pool.fetchval("SELECT count(*) FROM outbox"))


async def test_everything_is_sent_in_order_per_key_and_deleted(
    kafka: str, topic: str, work: Work, pool: asyncpg.Pool, producer: AIOKafkaProducer
) -> None:
    await write(work, topic, [(f"court-{number % 7}", str(number)) for number in range(2500)])
    relay = Relay("test", pool, producer)
    while await relay.step():
        pass
    assert await rows_left(pool) == 0
    values = await sent(kafka, topic)
    assert values == {f"court-{key}": [str(n) for n in range(key, 2500, 7)] for key in range(7)}


async def test_killed_between_send_and_delete_it_sends_again_and_loses_nothing(
    kafka: str,
    topic: str,
    work: Work,
    pool: asyncpg.Pool,
    producer: AIOKafkaProducer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await write(work, topic, [("court-a", "1"), ("court-a", "2")])

    async def ship_and_die(producer: AIOKafkaProducer, rows: Sequence[asyncpg.Record]) -> None:
        await ship(producer, rows)
        raise asyncio.CancelledError

    monkeypatch.setattr("tarazy_shared.relay.ship", ship_and_die)
    with pytest.raises(asyncio.CancelledError):
        await Relay("test", pool, producer).step()
    monkeypatch.undo()
    assert await rows_left(pool) == 2
    await Relay("test", pool, producer).step()
    assert await rows_left(pool) == 0
    assert await sent(kafka, topic) == {"court-a": ["1", "2", "1", "2"]}


async def test_two_relays_never_send_the_same_row(
    kafka: str, topic: str, work: Work, pool: asyncpg.Pool, producer: AIOKafkaProducer
) -> None:
    await write(work, topic, [("court-a", str(number)) for number in range(1500)])
    relays = [Relay("test", pool, producer) for _ in range(3)]
    while await rows_left(pool):
        await asyncio.gather(*(relay.step() for relay in relays))
    assert await sent(kafka, topic) == {"court-a": [str(number) for number in range(1500)]}


async def test_a_record_that_kafka_never_takes_is_parked_and_the_others_go_on(
    kafka: str, topic: str, work: Work, pool: asyncpg.Pool, producer: AIOKafkaProducer
) -> None:
    await write(work, topic, [("court-a", "1"), ("court-a", "x" * 1_200_000), ("court-a", "2")])
    relay = Relay("test", pool, producer)
    await relay.step()
    assert await rows_left(pool) == 0
    assert await sent(kafka, topic) == {"court-a": ["1", "2"]}
    parked = await pool.fetch("SELECT octet_length(value) AS length, reason FROM outbox_parked")
    assert [row["length"] for row in parked] == [1_200_000]
    assert "MessageSizeTooLarge" in parked[0]["reason"]


async def test_without_the_broker_nothing_is_deleted(
    work: Work, pool: asyncpg.Pool, topic: str, producer: AIOKafkaProducer, monkeypatch: pytest.MonkeyPatch
) -> None:
    await write(work, topic, [("court-a", "1")])

    async def refuse(*_: object, **__: object) -> asyncio.Future[None]:
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        future.set_exception(ConnectionError("broker away"))
        return future

    monkeypatch.setattr(producer, "send_batch", refuse)
    with pytest.raises(ConnectionError):
        await Relay("test", pool, producer).step()
    assert await rows_left(pool) == 1


async def test_behind_a_batch_that_failed_nothing_of_its_partition_counts_as_sent(
    work: Work, pool: asyncpg.Pool, kafka: str, topic: str, producer: AIOKafkaProducer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three batches of one court: the second does not arrive, so the third has to go again, after it."""
    await write(work, topic, [("court-a", letter * 200_000) for letter in "123"])
    real, calls = producer.send_batch, 0

    async def lose_the_second(*args: Any, **options: Any) -> asyncio.Future[Any]:
        nonlocal calls
        calls += 1
        if calls != 2:
            return await real(*args, **options)  # type: ignore[no-any-return]
        lost: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        lost.set_exception(ConnectionError("lost"))
        return lost

    monkeypatch.setattr(producer, "send_batch", lose_the_second)
    relay = Relay("test", pool, producer)
    with pytest.raises(ConnectionError):
        await relay.step()
    assert await rows_left(pool) == 2
    await relay.step()
    assert await rows_left(pool) == 0
    arrived = (await sent(kafka, topic))["court-a"]
    assert [value[0] for value in arrived] == ["1", "3", "2", "3"]
