"""How an outside court system tells Tarazy what happened: CloudEvents on `court.cases`, with any Kafka client.

It uses nothing of Tarazy's, so it can serve as a pattern.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from aiokafka import AIOKafkaProducer

TOPIC = "court.cases"


@dataclass(slots=True)
class CourtPublisher:
    """Publishes the events of one court system, in order per court."""

    producer: AIOKafkaProducer
    source: str
    """Such as `/court-system/altynsai`."""
    _sent: list["asyncio.Future[Any]"] = field(default_factory=list)

    async def publish(self, kind: str, event_id: str, subject: str, data: dict[str, Any]) -> datetime:
        """Hand an event to the producer; Kafka has it for sure after `flush`. Gives the event's time."""
        now = datetime.now(UTC)
        headers = {
            "ce_specversion": "1.0",
            "ce_id": event_id,
            "ce_source": self.source,
            "ce_type": f"court.{kind}.v1",
            "ce_time": now.isoformat().replace("+00:00", "Z"),
            "ce_subject": subject,
            "content-type": "application/json",
        }
        acknowledged = await self.producer.send(
            TOPIC,
            key=data["court_id"].encode(),  # everything about one court is in order
            value=json.dumps(data, ensure_ascii=False).encode(),
            headers=[(name, text.encode()) for name, text in headers.items()],
        )
        self._sent.append(acknowledged)
        return now

    async def flush(self) -> None:
        """Until Kafka has acknowledged all that was published; raises what kept it from doing so."""
        await asyncio.gather(*self._sent)
        self._sent.clear()


@asynccontextmanager
async def court_publisher(bootstrap_servers: str, source: str) -> AsyncIterator[CourtPublisher]:
    """A publisher that loses nothing: all replicas acknowledge, and a retry is not written twice."""
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap_servers, acks="all", enable_idempotence=True, linger_ms=2)
    await producer.start()
    try:
        publisher = CourtPublisher(producer, source)
        yield publisher
        await publisher.flush()
    finally:
        await producer.stop()
