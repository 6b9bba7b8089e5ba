"""Finding what a clerk asks for: a case by its number, somebody by name, anything by its id. Indexed throughout."""

import re
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from tarazy_shared.database import Connection

MOST_CASES = 2000
"""Of cases that a name is found in, so many are looked at: whoever means one of more types more of the name."""

_BY_NUMBER = """
SELECT case_id, number FROM cases WHERE court_id = $1 AND registered AND number LIKE $2
UNION
SELECT case_id, number FROM cases WHERE court_id = $1 AND registered AND reverse(number) LIKE $3
ORDER BY number, case_id LIMIT $4 OFFSET $5
"""

_BY_NAME = """
WITH hit AS MATERIALIZED (
    SELECT case_id, number, coalesce(parties, '[]') || former_parties AS people FROM cases
    WHERE court_id = $1 AND name_words(parties, former_parties) @@ $2::text::tsquery LIMIT $3
), found AS (
    SELECT coalesce(one ->> 'person_id', one ->> 'party_id')::uuid AS recipient_id, one ->> 'name' AS name,
           hit.case_id, hit.number
    FROM hit, jsonb_array_elements(hit.people) AS one
    WHERE to_tsvector('simple'::regconfig, one ->> 'name') @@ $2::text::tsquery
    UNION
    SELECT person_id, name, NULL, NULL FROM staff
    WHERE court_id = $1 AND to_tsvector('simple'::regconfig, name) @@ $2::text::tsquery
)
SELECT recipient_id, name, array_agg(number ORDER BY number) FILTER (WHERE number IS NOT NULL) AS numbers
FROM found GROUP BY recipient_id, name ORDER BY name, recipient_id LIMIT $4 OFFSET $5
"""

_WHAT = """
SELECT CASE
    WHEN EXISTS (SELECT FROM notices WHERE notice_id = $2 AND court_id = $1) THEN 'notice'
    WHEN EXISTS (SELECT FROM hearings WHERE hearing_id = $2 AND court_id = $1) THEN 'hearing'
    WHEN EXISTS (SELECT FROM cases WHERE case_id = $2 AND court_id = $1) THEN 'case'
    WHEN EXISTS (SELECT FROM notices WHERE recipient_id = $2 AND court_id = $1) THEN 'person'
END
"""


@dataclass(frozen=True, slots=True)
class FoundCase:
    """A case of the court."""

    case_id: UUID
    number: str


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """Somebody in cases of the court, or of its staff."""

    recipient_id: UUID
    name: str
    numbers: tuple[str, ...]
    """Of the cases that were looked at."""


async def cases_by_number(
    connection: Connection, court_id: str, text: str, limit: int, offset: int = 0
) -> list[FoundCase]:
    """Cases whose number begins or ends like this."""
    rows = await connection.fetch(_BY_NUMBER, court_id, _beginning(text), _beginning(text[::-1]), limit, offset)
    return [FoundCase(row["case_id"], row["number"]) for row in rows]


async def people_by_name(
    connection: Connection, court_id: str, text: str, limit: int, offset: int = 0
) -> list[FoundPerson]:
    """People in whose names words begin like each of these words."""
    words = re.findall(r"\w+", text)
    if not words:
        return []
    wanted = " & ".join(f"'{word.lower()}':*" for word in words)
    rows = await connection.fetch(_BY_NAME, court_id, wanted, MOST_CASES, limit, offset)
    return [FoundPerson(row["recipient_id"], row["name"], tuple(row["numbers"] or ())) for row in rows]


async def what_is(
    connection: Connection, court_id: str, about: UUID
) -> Literal["notice", "hearing", "case", "person"] | None:
    """Of what in this court an id is."""
    found: Literal["notice", "hearing", "case", "person"] | None = await connection.fetchval(_WHAT, court_id, about)
    return found


def _beginning(text: str) -> str:
    """A pattern of LIKE for what begins with this very text."""
    return re.sub(r"([\\%_])", r"\\\1", text.replace("\0", "")) + "%"
