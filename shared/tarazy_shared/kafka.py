"""Kafka: topics made explicitly, the relay's producer, and one batch subscriber per topic."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Sequence
from functools import lru_cache
from random import choice
from typing import Any, Union

import structlog
from aiokafka import AIOKafkaProducer, ConsumerRebalanceListener, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import ConsumerStoppedError, KafkaError, TopicAlreadyExistsError, for_code
from aiokafka.partitioner import murmur2
from faststream import AckPolicy
from faststream.kafka import KafkaBroker
from faststream.kafka.message import KafkaAckableMessage
from faststream.kafka.prometheus import KafkaPrometheusMiddleware
from faststream.kafka.subscriber.usecase import BatchSubscriber

from tarazy_shared import telemetry
from tarazy_shared.background import backoff
from tarazy_shared.contracts import registry, topics
from tarazy_shared.contracts.event import EventData
from tarazy_shared.contracts.record import RawRecord
from tarazy_shared.errors import TRANSIENT
from tarazy_shared.processing import Processor

log = structlog.get_logger(__name__)

MAX_RECORDS = 1000
BATCH_TIMEOUT_MS = 10
REST = 0.003
"""Seconds between two batches: each costs a transaction, however few its records are."""
FETCH_AT_LEAST = 256 * 1024
"""Bytes for which Kafka waits, half a second at most, before it answers a reader that is not in a hurry."""
FETCHED_OF_A_PARTITION = 256 * 1024
"""Bytes at a time: of a topic full of records a batch then has some of several courts, which makes two even parts."""
ASK_WITHOUT = 10.0
"""Seconds for which Kafka is not asked for records of some partitions while those of others lie here unread."""
UNREADABLE_WAIT = 5.0
"""Seconds until records that the client library cannot read are asked for again."""
LARGEST_REQUEST = 1_048_588
"""Bytes: what a broker takes by default."""
REBALANCE_WAIT = 30.0
"""Seconds that a rebalance waits for the running batch; below `max_poll_interval_ms`."""


async def ensure_topics(bootstrap_servers: str, names: Iterable[str], *, replication: int) -> None:
    """Create the topics that are missing, with the partitions and retention that the contract names."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap_servers, client_id="tarazy-topics")
    await admin.start()
    try:
        existing = set(await admin.list_topics())
        missing = [name for name in names if name not in existing]
        new = [
            NewTopic(
                name,
                num_partitions=topics.PARTITIONS,
                replication_factor=replication,
                topic_configs={"retention.ms": str(int(topics.retention(name).total_seconds() * 1000))},
            )
            for name in missing
        ]
        answers = (await admin.create_topics(new)).topic_errors if new else []
        for name, code, *_ in answers:
            if code not in (0, TopicAlreadyExistsError.errno):
                raise for_code(code)(f"The topic {name} could not be created")
    finally:
        await admin.close()


def make_producer(bootstrap_servers: str, *, client_id: str) -> AIOKafkaProducer:
    """Acknowledged by all replicas, idempotent, batched: the settings that lose nothing and keep order."""
    return AIOKafkaProducer(
        bootstrap_servers=bootstrap_servers,
        client_id=client_id,
        acks="all",
        enable_idempotence=True,
        linger_ms=2,
        max_batch_size=256 * 1024,
        max_request_size=LARGEST_REQUEST,
        compression_type=None,
        partitioner=partition_of,
    )


def partition_of(key: bytes | None, partitions: list[int], available: list[int]) -> int:
    """As aiokafka's own and Java's do; but keys are courts, and hashing one in Python takes as long as sending it."""
    if key is None:
        return choice(available or partitions)  # noqa: S311  spreads what has no order
    return partitions[_hash(key) % len(partitions)]


@lru_cache(maxsize=10_000)
def _hash(key: bytes) -> int:
    return int(murmur2(key)) & 0x7FFFFFFF


def make_broker(bootstrap_servers: str, *, service: str) -> KafkaBroker:
    """FastStream's broker as the research prescribes: no automatic topics, no injected parameters."""
    return KafkaBroker(
        bootstrap_servers,
        client_id=f"tarazy-{service}",
        allow_auto_create_topics=False,
        apply_types=False,
        graceful_timeout=20.0,
        logger=None,
        middlewares=[KafkaPrometheusMiddleware(registry=telemetry.registry, app_name=service)],
    )


async def start(broker: KafkaBroker) -> None:
    """Start the broker's subscribers.

    aiokafka asks one question at a time. After 0.1 s by default it asks for the partitions of which it holds nothing;
    with nothing new in them, it has no answer for half a second, and until then cannot ask for the one that was busy.
    """
    await broker.start()
    for subscriber in broker.subscribers:
        subscriber.consumer._fetcher._prefetch_backoff = ASK_WITHOUT  # type: ignore[attr-defined]  # has no setting


