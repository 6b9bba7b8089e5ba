"""Notifications on a real PostgreSQL, with a real SMTP server that does as it is told."""

from collections.abc import AsyncIterator

import asyncpg
import pytest
from tarazy_shared.database import open_pool

from tests.conftest import CreateDatabase
from tests.integration.notifications.court import Installation
from tests.integration.notifications.mail_server import MailServerStub, serving
from tests.integration.schemas import notifications_tables


@pytest.fixture
async def pool(database: CreateDatabase) -> AsyncIterator[asyncpg.Pool]:
    made = await database(notifications_tables)
    pool = await open_pool(made.runtime_url, name="test")
    yield pool
    await pool.close()


@pytest.fixture
async def mail_server() -> AsyncIterator[MailServerStub]:
    async with serving() as server:
        yield server


@pytest.fixture
async def installation(pool: asyncpg.Pool, mail_server: MailServerStub) -> AsyncIterator[Installation]:
    made = Installation(pool, mail_server)
    yield made
    await made.close()
