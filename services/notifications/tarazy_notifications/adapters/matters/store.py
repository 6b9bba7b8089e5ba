"""Deadlines of which people are told again, and the versions of matters that are known, in PostgreSQL."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_notifications.domain.matters.steps import Reminder

_VERSIONS = """
SELECT subject_id, max(version) FROM subject_versions WHERE subject_id = ANY($1::uuid[]) GROUP BY subject_id
"""

_DISARM = "DELETE FROM matter_reminders WHERE matter_id = ANY($1::uuid[])"

_ARM = """
INSERT INTO matter_reminders (matter_id, version, court_id, person_id, topic, due_at)
SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::uuid[], $5::text[], $6::timestamptz[])
"""

_TAKE_DUE = """
DELETE FROM matter_reminders WHERE matter_id IN (
    SELECT matter_id FROM matter_reminders WHERE due_at <= $1 ORDER BY due_at, matter_id LIMIT $2
    FOR UPDATE SKIP LOCKED)
RETURNING matter_id, version, court_id, person_id, topic, due_at
"""


async def versions(connection: Connection, matter_ids: Collection[UUID]) -> dict[UUID, int]:
    """The newest version of each of these that is known."""
    rows = await connection.fetch(_VERSIONS, list(matter_ids)) if matter_ids else []
    return {row[0]: row[1] for row in rows}


async def arm(connection: Connection, matter_ids: Collection[UUID], reminders: Sequence[Reminder]) -> None:
    """Arm reminders in place of those that these matters have."""
    if matter_ids:
        await connection.execute(_DISARM, list(matter_ids))
    if reminders:
        await connection.execute(
            _ARM,
            [one.matter_id for one in reminders],
            [one.version for one in reminders],
            [one.court_id for one in reminders],
            [one.person_id for one in reminders],
            [one.topic for one in reminders],
            [one.due_at for one in reminders],
        )


async def take_due(connection: Connection, now: datetime, at_most: int) -> list[Reminder]:
    """Reminders that are due, which are nobody else's any more."""
    return [Reminder(*row) for row in await connection.fetch(_TAKE_DUE, now, at_most)]
