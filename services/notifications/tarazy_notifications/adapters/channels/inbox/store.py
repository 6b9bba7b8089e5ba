"""Inboxes in PostgreSQL: notices to a person, whatever became of them, and what the person has marked as read."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg
from tarazy_shared.database import Connection

from tarazy_notifications.adapters.directory import court_from_row
from tarazy_notifications.adapters.documents import read_story
from tarazy_notifications.adapters.notice_store import as_notice
from tarazy_notifications.domain.notices import Notice
from tarazy_notifications.domain.people import Court
from tarazy_notifications.domain.stories import Story

NEWEST = 2000
"""Notices of a person that are looked at: a mail and a text about the same are one entry."""

_ENTRIES = """
WITH newest AS MATERIALIZED (
    SELECT place, subject_id, subject_version, topic FROM notices
    WHERE recipient_id = $1 AND is_in_inbox(channel, state) AND ($2::bigint IS NULL OR place < $2)
    ORDER BY place DESC LIMIT $3
), entries AS (
    SELECT max(place) AS place FROM newest GROUP BY subject_id, subject_version, topic
    ORDER BY place DESC LIMIT $4
)
SELECT n.*, v.story, c.names, c.zone, c.language AS court_language, c.addresses, c.phone, c.email, m.read_at,
    EXISTS (SELECT FROM notices newer WHERE newer.recipient_id = $1 AND newer.subject_id = n.subject_id
            AND newer.subject_version > n.subject_version) AS is_replaced
FROM entries
JOIN notices n ON n.recipient_id = $1 AND n.place = entries.place
JOIN subject_versions v ON v.subject_id = n.subject_id AND v.version = n.subject_version
JOIN courts c ON c.court_id = n.court_id
LEFT JOIN inbox_marks m ON m.person_id = $1 AND m.subject_id = n.subject_id
    AND m.subject_version = n.subject_version AND m.topic = n.topic
ORDER BY n.place DESC
"""

_ONE = """
SELECT n.*, v.story, c.names, c.zone, c.language AS court_language, c.addresses, c.phone, c.email, m.read_at,
    EXISTS (SELECT FROM notices newer WHERE newer.recipient_id = $1 AND newer.subject_id = n.subject_id
            AND newer.subject_version > n.subject_version) AS is_replaced
FROM notices n
JOIN subject_versions v ON v.subject_id = n.subject_id AND v.version = n.subject_version
JOIN courts c ON c.court_id = n.court_id
LEFT JOIN inbox_marks m ON m.person_id = $1 AND m.subject_id = n.subject_id
    AND m.subject_version = n.subject_version AND m.topic = n.topic
WHERE n.notice_id = $2 AND n.recipient_id = $1 AND is_in_inbox(n.channel, n.state)
"""

_UNREAD = """
SELECT count(DISTINCT (n.subject_id, n.subject_version, n.topic)) FROM (
    SELECT subject_id, subject_version, topic FROM notices
    WHERE recipient_id = $1 AND is_in_inbox(channel, state) ORDER BY place DESC LIMIT $2
) n
WHERE NOT EXISTS (SELECT FROM inbox_marks m WHERE m.person_id = $1 AND m.subject_id = n.subject_id
                  AND m.subject_version = n.subject_version AND m.topic = n.topic)
