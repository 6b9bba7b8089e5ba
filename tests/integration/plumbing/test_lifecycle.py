"""A whole small service on real Kafka and PostgreSQL: consumes, tells, survives poison and a second replica."""

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import httpx
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from pydantic import SecretStr
from tarazy_shared.contracts import topics
from tarazy_shared.contracts.event import Event
from tarazy_shared.contracts.hearings import EventRefused
from tarazy_shared.contracts.reasons import Refused
from tarazy_shared.errors import ConfigurationError
from tarazy_shared.fates import APPLIED, Fate
from tarazy_shared.kafka import ensure_topics
from tarazy_shared.lifecycle import Parts, Running, Service, running
from tarazy_shared.processing import Subscription
from tarazy_shared.settings import ServiceSettings
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tests.conftest import CreateDatabase
from tests.integration.schemas import hr_tables
from tests.servers import Database


@dataclass
class RefusingHandler:
    """Answers each registered case with a refusal: a way from topic to topic."""

    loading: Callable[[Sequence[Event[Any]]], Awaitable[None]] | None = None
    """What happens first."""

    async def load(self, uow: UnitOfWork, events: Sequence[Event[Any]]) -> list[Event[Any]]:
        if self.loading:
            await self.loading(events)
        return []

    def decide(self, state: list[Event[Any]], event: Event[Any]) -> Fate:
        state.append(event)
        return APPLIED

    async def save(self, uow: UnitOfWork, state: list[Event[Any]]) -> None:
        for event in state:
            reasons = (Refused(field="number", code="unknown_code", text=event.data.number),)
            refusal = EventRefused(
                court_id=event.court_id,
                event_id=UUID(event.id),
                type=event.type,
                reasons=reasons,
                case_id=event.data.case_id,
            )
            uow.publish(refusal, cause=Cause.of(event))


@pytest.fixture
async def stored(database: CreateDatabase) -> Database:
    return await database(hr_tables)


@pytest.fixture
def handler() -> RefusingHandler:
    return RefusingHandler()


@pytest.fixture
def service(stored: Database, kafka: str, handler: RefusingHandler) -> Service:
    settings = ServiceSettings(
        database_url=SecretStr(stored.runtime_url),
        token=SecretStr("a token of sixteen or more"),
        kafka_bootstrap_servers=kafka,
    )
    uses = frozenset({"court.case.registered.v1"})

    def build(_: Running) -> Parts:
        return Parts(subscriptions=[Subscription(topics.CASES, uses, True, handler)])

    name = f"test{secrets.token_hex(3)}"
    return Service(name, "tarazy_hr", settings, [EventRefused], build, title="Test", summary="A service for tests")


@pytest.fixture
async def producer(kafka: str) -> AsyncIterator[AIOKafkaProducer]:
    async with AIOKafkaProducer(bootstrap_servers=kafka) as producer:
        yield producer


@pytest.fixture
async def answers(kafka: str) -> AsyncIterator[AIOKafkaConsumer]:
    await ensure_topics(kafka, topics.ALL, replication=1)
    async with AIOKafkaConsumer("court.hearings", bootstrap_servers=kafka, auto_offset_reset="latest") as consumer:
        yield consumer


async def register(
    producer: AIOKafkaProducer, court_id: str, number: int, *, partition: int | None = None, **headers: bytes
) -> str:
    event_id = str(uuid4())
    party = {"party_id": str(uuid4()), "role": "claimant", "name": "Асель"}
    data = {
        "court_id": court_id,
        "case_id": str(uuid4()),
        "number": str(number),
        "category": "civil.contract",
        "filed_at": "2026-03-01T10:00:00+05:00",
        "parties": [party],
    }
    all_headers = {
        "ce_specversion": b"1.0",
        "ce_id": event_id.encode(),
        "ce_source": b"/court-system/test",
        "ce_type": b"court.case.registered.v1",
        "ce_time": datetime.now(UTC).isoformat().encode(),
        "ce_subject": data["case_id"].encode(),  # type: ignore[attr-defined]
        "content-type": b"application/json",
        **headers,
    }
    await producer.send_and_wait(
        "court.cases",
        json.dumps(data).encode(),
        key=court_id.encode(),
        partition=partition,
        headers=list(all_headers.items()),
    )
    return event_id


