"""Events of a small court, a handler that takes them, and what is parked or waits."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import asyncpg
from tarazy_shared import dead_letters
from tarazy_shared.contracts.event import Event
from tarazy_shared.contracts.record import RawRecord, Reason
from tarazy_shared.fates import APPLIED, OLDER_VERSION, Dead, Fate, Waits
from tarazy_shared.unit_of_work import UnitOfWork

PATIENCE = timedelta(minutes=15)


@dataclass
class Ledger:
    """What the handler did in one transaction."""

    cases: set[UUID]
    log: list[str] = field(default_factory=list)


@dataclass
class CountingHandler:
    """Knows cases by their registration; hearings wait for them. Keeps its cases in a table."""

    log: list[str] = field(default_factory=list)
    fail_on: str = ""
    fail_transiently: int = 0
    coming: set[UUID] = field(default_factory=set)
    """Cases of which something will come by itself that hearings have to wait for."""

    async def load(self, uow: UnitOfWork, events: Sequence[Event[Any]]) -> Ledger:
        return Ledger({row[0] for row in await uow.connection.fetch("SELECT DISTINCT case_id FROM seen")})

    def decide(self, state: Ledger, event: Event[Any]) -> Fate:
        data = event.data
        if event.type == "court.case.registered.v1":
            if data.number == self.fail_on:
                raise RuntimeError("a bug")
            if data.case_id in state.cases:
                return Dead((Reason("case_id", "already_registered", "registered already"),))
            state.cases.add(data.case_id)
            state.log.append(f"case {data.number}")
            return APPLIED
        if self.fail_on == str(getattr(data, "hearing_id", None)) and data.case_id in state.cases:
            raise RuntimeError("a bug")
        if data.case_id not in state.cases:
            return Waits("unknown_case", "case_id", str(data.case_id))
        if data.case_id in self.coming:
            return Waits("coming", "case_id", str(data.case_id), is_patient=True)
        if event.type == "court.case.closed.v1" and data.outcome == "withdrawn":
            return OLDER_VERSION
        what = f"closed {data.outcome}" if event.type == "court.case.closed.v1" else event.type[6:-3].replace(".", " ")
        state.log.append(what)
        return APPLIED

    async def save(self, uow: UnitOfWork, state: Ledger) -> None:
        if self.fail_transiently:
            self.fail_transiently -= 1
            raise ConnectionError("the database went away")
        await uow.connection.executemany(
            "INSERT INTO seen VALUES ($1) ON CONFLICT DO NOTHING", [(c,) for c in state.cases]
        )
        self.log += state.log


COURT = "almaty-2"


_offset = iter(range(1_000_000))


def record(kind: str, data: dict[str, Any], *, event_id: str = "", key: str = COURT, value: bytes = b"") -> RawRecord:
    headers = {
        "ce_specversion": "1.0",
        "ce_id": event_id or str(uuid4()),
        "ce_source": "/court-system/test",
        "ce_type": f"court.{kind}.v1",
        "ce_time": "2026-03-02T09:00:00Z",
        "ce_subject": "whatever",
        "content-type": "application/json",
    }
    return RawRecord(
        topic="court.cases",
        partition=0,
        offset=next(_offset),
        timestamp_ms=1_772_442_000_000,
        key=key.encode(),
        headers=tuple((name, value.encode()) for name, value in headers.items()),
        value=value or json.dumps({"court_id": COURT, **data}).encode(),
    )


def registered(case_id: UUID, number: str = "1", **more: Any) -> RawRecord:
    party = {"party_id": str(uuid4()), "role": "claimant", "name": "Асель Нұрланова"}
    data = {
        "case_id": str(case_id),
        "number": number,
        "category": "civil.contract",
        "filed_at": "2026-03-01T10:00:00+05:00",
        "parties": [party],
    }
    return record("case.registered", data, **more)


def requested(case_id: UUID, hearing_id: UUID | None = None, **more: Any) -> RawRecord:
    data = {
        "hearing_id": str(hearing_id or uuid4()),
        "case_id": str(case_id),
        "hearing_type": "main",
        "estimated_minutes": 60,
        "earliest_on": "2026-03-10",
        "latest_on": "2026-04-10",
    }
    return record("hearing.requested", data, **more)


def withdrawn(case_id: UUID, hearing_id: UUID) -> RawRecord:
    return record("hearing.withdrawn", {"hearing_id": str(hearing_id), "case_id": str(case_id), "reason": "settled"})


async def parked(pool: asyncpg.Pool) -> list[list[str]]:
    async with pool.acquire() as connection:
        letters = await dead_letters.listed(connection, states=["parked"], at_most=100)
    return [[reason.code for reason in letter.reasons] for letter in letters]


async def dead_letter_records(pool: asyncpg.Pool) -> list[dict[str, Any]]:
    rows = await pool.fetch("SELECT value FROM outbox WHERE topic = 'court.scheduling.dead-letters' ORDER BY id")
    return [json.loads(row["value"]) for row in rows]
