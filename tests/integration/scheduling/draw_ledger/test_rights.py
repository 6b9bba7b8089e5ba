"""Who may read secrets, ask for them and write the ledger: what the database itself refuses."""

from datetime import timedelta

import asyncpg
import pytest
from tarazy_scheduling.app.sealing import Sealing
from tarazy_shared.database import open_pool
from tarazy_shared.unit_of_work import Work

from tests.clocks import SteppingClock
from tests.conftest import CreateDatabase
from tests.ids import new_id
from tests.integration.scheduling.a_court import ACourt, Scheduling, registered
from tests.integration.scheduling.draw_ledger.ledgers import DAY, TODAY
from tests.integration.schemas import scheduling_tables


async def test_the_role_of_the_service_reads_no_root_and_no_secret_of_tomorrow(
    scheduling: Scheduling, court: ACourt, pool: asyncpg.Pool
) -> None:
    await scheduling.take(registered(court.case()))
    for statement in ("SELECT * FROM draw_roots", "SELECT * FROM draw_clock", "UPDATE draw_clock SET shift = '9 days'"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await pool.execute(statement)
    anchor = await pool.fetchval("SELECT anchor FROM draw_chains")
    get = "SELECT draw_secret_of($1, $2, $3)"
    today = await pool.fetchval("SELECT (now() AT TIME ZONE 'Asia/Almaty')::date")
    # The test's clock stands in the past; the server's own decides.
    await pool.execute("SELECT make_draw_chain($1, $2, 3660, $2)", court.court_id, TODAY + timedelta(days=365))
    covering = "SELECT anchor FROM draw_chains WHERE court_id = $1 AND from_on <= $2 AND from_on + days > $2"
    now = await pool.fetchval(covering, court.court_id, today)
    then = await pool.fetchval(covering, court.court_id, today + DAY)
    assert len(await pool.fetchval(get, court.court_id, anchor, TODAY)) == 32
    assert len(await pool.fetchval(get, court.court_id, now, today)) == 32
    assert await pool.fetchval(get, court.court_id, then, today + DAY) is None
    assert await pool.fetchval(get, "another", anchor, TODAY) is None


async def test_nobody_but_the_service_asks_the_database_for_a_secret(database: CreateDatabase) -> None:
    made = await database(scheduling_tables)
    superuser = await asyncpg.connect(made.superuser_url)
    role = f"reader_{new_id()[:8]}"
    try:
        await superuser.execute(f"CREATE ROLE {role}; GRANT USAGE ON SCHEMA public TO {role}")
        await superuser.execute(f"SET ROLE {role}")
        for call in (
            "draw_secret_of('x', '\\x00', '2026-03-02')",
            "make_draw_chain('x', '2026-03-02', 1, '2026-03-02')",
        ):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await superuser.execute(f"SELECT {call}")
    finally:
        await superuser.execute(f"RESET ROLE; DROP OWNED BY {role}; DROP ROLE {role}")
        await superuser.close()


@pytest.mark.parametrize("table", ["draws", "draw_secrets", "draw_chains", "draw_seals"])
async def test_the_role_of_the_service_cannot_change_the_ledger(
    scheduling: Scheduling, court: ACourt, pool: asyncpg.Pool, work: Work, clock: SteppingClock, table: str
) -> None:
    await scheduling.take(registered(court.case()))
    clock.step(DAY)
    await Sealing(work).step()
    for statement in ("TRUNCATE {}", "ALTER TABLE {} DISABLE TRIGGER ALL", "DROP TABLE {}", "DELETE FROM {}"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await pool.execute(statement.format(table))
    for statement in (f"UPDATE {table} SET court_id = 'x'",):  # noqa: S608  of this test's own
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await pool.execute(statement)


async def test_not_even_the_owner_changes_it_by_a_slip(database: CreateDatabase) -> None:
    made = await database(scheduling_tables)
    owner = await open_pool(made.owner_url, name="test")
    try:
        for table in ("draws", "draw_secrets", "draw_chains", "draw_seals"):
            with pytest.raises(asyncpg.IntegrityConstraintViolationError):
                await owner.execute(f"TRUNCATE {table} CASCADE")
    finally:
        await owner.close()
