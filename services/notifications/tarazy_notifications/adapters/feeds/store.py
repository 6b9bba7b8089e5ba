"""Feeds in PostgreSQL: who has an address, and which hearings are shown there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

import asyncpg
from tarazy_shared.database import Connection

from tarazy_notifications.adapters.directory import court_from_row
from tarazy_notifications.adapters.documents import read_story
from tarazy_notifications.domain.people import Court, Language
from tarazy_notifications.domain.stories import HearingStory

_MAKE = "INSERT INTO feeds (secret_sha256, person_id, language, made_at) VALUES ($1, $2, $3, $4)"
_REVOKE = "UPDATE feeds SET revoked_at = $2 WHERE person_id = $1 AND revoked_at IS NULL"
_MADE = "SELECT made_at FROM feeds WHERE person_id = $1 AND revoked_at IS NULL"
_WHOSE = "SELECT person_id, language FROM feeds WHERE secret_sha256 = $1 AND revoked_at IS NULL"

# What stands, and what was begun before the court said what became of it.
_SHOWN = """
SELECT h.hearing_id, h.version, v.story, c.court_id, c.version AS court_version, c.names, c.zone,
    c.language AS court_language, c.addresses, c.phone, c.email
FROM hearings h
JOIN subject_versions v ON v.subject_id = h.hearing_id AND v.version = h.version
JOIN courts c ON c.court_id = h.court_id
WHERE h.hearing_id IN (SELECT subject_id FROM notices WHERE recipient_id = $1
                       UNION SELECT subject_id FROM digest_items WHERE recipient_id = $1)
  AND h.placed IS NOT NULL
  AND (h.placed -> 'sittings' -> -1 ->> 'ends_at')::timestamptz > $2
  AND (h.stands AND $1 = ANY (h.invited) OR v.story ->> 'happening' = 'recorded'
       AND (h.placed -> 'sittings' -> 0 ->> 'starts_at')::timestamptz <= (v.story ->> 'at')::timestamptz
       AND coalesce((SELECT last.topic FROM notices last
                     WHERE last.recipient_id = $1 AND last.subject_id = h.hearing_id
                     ORDER BY last.place DESC LIMIT 1), '') NOT IN ('hearing_cancelled', 'hearing_uninvited'))
ORDER BY h.hearing_id
"""


@dataclass(frozen=True, slots=True)
class Feed:
    """Whose hearings an address shows, and in which language."""

    person_id: UUID
    language: Language


@dataclass(frozen=True, slots=True)
class Shown:
    """A hearing of the feed, as its newest version has it."""

    hearing_id: UUID
    version: int
    story: HearingStory
    court: Court
    court_version: int


async def make(connection: Connection, secret: str, feed: Feed, now: datetime) -> None:
    """Give somebody an address; the one that they had ends."""
    await connection.execute(_REVOKE, feed.person_id, now)
    await connection.execute(_MAKE, _hash(secret), feed.person_id, feed.language, now)


async def revoke(connection: Connection, person_id: UUID, now: datetime) -> bool:
    """End somebody's address; false if they have none."""
    return str(await connection.execute(_REVOKE, person_id, now)) != "UPDATE 0"


async def made_at(connection: Connection, person_id: UUID) -> datetime | None:
    """Since when somebody has an address; None if they have none."""
    found: datetime | None = await connection.fetchval(_MADE, person_id)
    return found


async def whose(connection: Connection, secret: str) -> Feed | None:
    """Whose an address is; None for one that is nobody's, or nobody's any more."""
    row = await connection.fetchrow(_WHOSE, _hash(secret))
    return Feed(row["person_id"], row["language"]) if row else None


async def shown(connection: Connection, person_id: UUID, since: datetime) -> Sequence[Shown]:
    """Hearings that somebody is to come to, or came to, and that ended after an instant."""
    return [_shown(row) for row in await connection.fetch(_SHOWN, person_id, since)]


def _hash(secret: str) -> str:
    return sha256(secret.encode("utf-8", "replace")).hexdigest()


def _shown(row: asyncpg.Record) -> Shown:
    story = read_story(row["story"])
    assert isinstance(story, HearingStory)  # noqa: S101  it is of a hearing
    court = court_from_row(row, row["court_language"])
    return Shown(row["hearing_id"], row["version"], story, court, row["court_version"])
