"""Nobody and nothing is booked twice: the database itself refuses it, whoever writes."""

import asyncio
from datetime import UTC, datetime
from uuid import UUID, uuid4

import asyncpg
import pytest
from tarazy_scheduling.adapters import hearing_store
from tarazy_shared.contracts.record import RawRecord

from tests.ids import new_id
from tests.integration.scheduling.a_court import ACourt, Scheduling, registered, requested

BOOK = "INSERT INTO bookings (kind, resource_id, during, court_id, hearing_id) VALUES ($1, $2, $3, 'a', $4)"


def hour(start: int, end: int) -> asyncpg.Range[datetime]:
    return asyncpg.Range(datetime(2026, 3, 16, start, tzinfo=UTC), datetime(2026, 3, 16, end, tzinfo=UTC))


async def test_when_two_connections_race_for_a_room_one_is_refused(pool: asyncpg.Pool) -> None:
    room = uuid4()

    async def book() -> str:
        async with pool.acquire() as connection:
            try:
                async with connection.transaction():
                    await connection.execute(BOOK, 1, room, hour(9, 11), uuid4())
                    await asyncio.sleep(0.05)
            except asyncpg.ExclusionViolationError:
                return "refused"
            return "booked"

    assert sorted(await asyncio.gather(*(book() for _ in range(4)))) == ["booked", "refused", "refused", "refused"]


async def test_touching_ends_other_rooms_and_a_person_of_the_same_id_do_not_clash(pool: asyncpg.Pool) -> None:
    room = uuid4()
    await pool.execute(BOOK, 1, room, hour(9, 10), uuid4())
    await pool.execute(BOOK, 1, room, hour(10, 11), uuid4())
    await pool.execute(BOOK, 1, uuid4(), hour(9, 10), uuid4())
    await pool.execute(BOOK, 2, room, hour(9, 10), uuid4())
    with pytest.raises(asyncpg.ExclusionViolationError):
        await pool.execute(BOOK, 1, room, hour(8, 12), uuid4())


def with_advocate(court: ACourt, advocate: str) -> dict[str, object]:
    parties = [
        {"party_id": new_id(), "role": "claimant", "name": "A"},
        {"party_id": new_id(), "role": "representative", "name": "B", "person_id": advocate},
    ]
    return court.case(parties=parties)


async def overlaps(pool: asyncpg.Pool, person: str) -> int:
    statement = """
    SELECT count(*) FROM bookings a JOIN bookings b ON a.resource_id = b.resource_id AND a.during && b.during
    WHERE a.resource_id = $1 AND a.hearing_id < b.hearing_id
    """
    return int(await pool.fetchval(statement, UUID(person)))


async def test_an_advocate_of_two_courts_sits_in_one_at_a_time(scheduling: Scheduling, pool: asyncpg.Pool) -> None:
    courts, advocate = [await ACourt().open(scheduling) for _ in range(2)], new_id()
    for _ in range(3):
        for court in courts:
            case = with_advocate(court, advocate)
            told = await scheduling.take(registered(case), requested(court.request(case)))
            assert told[-1]["type"] == "court.hearing.scheduled.v1"
    assert await pool.fetchval("SELECT count(*) FROM bookings WHERE resource_id = $1", UUID(advocate)) == 6
    assert await overlaps(pool, advocate) == 0


async def test_courts_of_one_batch_see_each_others_bookings(scheduling: Scheduling, pool: asyncpg.Pool) -> None:
    courts, advocate = [await ACourt().open(scheduling) for _ in range(2)], new_id()
    records = []
    for court in courts * 2:
        case = with_advocate(court, advocate)
        records += [registered(case), requested(court.request(case))]
    told = await scheduling.take(*records)
    assert [one["type"] for one in told].count("court.hearing.scheduled.v1") == 4
    assert await scheduling.dead() == []
    assert await overlaps(pool, advocate) == 0


async def test_two_replicas_that_race_for_an_advocate_both_find_a_place(
    scheduling: Scheduling, pool: asyncpg.Pool
) -> None:
    replicas = [scheduling, Scheduling(scheduling.work, scheduling.pool)]
    courts, advocate = [await ACourt().open(one) for one in replicas], new_id()
    batches = []
    for court in courts:
        case = with_advocate(court, advocate)
        batches.append([registered(case), *(requested(court.request(case)) for _ in range(5))])
    await asyncio.gather(*(_until_taken(one, batch) for one, batch in zip(replicas, batches, strict=True)))
    states = await pool.fetch("SELECT state FROM hearings")
    assert [row[0] for row in states] == ["listed"] * 10
    assert await scheduling.dead() == []
    assert await overlaps(pool, advocate) == 0


async def _until_taken(scheduling: Scheduling, batch: list[RawRecord]) -> None:
    """As a consumer does: a batch that failed for a moment comes again."""
    for _ in range(20):
        try:
            await scheduling.take(*batch)
            return
        except (asyncpg.TransactionRollbackError, asyncpg.LockNotAvailableError):
            await asyncio.sleep(0.02)
    raise AssertionError("The batch was never taken")


async def test_a_copy_in_memory_is_not_used_after_another_replica_has_written(
    scheduling: Scheduling, court: ACourt, pool: asyncpg.Pool
) -> None:
    other = Scheduling(scheduling.work, scheduling.pool)
    for replica in (scheduling, other, scheduling, other):
        case = court.case()
        told = await replica.take(registered(case), requested(court.request(case)))
        assert told[-1]["type"] == "court.hearing.scheduled.v1"
    numbers = await pool.fetch("SELECT number FROM draws ORDER BY number")
    assert [row[0] for row in numbers] == [1, 2, 3, 4]


async def test_a_transaction_that_fails_leaves_no_trace_in_memory(
    scheduling: Scheduling, court: ACourt, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = court.case()
    request = court.request(case)
    await scheduling.take(registered(case))

    async def fail(*_: object) -> None:
        raise RuntimeError("The disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(hearing_store, "save", fail)
        await scheduling.take(requested(request))
    assert await scheduling.dead() == ["processing_failed"]
    [scheduled] = await scheduling.take(requested(request))
    assert (scheduled["type"], scheduled["version"]) == ("court.hearing.scheduled.v1", 1)
