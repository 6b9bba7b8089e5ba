"""Events wait for what they refer to, and go before what comes later."""

import asyncio
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import asyncpg
from tarazy_shared import waiting
from tarazy_shared.contracts.record import RawRecord
from tarazy_shared.processing import Processor
from tarazy_shared.sweeping import sweep

from tests.clocks import SteppingClock
from tests.integration.plumbing.processing.events import (
    PATIENCE,
    CountingHandler,
    dead_letter_records,
    parked,
    record,
    registered,
    requested,
    withdrawn,
)


def closed(case_id: UUID, outcome: str) -> RawRecord:
    data = {"case_id": str(case_id), "closed_at": "2026-03-02T10:00:00+05:00", "outcome": outcome}
    return record("case.closed", data)


async def waits(pool: asyncpg.Pool) -> int:
    return int(await pool.fetchval("SELECT count(*) FROM waiting"))


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
