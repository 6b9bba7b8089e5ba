"""A court's own system as Tarazy meets it: written against the contract alone, with no code of Tarazy's."""

import asyncio
import base64
import email
import email.policy
import json
import time
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import httpx
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

Data = dict[str, Any]


@dataclass(frozen=True)
class Told:
    """A record that Tarazy wrote."""

    topic: str
    partition: int
    offset: int
    type: str
    id: str
    cause: str
    key: str
    data: Data


@dataclass
class CourtSystem:
    """Publishes to `court.cases`, follows what is answered, and reads the mailboxes."""

    endpoints: Data
    producer: AIOKafkaProducer
    http: httpx.AsyncClient
    told: list[Told] = field(default_factory=list)

    async def publish(
        self,
        kind: str,
        data: Data,
        *,
        event_id: str = "",
        topic: str = "court.cases",
        key: str | None = "",
        value: bytes | None = b"",
        headers: dict[str, bytes | None] | None = None,
    ) -> str:
        """Send an event, `court.<kind>.v1`, and wait for Kafka; returns its id. The rest is for sending it wrong."""
        event_id = event_id or str(uuid.uuid4())
        all_headers: dict[str, bytes | None] = {**dict(headers_of(kind, data, event_id)), **(headers or {})}
        await self.producer.send_and_wait(
            topic,
            value=json.dumps(data, ensure_ascii=False).encode() if value == b"" else value,
            key=None if key is None else (key or data.get("court_id", "")).encode(),
            headers=[(name, text) for name, text in all_headers.items() if text is not None],
        )
        return event_id

    async def until(self, what: str, found: Callable[["CourtSystem"], Any], *, within: float = 20.0) -> Any:
        """Wait until `found` gives something true, and return it."""
        end = time.monotonic() + within
        while not (result := found(self)):
            if time.monotonic() > end:
                latest = "\n".join(
                    f"{one.type} {json.dumps(one.data, ensure_ascii=False)[:200]}" for one in self.told[-15:]
                )
                raise AssertionError(f"{what}: not within {within:.0f} s. Told last:\n{latest}")
            await asyncio.sleep(0.05)
        return result

    async def answer_to(self, event_id: str, *types: str, within: float = 20.0) -> Told:
        """The first record of one of the types (`hearing.scheduled`, ...) that the event brought about."""
        names = {f"court.{kind}.v1" for kind in types}
        result: Told = await self.until(
            f"an answer to {event_id} ({', '.join(types)})",
            lambda _: next(
                (one for one in self.told if one.cause == event_id and (not names or one.type in names)), None
            ),
            within=within,
        )
        return result

    def about(self, **fields: str) -> list[Told]:
        """What was told about, for example, `hearing_id=...`, in order."""
        return [one for one in self.told if all(str(one.data.get(name)) == value for name, value in fields.items())]

    async def mails(self, to: str) -> list[EmailMessage]:
        """The mails about hearings that one mailbox got, oldest first."""
        answer = await self.http.get(f"{self.endpoints['catcher']['url']}/messages")
        answer.raise_for_status()
        got = [parsed(base64.b64decode(message["raw"])) for message in answer.json() if to in message["to"]]
        return [mail for mail in got if mail["Tarazy-Hearing-Id"]]

    async def mail(self, to: str, *, count: int = 1, within: float = 20.0) -> list[EmailMessage]:
        """Wait until a mailbox has at least `count` mails."""
        end = time.monotonic() + within
        while len(mails := await self.mails(to)) < count:
            if time.monotonic() > end:
                raise AssertionError(f"{to} got {len(mails)} mail(s), not {count}, within {within:.0f} s")
            await asyncio.sleep(0.05)
        return mails

    async def staff_http(self, service: str, method: str, path: str, **more: Any) -> httpx.Response:
        """A request with the service's token."""
        service_endpoint = self.endpoints["services"][service]
        return await self.http.request(
            method,
            f"{service_endpoint['url']}{path}",
            headers={"Authorization": f"Bearer {service_endpoint['token']}"},
            **more,
        )


@asynccontextmanager
async def court_system(endpoints_file: Path) -> AsyncIterator[CourtSystem]:
    """A court system connected to the Tarazy whose `endpoints.json` this is; follows all that is told from now on."""
    endpoints = json.loads(await asyncio.to_thread(endpoints_file.read_text, encoding="utf-8"))
    servers = endpoints["kafka"]["bootstrap_servers"]
    async with (
        AIOKafkaProducer(bootstrap_servers=servers, acks="all", enable_idempotence=True) as producer,
        AIOKafkaConsumer(bootstrap_servers=servers, enable_auto_commit=False, auto_offset_reset="latest") as consumer,
        httpx.AsyncClient(timeout=30) as http,
        asyncio.TaskGroup() as tasks,
    ):
        system = CourtSystem(endpoints, producer, http)
        topics = [
            "court.hearings", "court.notices", "court.staff",
            "court.scheduling.dead-letters", "court.notifications.dead-letters", "court.hr.dead-letters",
        ]  # fmt: skip
        partitions = [
            TopicPartition(topic, n) for topic in topics for n in consumer.partitions_for_topic(topic) or range(12)
        ]
        consumer.assign(partitions)
        await consumer.seek_to_end(*partitions)
        following = tasks.create_task(_follow(consumer, system.told))
        try:
            yield system
        finally:
            following.cancel()


async def _follow(consumer: AIOKafkaConsumer, told: list[Told]) -> None:
    async for record in consumer:
        headers = {name: (value or b"").decode("utf-8", "replace") for name, value in record.headers}
        told.append(
            Told(
                topic=record.topic,
                partition=record.partition,
                offset=record.offset,
                type=headers.get("ce_type", ""),
                id=headers.get("ce_id", ""),
                cause=headers.get("ce_causationid", ""),
                key=(record.key or b"").decode("utf-8", "replace"),
                data=json.loads(record.value),
            )
        )


def headers_of(kind: str, data: Data, event_id: str) -> list[tuple[str, bytes]]:
    """The headers of a `court.<kind>.v1` event."""
    return [
        ("ce_specversion", b"1.0"),
        ("ce_id", event_id.encode()),
        ("ce_source", b"/court-system/test"),
        ("ce_type", f"court.{kind}.v1".encode()),
        ("ce_time", datetime.now(UTC).isoformat().replace("+00:00", "Z").encode()),
        ("ce_subject", str(data.get("hearing_id") or data.get("case_id") or data.get("court_id", "")).encode()),
        ("content-type", b"application/json"),
    ]


def parsed(raw: bytes) -> EmailMessage:
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message
