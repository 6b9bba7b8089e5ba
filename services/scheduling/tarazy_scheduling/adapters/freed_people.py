"""Who became free in one court while hearings of another wait for a place."""

from collections.abc import Collection
from uuid import UUID

from tarazy_shared.database import Connection

_NOTE = """
INSERT INTO freed_people (court_id, resource_id)
SELECT DISTINCT known.court_id, known.id
FROM (
    SELECT id, court_id FROM case_people WHERE id = ANY($1::uuid[])
    UNION ALL SELECT person_id, court_id FROM posts WHERE person_id = ANY($1::uuid[])
) AS known
WHERE EXISTS (SELECT 1 FROM hearings h WHERE h.court_id = known.court_id AND h.state = 'unlisted')
ORDER BY 1, 2
ON CONFLICT DO NOTHING
"""

_COURTS = "SELECT DISTINCT court_id FROM freed_people LIMIT $1"

_TAKE = "DELETE FROM freed_people WHERE court_id = $1 RETURNING resource_id"


async def note(connection: Connection, people: Collection[UUID]) -> None:
    """Note for every court in which something waits that these people have become free."""
    if people:
        await connection.execute(_NOTE, list(people))


async def courts(connection: Connection, at_most: int) -> list[str]:
    """Courts for which somebody has become free elsewhere."""
    return [row[0] for row in await connection.fetch(_COURTS, at_most)]


async def take(connection: Connection, court_id: str) -> frozenset[UUID]:
    """Who has become free for a court; forgotten with this transaction."""
    return frozenset(row[0] for row in await connection.fetch(_TAKE, court_id))
