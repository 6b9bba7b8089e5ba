"""Cases, in and out of the database, many at once."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_scheduling.adapters.documents import read_case, write_case
from tarazy_scheduling.domain.model.case import Case

_BY_ID = "SELECT court_id, document FROM cases WHERE case_id = ANY($1::uuid[])"

_OPEN = "SELECT document FROM cases WHERE court_id = $1 AND closed_at IS NULL"

_ENDED = """
SELECT document FROM cases
WHERE court_id = $1 AND closed_at >= $2 AND document->>'outcome' IN ('withdrawn', 'struck_out')
"""

_SAVE = """
INSERT INTO cases (case_id, court_id, judge_id, closed_at, document)
SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::timestamptz[], $5::json[])
ON CONFLICT (case_id) DO UPDATE
SET judge_id = excluded.judge_id, closed_at = excluded.closed_at, document = excluded.document
"""

_SAVE_PEOPLE = """
INSERT INTO case_people (id, case_id, court_id, is_party)
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::boolean[])
ON CONFLICT DO NOTHING
"""

_NAMED = """
SELECT DISTINCT id, court_id, is_party FROM case_people WHERE id = ANY($1::uuid[])
"""

# Both tables: somebody may be in post in one court and a party in another.
_CROSSING = """
SELECT DISTINCT asked.id, asked.court_id
FROM unnest($1::uuid[], $2::text[]) AS asked (id, court_id)
WHERE EXISTS (SELECT 1 FROM case_people p WHERE p.id = asked.id AND p.court_id <> asked.court_id)
   OR EXISTS (SELECT 1 FROM posts p WHERE p.person_id = asked.id AND p.court_id <> asked.court_id)
"""


async def by_id(connection: Connection, case_ids: Collection[UUID]) -> list[tuple[str, Case]]:
    """(court, case) for each that is known."""
    if not case_ids:
        return []
    return [(row[0], read_case(row[1])) for row in await connection.fetch(_BY_ID, list(case_ids))]


async def open_in(connection: Connection, court_id: str) -> list[Case]:
    """All cases of a court that are not closed."""
    return [read_case(row[0]) for row in await connection.fetch(_OPEN, court_id)]


async def ended_in(connection: Connection, court_id: str, since: datetime) -> list[Case]:
    """Cases of a court that were withdrawn or struck out since."""
    return [read_case(row[0]) for row in await connection.fetch(_ENDED, court_id, since)]


async def save(connection: Connection, cases: Collection[tuple[str, Case]]) -> None:
    """Write cases as they now stand; of each its court."""
    if cases:
        await connection.execute(
            _SAVE,
            [case.case_id for _, case in cases],
            [court_id for court_id, _ in cases],
            [case.judge_id for _, case in cases],
            [case.closed_at for _, case in cases],
            [write_case(case) for _, case in cases],
        )


async def save_people(connection: Connection, cases: Iterable[tuple[str, Case]]) -> None:
    """Note whom the cases name. Whoever was named once stays known."""
    named = {
        (resource_id, case.case_id): (court_id, is_party)
        for court_id, case in cases
        for party in case.parties
        for resource_id, is_party in ((party.person_id, False), (party.party_id, True))
        if resource_id
    }
    if named:
        await connection.execute(
            _SAVE_PEOPLE,
            [resource_id for resource_id, _ in named],
            [case_id for _, case_id in named],
            [court_id for court_id, _ in named.values()],
            [is_party for _, is_party in named.values()],
        )


async def named_in(connection: Connection, ids: Collection[UUID]) -> list[tuple[UUID, str, bool]]:
    """(id, court, whether it is a party_id) for each court with a case that names one of the ids."""
    if not ids:
        return []
    return [(row[0], row[1], row[2]) for row in await connection.fetch(_NAMED, list(ids))]


async def crossing(connection: Connection, people: Mapping[str, Collection[UUID]]) -> dict[str, set[UUID]]:
    """Of each court's people those whom another court knows too."""
    asked = [(person, court_id) for court_id, of_court in people.items() for person in of_court]
    found: dict[str, set[UUID]] = {}
    if asked:
        ids, courts = [person for person, _ in asked], [court_id for _, court_id in asked]
        for row in await connection.fetch(_CROSSING, ids, courts):
            found.setdefault(row[1], set()).add(row[0])
    return found
