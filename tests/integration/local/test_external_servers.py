"""Servers of the operator's own: what is wrong with one is said with the setting that leads to it."""

from typing import Any

import asyncpg
import pytest
from tarazy_local.errors import CannotRun
from tarazy_local.external import check_database, check_kafka
from tarazy_local.services import Databases

from tests.conftest import CreateDatabase
from tests.servers import Postgres


async def test_database_that_both_roles_can_enter_is_taken(
    database: CreateDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = await database()
    entered: list[tuple[str, asyncpg.Connection]] = []
    connect = asyncpg.connect

    async def entering(url: str, **more: Any) -> asyncpg.Connection:
        connection: asyncpg.Connection = await connect(url, **more)
        entered.append((await connection.fetchval("SELECT current_user"), connection))
        return connection

    monkeypatch.setattr(asyncpg, "connect", entering)
    await check_database("hr", Databases(fresh.runtime_url, fresh.owner_url))
    assert [role for role, _ in entered] == ["test_owner", "test_runtime"]
    assert all(connection.is_closed() for _, connection in entered)


async def test_wrong_password_is_told_without_the_password(database: CreateDatabase) -> None:
    fresh = await database()
    wrong = fresh.owner_url.replace("//test_owner:", "//test_owner:x")
    with pytest.raises(
        CannotRun, match=r"password authentication failed .*: correct TARAZY_HR_OWNER_DATABASE_URL"
    ) as told:
        await check_database("hr", Databases(fresh.runtime_url, wrong))
    assert wrong.split(":")[2].split("@")[0] not in str(told.value)


async def test_database_that_is_not_there_is_named(postgres: Postgres) -> None:
    url = postgres.describe("nowhere").superuser_url
    with pytest.raises(CannotRun, match=r"/nowhere cannot be used .*does not exist.*: correct TARAZY_HR_DATABASE_URL"):
        await check_database("hr", Databases(url, url))


@pytest.mark.parametrize("url", ["junk", "postgresql://hr:pass/word@db:5432/hr", "mysql://hr@db/hr"])
async def test_address_that_is_none_is_told_with_its_form(url: str) -> None:
    with pytest.raises(CannotRun, match=r"^TARAZY_HR_DATABASE_URL cannot be read: it must be postgresql://") as told:
        await check_database("hr", Databases(url, url))
    assert "pass" not in str(told.value).replace("password", "")


@pytest.mark.parametrize("servers", ["junk", "kafka", "kafka:", ":9092", "one:9092,two"])
async def test_kafka_without_host_or_port_is_told_with_the_form(servers: str) -> None:
    with pytest.raises(CannotRun, match=rf"^TARAZY_KAFKA_BOOTSTRAP_SERVERS is '{servers}': it must be host:port"):
        await check_kafka(servers)


async def test_server_that_is_no_kafka_is_not_taken_for_one(postgres: Postgres) -> None:
    place = postgres.superuser_url.rpartition("@")[2].partition("/")[0]
    with pytest.raises(CannotRun, match=rf"^Kafka does not answer at TARAZY_KAFKA_BOOTSTRAP_SERVERS={place} "):
        await check_kafka(place)


async def test_cluster_of_which_one_broker_is_away_is_taken(kafka: str) -> None:
    away = "127.0.0.1:1"
    with pytest.raises(CannotRun, match=rf"^Kafka does not answer at TARAZY_KAFKA_BOOTSTRAP_SERVERS={away} "):
        await check_kafka(away)
    await check_kafka(f"{away}, {kafka}")
