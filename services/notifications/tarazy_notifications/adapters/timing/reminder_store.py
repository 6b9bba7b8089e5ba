"""Reminders in PostgreSQL: armed, due, and armed anew where the ladder of a court has changed."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_notifications.adapters.timing.armed_courts import CourtToArm
from tarazy_notifications.domain.timing.reminders import Reminder, Standing

_ARM = """
INSERT INTO reminders (hearing_id, tier, version, due_at)
SELECT * FROM unnest($1::uuid[], $2::text[], $3::bigint[], $4::timestamptz[])
ON CONFLICT (hearing_id, tier) DO UPDATE SET version = excluded.version, due_at = excluded.due_at
    WHERE reminders.version < excluded.version
"""

_DISARM = "DELETE FROM reminders WHERE hearing_id = ANY($1::uuid[])"

# Nothing is locked: a version that comes meanwhile arms its own, and neither this nor what is armed then touches those.
_DISARM_COMING = """
DELETE FROM reminders r USING unnest($1::uuid[], $2::bigint[]) AS row (hearing_id, version)
WHERE r.hearing_id = row.hearing_id AND r.version <= row.version AND r.due_at > $3
"""

_DUE = (
    "SELECT DISTINCT hearing_id FROM (SELECT hearing_id FROM reminders WHERE due_at <= $1 ORDER BY due_at LIMIT $2) due"
)

_TAKE_DUE = """
DELETE FROM reminders WHERE hearing_id = ANY($1::uuid[]) AND due_at <= $2 RETURNING hearing_id, version, tier, due_at
"""

# What reminders depend on, and no more: reading whole documents took a third of the time of arming a million. From one
# id on, so that the index gives them in order: where the first might be any, all of a court was read for each batch.
_STANDING = """
SELECT hearing_id, version, jsonb_typeof(placed -> 'promised') = 'object' AS promised,
       (SELECT min((sitting ->> 'starts_at')::timestamptz) FROM jsonb_array_elements(placed -> 'sittings') AS sitting)
           AS starts_at,
       matter ->> 'channel' AS form, matter ->> 'hearing_type' AS hearing_type
FROM hearings
WHERE court_id = $1 AND stands AND hearing_id > $2
ORDER BY hearing_id LIMIT $3
"""

_FIRST = UUID(int=0)


async def arm(connection: Connection, hearing_ids: Collection[UUID], found: Sequence[Reminder]) -> None:
    """Arm reminders in place of those that these hearings have."""
    if hearing_ids:
        await connection.execute(_DISARM, list(hearing_ids))
    await _arm(connection, found)


async def arm_anew(
    connection: Connection, hearings: Sequence[Standing], found: Sequence[Reminder], now: datetime
) -> None:
    """Arm reminders in place of those to come of these versions; what is due already stays due."""
    ids, versions = [one.hearing_id for one in hearings], [one.version for one in hearings]
    await connection.execute(_DISARM_COMING, ids, versions, now)
    await _arm(connection, found)


async def hearings_to_remind_of(connection: Connection, now: datetime, at_most: int) -> list[UUID]:
    """Hearings with a reminder that is due."""
    return [row[0] for row in await connection.fetch(_DUE, now, at_most)]


async def take_due(connection: Connection, hearing_ids: Collection[UUID], now: datetime) -> list[Reminder]:
    """The due reminders of these hearings, which are theirs no more."""
    return [Reminder(*row) for row in await connection.fetch(_TAKE_DUE, list(hearing_ids), now)]


async def standing_after(connection: Connection, court: CourtToArm, at_most: int) -> list[Standing]:
    """The next hearings of a court that stand, in the order of their ids."""
    return [
        Standing(row[0], court.court_id, row[1], bool(row[2]), row[3], row[4], row[5])
        for row in await connection.fetch(_STANDING, court.court_id, court.armed_to or _FIRST, at_most)
    ]


async def _arm(connection: Connection, found: Sequence[Reminder]) -> None:
    if found:
        await connection.execute(
            _ARM,
            [one.hearing_id for one in found],
            [one.tier for one in found],
            [one.version for one in found],
            [one.due_at for one in found],
        )