"""

_MARK = """
INSERT INTO inbox_marks (person_id, subject_id, subject_version, topic, read_at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT DO NOTHING
"""

_MARK_ALL = """
INSERT INTO inbox_marks (person_id, subject_id, subject_version, topic, read_at)
SELECT DISTINCT $1::uuid, subject_id, subject_version, topic, $2::timestamptz FROM notices
WHERE recipient_id = $1 AND place <= $3 AND is_in_inbox(channel, state)
ON CONFLICT DO NOTHING
"""

_UNMARK = """
DELETE FROM inbox_marks WHERE person_id = $1 AND subject_id = $2 AND subject_version = $3 AND topic = $4
"""

_UNMARK_ALL = "DELETE FROM inbox_marks WHERE person_id = $1 AND read_at = $2"

# What was handed over to any gateway has reached its reader now; the others keep the state in which they ended.
_READ = """
WITH reached AS (
    SELECT notice_id FROM notices
    WHERE recipient_id = $1 AND subject_id = $2 AND subject_version = $3 AND topic = $4
      AND state IN ('sent', 'delivered')
    ORDER BY notice_id FOR UPDATE
), ended AS (
    UPDATE notices n SET state = 'read', step = n.step + 1, reason = 'inbox', changed_at = $5
    FROM reached WHERE n.notice_id = reached.notice_id
    RETURNING n.*
), told AS (
    INSERT INTO notice_transitions (notice_id, number, at, state, attempt, reason, provider_reference, cause)
    SELECT notice_id, step, $5, state, attempts, reason, provider_reference, $6 FROM ended
)
SELECT * FROM ended
"""

_NEWEST_OF = """
SELECT wanted.person_id, (
    SELECT place FROM notices WHERE recipient_id = wanted.person_id AND is_in_inbox(channel, state)
    ORDER BY place DESC LIMIT 1
) FROM unnest($1::uuid[]) AS wanted (person_id)
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """One entry: the newest of the notices that say the same to the same person."""

    notice: Notice
    story: Story
    court: Court
    place: int
    queued_at: datetime
    read_at: datetime | None
    is_replaced: bool
    """Whether the person was told of a newer version."""


async def entries(connection: Connection, person_id: UUID, at_most: int, before: int | None = None) -> Sequence[Kept]:
    """The newest entries, or those before a place, newest first."""
    return [_kept(row) for row in await connection.fetch(_ENTRIES, person_id, before, NEWEST, at_most)]


async def one(connection: Connection, person_id: UUID, notice_id: UUID) -> Kept | None:
    """An entry of this person's by one of its notices."""
    row = await connection.fetchrow(_ONE, person_id, notice_id)
    return _kept(row) if row else None


async def unread(connection: Connection, person_id: UUID) -> int:
    """How many of the newest entries are not marked as read."""
    return int(await connection.fetchval(_UNREAD, person_id, NEWEST))


async def mark(connection: Connection, person_id: UUID, notice: Notice, now: datetime) -> bool:
    """Mark an entry as read; false if it is already."""
    about = (notice.subject_id, notice.subject_version, notice.topic)
    return str(await connection.execute(_MARK, person_id, *about, now)) == "INSERT 0 1"


async def mark_all(connection: Connection, person_id: UUID, up_to: int, now: datetime) -> int:
    """Mark what is not marked yet and was queued before or at a place; says how many."""
    return int(str(await connection.execute(_MARK_ALL, person_id, now, up_to)).rpartition(" ")[2])


async def unmark(connection: Connection, person_id: UUID, notice: Notice) -> None:
    """Take a mark away."""
    await connection.execute(_UNMARK, person_id, notice.subject_id, notice.subject_version, notice.topic)


async def unmark_all(connection: Connection, person_id: UUID, marked_at: datetime) -> None:
    """Take away the marks that were made at this instant."""
    await connection.execute(_UNMARK_ALL, person_id, marked_at)


async def read(connection: Connection, notice: Notice, now: datetime, cause: str) -> list[Notice]:
    """What the person was sent of this is read, by whatever channel; gives what has become so."""
    about = (notice.recipient_id, notice.subject_id, notice.subject_version, notice.topic)
    return [as_notice(row) for row in await connection.fetch(_READ, *about, now, cause)]


async def newest_of(connection: Connection, people: Collection[UUID]) -> dict[UUID, int]:
    """The place of the newest notice of each of these people; 0 where there is none."""
    return {row[0]: row[1] or 0 for row in await connection.fetch(_NEWEST_OF, list(people))}


def _kept(row: asyncpg.Record) -> Kept:
    return Kept(
        as_notice(row),
        read_story(row["story"]),
        court_from_row(row, row["court_language"]),
        row["place"],
        row["queued_at"],
        row["read_at"],
        row["is_replaced"],
    )
