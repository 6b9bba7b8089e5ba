"""Servers of the operator's own, used instead of the embedded ones: each is tried before anything is started."""

import asyncio
import os
from collections.abc import Iterable
from urllib.parse import urlsplit

import asyncpg

from tarazy_local.errors import CannotRun
from tarazy_local.kafka.broker import answers
from tarazy_local.postgres.binaries import OLDEST
from tarazy_local.services import Databases, variable

KAFKA = "TARAZY_KAFKA_BOOTSTRAP_SERVERS"
_PATIENCE = 15.0


def external_databases(services: Iterable[str]) -> dict[str, Databases]:
    """The databases whose addresses are set, by service."""
    found = {}
    for name in services:
        url = os.environ.get(variable(name, "DATABASE_URL"), "")
        if url:
            found[name] = Databases(url, os.environ.get(variable(name, "OWNER_DATABASE_URL"), "") or url)
    return found


async def check_kafka(bootstrap_servers: str) -> None:
    """`CannotRun` unless this Kafka answers."""
    for server in bootstrap_servers.split(","):
        host, _, port = server.strip().rpartition(":")
        if not host or not port.isdecimal():
            raise CannotRun(f"{KAFKA} is {bootstrap_servers!r}: it must be host:port, several with commas between.")
    try:
        async with asyncio.timeout(_PATIENCE):
            await answers(bootstrap_servers)
    except (OSError, TimeoutError) as error:
        raise CannotRun(
            f"Kafka does not answer at {KAFKA}={bootstrap_servers} ({_reason(error)}):"
            f" start it, correct the address, or unset {KAFKA} for the embedded one."
        ) from error


async def check_database(service: str, databases: Databases) -> None:
    """`CannotRun` unless both roles can enter the service's database, which is new enough."""
    # One address for both roles stands in the setting of the runtime role.
    for url, name in {databases.owner_url: "OWNER_DATABASE_URL", databases.runtime_url: "DATABASE_URL"}.items():
        await _check(variable(service, name), url)


async def _check(setting: str, url: str) -> None:
    try:
        connection = await asyncpg.connect(url, timeout=_PATIENCE)
    except (OSError, TimeoutError, asyncpg.PostgresError) as error:
        place = urlsplit(url)
        raise CannotRun(
            f"PostgreSQL at {place.netloc.rpartition('@')[2]}{place.path} cannot be used ({_reason(error)}):"
            f" correct {setting} or the server."
        ) from error
    except (ValueError, asyncpg.InterfaceError) as error:
        # What the driver says of such an address may hold a piece of the password.
        raise CannotRun(
            f"{setting} cannot be read: it must be postgresql://role:password@host:port/database,"
            " with special characters of the password percent-encoded."
        ) from error
    major = connection.get_server_version().major
    await connection.close()
    if major < OLDEST:
        raise CannotRun(f"{setting} leads to PostgreSQL {major}: {OLDEST} or newer is needed.")


def _reason(error: BaseException) -> str:
    if isinstance(error, TimeoutError):
        return f"no answer within {_PATIENCE:.0f} s"
    return (error.strerror if isinstance(error, OSError) and error.strerror else str(error)).rstrip(".")
