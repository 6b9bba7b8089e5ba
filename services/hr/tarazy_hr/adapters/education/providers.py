"""Providers: those that were entered, and those that come with the program."""

from datetime import datetime
from functools import cache

from pydantic import TypeAdapter
from tarazy_shared.database import Connection

from tarazy_hr.adapters.education.catalogue import content
from tarazy_hr.domain.education.provider import Provider

FORM = TypeAdapter(Provider)

ENTERED = "SELECT DISTINCT ON (code) code, version, provider FROM training_providers ORDER BY code, version DESC"

ENTER = "INSERT INTO training_providers (code, version, provider, recorded_at) VALUES ($1, $2, $3, $4)"


@cache
def shipped() -> tuple[Provider, ...]:
    """Examples, for wherever nobody has entered others by their codes."""
    return tuple(FORM.validate_python(one) for one in content()["providers"])


async def providers(connection: Connection) -> dict[str, Provider]:
    """All of them by code, those too that teach nothing new."""
    rows = await connection.fetch(ENTERED)
    known = [*shipped(), *(FORM.validate_json(row["provider"]) for row in rows)]
    return dict(sorted((one.code, one) for one in known))


async def enter(connection: Connection, provider: Provider, now: datetime) -> bool:
    """Enter one, or what has changed about it: whether that changed anything."""
    if (await providers(connection)).get(provider.code) == provider:
        return False
    versions = {row["code"]: row["version"] for row in await connection.fetch(ENTERED)}
    version = versions.get(provider.code, 0) + 1
    await connection.execute(ENTER, provider.code, version, FORM.dump_json(provider).decode(), now)
    return True