async def refusals(answers: AIOKafkaConsumer, court_id: str, count: int, *, within: float = 30) -> list[str]:
    """The numbers of the cases refused in one court, in the order told; waits for `count` and a moment longer."""
    numbers: list[str] = []
    end = asyncio.get_running_loop().time() + within
    while asyncio.get_running_loop().time() < end:
        for records in (await answers.getmany(timeout_ms=300)).values():
            numbers += [json.loads(r.value)["reasons"][0]["text"] for r in records if r.key == court_id.encode()]
        if len(numbers) >= count:
            end = min(end, asyncio.get_running_loop().time() + 0.5)
    return numbers


async def test_events_travel_from_topic_to_topic_in_order(
    service: Service, producer: AIOKafkaProducer, answers: AIOKafkaConsumer
) -> None:
    court = f"court-{secrets.token_hex(4)}"
    async with running(service):
        for number in range(200):
            await register(producer, court, number)
        assert await refusals(answers, court, 200) == [str(number) for number in range(200)]


async def test_a_header_that_is_not_utf_8_stops_nothing(
    service: Service, producer: AIOKafkaProducer, answers: AIOKafkaConsumer, stored: Database
) -> None:
    court = f"court-{secrets.token_hex(4)}"
    async with running(service):
        await register(producer, court, 1, ce_source=b"\xff\xfe")
        await register(producer, court, 2, something=b"\xff")
        assert await refusals(answers, court, 1) == ["2"]
    connection = await asyncpg.connect(stored.superuser_url)
    reasons = await connection.fetchval("SELECT reasons FROM dead_letters WHERE record_key = $1", court.encode())
    await connection.close()
    assert json.loads(reasons)[0] | {"text": ""} == {"field": "ce_source", "code": "header_wrong", "text": ""}


async def test_a_key_with_nul_stops_nothing(
    service: Service, producer: AIOKafkaProducer, answers: AIOKafkaConsumer, stored: Database
) -> None:
    court = f"court-{secrets.token_hex(4)}"
    async with running(service):
        await producer.send_and_wait("court.cases", b"{}", key=court.encode() + b"\0", partition=0)
        # The same partition, so that it comes after.
        await register(producer, court, 1, partition=0)
        assert await refusals(answers, court, 1) == ["1"]
    assert await parked_keys(stored, court) == [court.encode() + b"\0"]


@pytest.mark.parametrize("codec", ["gzip", "snappy", "lz4", "zstd"])
async def test_compressed_batches_are_read_however_the_court_system_packs_them(
    service: Service, kafka: str, answers: AIOKafkaConsumer, codec: str
) -> None:
    court = f"court-{secrets.token_hex(4)}"
    async with AIOKafkaProducer(bootstrap_servers=kafka, compression_type=codec) as packing, running(service):
        await register(packing, court, 1)
        assert await refusals(answers, court, 1) == ["1"]


async def test_what_an_aborted_transaction_sent_has_no_effect(
    service: Service, kafka: str, answers: AIOKafkaConsumer
) -> None:
    court = f"court-{secrets.token_hex(4)}"
    name = f"court-system-{secrets.token_hex(4)}"
    async with AIOKafkaProducer(bootstrap_servers=kafka, transactional_id=name) as producer, running(service):
        await producer.begin_transaction()
        await register(producer, court, 1)
        await producer.abort_transaction()
        async with producer.transaction():
            await register(producer, court, 2)
        assert await refusals(answers, court, 1) == ["2"]


