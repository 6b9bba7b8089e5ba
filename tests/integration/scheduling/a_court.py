"""A court and its cases as events, and a scheduling service without Kafka that takes them."""

import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
from tarazy_scheduling.app.handlers import subscriptions
from tarazy_scheduling.app.orders import carry_out
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.domain.commands import Command, KeepRoom
from tarazy_scheduling.domain.model.means import Room
from tarazy_scheduling.domain.outcome import Outcome
from tarazy_shared.contracts.record import RawRecord
from tarazy_shared.processing import Processor
from tarazy_shared.sweeping import sweep
from tarazy_shared.unit_of_work import Work

from tests.ids import new_id

TOPICS = {"court.case": "court.cases", "court.hearing": "court.cases", "court.unavailability": "court.cases"}


def record(
    event_type: str, data: dict[str, Any], *, event_id: str | None = None, correlation_id: str | None = None
) -> RawRecord:
    """A record as a court system or hr writes it."""
    topic = next((t for start, t in TOPICS.items() if event_type.startswith(start)), "court.staff")
    topic = "court.cases" if event_type.startswith("court.recusal") else topic
    topic = "court.notices" if event_type.startswith("court.notice.") else topic
    headers = {
        "ce_specversion": "1.0",
        "ce_id": event_id or new_id(),
        "ce_source": "/court-system/test",
        "ce_type": f"{event_type}.v1",
        "ce_time": datetime.now(UTC).isoformat(),
        "ce_subject": "of-the-event",
        "content-type": "application/json",
    }
    if correlation_id:
        headers["ce_correlationid"] = correlation_id
    value = json.dumps(data).encode()
    encoded = [(name, text.encode()) for name, text in headers.items()]
    return RawRecord(topic, 0, 0, 0, data["court_id"].encode(), encoded, value)


@dataclass(slots=True)
class Scheduling:
    """Takes records in batches, as the consumers do, and shows what it tells."""

    work: Work
    pool: asyncpg.Pool
    sets: WorkingSets = field(default_factory=WorkingSets)

    async def take(self, *records: RawRecord) -> list[dict[str, Any]]:
        """Process the records, topic by topic, in their order; returns what was told of it."""
        before = await self.pool.fetchval("SELECT coalesce(max(id), 0) FROM outbox")
        for subscription in subscriptions(self.sets):
            batch = [one for one in records if one.topic == subscription.topic]
            processor = Processor("scheduling", subscription, self.work, timedelta(minutes=15))
            if batch:
                try:
                    await processor.process(batch)
                except asyncpg.SerializationError:
                    # Somebody was booked meanwhile in another court: the batch comes again, as the service takes it.
                    await processor.process(batch)
        return await self.told(before)

    async def sweep(self, patience: timedelta = timedelta(minutes=15)) -> list[dict[str, Any]]:
        """Try again what waits, as the service does twice a second; returns what was told of it."""
        before = await self.pool.fetchval("SELECT coalesce(max(id), 0) FROM outbox")
        for subscription in subscriptions(self.sets):
            await sweep(Processor("scheduling", subscription, self.work, patience))
        return await self.told(before)

    async def order(self, court_id: str, command: Command) -> Outcome:
        return await carry_out(self.work, self.sets, court_id, command)

    async def told(self, after: int = 0) -> list[dict[str, Any]]:
        """Everything in the outbox: the data, with type, topic, cause and correlation beside it."""
        told = []
        for row in await self.pool.fetch("SELECT * FROM outbox WHERE id > $1 ORDER BY id", after):
            headers = dict(json.loads(row["headers"]))
            extra = {"type": headers.get("ce_type"), "topic": row["topic"]}
            extra |= {"cause": headers.get("ce_causationid"), "correlation": headers.get("ce_correlationid")}
            told.append({**json.loads(row["value"]), **extra})
        return told

    async def dead(self) -> list[str]:
        """Codes of what was parked."""
        return [row[0] for row in await self.pool.fetch("SELECT reasons->0->>'code' FROM dead_letters")]


@dataclass(slots=True)
class ACourt:
    """Ids of a court's people and rooms."""

    court_id: str = field(default_factory=lambda: f"court-{uuid.uuid4().hex[:8]}")
    judges: list[str] = field(default_factory=lambda: [new_id() for _ in range(3)])
    clerks: list[str] = field(default_factory=lambda: [new_id() for _ in range(2)])
    rooms: list[str] = field(default_factory=lambda: [new_id() for _ in range(2)])

    def events(self) -> Iterable[RawRecord]:
        """The court and its people as hr tells them."""
        name = {"kk": "Сот", "ru": "Суд", "en": "Court"}
        yield record(
            "court.court.registered",
            {"court_id": self.court_id, "version": 1, "name": name, "phone": "8 (727) 000-11-22"},
        )
        for role, people in (("judge", self.judges), ("clerk", self.clerks)):
            for number, person_id in enumerate(people, 1):
                yield self.appointed(person_id, role, name=f"{role.title()} {number}")

    def appointed(self, person_id: str, role: str, **more: Any) -> RawRecord:
        data = {
            "court_id": self.court_id,
            "person_id": person_id,
            "version": 1,
            "post_id": new_id(),
            "role": role,
            "name": role,
            "from_on": "2020-01-01",
            **more,
        }
        return record("court.staff.appointed", data)

    async def open(self, scheduling: Scheduling) -> "ACourt":
        """Make the court known, rooms included."""
        await scheduling.take(*self.events())
        for number, room_id in enumerate(self.rooms, 1):
            await scheduling.order(self.court_id, KeepRoom(Room(UUID(room_id), f"Room {number}")))
        return self

    def case(self, **more: Any) -> dict[str, Any]:
        return {
            "case_id": new_id(),
            "court_id": self.court_id,
            "number": f"2-{uuid.uuid4().hex[:6]}",
            "category": "civil.contract",
            "filed_at": "2026-03-01T10:00:00+05:00",
            "parties": [
                {"party_id": new_id(), "role": "claimant", "name": "Асель Нурпеисова"},
                {"party_id": new_id(), "role": "defendant", "name": "ТОО «Алтын Дан»", "kind": "organisation"},
            ],
            **more,
        }

    def request(self, case: dict[str, Any], **more: Any) -> dict[str, Any]:
        return {
            "hearing_id": new_id(),
            "case_id": case["case_id"],
            "court_id": self.court_id,
            "hearing_type": "main",
            "estimated_minutes": 60,
            "earliest_on": "2026-03-16",
            "latest_on": "2026-04-30",
            **more,
        }


def registered(case: dict[str, Any], **more: Any) -> RawRecord:
    return record("court.case.registered", case, **more)


def requested(request: dict[str, Any], **more: Any) -> RawRecord:
    return record("court.hearing.requested", request, **more)


def recused(case: dict[str, Any], person_id: str) -> RawRecord:
    """That this person is recused from this case."""
    data = {"case_id": case["case_id"], "court_id": case["court_id"], "person_id": person_id, "reason": "kinship"}
    return record("court.recusal.granted", data)


def ids_of(request: dict[str, Any]) -> dict[str, Any]:
    """What names a request for a hearing, its withdrawal and its conclusion."""
    return {name: request[name] for name in ("hearing_id", "case_id", "court_id")}
