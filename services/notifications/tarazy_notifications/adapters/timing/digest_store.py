"""What waits for digests, in PostgreSQL."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_notifications.adapters.documents import read_matter, read_placing, read_story
from tarazy_notifications.adapters.notice_store import as_notice
from tarazy_notifications.domain.delivery.states import State
from tarazy_notifications.domain.hearings import Matter, Placing
from tarazy_notifications.domain.notices import Notice
from tarazy_notifications.domain.planning.digests import Pending
from tarazy_notifications.domain.stories import Story

_FIELDS = "recipient_id, court_id, subject_id, first_version, version, topic, role, due_at"

_WAITING = f"""
SELECT {_FIELDS} FROM digest_items
WHERE digest_id IS NULL AND (recipient_id, subject_id) IN (SELECT * FROM unnest($1::uuid[], $2::uuid[]))
FOR UPDATE
"""  # noqa: S608  constants

_REMOVE = """
DELETE FROM digest_items
WHERE digest_id IS NULL AND (recipient_id, subject_id) IN (SELECT * FROM unnest($1::uuid[], $2::uuid[]))
"""

_PUT = f"""
INSERT INTO digest_items ({_FIELDS})
SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::bigint[], $5::bigint[], $6::text[], $7::text[],
                     $8::timestamptz[])
ON CONFLICT (recipient_id, subject_id) WHERE digest_id IS NULL DO UPDATE SET
    version = excluded.version, topic = excluded.topic, role = excluded.role
"""  # noqa: S608  constants

# A court at a time: its hearings of the day are read once for all of its readers.
_DUE_COURT = "SELECT court_id FROM digest_items WHERE digest_id IS NULL AND due_at <= $1 ORDER BY due_at LIMIT 1"

_DUE_READERS = """
SELECT DISTINCT recipient_id FROM digest_items
WHERE digest_id IS NULL AND due_at <= $1 AND court_id = $2 ORDER BY recipient_id LIMIT $3
"""

# Whoever has given the digest up meanwhile may have been told at once.
_TOLD_OTHERWISE = """
DELETE FROM digest_items i
WHERE digest_id IS NULL AND court_id = $1 AND recipient_id = ANY($2::uuid[]) AND EXISTS (
    SELECT FROM notices n
    WHERE n.subject_id = i.subject_id AND n.recipient_id = i.recipient_id AND n.subject_version >= i.version
)
"""

# Whoever comes second waits, and then finds nothing that still waits.
_TAKE = f"""
SELECT {_FIELDS} FROM digest_items
WHERE digest_id IS NULL AND court_id = $1 AND recipient_id = ANY($2::uuid[])
ORDER BY recipient_id, subject_id FOR UPDATE
"""  # noqa: S608  constants

_TOLD = """
UPDATE digest_items i SET digest_id = row.digest_id
FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS row (recipient_id, subject_id, digest_id)
WHERE i.digest_id IS NULL AND i.recipient_id = row.recipient_id AND i.subject_id = row.subject_id
"""

_TOLD_BY = """
SELECT n.*, i.subject_id AS about, i.version AS about_version, i.topic AS about_topic
FROM digest_items i JOIN notices n ON n.subject_id = i.digest_id AND n.recipient_id = i.recipient_id
WHERE i.digest_id IS NOT NULL AND i.subject_id = ANY($1::uuid[]) AND i.topic = ANY($2::text[])
ORDER BY i.version, n.place
"""

_TOLD_IN = """
SELECT subject_id, version, topic FROM digest_items WHERE digest_id = $1 AND recipient_id = $2 ORDER BY subject_id
"""

_STAND_IN_ONE = """
SELECT recipient_id, subject_id FROM digest_items
WHERE digest_id IS NULL AND (recipient_id, subject_id) IN (SELECT * FROM unnest($1::uuid[], $2::uuid[]))
"""

_STORIES = """
SELECT subject_id, version, story FROM subject_versions
WHERE (subject_id, version) IN (SELECT * FROM unnest($1::uuid[], $2::bigint[]))
"""

_OF_THE_DAY = """
SELECT invited, placed, matter FROM hearings
WHERE court_id = $1 AND stands AND invited && $2::uuid[] AND EXISTS (
    SELECT FROM jsonb_array_elements(placed -> 'sittings') AS sitting
    WHERE (sitting ->> 'starts_at')::timestamptz >= $3 AND (sitting ->> 'starts_at')::timestamptz < $4
)
"""


@dataclass(frozen=True, slots=True)
class OfTheDay:
    """A hearing that sits on a day."""

    invited: frozenset[UUID]
    placing: Placing
    matter: Matter


async def waiting(connection: Connection, wanted: Collection[tuple[UUID, UUID]]) -> dict[tuple[UUID, UUID], Pending]:
    """What waits by (recipient, subject), nobody else's to change until the transaction ends."""
    pairs = sorted(wanted)
    rows = await connection.fetch(_WAITING, [one for one, _ in pairs], [subject for _, subject in pairs])
    return {(row["recipient_id"], row["subject_id"]): Pending(*row) for row in rows}


