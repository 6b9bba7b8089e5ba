"""HR over HTTP on a real database, without Kafka: what it would tell stands in the outbox."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.routers import hr_routers
from tarazy_shared.access import require_token
from tarazy_shared.database import open_pool
from tarazy_shared.migrations import migrate
from tarazy_shared.problems import handle_problems
from tarazy_shared.unit_of_work import Work

from tests.conftest import CreateDatabase
from tests.servers import Database

TOKEN = "a token of the tests"


class SteppingClock:
    """A clock that tests move by hand."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 6, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def step(self, **duration: float) -> None:
        self.now += timedelta(**duration)


@dataclass(frozen=True, slots=True)
class Told:
    """One record of the outbox."""

    type: str
    key: str
    headers: dict[str, str]
    data: dict[str, Any]


async def hr_schema(database: Database) -> None:
    """The tables of HR."""
    await migrate(database.owner_url, ["tarazy_shared", "tarazy_hr"])


@pytest.fixture
def clock() -> SteppingClock:
    return SteppingClock()


@pytest.fixture
async def hr_database(database: CreateDatabase) -> Database:
    return await database(hr_schema)


@pytest.fixture
async def pool(hr_database: Database) -> AsyncIterator[asyncpg.Pool]:
    pool = await open_pool(hr_database.runtime_url, name="hr-test")
    yield pool
    await pool.close()


@pytest.fixture
def work(pool: asyncpg.Pool, clock: SteppingClock) -> Work:
    return Work(pool, clock, "/tarazy/hr")


@pytest.fixture
def app(work: Work) -> FastAPI:
    app = FastAPI()
    handle_problems(app)
    for router in hr_routers(Desk(work), require_token(SecretStr(TOKEN))):
        app.include_router(router)
    return app


@pytest.fixture
async def http(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://hr", headers={"Authorization": f"Bearer {TOKEN}"}
    ) as client:
        yield client


async def told(pool: asyncpg.Pool) -> list[Told]:
    """Everything that waits in the outbox, in order."""
    rows = await pool.fetch("SELECT key, headers, value FROM outbox ORDER BY id")
    facts = []
    for row in rows:
        headers = dict(json.loads(row["headers"]))
        facts.append(Told(headers["ce_type"], row["key"].decode(), headers, json.loads(row["value"])))
    return facts
