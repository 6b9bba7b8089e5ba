"""The audit trail: what it shows, and that `tarazy verify-audit` finds whatever was done to it."""

import asyncio
import json
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import asyncpg
import httpx
import pytest
from click.testing import CliRunner, Result
from pydantic import SecretStr
from structlog.testing import capture_logs
from tarazy_hr.commands import commands
from tarazy_shared.audit_chain import FIRST, Entry, hash_of
from tarazy_shared.audit_heads import AuditHeads
from tarazy_shared.sign_in.development_keys import DevelopmentKeys
from tarazy_shared.unit_of_work import Work

from tests.integration.hr.conftest import TOKEN
from tests.integration.hr.requests import COURT, a_court, a_person_url, an_id
from tests.servers import Database

VERIFY = next(one for one in commands() if one.name == "verify-audit")
PEOPLE = ("aigul", "berik", "chingiz")


@pytest.fixture
async def trail(http: httpx.AsyncClient) -> str:
    """A court with a trail of four entries."""
    await a_court(http, *PEOPLE)
    return COURT


async def verify(database: Database, *arguments: object) -> Result:
    """As on the command line; in a thread, since it runs a loop of its own."""
    given = {"TARAZY_HR_DATABASE_URL": database.runtime_url}
    return await asyncio.to_thread(CliRunner().invoke, VERIFY, list(map(str, arguments)), env=given)


async def tamper(database: Database, sql: str, *values: object) -> None:
    """What somebody does who has the database to themselves."""
    connection = await asyncpg.connect(database.superuser_url)
    try:
        await connection.execute("ALTER TABLE audit_trail DISABLE TRIGGER USER")
        await connection.execute(sql, *values)
        await connection.execute("ALTER TABLE audit_trail ENABLE TRIGGER USER")
    finally:
        await connection.close()


async def test_a_trail_as_it_was_written_is_right(trail: str, hr_database: Database) -> None:
    result = await verify(hr_database)
    assert result.exit_code == 0
    assert result.output.startswith(f"{trail}: 4 entries, the last ")
    assert result.output.endswith("right\n")


TAMPERED = [
    ("UPDATE audit_trail SET subject = 'nobody' WHERE number = 2", "entry 2 was changed"),
    ("UPDATE audit_trail SET at = at + interval '1 microsecond' WHERE number = 2", "entry 2 was changed"),
    ("UPDATE audit_trail SET detail = '{}' WHERE number = 4", "entry 4 was changed"),
    ("UPDATE audit_trail SET previous_hash = repeat('0', 64) WHERE number = 3", "entry 3 does not name the hash"),
    ("DELETE FROM audit_trail WHERE number = 1", "entry 2 follows entry 0"),
    ("DELETE FROM audit_trail WHERE number = 3", "entry 4 follows entry 2"),
    (
        "UPDATE audit_trail SET number = CASE number WHEN 2 THEN 30 ELSE 2 END WHERE number IN (2)",
        "entry 3 follows",
    ),
    ("UPDATE audit_trail SET court_id = 'kz-other' WHERE number = 4", "entry 4 follows entry 0"),
]


async def test_whatever_was_done_to_an_entry_is_found(trail: str, hr_database: Database) -> None:
    for sql, fault in TAMPERED:
        await tamper(hr_database, "CREATE TABLE as_it_was AS TABLE audit_trail")
        await tamper(hr_database, sql)
        result = await verify(hr_database)
        assert (result.exit_code, "WRONG" in result.output, fault in result.output) == (1, True, True), sql
        await tamper(hr_database, "DELETE FROM audit_trail")
        await tamper(hr_database, "INSERT INTO audit_trail TABLE as_it_was")
        await tamper(hr_database, "DROP TABLE as_it_was")
    assert (await verify(hr_database)).exit_code == 0


async def test_an_end_that_was_cut_off_shows_against_what_was_written_down(
    trail: str, hr_database: Database, tmp_path: Path
) -> None:
    kept = tmp_path / "heads.json"
    assert (await verify(hr_database, "--checkpoint", kept)).exit_code == 0
    assert json.loads(kept.read_text())[trail]["number"] == 4
    assert (await verify(hr_database, "--since", kept)).exit_code == 0
    await tamper(hr_database, "DELETE FROM audit_trail WHERE number > 2")
    assert (await verify(hr_database)).exit_code == 0, "the chain alone does not show it"
    result = await verify(hr_database, "--since", kept)
    assert result.exit_code == 1
    assert "it ends with entry 2, and had 4" in result.output
    await tamper(hr_database, "DELETE FROM audit_trail")
    assert (await verify(hr_database, "--since", kept)).exit_code == 1


