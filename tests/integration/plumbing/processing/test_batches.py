"""Events take effect in order and once, whatever stands between them."""

from uuid import uuid4

import asyncpg
import pytest
from tarazy_shared.processing import Processor

from tests.integration.plumbing.processing.events import (
    CountingHandler,
    dead_letter_records,
    parked,
    record,
    registered,
    requested,
)


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


async def test_a_handler_that_fails_on_one_event_parks_only_that_one(
    processor: Processor, handler: CountingHandler, pool: asyncpg.Pool
) -> None:
    handler.fail_on = "13"
    await processor.process([registered(uuid4(), number) for number in ("12", "13", "14")])
    assert handler.log == ["case 12", "case 14"]
    assert await parked(pool) == [["processing_failed"]]


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
