"""What all tests share: the session's Kafka and PostgreSQL, a fresh database per test, examples that repeat."""

import os
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from hypothesis import settings
from tarazy_shared.logs import configure_logs

from tests.servers import Database, Migrate, Postgres, kafka_server, postgres_server

configure_logs("tests", level="WARNING")

# The same commit must pass or fail everywhere alike: an example found by chance would fail whoever happens to run the
# tests, and be gone when its author looks. A deadline would judge the machine and its other work, not the code. Look
# for new examples with HYPOTHESIS_PROFILE=default, and keep what is found as an @example.
settings.register_profile("repeatable", settings.get_profile("default"), derandomize=True, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))

CreateDatabase = Callable[..., Awaitable[Database]]


@pytest.fixture(scope="session")
async def kafka() -> AsyncIterator[str]:
    """Bootstrap servers of one real broker for the whole session.

    Tests share it: use topics, groups or a court_id with a random part.
    """
    async with kafka_server() as bootstrap_servers:
        yield bootstrap_servers


@pytest.fixture(scope="session")
async def postgres() -> AsyncIterator[Postgres]:
    """One real PostgreSQL server for the whole session."""
    async with postgres_server() as server:
        yield server


@pytest.fixture
async def database(postgres: Postgres) -> AsyncIterator[CreateDatabase]:
    """Makes fresh databases: `await database()` empty, `await database(migrate)` as that coroutine function leaves it.

    They go when the test ends.
    """
    made: list[Database] = []

    async def create(migrate: Migrate | None = None) -> Database:
        made.append(await postgres.create(migrate))
        return made[-1]

    yield create
    for each in made:
        await postgres.drop(each)
