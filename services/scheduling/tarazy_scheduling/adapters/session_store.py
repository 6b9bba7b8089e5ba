"""Sessions as courts lay them down, in and out of the database."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_scheduling.domain.model.sessions import HalfDayPreference, Overbooking, SessionBlock
from tarazy_scheduling.domain.working_set.changes import Changes
from tarazy_scheduling.domain.working_set.court import Court
from tarazy_scheduling.domain.working_set.sessions import Sessions

_PREFERENCES = """
SELECT person_id, from_on, half, to_on FROM half_day_preferences WHERE court_id = $1 ORDER BY person_id, from_on
"""
_BLOCKS = """
SELECT block_id, kind, resource_id, weekday, half, hearing_types, categories, release_days, from_on, to_on, is_ended
FROM session_blocks WHERE court_id = $1 AND (NOT is_ended OR $2) ORDER BY block_id
"""
_OVERBOOKINGS = """
SELECT overbooking_id, person_id, day, half, hearings, permitted_by, reason, permitted_at, is_withdrawn
FROM overbookings WHERE court_id = $1 AND day >= $2 ORDER BY day, half, overbooking_id
"""

_COURT_OF_BLOCK = "SELECT court_id FROM session_blocks WHERE block_id = $1"
_COURT_OF_OVERBOOKING = "SELECT court_id FROM overbookings WHERE overbooking_id = $1"

_SAVE_PREFERENCES = """
INSERT INTO half_day_preferences (court_id, person_id, from_on, half, to_on)
SELECT $1, * FROM unnest($2::uuid[], $3::date[], $4::text[], $5::date[])
ON CONFLICT (court_id, person_id, from_on) DO UPDATE SET half = excluded.half, to_on = excluded.to_on
"""
_SAVE_BLOCK = """
INSERT INTO session_blocks (court_id, block_id, kind, resource_id, weekday, half, hearing_types, categories,
                            release_days, from_on, to_on, is_ended)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
ON CONFLICT (block_id) DO UPDATE
SET kind = excluded.kind, resource_id = excluded.resource_id, weekday = excluded.weekday, half = excluded.half,
    hearing_types = excluded.hearing_types, categories = excluded.categories, release_days = excluded.release_days,
    from_on = excluded.from_on, to_on = excluded.to_on, is_ended = excluded.is_ended
"""
_SAVE_OVERBOOKING = """
INSERT INTO overbookings (court_id, overbooking_id, person_id, day, half, hearings, permitted_by, reason, permitted_at,
                          is_withdrawn)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (overbooking_id) DO UPDATE SET is_withdrawn = excluded.is_withdrawn
"""


async def preferences_of(connection: Connection, court_id: str) -> list[HalfDayPreference]:
    """By judge and day, past ones too."""
    return [HalfDayPreference(*row) for row in await connection.fetch(_PREFERENCES, court_id)]


async def blocks_of(connection: Connection, court_id: str, *, ended: bool = False) -> list[SessionBlock]:
    """The sessions kept for some hearings; those that have ended too if that is asked for."""
    return [_block(row) for row in await connection.fetch(_BLOCKS, court_id, ended)]


async def overbookings_of(connection: Connection, court_id: str, since: date) -> list[Overbooking]:
    """What is permitted of sessions from a day on, withdrawn or not."""
    return [Overbooking(*row) for row in await connection.fetch(_OVERBOOKINGS, court_id, since)]


async def load(connection: Connection, court_id: str, today: date) -> Sessions:
    """What counts from today on."""
    sessions = Sessions()
    sessions.fill(
        await preferences_of(connection, court_id),
        await blocks_of(connection, court_id),
        await overbookings_of(connection, court_id, today),
    )
    return sessions


async def court_of_block(connection: Connection, block_id: UUID) -> str | None:
    """Whose the block is; None for one that is not known."""
    found: str | None = await connection.fetchval(_COURT_OF_BLOCK, block_id)
    return found


async def court_of_overbooking(connection: Connection, overbooking_id: UUID) -> str | None:
    """Whose the permission is; None for one that is not known."""
    found: str | None = await connection.fetchval(_COURT_OF_OVERBOOKING, overbooking_id)
    return found


async def save(connection: Connection, court: Court, changes: Changes) -> None:
    """Write what has changed."""
    sessions, court_id = court.sessions, court.court_id
    preferences = [sessions.preferences[key] for key in changes.preferences]
    if preferences:
        columns = zip(*(_values(one) for one in preferences), strict=True)
        await connection.execute(_SAVE_PREFERENCES, court_id, *(list(column) for column in columns))
    for block_id in changes.blocks:
        await connection.execute(_SAVE_BLOCK, court_id, *_values(sessions.blocks[block_id]))
    for overbooking_id in changes.overbookings:
        await connection.execute(_SAVE_OVERBOOKING, court_id, *_values(sessions.overbookings[overbooking_id]))


def _block(row: Any) -> SessionBlock:
    values = {name: row[name] for name in SessionBlock.__slots__}
    kept = {name: frozenset(values[name]) for name in ("hearing_types", "categories")}
    return SessionBlock(**values | kept)


def _values(record: Any) -> Iterable[Any]:
    """A record's fields in the order of the columns."""
    for name in record.__slots__:
        value = getattr(record, name)
        yield sorted(value) if isinstance(value, frozenset) else value