async def put(connection: Connection, found: Sequence[Pending]) -> None:
    """Let changes wait; of a hearing that waits already the newer one takes its place and keeps its time."""
    if found:
        rows = sorted(found)
        await connection.execute(_PUT, *(list(column) for column in zip(*rows, strict=True)))


async def remove(connection: Connection, gone: Collection[tuple[UUID, UUID]]) -> None:
    """What was told otherwise, or comes to nothing, waits no longer."""
    if gone:
        pairs = sorted(gone)
        await connection.execute(_REMOVE, [one for one, _ in pairs], [subject for _, subject in pairs])


async def due_court(connection: Connection, now: datetime) -> str | None:
    """A court with a digest that is due."""
    found: str | None = await connection.fetchval(_DUE_COURT, now)
    return found


async def take_due(connection: Connection, court_id: str, now: datetime, at_most: int) -> list[Pending]:
    """All that waits for some readers of a court whose digest is due, theirs to tell until the transaction ends."""
    readers = [row[0] for row in await connection.fetch(_DUE_READERS, now, court_id, at_most)]
    await connection.execute(_TOLD_OTHERWISE, court_id, readers)
    return [Pending(*row) for row in await connection.fetch(_TAKE, court_id, readers)]


async def told(connection: Connection, found: Sequence[tuple[Pending, UUID]]) -> None:
    """Remember which digest told what."""
    await connection.execute(
        _TOLD,
        [one.recipient_id for one, _ in found],
        [one.subject_id for one, _ in found],
        [digest_id for _, digest_id in found],
    )


async def told_in(connection: Connection, digest_id: UUID, recipient_id: UUID) -> list[tuple[UUID, int, str]]:
    """The hearings that a digest tells of: id, version and topic."""
    return [(row[0], row[1], row[2]) for row in await connection.fetch(_TOLD_IN, digest_id, recipient_id)]


async def told_by(
    connection: Connection, hearing_ids: Collection[UUID], topics: Sequence[str]
) -> list[tuple[Notice, State]]:
    """What people were told of these hearings by digests, as notices of their own would have told it, oldest first."""
    found = []
    for row in await connection.fetch(_TOLD_BY, list(hearing_ids), list(topics)):
        notice = as_notice(row)._replace(
            subject_id=row["about"], subject_version=row["about_version"], topic=row["about_topic"]
        )
        found.append((notice, State(row["state"])))
    return found


async def stand_in_one(connection: Connection, asked: Collection[tuple[UUID, UUID]]) -> set[tuple[UUID, UUID]]:
    """Which of these (recipient, subject) wait for a digest; nothing is held."""
    rows = await connection.fetch(_STAND_IN_ONE, [one for one, _ in asked], [subject for _, subject in asked])
    return {(row[0], row[1]) for row in rows}


async def stories(connection: Connection, versions: Collection[tuple[UUID, int]]) -> dict[tuple[UUID, int], Story]:
    """What these versions have to tell."""
    rows = await connection.fetch(_STORIES, [one for one, _ in versions], [version for _, version in versions])
    return {(row[0], row[1]): read_story(row[2]) for row in rows}


async def of_the_day(
    connection: Connection, court_id: str, readers: Collection[UUID], from_at: datetime, until: datetime
) -> list[OfTheDay]:
    """The hearings of a court that sit between two instants with any of these people."""
    found = []
    for row in await connection.fetch(_OF_THE_DAY, court_id, list(readers), from_at, until):
        placing = read_placing(row["placed"])
        if placing is not None:
            found.append(OfTheDay(frozenset(row["invited"]), placing, read_matter(row["matter"])))
    return found
