"""The outbox on a real database: together with the facts or not at all, ids of a key in the order of commits."""

import asyncio
import json

import asyncpg
import pytest
from tarazy_shared import outbox
from tarazy_shared.contracts.record import EncodedRecord
from tarazy_shared.unit_of_work import Work


def row(key: str, value: bytes = b"{}") -> EncodedRecord:
    return EncodedRecord("court.hearings", key.encode(), (("ce_id", "Істер".encode()),), value)


async def stored(pool: asyncpg.Pool) -> list[tuple[bytes, bytes]]:
    return [(r["key"], r["value"]) for r in await pool.fetch("SELECT key, value FROM outbox ORDER BY id")]


@pytest.mark.parametrize("rows", [1, outbox.FEW, outbox.FEW + 1, 100])
async def test_rows_keep_their_order_and_come_back_as_they_were(work: Work, pool: asyncpg.Pool, rows: int) -> None:
    async with work.begin() as uow:
        for number in range(rows):
            uow.send(row(f"court-{number % 3}", str(number).encode()))
        uow.send(EncodedRecord("court.hearings", None, (), b"\x00\xff"))
    *in_order, last = await pool.fetch("SELECT topic, key, headers, value, created_at FROM outbox ORDER BY id")
    assert [int(one["value"]) for one in in_order] == list(range(rows))
    assert [one["key"] for one in in_order[:3]] == [b"court-0", b"court-1", b"court-2"][:rows]
    assert json.loads(in_order[0]["headers"]) == [["ce_id", "Істер"]]
    assert tuple(last) == ("court.hearings", None, "[]", b"\x00\xff", work.clock())


async def test_nothing_is_told_of_what_was_rolled_back(work: Work, pool: asyncpg.Pool) -> None:
    async def change_ones_mind() -> None:
        async with work.begin() as uow:
            uow.send(row("court-a"))
            raise RuntimeError("changed my mind")

    with pytest.raises(RuntimeError, match="changed my mind"):
        await change_ones_mind()
    assert await stored(pool) == []


async def test_the_relay_is_woken_only_when_something_was_told(pool: asyncpg.Pool, work: Work) -> None:
    rung: list[bool] = []
    waking = Work(work.pool, work.clock, work.source, lambda: rung.append(True))
    async with waking.begin():
        pass
    assert rung == []
    async with waking.begin() as uow:
        uow.send(row("court-a"))
    assert rung == [True]


@pytest.mark.parametrize("rows", [1, outbox.FEW + 1])
async def test_of_two_transactions_of_one_court_the_later_waits_and_gets_the_higher_ids(
    pool: asyncpg.Pool, work: Work, rows: int
) -> None:
    async with pool.acquire() as first, pool.acquire() as second:
        one, two = first.transaction(), second.transaction()
        await one.start()
        await two.start()
        await outbox.append(first, [row("court-a", b"1")], work.clock())
        behind = asyncio.create_task(outbox.append(second, [row("court-a", b"2")] * rows, work.clock()))
        other = asyncio.create_task(asyncio.sleep(0.2))
        done, _ = await asyncio.wait({behind, other}, return_when=asyncio.FIRST_COMPLETED)
        assert done == {other}, "the second transaction must wait for the first"
        await outbox.append(first, [row("court-a", b"1")], work.clock())
        await one.commit()
        await behind
        await two.commit()
    assert [value for _, value in await stored(pool)] == [b"1", b"1"] + [b"2"] * rows


async def test_transactions_of_different_courts_do_not_wait(pool: asyncpg.Pool, work: Work) -> None:
    async with pool.acquire() as first, pool.acquire() as second, first.transaction(), second.transaction():
        await outbox.append(first, [row("court-a")], work.clock())
        async with asyncio.timeout(2):
            await outbox.append(second, [row("court-b")], work.clock())
    assert len(await stored(pool)) == 2
