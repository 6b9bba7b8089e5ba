"""What HR adds to `tarazy`."""

import asyncio

import asyncpg
import click
import httpx
import pytest
from click.testing import CliRunner, Result
from tarazy_hr.app.republishing import UnknownCourtError
from tarazy_hr.commands import commands

from tests.conftest import CreateDatabase
from tests.integration.hr.conftest import TOKEN, told
from tests.integration.hr.requests import COURT, a_court
from tests.servers import Database


async def _run(*words: str, **environment: str) -> Result:
    """Run a command as `tarazy` would, beside the tests' own loop."""
    group = click.Group("tarazy", commands={command.name or "": command for command in commands()})
    return await asyncio.to_thread(CliRunner().invoke, group, words, env=environment)


async def test_migrate_brings_an_empty_database_to_the_newest_schema(database: CreateDatabase) -> None:
    empty = await database()
    environment = {
        "TARAZY_HR_DATABASE_URL": empty.runtime_url,
        "TARAZY_HR_OWNER_DATABASE_URL": empty.owner_url,
        "TARAZY_HR_TOKEN": TOKEN,
        "TARAZY_KAFKA_BOOTSTRAP_SERVERS": "127.0.0.1:9",
    }
    first = await _run("hr", "migrate", **environment)
    assert first.exit_code == 0, first.output
    assert "tarazy_hr/0001_staffing.sql" in first.output
    assert "nothing to do" in (await _run("hr", "migrate", **environment)).output


async def test_republish_staff_tells_one_court_or_all(
    http: httpx.AsyncClient, hr_database: Database, pool: asyncpg.Pool
) -> None:
    await a_court(http, "aigul")
    environment = {"TARAZY_HR_DATABASE_URL": hr_database.runtime_url}
    everything = await _run("republish", "court.staff", **environment)
    assert (everything.exit_code, everything.output) == (0, "told 2 facts again\n")
    assert (await _run("republish", "staff", "--court", COURT, **environment)).output == "told 2 facts again\n"
    assert len(await told(pool)) == 6


async def test_republishing_a_court_that_nobody_knows_is_refused(hr_database: Database, pool: asyncpg.Pool) -> None:
    refused = await _run("republish", "staff", "--court", "nowhere", TARAZY_HR_DATABASE_URL=hr_database.runtime_url)
    assert isinstance(refused.exception, UnknownCourtError)
    assert "nowhere is not registered" in str(refused.exception)
    assert await told(pool) == []


@pytest.mark.parametrize("words", [("hr", "--help"), ("hr", "serve", "--help"), ("republish", "staff", "--help")])
async def test_every_command_explains_itself(words: tuple[str, ...]) -> None:
    shown = await _run(*words)
    assert shown.exit_code == 0
    assert "Usage" in shown.output
