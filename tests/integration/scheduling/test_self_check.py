"""The nightly self-check: every ledger verified as a whole, and an alarm for whatever was done to one."""

from datetime import timedelta

import asyncpg
import pytest
from tarazy_scheduling.adapters.draws.draw_secrets import keep_shift
from tarazy_scheduling.app import telemetry
from tarazy_scheduling.app.sealing import Sealing
from tarazy_scheduling.app.self_check import SelfCheck
from tarazy_shared.database import open_pool
from tarazy_shared.unit_of_work import Work

from tests.clocks import SteppingClock
from tests.conftest import CreateDatabase
from tests.integration.scheduling.a_court import ACourt, Scheduling, registered
from tests.integration.schemas import scheduling_tables

DAY = timedelta(days=1)


def figures() -> tuple[float, float]:
    """(ledgers found wrong, entries verified)."""
    return telemetry.ledgers_failed._value.get(), telemetry.ledgers_entries._value.get()


async def test_a_ledger_is_verified_once_a_day(
    scheduling: Scheduling, court: ACourt, pool: asyncpg.Pool, work: Work, clock: SteppingClock
) -> None:
    await scheduling.take(*(registered(court.case()) for _ in range(3)))
    self_check = SelfCheck(pool, clock, rest=0)
    assert not await self_check.step()
    assert figures() == (0, 3)
    await scheduling.take(registered(court.case()))
    await self_check.step()
    assert figures() == (0, 3), "it was today"
    clock.step(DAY)
    await Sealing(work).step()
    await self_check.step()
    assert figures() == (0, 4)
    clock.step(DAY)
    telemetry.ledgers_oldest.set(0)
    checked = await pool.fetchval("SELECT checked_at FROM draw_checks")
    assert clock.now - checked == DAY


@pytest.mark.parametrize(
    ("done", "wrong"),
    [
        (
            "UPDATE draws SET fact = replace(fact::text, '1/2', '1/3')::json WHERE number = 2",
            "line 3: the tickets are not those",
        ),
        ("DELETE FROM draws WHERE number = 2", "line 3: entry 3 does not follow entry 1"),
        ("DELETE FROM draws WHERE number = 3", "entry 3 was verified before, and the ledger ends with 2"),
        ("UPDATE draw_seals SET entries = 9", "line 5: the day's lines are not as sealed"),
        ("UPDATE draw_chains SET from_on = from_on + 1", "line 2: the secret is not of the chain"),
    ],
)
async def test_whatever_somebody_with_the_owners_rights_does_is_found(
    database: CreateDatabase, clock: SteppingClock, done: str, wrong: str
) -> None:
    made = await database(scheduling_tables)
    pool = await open_pool(made.runtime_url, name="test")
    owner = await asyncpg.connect(made.owner_url)
    try:
        work = Work(pool, clock, "/tarazy/scheduling")
        scheduling = Scheduling(work, pool)
        court = await ACourt().open(scheduling)
        await scheduling.take(*(registered(court.case()) for _ in range(3)))
        self_check = SelfCheck(pool, clock, rest=0)
        await self_check.step()
        clock.step(DAY)
        if "draw_seals" in done:
            await Sealing(work).step()
        for table in ("draws", "draw_seals", "draw_chains"):
            await owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        await owner.execute(done)
        await self_check.step()
        assert figures()[0] == 1
        assert (await pool.fetchval("SELECT wrong FROM draw_checks")).startswith(wrong)
        clock.step(timedelta(minutes=10))
        await self_check.step()
        assert figures()[0] == 1, "the alarm stays"
    finally:
        await owner.close()
        await pool.close()


async def test_the_databases_clock_is_moved_by_the_owner_alone(database: CreateDatabase, clock: SteppingClock) -> None:
    made = await database(scheduling_tables)
    await keep_shift(made.owner_url, timedelta(days=400))
    owner = await asyncpg.connect(made.owner_url)
    assert await owner.fetchval("SELECT shift FROM draw_clock") == timedelta(days=400)
    await owner.close()
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await keep_shift(made.runtime_url, timedelta(days=9))
