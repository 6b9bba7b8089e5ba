"""A database with the plumbing's tables, and units of work on it."""

from collections.abc import AsyncIterator

import asyncpg
import pytest
from tarazy_shared.database import open_pool
from tarazy_shared.migrations import migrate
from tarazy_shared.unit_of_work import Work

from tests.clocks import SteppingClock
from tests.conftest import CreateDatabase
from tests.servers import Database


async def plumbing_and_a_table(database: Database) -> None:
    """The plumbing, and the one table of the handler that the tests use."""
    await migrate(database.owner_url, ["tarazy_shared"])
    connection = await asyncpg.connect(database.owner_url)
    await connection.execute("CREATE TABLE seen (case_id uuid PRIMARY KEY)")
    await connection.close()


@pytest.fixture
async def pool(database: CreateDatabase) -> AsyncIterator[asyncpg.Pool]:
    made = await database(plumbing_and_a_table)
    pool = await open_pool(made.runtime_url, name="test")
    yield pool
    await pool.close()


@pytest.fixture
def work(pool: asyncpg.Pool, clock: SteppingClock) -> Work:
    return Work(pool, clock, "/tarazy/test")