async def test_a_trail_written_anew_shows_against_what_was_written_down(
    trail: str, hr_database: Database, pool: asyncpg.Pool, tmp_path: Path
) -> None:
    kept = tmp_path / "heads.json"
    await verify(hr_database, "--checkpoint", kept)
    row = await pool.fetchrow("SELECT * FROM audit_trail WHERE number = 4")
    assert row is not None
    detail = json.loads(row["detail"])
    entry = Entry(trail, 4, row["at"], "another", None, row["action"], row["about"], row["request_id"], detail)
    sql = "UPDATE audit_trail SET subject = 'another', hash = $1 WHERE number = 4"
    await tamper(hr_database, sql, hash_of(entry, row["previous_hash"]))
    assert (await verify(hr_database)).exit_code == 0
    assert "entry 4 is another than was written down" in (await verify(hr_database, "--since", kept)).output


async def test_what_cannot_be_read_is_no_verdict(hr_database: Database, tmp_path: Path) -> None:
    strange = tmp_path / "heads.json"
    strange.write_text("[1]")
    assert (await verify(hr_database, "--since", strange)).exit_code == 2
    nowhere = replace(hr_database, runtime_url="postgresql://nobody@127.0.0.1:9/none")
    assert (await verify(nowhere)).exit_code == 2


async def test_ends_of_trails_are_told_to_the_log_once(trail: str, pool: asyncpg.Pool, work: Work) -> None:
    heads = AuditHeads(work.pool)
    with capture_logs() as logs:
        await heads.tell()
        await heads.tell()
    told = [one for one in logs if one["event"] == "audit trail"]
    assert [(one["court_id"], one["number"]) for one in told] == [(trail, 4)]
    assert told[0]["hash"] != FIRST


async def test_reading_a_file_is_noted_but_not_ones_own(http: httpx.AsyncClient, pool: asyncpg.Pool) -> None:
    await a_court(http, *PEOPLE)
    keys = DevelopmentKeys.of(SecretStr(TOKEN))
    chair = {"Authorization": f"Bearer {keys.make('chair', COURT)}"}
    await http.get(a_person_url("aigul"), headers=chair)
    await http.get(a_person_url("berik", "/history"), headers=chair)
    await http.get(f"/courts/{COURT}/people", headers=chair)
    await http.get(
        a_person_url("aigul"), headers={"Authorization": f"Bearer {keys.make('judge', COURT, UUID(an_id('aigul')))}"}
    )
    listed = await http.get(f"/courts/{COURT}/audit", params={"limit": 3}, headers=chair)
    assert [(one["action"], one["about"], one["detail"]) for one in listed.json()] == [
        ("person.read", None, {"files": 3}),
        ("person.read", an_id("berik"), {"files": 1}),
        ("person.read", an_id("aigul"), {"files": 1}),
    ]
    await http.get(f"/courts/{COURT}/people")
    last = (await http.get(f"/courts/{COURT}/audit", params={"limit": 1}, headers=chair)).json()[0]
    assert (last["subject"], last["action"], last["detail"]) == ("system", "person.read", {"files": 3})
    older = await http.get(f"/courts/{COURT}/audit", params={"about": an_id("berik"), "before": 6}, headers=chair)
    assert [one["action"] for one in older.json()] == ["person.appoint"]


async def test_the_trail_is_a_page(trail: str, http: httpx.AsyncClient) -> None:
    key = DevelopmentKeys.of(SecretStr(TOKEN)).make("chair", COURT)
    await http.post("/sign-in", data={"key": key}, headers={"Authorization": ""})
    page = await http.get(f"/courts/{COURT}/desk/audit", headers={"accept-language": "en", "accept": "text/html"})
    assert page.status_code == 200
    assert "person.appoint" in page.text
    assert "Ахметова Айгүл" in page.text
    one = await http.get(f"/courts/{COURT}/desk/audit", params={"about": an_id("berik"), "before": "x"})
    assert one.text.count("person.appoint") == 1
