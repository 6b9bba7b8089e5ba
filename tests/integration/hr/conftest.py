"""HR over HTTP on a real database, without Kafka: what it would tell stands in the outbox."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import asyncpg
import httpx
import pytest
from fastapi import APIRouter, FastAPI
from pydantic import SecretStr
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.adapters.http.front.routers import front_routers
from tarazy_hr.adapters.http.routers import hr_routers
from tarazy_shared.database import open_pool
from tarazy_shared.pages.assets import mount_static
from tarazy_shared.problems import handle_problems
from tarazy_shared.unit_of_work import Work

from tests.clocks import SteppingClock
from tests.conftest import CreateDatabase
from tests.integration.schemas import hr_tables
from tests.servers import Database

TOKEN = "a token of the tests"
SURVEY_KEY = "a key of the tests with which tokens are sealed"


@dataclass(frozen=True, slots=True)
class Told:
    """One record of the outbox."""

    type: str
    key: str
    headers: dict[str, str]
    data: dict[str, Any]


@pytest.fixture
def starts_at() -> datetime:
    """Tuesday, 24 November 2026, 11:00 in Almaty."""
    return datetime(2026, 11, 24, 6, tzinfo=UTC)


@pytest.fixture
async def hr_database(database: CreateDatabase) -> Database:
    return await database(hr_tables)


@pytest.fixture
async def pool(hr_database: Database) -> AsyncIterator[asyncpg.Pool]:
    pool = await open_pool(hr_database.runtime_url, name="hr-test")
    yield pool
    await pool.close()


@pytest.fixture
def work(pool: asyncpg.Pool, clock: SteppingClock) -> Work:
    return Work(pool, clock, "/tarazy/hr")


@pytest.fixture
def routers(work: Work) -> list[APIRouter]:
    """All that HR answers, programs and people."""
    desk, door = Desk(work), Door(work, SecretStr(TOKEN), takes_keys=True)
    return [*hr_routers(desk, door, survey_key=SURVEY_KEY), *front_routers(desk, door, survey_key=SURVEY_KEY)]


@pytest.fixture
def app(routers: list[APIRouter]) -> FastAPI:
    app = FastAPI()
    handle_problems(app)
    mount_static(app)
    for router in routers:
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