class _WaitForBatch(ConsumerRebalanceListener):  # type: ignore[misc]
    """Holds a rebalance back until the running batch is done; else two members would handle it at once."""

    def __init__(self) -> None:
        self.subscriber: Any = None

    async def on_partitions_revoked(self, revoked: list[TopicPartition]) -> None:
        if self.subscriber is not None:
            await self.subscriber.lock.wait_release(REBALANCE_WAIT)

    async def on_partitions_assigned(self, assigned: list[TopicPartition]) -> None:
        return None


def consumer_group(service: str, topic: str) -> str:
    """A group per topic: a consumer that starts on one topic does not disturb those of the others."""
    return f"tarazy.{service}.{topic}"


async def _read(message: KafkaAckableMessage) -> list[RawRecord]:
    return [
        RawRecord(r.topic, r.partition, r.offset, r.timestamp, r.key, r.headers, r.value) for r in message.raw_message
    ]


def _patient(
    get_msg: Callable[[Any], Coroutine[Any, Any, tuple[Any, ...]]], topic: str
) -> Callable[[Any], Coroutine[Any, Any, tuple[Any, ...]]]:
    """Ask Kafka for records; what the client library itself cannot read is said, and asked for again after a while.

    FastStream would begin its reading anew at once, without a word and as fast as it can. Such a record is none that
    a client of Kafka's protocol writes: its header's name is not UTF-8 (the runbook of ConsumerBehind says what to do).
    """

    async def get(consumer: Any) -> tuple[Any, ...]:
        try:
            return await get_msg(consumer)
        except (KafkaError, ConsumerStoppedError):
            raise
        except Exception:
            log.exception("records_unreadable", topic=topic)
            await asyncio.sleep(UNREADABLE_WAIT)
            return ()

    return get


def _taking(processor: Processor) -> Callable[[list[RawRecord]], Coroutine[Any, Any, None]]:
    """Give batches to the processor, with a rest after each, and a longer one after each that failed."""
    failures = 0

    async def take(records: list[RawRecord]) -> None:
        nonlocal failures
        try:
            await processor.process(records)
            failures = 0
            await asyncio.sleep(REST if len(records) < MAX_RECORDS else 0)
        except Exception as error:
            # FastStream rewinds at once; without this pause it would hammer a server that is away, or turn round and
            # round on a record that cannot even be parked.
            failures += 1
            tell = log.warning if isinstance(error, TRANSIENT) else log.exception
            tell("batch_delayed", topic=processor.subscription.topic, error=type(error).__name__, failures=failures)
            await asyncio.sleep(backoff(failures))
            raise

    return take


def subscribe(broker: KafkaBroker, processor: Processor, *, replica: str) -> BatchSubscriber:
    """Let the processor take batches of its topic; the offset moves on only after its transaction.

    With a `replica` name it is a static member: killed and started again under the same name it goes on at once,
    where a member without a name is waited for until its session ends.
    """
    listener = _WaitForBatch()
    take = _taking(processor)

    async def parse(records: Sequence[Any]) -> KafkaAckableMessage:
        # FastStream's own parser decodes every header as UTF-8 and so would stop for ever at one bad byte.
        return KafkaAckableMessage(
            body=[record.value or b"" for record in records],
            headers={},
            raw_message=tuple(records),
            consumer=subscriber.consumer,
        )

    topic = processor.subscription.topic
    subscriber = broker.subscriber(
        topic,
        batch=True,
        group_id=consumer_group(processor.service, topic),
        group_instance_id=f"{replica}.{topic}" if replica else None,
        auto_offset_reset="earliest",
        # What a court system took back by ending its transaction was never told.
        isolation_level="read_committed",
        ack_policy=AckPolicy.NACK_ON_ERROR,
        batch_timeout_ms=BATCH_TIMEOUT_MS,
        fetch_min_bytes=1 if processor.subscription.urgent else FETCH_AT_LEAST,
        max_partition_fetch_bytes=FETCHED_OF_A_PARTITION,
        fetch_max_wait_ms=500,
        max_records=MAX_RECORDS,
        session_timeout_ms=30_000,
        heartbeat_interval_ms=3_000,
        max_poll_interval_ms=300_000,
        listener=listener,
        parser=parse,
        decoder=_read,
        title=topic,
        description=f"Events of {topic} that {processor.service} uses; others are passed over.",
    )
    listener.subscriber = subscriber
    subscriber.get_msg = _patient(subscriber.get_msg, topic)  # type: ignore[method-assign,assignment]
    # What the AsyncAPI page shows; nothing is validated by it.
    models = tuple(registry.MODELS[name] for name in sorted(processor.subscription.uses)) or (EventData,)
    take.__annotations__["records"] = list[Union[models]]  # type: ignore[valid-type]  # noqa: UP007  made at run time
    subscriber(take)
    return subscriber
