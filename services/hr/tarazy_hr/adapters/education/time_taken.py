"""Which absences stand for places in sessions."""

from collections.abc import Sequence
from uuid import UUID

from tarazy_shared.database import Connection

TAKE = (
    "INSERT INTO training_absences (absence_id, session_id, person_id) SELECT id, $2, $3 FROM unnest($1::uuid[]) AS id"
)

# Those alone that still hold something to give back.
TAKEN = """
    SELECT absence_id FROM training_absences AS t JOIN absences AS a USING (absence_id)
    WHERE t.session_id = $1 AND t.person_id = $2 AND a.superseded_at IS NULL AND a.what = 'approved'
    ORDER BY a.starts_at
"""

FORGET = "DELETE FROM training_absences WHERE absence_id = ANY($1::uuid[])"

SESSIONS_OF = "SELECT absence_id, session_id FROM training_absences WHERE absence_id = ANY($1::uuid[])"


async def take(connection: Connection, session_id: UUID, person_id: UUID, absences: Sequence[UUID]) -> None:
    """Remember for what these absences are to be entered."""
    await connection.execute(TAKE, list(absences), session_id, person_id)


async def taken(connection: Connection, session_id: UUID, person_id: UUID) -> list[UUID]:
    """The absences of a place that hold, by time."""
    return [_uuid(row["absence_id"]) for row in await connection.fetch(TAKEN, session_id, person_id)]


async def forget(connection: Connection, absences: Sequence[UUID]) -> None:
    """They stand for no place any more."""
    await connection.execute(FORGET, list(absences))


async def sessions_of(connection: Connection, absences: Sequence[UUID]) -> dict[UUID, UUID]:
    """The session of each absence that stands for a place in one."""
    rows = await connection.fetch(SESSIONS_OF, list(absences)) if absences else []
    return {_uuid(row["absence_id"]): _uuid(row["session_id"]) for row in rows}


def _uuid(value: UUID) -> UUID:
    return UUID(int=value.int)
