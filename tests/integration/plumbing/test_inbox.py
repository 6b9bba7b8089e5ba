"""The inbox on a real database: an id is new once."""

import asyncio
from datetime import timedelta
from uuid import UUID, uuid4

import asyncpg
from tarazy_shared import inbox
from tarazy_shared.unit_of_work import Work


async def test_an_id_is_new_once(work: Work) -> None:
    ids = [uuid4() for _ in range(5)]
    async with work.begin() as uow:
        assert await inbox.admit(uow.connection, ids[:3], uow.now) == set(ids[:3])
    async with work.begin() as uow:
        assert await inbox.admit(uow.connection, ids, uow.now) == set(ids[3:])
        assert await inbox.known(uow.connection, [*ids, uuid4()]) == set(ids)


async def test_of_two_replicas_only_one_gets_the_event(pool: asyncpg.Pool, work: Work) -> None:
    event_id = uuid4()

    async def replica() -> set[UUID]:
        async with work.begin() as uow:
            new = await inbox.admit(uow.connection, [event_id], uow.now)
            await asyncio.sleep(0.05)
            return new

    assert sorted(await asyncio.gather(*(replica() for _ in range(4))), key=len) == [set(), set(), set(), {event_id}]


async def test_an_id_whose_transaction_failed_is_new_again(work: Work) -> None:
    event_id = uuid4()
    try:
        async with work.begin() as uow:
            await inbox.admit(uow.connection, [event_id], uow.now)
            raise ConnectionError
    except ConnectionError:
        pass
    async with work.begin() as uow:
        assert await inbox.admit(uow.connection, [event_id], uow.now) == {event_id}


async def test_only_ids_older_than_any_topic_are_forgotten(work: Work, pool: asyncpg.Pool) -> None:
    old, young = uuid4(), uuid4()
    now = work.clock()
    async with work.begin() as uow:
        await inbox.admit(uow.connection, [old], now - inbox.KEPT_FOR - timedelta(seconds=1))
        await inbox.admit(uow.connection, [young], now - inbox.KEPT_FOR + timedelta(seconds=1))
        assert await inbox.forget(uow.connection, now) is False
        assert await inbox.known(uow.connection, [old, young]) == {young}
