"""Dead letters are replayed or discarded, once."""

import asyncio
from uuid import uuid4

import asyncpg
from tarazy_shared import dead_letters
from tarazy_shared.processing import Processor
from tarazy_shared.sweeping import sweep

from tests.clocks import SteppingClock
from tests.integration.plumbing.processing.events import (
    PATIENCE,
    CountingHandler,
    parked,
    record,
    registered,
    requested,
)


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
