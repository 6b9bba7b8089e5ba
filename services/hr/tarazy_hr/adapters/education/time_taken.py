"""Which absences stand for places in sessions."""

from collections.abc import Sequence
from uuid import UUID

from tarazy_shared.database import Connection

TAKE = (
    "INSERT INTO training_absences (absence_id, session_id, person_id) SELECT id, $2, $3 FROM unnest($1::uuid[]) AS id"
)

# Those alone that still hold something to give back.
GIVE_BACK = """
    DELETE FROM training_absences AS t USING absences AS a
    WHERE t.session_id = $1 AND t.person_id = $2 AND a.absence_id = t.absence_id AND a.superseded_at IS NULL
      AND a.what = 'approved'
    RETURNING t.absence_id, a.starts_at
"""


async def take(connection: Connection, session_id: UUID, person_id: UUID, absences: Sequence[UUID]) -> None:
    """Remember for what these absences were entered."""
    await connection.execute(TAKE, list(absences), session_id, person_id)


async def give_back(connection: Connection, session_id: UUID, person_id: UUID) -> list[UUID]:
    """Forget the absences of a place, and say which of them to cancel, by time."""
    rows = await connection.fetch(GIVE_BACK, session_id, person_id)
    return [UUID(int=row["absence_id"].int) for row in sorted(rows, key=lambda row: row["starts_at"])]
