"""Real servers for tests: one Kafka node and one PostgreSQL of this session, in a folder that goes with it.

They die with the test run, even when that is killed with -9. TARAZY_TEST_KAFKA (bootstrap servers) and
TARAZY_TEST_POSTGRES (a superuser's URL) name servers to use instead.
"""

import os
import secrets
import shutil
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

import asyncpg
from tarazy_local import ports
from tarazy_local.child import running
from tarazy_local.kafka.broker import prepare_broker
from tarazy_local.kafka.jars import cache_folder
from tarazy_local.postgres.databases import close_database, ensure_database, ensure_role, grant_runtime_rights
from tarazy_local.postgres.server import prepare_server

OWNER, RUNTIME = "test_owner", "test_runtime"
MEMORY = Path("/dev/shm")
ROOM = 2 << 30
"""Bytes that a session's databases and their log may need, with much to spare."""


@dataclass(frozen=True, slots=True)
class Database:
    """A fresh database for one test, with the two roles that a service has."""

    name: str
    owner_url: str
    runtime_url: str
    superuser_url: str


Migrate = Callable[[Database], Awaitable[None]]


@dataclass(slots=True)
class Postgres:
    """A PostgreSQL server that tests may fill: makes databases fast from templates."""

    superuser_url: str
    _password: str
    _templates: dict[Migrate | None, str] = field(default_factory=dict)

    async def create(self, migrate: Migrate | None = None) -> Database:
        """A new database, empty but for btree_gist, or as `migrate` leaves it.

        `migrate` runs once per session and function (pass a module-level function, not a lambda made anew):
        later databases are copies.
        """
        template = await self._template(migrate)
        database = self.describe(f"test_{secrets.token_hex(6)}")
        await self._copy(database.name, template)
        return database

    async def drop(self, database: Database) -> None:
        """Take the database away, whoever is still connected."""
        async with self._session() as connection:
            await connection.execute(f"DROP DATABASE IF EXISTS {database.name} WITH (FORCE)")

    async def drop_templates(self) -> None:
        """Leave nothing on a server that is not ours."""
        for name in self._templates.values():
            await self.drop(self.describe(name))

    def describe(self, name: str) -> Database:
        """The addresses that a database of this name has on this server."""
        return Database(
            name,
            owner_url=self._url(name, OWNER, self._password),
            runtime_url=self._url(name, RUNTIME, self._password),
            superuser_url=self._url(name),
        )

    async def _template(self, migrate: Migrate | None) -> str:
        if migrate in self._templates:
            return self._templates[migrate]
        database = self.describe(f"template_{secrets.token_hex(6)}")
        if migrate is None:
            await self._create_blank(database)
        else:
            await self._copy(database.name, await self._template(None))
            await migrate(database)
        self._templates[migrate] = database.name
        return database.name

    async def _create_blank(self, database: Database) -> None:
        async with self._session() as connection:
            # sessions that share a server may start at the same moment
            await connection.execute("SELECT pg_advisory_lock(hashtext('roles of tests'))")
            for role in (OWNER, RUNTIME):
                await ensure_role(connection, role, self._password)
            await ensure_database(connection, database.name, owner=OWNER, runtime=RUNTIME)
        async with self._session(database.superuser_url) as inside:
            await grant_runtime_rights(inside, owner=OWNER, runtime=RUNTIME)

    async def _copy(self, name: str, template: str) -> None:
        async with self._session() as connection:
            await connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} OWNER {OWNER}")
            await close_database(connection, name, runtime=RUNTIME)

    @asynccontextmanager
    async def _session(self, url: str = "") -> AsyncIterator[asyncpg.Connection]:
        connection = await asyncpg.connect(url or self.superuser_url)
        try:
            yield connection
        finally:
            await connection.close()

    def _url(self, database: str, user: str = "", password: str = "") -> str:
        parts = urlsplit(self.superuser_url)
        credentials = f"{user}:{quote(password, safe='')}@" if user else parts.netloc.rpartition("@")[0] + "@"
        return f"postgresql://{credentials}{parts.netloc.rpartition('@')[2]}/{database}"


@asynccontextmanager
async def kafka_server() -> AsyncIterator[str]:
    """Bootstrap servers of a broker for the length of the block."""
    given = os.environ.get("TARAZY_TEST_KAFKA", "")
    if given:
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="tarazy-kafka-", ignore_cleanup_errors=True) as folder:
        chosen = ports.choose(("clients", "controller"), {})
        broker = await prepare_broker(
            Path(folder),
            port=chosen["clients"],
            controller_port=chosen["controller"],
            cache=cache_folder(),
            log=Path(folder, "kafka.log"),
            tell=print,
        )
        async with running(broker.child) as process:
            yield broker.bootstrap_servers
        broker.keep_archive(process)


def folder_in_memory() -> Path | None:
    """Where files live in memory, if there is room: a database of five hundred files takes 15 ms there, not 300."""
    try:
        return MEMORY if shutil.disk_usage(MEMORY).free > ROOM and os.access(MEMORY, os.W_OK | os.X_OK) else None
    except OSError:
        return None


@asynccontextmanager
async def postgres_server(*, durable: bool = False) -> AsyncIterator[Postgres]:
    """A server for the length of the block; without fsync unless `durable`."""
    given = os.environ.get("TARAZY_TEST_POSTGRES", "")
    password = secrets.token_urlsafe(24)
    if given:
        server = Postgres(given, "of-tests-only")  # sessions may share it, so it must be the same for all
        try:
            yield server
        finally:
            await server.drop_templates()
        return
    place = None if durable else folder_in_memory()
    with tempfile.TemporaryDirectory(prefix="tarazy-postgres-", ignore_cleanup_errors=True, dir=place) as folder:
        own = await prepare_server(
            Path(folder, "postgres"),
            port=ports.choose(("postgres",), {})["postgres"],
            password=password,
            log=Path(folder, "postgres.log"),
            tell=print,
            durable=durable,
            connections=300,
        )
        async with running(own.child):
            yield Postgres(own.url(), password)
