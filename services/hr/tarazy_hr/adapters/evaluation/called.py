"""People in post, found by what they are called."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from uuid import UUID

from tarazy_shared.database import Connection

CALLED = """
    SELECT DISTINCT lower(name) AS name, person_id FROM appointments
    WHERE lower(name) = ANY($1::text[]) AND superseded_at IS NULL AND what <> 'called_off'
      AND from_on <= $2 AND coalesce(separated_on, to_on, 'infinity') >= $2
"""


async def called(connection: Connection, names: Collection[str], today: date) -> dict[str, list[UUID]]:
    """Everybody in post in any court who is called so, by the name in lower case."""
    found: dict[str, list[UUID]] = defaultdict(list)
    for row in await connection.fetch(CALLED, [name.lower() for name in names], today):
        found[row["name"]].append(UUID(int=row["person_id"].int))
    return found
