"""Who became free in one court while hearings of another wait for a place."""

from collections.abc import Collection, Mapping
from uuid import UUID

from tarazy_shared.database import Connection
from tarazy_shared.unit_of_work import Cause

_NOTE = """
INSERT INTO freed_people (court_id, resource_id, cause_id, correlation_id, traceparent)
SELECT DISTINCT known.court_id, known.id, freed.cause_id, freed.correlation_id, freed.traceparent
FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) AS freed (id, cause_id, correlation_id, traceparent)
JOIN (
    SELECT id, court_id FROM case_people WHERE id = ANY($1::uuid[])
    UNION ALL SELECT person_id, court_id FROM posts WHERE person_id = ANY($1::uuid[])
) AS known ON known.id = freed.id
WHERE EXISTS (SELECT 1 FROM hearings h JOIN courts c ON c.court_id = h.court_id
              WHERE h.court_id = known.court_id AND h.state = 'unlisted'
                AND h.latest_on >= (c.passed_at AT TIME ZONE c.zone)::date)
ORDER BY 1, 2
ON CONFLICT (court_id, resource_id) DO UPDATE
SET cause_id = excluded.cause_id, correlation_id = excluded.correlation_id, traceparent = excluded.traceparent
"""

_COURTS = "SELECT DISTINCT court_id FROM freed_people WHERE court_id <> ALL($2::text[]) LIMIT $1"

_TAKE = "DELETE FROM freed_people WHERE court_id = $1 RETURNING resource_id, cause_id, correlation_id, traceparent"


async def note(connection: Connection, freed: Mapping[UUID, Cause]) -> None:
    """Note for every court in which something waits who has become free, and what brought that about last."""
    if freed:
        causes = list(freed.values())
        await connection.execute(
            _NOTE,
            list(freed),
            [cause.id for cause in causes],
            [cause.correlation_id for cause in causes],
            [cause.traceparent for cause in causes],
        )


async def courts(connection: Connection, at_most: int, left_out: Collection[str]) -> list[str]:
    """Courts for which somebody has become free elsewhere."""
    return [row[0] for row in await connection.fetch(_COURTS, at_most, list(left_out))]


async def take(connection: Connection, court_id: str) -> dict[Cause, list[UUID]]:
    """Who has become free for a court, by what brought that about; forgotten with this transaction."""
    found: dict[Cause, list[UUID]] = {}
    for person, *cause in await connection.fetch(_TAKE, court_id):
        found.setdefault(Cause(*cause), []).append(person)
    return found
