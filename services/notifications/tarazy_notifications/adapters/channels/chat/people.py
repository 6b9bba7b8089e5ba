"""Whose chat is which room: names of rooms alone, since their addresses hold passwords."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tarazy_shared.database import Connection

_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended('person_rooms ' || $1, 0))"

_KNOWN = "SELECT EXISTS (SELECT FROM staff WHERE person_id = $1)"

_OF_COURT = """
SELECT s.person_id, s.name, r.room
FROM staff s LEFT JOIN person_rooms r ON r.person_id = s.person_id AND r.superseded_at IS NULL
WHERE s.court_id = $1 AND s.role IS NOT NULL ORDER BY s.name, s.person_id
"""

_STANDING = "SELECT room FROM person_rooms WHERE person_id = $1 AND superseded_at IS NULL"

_SUPERSEDE = "UPDATE person_rooms SET superseded_at = $2 WHERE person_id = $1 AND superseded_at IS NULL"

_GIVE = """
INSERT INTO person_rooms (person_id, version, room, entered_by, recorded_at)
SELECT $1, coalesce(max(version), 0) + 1, $2, $3, $4 FROM person_rooms WHERE person_id = $1
"""


@dataclass(frozen=True, slots=True)
class InRoom:
    """Somebody who works for a court, and their room if they have one."""

    person_id: UUID
    name: str
    room: str | None


async def of_court(connection: Connection, court_id: str) -> list[InRoom]:
    """Everybody who works, or worked, for a court, by name."""
    return [InRoom(*row) for row in await connection.fetch(_OF_COURT, court_id)]


async def is_known(connection: Connection, person_id: UUID) -> bool:
    """Whether somebody works, or worked, for any court."""
    return bool(await connection.fetchval(_KNOWN, person_id))


async def room_of(connection: Connection, person_id: UUID) -> str | None:
    """The room of somebody, if they have one."""
    room: str | None = await connection.fetchval(_STANDING, person_id)
    return room


async def give(connection: Connection, person_id: UUID, room: str | None, by: str, now: datetime) -> bool:
    """Give somebody a room, or take theirs; false where it is what they have."""
    await connection.execute(_ONE_AT_A_TIME, str(person_id))
    if await room_of(connection, person_id) == room:
        return False
    await connection.execute(_SUPERSEDE, person_id, now)
    await connection.execute(_GIVE, person_id, room, by, now)
    return True
