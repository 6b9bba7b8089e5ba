"""The whole service on real Kafka and PostgreSQL: from an event to a mail, and to a fact on court.notices."""

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from pydantic import SecretStr
from tarazy_notifications.main import make_service
from tarazy_notifications.settings import Settings
from tarazy_shared.clock import system_clock
from tarazy_shared.contracts import topics
from tarazy_shared.contracts.encoding import encode
from tarazy_shared.contracts.event import Event, EventData
from tarazy_shared.ids import uuid7
from tarazy_shared.lifecycle import Service, running

from tests.conftest import CreateDatabase
from tests.integration.notifications.court import Matter, directory, party
from tests.integration.notifications.mail_server import MailServerStub, serving
from tests.integration.schemas import notifications_tables

NOW = system_clock()


@pytest.fixture
async def server() -> AsyncIterator[MailServerStub]:
    async with serving() as made:
        yield made


@pytest.fixture
async def service(database: CreateDatabase, kafka: str, server: MailServerStub) -> Service:
    stored = await database(notifications_tables)
    settings = Settings.model_validate(
        {
            "database_url": SecretStr(stored.runtime_url),
            "token": SecretStr("a token of sixteen or more"),
            "TARAZY_KAFKA_BOOTSTRAP_SERVERS": kafka,
            "TARAZY_SMTP_URL": f"smtp://127.0.0.1:{server.port}",
        }
    )
    # A group of its own: the session's broker is shared with other tests.
    return replace(make_service(settings), name=f"notifications{secrets.token_hex(3)}")


class Publisher:
    """An outside system that writes events to Kafka, all of one court of this test."""

    def __init__(self, producer: AIOKafkaProducer) -> None:
        self.producer = producer
        self.court_id = f"court-{secrets.token_hex(4)}"

    async def publish(self, *found: EventData) -> list[str]:
        ids = []
        for data in found:
            data = data.model_copy(update={"court_id": self.court_id})
            event_id = str(uuid7(NOW()))
            source, subject = "/court-system/test", data.subject
            event: Event[Any] = Event(
                event_id, data.TYPE, source, NOW(), subject, self.court_id, data, event_id, event_id, None, False
            )
            record = encode(event)
            await self.producer.send_and_wait(record.topic, record.value, key=record.key, headers=list(record.headers))
            ids.append(event_id)
        return ids


@pytest.fixture
async def publisher(kafka: str) -> AsyncIterator[Publisher]:
    producer = AIOKafkaProducer(bootstrap_servers=kafka)
    await producer.start()
    yield Publisher(producer)
    await producer.stop()


async def until(condition: Callable[[], bool], seconds: float = 30) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110  nobody rings when a mail arrives
            await asyncio.sleep(0.02)


async def test_an_event_becomes_mails_and_facts_and_a_move_updates_them(
    service: Service, server: MailServerStub, publisher: Publisher, kafka: str
) -> None:
    one = Matter((party("Anna"),))
    soon = NOW().replace(hour=5, minute=0, second=0, microsecond=0)
    async with running(service) as app:
        # Topics arrive in no order: the hearing comes first of all.
        await publisher.publish(one.scheduled(soon + timedelta(days=10)), one.registered(), *directory())
        await until(lambda: len(server.accepted) == 3)
        (moved,) = await publisher.publish(one.rescheduled(soon + timedelta(days=11)))
        await until(lambda: len(server.accepted) == 6)
        assert {message["Tarazy-Hearing-Version"] for message in server.accepted[3:]} == {"2"}
        facts = await _facts(kafka, publisher.court_id, 12)
        assert sorted(fact["state"] for fact in facts) == ["queued"] * 6 + ["sent"] * 6
        assert {fact["cause"] for fact in facts if fact["subject_version"] == 2} == {moved}
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
            metrics = (await client.get("/metrics")).text
            assert 'tarazy_notices_total{channel="email",outcome="sent",topic="hearing_scheduled"}' in metrics
            assert "tarazy_event_to_mail_seconds_count" in metrics
            assert "tarazy_notices_open" in metrics
            assert (await client.get("/notices", params={"hearing_id": str(one.hearing_id)})).status_code == 401
            assert (await client.get("/health/ready")).status_code == 200
            assert (await client.get("/asyncapi.json")).status_code == 200


async def test_what_nobody_can_read_on_the_hearings_topic_is_parked_once(
    service: Service, publisher: Publisher, kafka: str
) -> None:
    async with running(service):
        await publisher.producer.send_and_wait(
            topics.HEARINGS,
            b"{}",
            key=publisher.court_id.encode(),
            headers=[("ce_type", b"court.hearing.imagined.v1"), ("ce_id", str(uuid4()).encode())],
        )
        letters = await _records(kafka, topics.dead_letters(service.name), publisher.court_id, 1)
        assert "unknown_type" in {reason["code"] for reason in json.loads(letters[0].value)["reasons"]}


async def _facts(kafka: str, court_id: str, wanted: int) -> list[dict[str, Any]]:
    found = []
    for record in await _records(kafka, topics.NOTICES, court_id, wanted):
        headers = {name: value.decode() for name, value in record.headers}
        state = headers["ce_type"].split(".")[2]
        found.append({"state": state, "cause": headers["ce_causationid"], **json.loads(record.value)})
    return found


async def _records(kafka: str, topic: str, court_id: str, wanted: int) -> list[Any]:
    consumer = AIOKafkaConsumer(topic, bootstrap_servers=kafka, auto_offset_reset="earliest")
    await consumer.start()
    found: list[Any] = []
    try:
        async with asyncio.timeout(20):
            while len(found) < wanted:
                record = await consumer.getone()
                if record.key == court_id.encode():
                    found.append(record)
    finally:
        await consumer.stop()
    return found
