"""The roles and databases that a team's PostgreSQL begins with let the services migrate and work, and no more."""

import os
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg
import pytest
from tarazy_local.postgres.binaries import find_binaries
from tarazy_shared.migrations import migrate

from deploy.docker.make_secrets import make_secrets
from tests.servers import postgres_server

pytestmark = pytest.mark.skipif(
    bool(os.environ.get("TARAZY_TEST_POSTGRES")), reason="roles are not made on a server that is not ours"
)


@pytest.fixture(scope="module")
async def secrets(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[dict[str, str]]:
    """Secrets by name, with the addresses turned to a fresh server on which the SQL has run as the image runs it."""
    folder = tmp_path_factory.mktemp("compose") / "secrets"
    make_secrets(folder)
    async with postgres_server() as server:
        _psql(server.superuser_url, folder / "postgres_roles.sql")
        place = urlsplit(server.superuser_url).netloc.rpartition("@")[2]
        yield {file.name: file.read_text().replace("postgres:5432", place) for file in folder.iterdir()}


def _psql(url: str, file: Path) -> None:
    program = find_binaries().bin / "psql"
    command = [str(program), "--no-psqlrc", "-v", "ON_ERROR_STOP=1", "--dbname", url, "--file", str(file)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


@pytest.mark.parametrize("service", ["hr", "scheduling", "notifications"])
async def test_the_owner_makes_the_tables_and_the_service_may_only_use_them(
    secrets: dict[str, str], service: str
) -> None:
    await migrate(secrets[f"tarazy_{service}_owner_database_url"], ["tarazy_shared", f"tarazy_{service}"])
    connection = await asyncpg.connect(secrets[f"tarazy_{service}_database_url"])
    try:
        assert await connection.fetchval("SELECT count(*) FROM outbox") == 0
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute("CREATE TABLE mine (id int)")
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute("DROP TABLE outbox")
    finally:
        await connection.close()


async def test_a_service_cannot_enter_the_database_of_another(secrets: dict[str, str]) -> None:
    url = secrets["tarazy_hr_database_url"].removesuffix("/hr") + "/scheduling"
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await asyncpg.connect(url)
