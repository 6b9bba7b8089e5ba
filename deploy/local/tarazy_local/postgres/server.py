"""A PostgreSQL server of our own: loopback TCP, SCRAM, checksums, one superuser with a password nobody chose."""

import asyncio
import os
import shutil
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import asyncpg

from tarazy_local.child import Child, run_once
from tarazy_local.ports import LOOPBACK
from tarazy_local.postgres.binaries import find_binaries
from tarazy_local.postgres.privileges import Place, settle

SUPERUSER = "postgres"


@dataclass(frozen=True, slots=True)
class Server:
    """A server whose files exist: its program and how to reach it."""

    child: Child
    port: int
    password: str

    def url(self, database: str = "postgres", user: str = SUPERUSER, password: str | None = None) -> str:
        """The address of one database for one role, the superuser by default."""
        secret = quote(self.password if password is None else password, safe="")
        return f"postgresql://{user}:{secret}@{LOOPBACK}:{self.port}/{database}"


async def prepare_server(
    folder: Path,
    *,
    port: int,
    password: str,
    log: Path,
    tell: Callable[[str], None],
    durable: bool = True,
    connections: int = 100,
    namespaces: bool | None = None,
) -> Server:
    """Make the server's files where they do not exist yet.

    `password` is the superuser's, of the first preparation for good. `durable=False` gives up fsync: a lost machine
    then loses data, which is right for tests only. `namespaces` as in `privileges.settle`.
    """
    binaries = await asyncio.to_thread(find_binaries)
    place = await asyncio.to_thread(lambda: settle(folder, binaries, namespaces=namespaces))
    data = place.folder / "data"
    if not (data / "PG_VERSION").exists():
        tell(f"Creating PostgreSQL {binaries.major}'s files")
        await _create(place, data, password, log=log)
    child = Child(
        name="PostgreSQL",
        command=(place.binaries.program("postgres"), "-D", str(data), *_settings(port, durable, connections)),
        log=log,
        environment=_environment(),
        ready=lambda: _answers(port, password),
        stop_signal=signal.SIGINT,  # ends the sessions and writes everything down; SIGTERM would wait for clients
        run_as=place.run_as,
        orphaned=signal.SIGINT,
    )
    return Server(child, port, password)


async def _create(place: Place, data: Path, password: str, *, log: Path) -> None:
    """Run initdb in a folder of its own and move it into place, so that a half-made one is never started."""
    unfinished = place.folder / "data.new"
    secret = place.folder / "password.new"
    await asyncio.to_thread(shutil.rmtree, unfinished, ignore_errors=True)
    secret.touch(mode=0o600)
    secret.write_text(password + "\n", encoding="ascii")
    if place.run_as is not None and not place.run_as.namespace:
        os.chown(secret, place.run_as.uid, place.run_as.gid)
    locale = (
        ("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
        if place.binaries.major >= 17
        else ("--locale=C.UTF-8",)
    )
    options = ("--username", SUPERUSER, f"--pwfile={secret}", "--auth=scram-sha-256", "--encoding=UTF8", *locale)
    try:
        await run_once(
            Child(
                name="initdb",
                command=(
                    place.binaries.program("initdb"),
                    "--data-checksums",
                    "--no-instructions",
                    f"--pgdata={unfinished}",
                    *options,
                ),
                log=log,
                environment=_environment(),
                run_as=place.run_as,
            )
        )
    finally:
        secret.unlink()
    unfinished.rename(data)


def _settings(port: int, durable: bool, connections: int) -> tuple[str, ...]:
    values = {
        "listen_addresses": LOOPBACK,
        "port": str(port),
        "unix_socket_directories": "",
        "password_encryption": "scram-sha-256",
        "max_connections": str(connections),
        "shared_buffers": "64MB",
        "max_wal_size": "512MB",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "log_line_prefix": "%m [%p] %q%u@%d ",
    }
    if not durable:
        values |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    return tuple(part for name, value in values.items() for part in ("-c", f"{name}={value}"))


def _environment() -> dict[str, str]:
    """The caller's, without what would steer the server or its messages."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return kept | {"LC_ALL": "C"}


async def _answers(port: int, password: str) -> None:
    try:
        connection = await asyncpg.connect(
            host=LOOPBACK, port=port, user=SUPERUSER, password=password, database="postgres", timeout=3
        )
    except asyncpg.CannotConnectNowError as error:
        raise OSError("starting up") from error
    await connection.close()
