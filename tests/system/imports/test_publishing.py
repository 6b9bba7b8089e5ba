"""The demo's own publisher is a pattern for court systems: what it sends is taken by the letter of the contract."""

from datetime import UTC, date, datetime

from aiokafka import AIOKafkaConsumer, TopicPartition
from tarazy_local.demo.caseload import make_caseload
from tarazy_local.demo.publishing import TOPIC, court_publisher
from tarazy_shared.contracts import cases, topics
from tarazy_shared.contracts.decoding import decode
from tarazy_shared.contracts.event import Event
from tarazy_shared.contracts.record import RawRecord
from tarazy_shared.kafka import ensure_topics

USES = frozenset(model.TYPE for model in cases.EVENTS)


async def test_every_record_is_an_event_in_the_order_of_publishing(kafka: str) -> None:
    await ensure_topics(kafka, [TOPIC], replication=1)
    load = make_caseload(
        3, court_id="demo-publishing", now=datetime.now(UTC), today=date(2026, 3, 2), cases=20, hearings=30
    )
    published = [*load.cases, *load.requests]
    async with (
        AIOKafkaConsumer(bootstrap_servers=kafka, enable_auto_commit=False) as consumer,
        court_publisher(kafka, "/court-system/test") as publisher,
    ):
        partitions = [TopicPartition(TOPIC, number) for number in range(topics.PARTITIONS)]
        consumer.assign(partitions)
        await consumer.seek_to_end(*partitions)
        for event in published:
            subject = str(event.data.get("hearing_id") or event.data["case_id"])
            await publisher.publish(event.kind, event.event_id, subject, event.data)
        await publisher.flush()
        taken: list[str] = []
        while len(taken) < len(published):
            for records in (await consumer.getmany(timeout_ms=5000)).values():
                for r in records:
                    raw = RawRecord(r.topic, r.partition, r.offset, r.timestamp, r.key, r.headers, r.value)
                    read = decode(raw, uses=USES, first_reader=True)
                    assert isinstance(read, Event), read
                    if read.court_id == "demo-publishing":
                        taken.append(read.id)
    assert taken == [event.event_id for event in published]