async def test_a_busy_court_does_not_wait_for_quiet_ones(
    service: Service, handler: RefusingHandler, producer: AIOKafkaProducer
) -> None:
    """While a batch takes its time, Kafka is not asked about the other partitions, which has no answer for long.

    Where it is asked, the third event never comes before Kafka's wait is over; else it comes at once in one of several
    rounds at least, however busy the machine is.
    """
    court = f"court-{secrets.token_hex(4)}"
    taken: asyncio.Queue[int] = asyncio.Queue()

    async def load(events: Sequence[Event[Any]]) -> None:
        for number in (int(event.data.number) for event in events if event.court_id == court):
            taken.put_nowait(number)
            await asyncio.sleep(0.25 if number % 3 == 1 else 0)

    async def third_is_at_once(first: int) -> bool:
        for number in (first, first + 1):
            await register(producer, court, number)
            assert await asyncio.wait_for(taken.get(), 30) == number
        sent = asyncio.get_running_loop().time()
        await register(producer, court, first + 2)
        assert await asyncio.wait_for(taken.get(), 30) == first + 2
        return asyncio.get_running_loop().time() - sent < 0.2

    handler.loading = load
    async with running(service):
        assert any([await third_is_at_once(first) for first in range(1, 16, 3)])


async def parked_keys(stored: Database, court: str) -> list[bytes]:
    connection = await asyncpg.connect(stored.superuser_url)
    rows = await connection.fetch("SELECT record_key FROM dead_letters")
    await connection.close()
    return [row[0] for row in rows if (row[0] or b"").startswith(court.encode())]


async def test_a_second_replica_that_comes_and_goes_doubles_nothing(
    service: Service, producer: AIOKafkaProducer, answers: AIOKafkaConsumer
) -> None:
    courts = [f"court-{secrets.token_hex(4)}" for _ in range(6)]

    async def publish() -> None:
        for number in range(150):
            for court in courts:
                await register(producer, court, number)

    async with running(service), asyncio.TaskGroup() as tasks:
        publishing = tasks.create_task(publish())
        async with AsyncExitStack() as second:
            await second.enter_async_context(running(service))
            await asyncio.sleep(1)
        await publishing
        told = await refusals_by_court(answers, courts, 150)
    assert told == {court: [str(number) for number in range(150)] for court in courts}


async def refusals_by_court(answers: AIOKafkaConsumer, courts: list[str], count: int) -> dict[str, list[str]]:
    told: dict[str, list[str]] = {court: [] for court in courts}
    end = asyncio.get_running_loop().time() + 60
    while asyncio.get_running_loop().time() < end:
        for records in (await answers.getmany(timeout_ms=500)).values():
            for record in records:
                if (court := record.key.decode()) in told:
                    told[court].append(json.loads(record.value)["reasons"][0]["text"])
        if all(len(numbers) >= count for numbers in told.values()):
            end = min(end, asyncio.get_running_loop().time() + 1)
    return told


async def test_health_and_metrics_tell_how_it_is(service: Service) -> None:
    async with running(service) as app:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as http:
            for path in ("/health/live", "/health/ready"):
                answer = await http.get(path)
                assert (answer.status_code, answer.json()) == (200, {"status": "ok", "failing": {}})
            metrics = (await http.get("/metrics")).text
            assert f'tarazy_outbox_rows{{service="{service.name}"}}' in metrics
            assert f'tarazy_dead_letters_total{{reason="not_json",service="{service.name}"}}' in metrics
            assert f'tarazy_events_dropped_total{{reason="known_id",service="{service.name}"}}' in metrics
            assert "faststream_received_messages_total" in metrics
            document = (await http.get("/asyncapi.json")).json()
            assert document["asyncapi"].startswith("3.")
            assert "court.event.refused.v1" in json.dumps(document)


async def test_a_database_without_the_migrations_is_refused_in_a_sentence(
    service: Service, database: CreateDatabase
) -> None:
    blank = await database()
    settings = service.settings.model_copy(update={"database_url": SecretStr(blank.runtime_url)})
    unprepared = Service(service.name, service.package, settings, [], service.build, title="Test", summary="")
    with pytest.raises(ConfigurationError, match="run the migrate command"):
        async with running(unprepared):
            pass
