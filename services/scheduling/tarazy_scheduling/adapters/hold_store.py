"""Holds with their bookings, in and out of the database."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

import asyncpg
from tarazy_shared.database import Connection

from tarazy_scheduling.adapters.hearing_store import ROOM, SOMEBODY
from tarazy_scheduling.domain.model.hold import Hold

_COLUMNS = ", ".join(Hold.__slots__)

_STANDING = f"SELECT {_COLUMNS} FROM holds WHERE court_id = $1 AND state = 'held'"  # noqa: S608  constants
_BY_ID = f"SELECT court_id, {_COLUMNS} FROM holds WHERE hold_id = ANY($1::uuid[])"  # noqa: S608
_OF_COURT = f"""
SELECT {_COLUMNS} FROM holds WHERE court_id = $1 AND ($2::text IS NULL OR state = $2) ORDER BY held_at DESC LIMIT $3
"""  # noqa: S608

_SAVE = """
INSERT INTO holds (court_id, hold_id, starts_at, ends_at, person_ids, room_id, held_by, reason, expires_at, held_at,
                   state, ended_at, hearing_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
ON CONFLICT (hold_id) DO UPDATE
SET state = excluded.state, ended_at = excluded.ended_at, hearing_id = excluded.hearing_id
"""

_CLEAR = "DELETE FROM bookings WHERE hearing_id = ANY($1::uuid[])"

_BOOK = """
INSERT INTO bookings (kind, resource_id, during, court_id, hearing_id)
SELECT resource.kind, resource.id, tstzrange($3, $4), $5, $6
FROM unnest($1::uuid[], $2::smallint[]) AS resource (id, kind)
"""


async def standing_in(connection: Connection, court_id: str) -> list[Hold]:
    """Holds that keep people or rooms busy, expired ones that nobody has dealt with yet included."""
    return [_hold(row) for row in await connection.fetch(_STANDING, court_id)]


async def by_id(connection: Connection, hold_ids: Collection[UUID]) -> list[tuple[str, Hold]]:
    """(court, hold) for each that is known."""
    if not hold_ids:
        return []
    return [(row["court_id"], _hold(row)) for row in await connection.fetch(_BY_ID, list(hold_ids))]


async def of_court(connection: Connection, court_id: str, state: str | None, at_most: int) -> list[Hold]:
    """A court's holds, those placed last first."""
    return [_hold(row) for row in await connection.fetch(_OF_COURT, court_id, state, at_most)]


async def free(connection: Connection, holds: Iterable[Hold]) -> None:
    """Give back what ended holds kept: before hearings take it."""
    ended = [hold.hold_id for hold in holds if hold.state != "held"]
    if ended:
        await connection.execute(_CLEAR, ended)


async def save(connection: Connection, holds: Iterable[tuple[str, Hold]]) -> None:
    """Write holds as they now stand, and book what new ones keep. A hold that stands never changes.

    Raises `asyncpg.ExclusionViolationError` when somebody or the room is booked.
    """
    for court_id, hold in holds:
        values: list[Any] = [getattr(hold, name) for name in Hold.__slots__]
        await connection.execute(_SAVE, court_id, *values)
        if hold.state == "held":
            people = dict.fromkeys(hold.person_ids)
            rooms = [hold.room_id] if hold.room_id else []
            kinds = [SOMEBODY] * len(people) + [ROOM] * len(rooms)
            of = (hold.starts_at, hold.ends_at, court_id, hold.hold_id)
            await connection.execute(_BOOK, [*people, *rooms], kinds, *of)


def _hold(row: asyncpg.Record) -> Hold:
    values = {name: row[name] for name in Hold.__slots__}
    return Hold(**values | {"person_ids": tuple(values["person_ids"])})
