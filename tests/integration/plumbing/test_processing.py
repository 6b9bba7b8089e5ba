"""The batch mechanism on a real database, with a small handler that counts cases."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
from tarazy_shared import dead_letters, waiting
from tarazy_shared.contracts.event import Event
from tarazy_shared.contracts.record import RawRecord, Reason
from tarazy_shared.fates import APPLIED, OLDER_VERSION, Dead, Fate, Waits
from tarazy_shared.processing import Processor, Subscription
from tarazy_shared.sweeping import sweep
from tarazy_shared.unit_of_work import UnitOfWork, Work

from tests.clocks import SteppingClock

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


@pytest.fixture
def handler() -> CountingHandler:
    return CountingHandler()


@pytest.fixture
async def processor(pool: asyncpg.Pool, work: Work, handler: CountingHandler) -> Processor:
    uses = frozenset(
        {
            "court.case.registered.v1",
            "court.case.closed.v1",
            "court.hearing.requested.v1",
            "court.hearing.withdrawn.v1",
        }
    )
    return Processor("scheduling", Subscription("court.cases", uses, True, handler), work, PATIENCE)


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


def closed(case_id: UUID, outcome: str) -> RawRecord:
    data = {"case_id": str(case_id), "closed_at": "2026-03-02T10:00:00+05:00", "outcome": outcome}
    return record("case.closed", data)


async def waits(pool: asyncpg.Pool) -> int:
    return int(await pool.fetchval("SELECT count(*) FROM waiting"))


async def test_a_batch_takes_effect_in_order(processor: Processor, handler: CountingHandler) -> None:
    case = uuid4()
    await processor.process([registered(case), requested(case), requested(case)])
    assert handler.log == ["case 1", "hearing requested", "hearing requested"]


async def test_an_event_that_comes_twice_has_its_effect_once(processor: Processor, handler: CountingHandler) -> None:
    case = uuid4()
    one = registered(case, event_id="018f3c1e-0000-7000-8000-000000000001")
    await processor.process([one, one])
    await processor.process([one])
    assert handler.log == ["case 1"]


async def test_a_poison_record_is_parked_with_its_bytes_and_the_others_go_on(
    processor: Processor, handler: CountingHandler, pool: asyncpg.Pool
) -> None:
    case = uuid4()
    poison = record("case.registered", {}, value=b'{"court_id": "almaty-2", broken')
    await processor.process([poison, registered(case), poison])
    assert handler.log == ["case 1"]
    assert await parked(pool) == [["not_json"]]
    (letter,) = await dead_letter_records(pool)
    assert letter["consumer"] == "scheduling"
    assert letter["origin"]["offset"] == poison.offset
    assert letter["raw_length"] == len(poison.value or b"")


async def test_garbage_with_a_known_id_is_a_repetition(
    processor: Processor, handler: CountingHandler, pool: asyncpg.Pool
) -> None:
    known = "018f3c1e-0000-7000-8000-000000000002"
    await processor.process([registered(uuid4(), event_id=known)])
    await processor.process([record("case.registered", {}, event_id=known, value=b"garbage")])
    assert await parked(pool) == []


async def test_a_hearing_of_an_unknown_case_waits_for_it_in_order(
    processor: Processor, handler: CountingHandler, pool: asyncpg.Pool
) -> None:
    case, hearing = uuid4(), uuid4()
    await processor.process([requested(case, hearing)])
    await processor.process([withdrawn(case, hearing)])
    assert handler.log == []
    assert await waits(pool) == 2
    await processor.process([registered(case)])
    assert handler.log == ["case 1", "hearing requested", "hearing withdrawn"]
    assert await waits(pool) == 0


async def test_what_makes_its_own_subject_known_does_not_wait_behind_it(
    processor: Processor, handler: CountingHandler, pool: asyncpg.Pool
) -> None:
    case = uuid4()
    await processor.process([closed(case, "resolved")])
    await processor.process([registered(case), closed(case, "transferred")])
    assert handler.log == ["case 1", "closed resolved", "closed transferred"]
    assert await waits(pool) == 0


async def test_within_one_batch_the_order_of_topics_does_not_matter(
    processor: Processor, handler: CountingHandler, pool: asyncpg.Pool
) -> None:
    case = uuid4()
    await processor.process([requested(case), registered(case)])
    assert handler.log == ["case 1", "hearing requested"]
    assert await waits(pool) == 0


async def test_what_never_becomes_known_is_a_dead_letter_after_a_time(
    processor: Processor, handler: CountingHandler, pool: asyncpg.Pool, clock: SteppingClock
) -> None:
    came_in = clock()
    await processor.process([requested(uuid4())])
    clock.step(PATIENCE - timedelta(seconds=1))
    await sweep(processor)
    assert (await waits(pool), await parked(pool)) == (1, [])
    clock.step(timedelta(seconds=1))
    await sweep(processor)
    assert (await waits(pool), await parked(pool)) == (0, [["unknown_case"]])
    (letter,) = await dead_letter_records(pool)
    assert letter["reasons"][0]["field"] == "case_id"
    assert datetime.fromisoformat(letter["first_failed_at"]) == came_in, "when it was in vain first, not last"


async def test_what_comes_by_itself_is_waited_for_patiently(
    processor: Processor, handler: CountingHandler, pool: asyncpg.Pool, clock: SteppingClock
) -> None:
    case, hearing = uuid4(), uuid4()
    handler.coming = {case}
    await processor.process([registered(case), requested(case, hearing)])
    await processor.process([withdrawn(case, hearing)])
    clock.step(10 * PATIENCE)
    await sweep(processor)
    await processor.process([registered(uuid4(), "2")])
    assert (await waits(pool), await parked(pool)) == (2, [])
    async with pool.acquire() as connection:
        assert await waiting.count(connection) == 0, "no operator need look after them"
        assert await waiting.courts_with_any(connection, ["court.cases"]) == [], "nor is it worth trying them"
        assert await waiting.awaited(connection, "coming") == {str(case)}
        await waiting.release(connection, "coming", [str(uuid4())])
        assert await waiting.courts_with_any(connection, ["court.cases"]) == []
        await waiting.release(connection, "coming", [str(case)])
        assert await waiting.awaited(connection, "coming") == set()
    handler.coming = set()
    await sweep(processor)
    assert handler.log == ["case 1", "case 2", "hearing requested", "hearing withdrawn"]
    assert await waits(pool) == 0


async def test_what_waited_for_a_reference_may_go_on_to_wait_patiently(
    processor: Processor, handler: CountingHandler, pool: asyncpg.Pool, clock: SteppingClock
) -> None:
    case, hearing = uuid4(), uuid4()
    handler.coming = {case}
    await processor.process([requested(case, hearing), withdrawn(case, hearing)])
    clock.step(PATIENCE - timedelta(seconds=1))
    await processor.process([registered(case)])
    clock.step(timedelta(minutes=1))
    await sweep(processor)
    assert (await waits(pool), await parked(pool)) == (2, [])
    handler.coming = set()
    await sweep(processor)
    assert handler.log == ["case 1", "hearing requested", "hearing withdrawn"]


async def test_what_waits_goes_before_what_comes_later(processor: Processor, handler: CountingHandler) -> None:
    case = uuid4()
    handler.coming = {case}
    await processor.process([registered(case), requested(case)])
    handler.coming = set()
    await processor.process([closed(case, "resolved")])
    assert handler.log == ["case 1", "hearing requested", "closed resolved"]


async def test_two_processes_that_try_what_waits_decide_it_once(
    processor: Processor, handler: CountingHandler, pool: asyncpg.Pool
) -> None:
    case = uuid4()
    handler.coming = {case}
    await processor.process([registered(case), *[requested(case) for _ in range(20)]])
    async with pool.acquire() as connection:
        await waiting.release(connection, "coming", [str(case)])
    handler.coming = set()
    await asyncio.gather(*[sweep(processor) for _ in range(3)])
    assert handler.log == ["case 1", *["hearing requested"] * 20]


async def test_a_handler_that_fails_on_one_event_parks_only_that_one(
    processor: Processor, handler: CountingHandler, pool: asyncpg.Pool
) -> None:
    handler.fail_on = "13"
    await processor.process([registered(uuid4(), number) for number in ("12", "13", "14")])
    assert handler.log == ["case 12", "case 14"]
    assert await parked(pool) == [["processing_failed"]]


async def test_a_waiting_event_that_fails_is_parked_and_harms_nothing_else(
    processor: Processor, handler: CountingHandler, pool: asyncpg.Pool
) -> None:
    case, hearings = uuid4(), [uuid4() for _ in range(5)]
    await processor.process([requested(case, hearing) for hearing in hearings])
    handler.fail_on = str(hearings[3])
    await processor.process([registered(case), registered(uuid4(), "2")])
    assert handler.log == ["case 1", "case 2"], "what is fresh is not to blame"
    await sweep(processor)
    assert await parked(pool) == [["processing_failed"]]
    await sweep(processor)
    assert handler.log == ["case 1", "case 2", *["hearing requested"] * 4]
    assert await waits(pool) == 0


async def test_when_the_database_goes_away_nothing_is_done_and_the_batch_comes_again(
    processor: Processor, handler: CountingHandler, pool: asyncpg.Pool
) -> None:
    handler.fail_transiently = 1
    batch = [registered(uuid4()), registered(uuid4(), "2")]
    with pytest.raises(ConnectionError):
        await processor.process(batch)
    assert handler.log == []
    assert await parked(pool) == []
    await processor.process(batch)
    assert handler.log == ["case 1", "case 2"]


async def test_a_dead_letter_is_replayed_once_its_reason_is_gone(
    processor: Processor, handler: CountingHandler, pool: asyncpg.Pool, clock: SteppingClock
) -> None:
    case = uuid4()
    await processor.process([requested(case)])
    clock.step(PATIENCE)
    await sweep(processor)
    async with pool.acquire() as connection:
        (letter,) = await dead_letters.listed(connection, states=["parked"], at_most=10)
        await dead_letters.ask_replay(connection, [letter.dead_letter_id], clock())
    await sweep(processor)
    assert await parked(pool) == [["unknown_case"]], "the case is still unknown: parked again"

    await processor.process([registered(case)])
    async with pool.acquire() as connection:
        await dead_letters.ask_replay(connection, [letter.dead_letter_id], clock())
    await sweep(processor)
    assert await parked(pool) == []
    assert handler.log == ["case 1", "hearing requested"]


async def test_of_two_replicas_that_replay_a_dead_letter_one_has_its_effect(
    processor: Processor, handler: CountingHandler, pool: asyncpg.Pool, clock: SteppingClock
) -> None:
    cases = [uuid4() for _ in range(5)]
    await processor.process([requested(case) for case in cases])
    clock.step(PATIENCE)
    await sweep(processor)
    await processor.process([registered(case) for case in cases])
    handler.log.clear()
    async with pool.acquire() as connection:
        letters = await dead_letters.listed(connection, states=["parked"], at_most=10)
        await dead_letters.ask_replay(connection, [letter.dead_letter_id for letter in letters], clock())
    await asyncio.gather(sweep(processor), sweep(processor))
    assert handler.log == ["hearing requested"] * 5
    assert await parked(pool) == []


async def test_a_replay_that_fails_is_parked_again_and_keeps_nothing_from_being_tried(
    processor: Processor, handler: CountingHandler, pool: asyncpg.Pool, clock: SteppingClock
) -> None:
    handler.fail_on = "bad"
    await processor.process([registered(uuid4(), "bad"), requested(uuid4())])
    async with pool.acquire() as connection:
        (letter,) = await dead_letters.listed(connection, states=["parked"], at_most=10)
        await dead_letters.ask_replay(connection, [letter.dead_letter_id], clock())
    clock.step(PATIENCE)
    await sweep(processor)
    assert sorted(await parked(pool)) == [["processing_failed"], ["unknown_case"]]


async def test_a_discarded_dead_letter_cannot_be_replayed(
    processor: Processor, pool: asyncpg.Pool, clock: SteppingClock
) -> None:
    await processor.process([record("case.registered", {}, value=b"[]")])
    async with pool.acquire() as connection:
        (letter,) = await dead_letters.listed(connection, states=["parked"], at_most=10)
        assert await dead_letters.discard(connection, [letter.dead_letter_id], clock()) == {letter.dead_letter_id}
        assert await dead_letters.ask_replay(connection, [letter.dead_letter_id], clock()) == set()
