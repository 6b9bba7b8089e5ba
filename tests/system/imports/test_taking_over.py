"""An import ends when what it recorded is in effect everywhere, or says that it is not yet."""

import asyncio
import secrets
from collections.abc import AsyncIterator

import httpx
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from tarazy_local.importing import taking_over
from tarazy_local.importing.installation import Installation, NoAnswerError
from tarazy_local.importing.taking_over import READERS, partition_of, until_known, until_taken_over
from tarazy_shared.contracts import topics
from tarazy_shared.kafka import consumer_group, ensure_topics

OUTBOX = 'tarazy_outbox_rows{{service="hr"}} {}\n'


class Services:
    """HR with an outbox, and scheduling which knows a court or not."""

    def __init__(self) -> None:
        self.outbox = 0
        self.known = True

    def answer(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/metrics":
            return httpx.Response(200, text=OUTBOX.format(float(self.outbox)))
        return httpx.Response(200 if self.known else 404, json={})


@pytest.fixture
def services(monkeypatch: pytest.MonkeyPatch) -> Services:
    monkeypatch.setattr(taking_over, "WAIT", 3.0)
    return Services()


@pytest.fixture
async def installation(services: Services, kafka: str) -> AsyncIterator[Installation]:
    await ensure_topics(kafka, [topics.STAFF], replication=1)
    endpoints = {
        "services": {"hr": {"url": "http://hr"}, "scheduling": {"url": "http://scheduling"}},
        "kafka": {"bootstrap_servers": kafka},
    }
    async with httpx.AsyncClient(transport=httpx.MockTransport(services.answer)) as http:
        yield Installation(http, endpoints)


async def tell(kafka: str, court_id: str) -> TopicPartition:
    """A record of the court, placed by its key."""
    async with AIOKafkaProducer(bootstrap_servers=kafka) as producer:
        told = await producer.send_and_wait(topics.STAFF, b"{}", key=court_id.encode())
    return TopicPartition(told.topic, told.partition)


async def read_all(kafka: str, reader: str, partition: TopicPartition) -> None:
    """What a service does when it has taken everything: commit the end."""
    consumer = AIOKafkaConsumer(
        bootstrap_servers=kafka, group_id=consumer_group(reader, topics.STAFF), enable_auto_commit=False
    )
    await consumer.start()
    try:
        consumer.assign([partition])
        end = (await consumer.end_offsets([partition]))[partition]
        await consumer.commit({partition: end})
    finally:
        await consumer.stop()


def silently(_: str) -> None:
    return None


async def test_it_waits_until_every_reader_has_taken_the_courts_records(installation: Installation, kafka: str) -> None:
    court_id = f"taking-{secrets.token_hex(4)}"
    partition = await tell(kafka, court_id)
    assert partition.partition == partition_of(court_id)
    first, *others = READERS
    await read_all(kafka, first, partition)
    assert not await until_taken_over(installation, court_id, silently), "one reader is behind"
    for other in others:
        await read_all(kafka, other, partition)
    assert await until_taken_over(installation, court_id, silently)


async def test_it_waits_until_hr_has_told_everything(installation: Installation, services: Services) -> None:
    services.outbox = 3
    lines: list[str] = []
    assert not await until_taken_over(installation, "kz-1", lines.append)
    assert any("HR tells the others" in line for line in lines)


async def test_as_long_as_something_moves_it_waits_on(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking_over, "WAIT", 0.5)
    rows = iter(range(20, -1, -1))

    def fewer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, text=OUTBOX.format(float(next(rows, 0))))

    async with httpx.AsyncClient(transport=httpx.MockTransport(fewer)) as http:
        court_id = f"taking-{secrets.token_hex(4)}"
        for reader in READERS:
            await read_all(installation.bootstrap_servers, reader, TopicPartition(topics.STAFF, partition_of(court_id)))
        assert await until_taken_over(Installation(http, installation.endpoints), court_id, silently)


async def test_a_broker_that_is_away_is_no_error(services: Services) -> None:
    endpoints = {"services": {"hr": {"url": "http://hr"}}, "kafka": {"bootstrap_servers": "127.0.0.1:1"}}
    async with httpx.AsyncClient(transport=httpx.MockTransport(services.answer)) as http, asyncio.timeout(60):
        assert not await until_taken_over(Installation(http, endpoints), "kz-1", silently)


async def test_a_court_that_scheduling_never_hears_of_ends_the_import(
    installation: Installation, services: Services
) -> None:
    await until_known(installation, "kz-1", silently)
    services.known = False
    with pytest.raises(NoAnswerError, match="has not read of the court kz-1"):
        await until_known(installation, "kz-1", silently)
