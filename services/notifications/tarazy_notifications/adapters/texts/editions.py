"""Editions of the texts in PostgreSQL: each that was in use is kept, so that its words can be read again."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import asyncpg
from tarazy_shared.clock import Clock
from tarazy_shared.database import Connection

from tarazy_notifications.adapters.texts.wording import LAYOUTS, WORDS, editions, hash_of, packaged, source
from tarazy_notifications.adapters.texts.words import LANGUAGES
from tarazy_notifications.domain.people import Language

_KEEP = """
INSERT INTO text_editions (language, edition, sha256, sources, first_at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT DO NOTHING
"""

_ALL = "SELECT language, edition, sha256, first_at FROM text_editions ORDER BY language, edition, first_at"

_ONE = "SELECT sources FROM text_editions WHERE language = $1 AND edition = $2 ORDER BY first_at DESC LIMIT 1"


@dataclass(frozen=True, slots=True)
class Edition:
    """The words of a language as they were from one release to another."""

    language: str
    edition: int
    sha256: str
    first_at: datetime
    """When this installation first ran with it."""


@dataclass(frozen=True, slots=True)
class KeepingEditions:
    """Writes down with which words this process runs."""

    pool: asyncpg.Pool
    clock: Clock

    async def step(self) -> bool:
        """One row a language, once."""
        async with self.pool.acquire() as connection:
            for language in LANGUAGES:
                row = (language, len(editions()[language]), hash_of(language), json.dumps(sources(language)))
                await connection.execute(_KEEP, *row, self.clock())
        return False


def sources(language: Language) -> dict[str, str]:
    """All that the words of a language are made from, by the name of the file."""
    others = {name: source(name) for name in LAYOUTS} | {WORDS: source(f"{language}/{WORDS}")}
    return dict(packaged(language).sources) | others


async def every(connection: Connection) -> Sequence[Edition]:
    """All that there have been, by language."""
    return [Edition(*row) for row in await connection.fetch(_ALL)]


async def sources_of(connection: Connection, language: Language, edition: int) -> Mapping[str, str] | None:
    """The words of an edition; None if this installation never ran with it."""
    found = await connection.fetchval(_ONE, language, edition)
    return dict(json.loads(found)) if found else None
