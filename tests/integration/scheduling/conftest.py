"""Scheduling on a real database: units of work, a clock that tests move, the service's own HTTP application."""

from collections.abc import AsyncIterator

import asyncpg
import pytest
from pydantic import SecretStr
from tarazy_scheduling.settings import Settings
from tarazy_shared.database import open_pool
from tarazy_shared.lifecycle import Running
from tarazy_shared.unit_of_work import Work

from tests.clocks import SteppingClock
from tests.conftest import CreateDatabase
from tests.integration.scheduling.a_court import ACourt, Scheduling
from tests.integration.schemas import scheduling_tables


@pytest.fixture
async def pool(database: CreateDatabase) -> AsyncIterator[asyncpg.Pool]:
    made = await database(scheduling_tables)
    pool = await open_pool(made.runtime_url, name="test")
    yield pool
    await pool.close()


@pytest.fixture
def work(pool: asyncpg.Pool, clock: SteppingClock) -> Work:
    return Work(pool, clock, "/tarazy/scheduling")


@pytest.fixture
def running(work: Work, pool: asyncpg.Pool, clock: SteppingClock) -> Running:
    return Running(work, pool, clock)


@pytest.fixture
def settings() -> Settings:
    return Settings(
        database_url=SecretStr("postgresql://unused"),
        token=SecretStr("a-token-for-writing"),
        intake_token=SecretStr("a-token-for-the-intake"),
        kafka_bootstrap_servers="unused:9092",
    )


@pytest.fixture
def scheduling(work: Work, pool: asyncpg.Pool) -> Scheduling:
    return Scheduling(work, pool)


@pytest.fixture
async def court(scheduling: Scheduling) -> ACourt:
    """A court of three judges, two clerks and two rooms."""
    return await ACourt().open(scheduling)
