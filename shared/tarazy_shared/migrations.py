"""Migrations: numbered SQL files, forward only, each in one transaction, run by the role that owns the tables."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

import asyncpg

from tarazy_shared.database import Connection
from tarazy_shared.errors import ConfigurationError

_LOCK = 7_261_001
_FILE = re.compile(r"(\d{4})_[a-z0-9_]+\.sql")

_LEDGER = """
CREATE TABLE IF NOT EXISTS schema_migrations (
    package text NOT NULL,
    version integer NOT NULL,
    name text NOT NULL,
    checksum text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (package, version)
)
"""


@dataclass(frozen=True, slots=True)
class Migration:
    """One file: `0001_name.sql` of a package's `migrations` folder."""

    package: str
    version: int
    name: str
    sql: str

    @property
    def checksum(self) -> str:
        """Of the text, so that a file changed after it was applied is noticed."""
        return hashlib.sha256(self.sql.encode()).hexdigest()


def find_migrations(packages: Sequence[str]) -> list[Migration]:
    """All files of the packages, in the order in which they run: package by package, by number."""
    found: list[Migration] = []
    for package in packages:
        own = [
            Migration(package, int(match[1]), entry.name, entry.read_text(encoding="utf-8"))
            for entry in files(package).joinpath("migrations").iterdir()
            if (match := _FILE.fullmatch(entry.name))
        ]
        own.sort(key=lambda migration: migration.version)
        if [migration.version for migration in own] != list(range(1, len(own) + 1)):
            raise ConfigurationError(f"The migrations of {package} are not numbered 0001, 0002, … without a gap.")
        found += own
    return found


async def migrate(url: str, packages: Sequence[str]) -> list[str]:
    """Bring the database to the newest schema; returns the names of the files that ran.

    Two runs at once wait for each other. Refuses a database that is newer than this program, and one whose applied
    files differ from this program's.
    """
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("SELECT pg_advisory_lock($1)", _LOCK)
        await connection.execute(_LEDGER)
        ran = []
        for migration in pending(await _applied(connection), find_migrations(packages)):
            async with connection.transaction():
                await connection.execute("SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '10min'")
                await connection.execute(migration.sql)
                await connection.execute(
                    "INSERT INTO schema_migrations (package, version, name, checksum) VALUES ($1, $2, $3, $4)",
                    migration.package,
                    migration.version,
                    migration.name,
                    migration.checksum,
                )
            ran.append(f"{migration.package}/{migration.name}")
        return ran
    finally:
        await connection.close()


async def require_current(connection: Connection, packages: Sequence[str]) -> None:
    """Refuse to serve on a schema that is not exactly this program's."""
    try:
        applied = await _applied(connection)
    except asyncpg.UndefinedTableError:
        applied = {}
    missing = pending(applied, find_migrations(packages))
    if missing:
        raise ConfigurationError(
            f"The database lacks {len(missing)} migration(s), first {missing[0].name}: run the migrate command."
        )


def pending(applied: dict[tuple[str, int], str], known: Sequence[Migration]) -> list[Migration]:
    """What is still to run. Raises `ConfigurationError` for a newer or a different database."""
    versions = {(migration.package, migration.version): migration for migration in known}
    packages = {migration.package for migration in known}
    for (package, version), checksum in sorted(applied.items()):
        migration = versions.get((package, version))
        if migration is None:
            if package in packages:
                raise ConfigurationError(
                    f"The database has migration {version:04} of {package}, which this program does not know: "
                    "it was made by a newer release. Run that one."
                )
        elif migration.checksum != checksum:
            raise ConfigurationError(
                f"{migration.name} of {package} was changed after it was applied. Restore the file."
            )
    return [migration for key, migration in versions.items() if key not in applied]


async def _applied(connection: Connection) -> dict[tuple[str, int], str]:
    rows = await connection.fetch("SELECT package, version, checksum FROM schema_migrations")
    return {(row["package"], row["version"]): row["checksum"] for row in rows}
