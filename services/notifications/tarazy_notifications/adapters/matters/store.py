"""Deadlines of which people are told again, and the versions of matters that are known, in PostgreSQL."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_notifications.domain.matters.deadlines import Deadline

_VERSIONS = """
SELECT subject_id, max(version) FROM subject_versions WHERE subject_id = ANY($1::uuid[]) GROUP BY subject_id
"""

_END = "DELETE FROM matter_deadlines WHERE matter_id = ANY($1::uuid[])"

_SET = """
INSERT INTO matter_deadlines (matter_id, version, court_id, person_id, topic, due_on, remind_at)
SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::uuid[], $5::text[], $6::date[], $7::timestamptz[])
"""

_ARM = """
UPDATE matter_deadlines d SET remind_at = row.remind_at
FROM unnest($1::uuid[], $2::bigint[], $3::timestamptz[]) AS row (matter_id, version, remind_at)
WHERE d.matter_id = row.matter_id AND d.version = row.version
"""

_FIELDS = "matter_id, version, court_id, person_id, topic, due_on"

# What is due already stays due.
_OF_COURT = f"""
SELECT {_FIELDS} FROM matter_deadlines WHERE court_id = $1 AND (remind_at IS NULL OR remind_at > $2)
ORDER BY matter_id FOR UPDATE
"""  # noqa: S608  names of ours

_TAKE_DUE = f"""
UPDATE matter_deadlines SET remind_at = NULL WHERE matter_id IN (
    SELECT matter_id FROM matter_deadlines WHERE remind_at <= $1 ORDER BY remind_at, matter_id LIMIT $2
    FOR UPDATE SKIP LOCKED)
RETURNING {_FIELDS}
"""  # noqa: S608

_FORGET = "DELETE FROM matter_deadlines WHERE due_on < $1"


async def versions(connection: Connection, matter_ids: Collection[UUID]) -> dict[UUID, int]:
    """The newest version of each of these that is known."""
    rows = await connection.fetch(_VERSIONS, list(matter_ids)) if matter_ids else []
    return {row[0]: row[1] for row in rows}


async def set_deadlines(
    connection: Connection, matter_ids: Collection[UUID], found: Mapping[Deadline, datetime | None]
) -> None:
    """Deadlines, with the time to tell each again, in place of those that these matters have."""
    if matter_ids:
        await connection.execute(_END, list(matter_ids))
    if found:
        await connection.execute(
            _SET,
            [one.matter_id for one in found],
            [one.version for one in found],
            [one.court_id for one in found],
            [one.person_id for one in found],
            [one.topic for one in found],
            [one.due_on for one in found],
            list(found.values()),
        )


async def of_court(connection: Connection, court_id: str, now: datetime) -> list[Deadline]:
    """The deadlines of a court that are not due to be told again."""
    return [Deadline(*row) for row in await connection.fetch(_OF_COURT, court_id, now)]


async def arm(connection: Connection, found: Mapping[Deadline, datetime | None]) -> None:
    """When to tell deadlines again that stand already."""
    versions = [(one.matter_id, one.version) for one in found]
    await connection.execute(_ARM, [one for one, _ in versions], [one for _, one in versions], list(found.values()))


async def take_due(connection: Connection, now: datetime, at_most: int) -> list[Deadline]:
    """Deadlines to tell again now, which nobody else does."""
    return [Deadline(*row) for row in await connection.fetch(_TAKE_DUE, now, at_most)]


async def forget(connection: Connection, before: date) -> None:
    """Drop what was due before a day."""
    await connection.execute(_FORGET, before)
