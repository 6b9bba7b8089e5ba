"""What a court's board of a week shows: its staff and rooms, its sittings, who is away, what has no place."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_scheduling.adapters.documents import read_case, read_hearing
from tarazy_scheduling.domain.model.case import Case
from tarazy_scheduling.domain.model.hearing import Hearing

MOST_UNLISTED = 200
"""On one page, those whose window ends first."""

# Parts of the documents alone: reading them whole takes a week of a large court a second.
_SITTINGS = """
SELECT s.hearing_id, s.sequence, s.starts_at, s.ends_at, s.room_id, h.state, h.is_fixed, h.priority, h.hearing_type,
       h.judges, h.version,
       CASE WHEN c.confidential THEN NULL ELSE c.number END AS case_number
FROM (SELECT * FROM sittings WHERE court_id = $1 AND starts_at >= $2 AND starts_at < $3) AS s
JOIN LATERAL (
    SELECT x.case_id, x.state, d.version, d.is_fixed, d."placing" -> 'judges' AS judges,
           d.request ->> 'priority' AS priority, d.request ->> 'hearing_type' AS hearing_type
    FROM hearings x
         CROSS JOIN json_to_record(x.document) AS d (version integer, "placing" json, request json, is_fixed boolean)
    WHERE x.hearing_id = s.hearing_id
) AS h ON true
JOIN LATERAL (
    SELECT d.number, d.confidential
    FROM cases x CROSS JOIN json_to_record(x.document) AS d (number text, confidential boolean)
    WHERE x.case_id = h.case_id
) AS c ON true
ORDER BY s.starts_at, s.hearing_id
"""

_STAFF = """
SELECT person_id, name, role FROM posts
WHERE court_id = $1 AND from_on <= $3 AND (to_on IS NULL OR to_on >= $2) ORDER BY name, person_id
"""

# A secondment is one from the court alone that tells it; whoever is on leave is on leave everywhere.
_AWAY = """
SELECT person_id, starts_at, ends_at FROM absences
WHERE NOT is_cancelled AND starts_at < $3 AND ends_at > $2
  AND (court_id = $1 OR (kind <> 'secondment' AND person_id IN (SELECT person_id FROM posts WHERE court_id = $1)))
"""

_UNLISTED = """
SELECT h.document, c.document AS of_case FROM hearings h JOIN cases c ON c.case_id = h.case_id
WHERE h.court_id = $1 AND h.state = 'unlisted' AND c.closed_at IS NULL ORDER BY h.latest_on, h.hearing_id LIMIT $2
"""

_COUNT_UNLISTED = """
SELECT count(*) FROM hearings h JOIN cases c ON c.case_id = h.case_id
WHERE h.court_id = $1 AND h.state = 'unlisted' AND c.closed_at IS NULL
"""

_ONE = """
SELECT h.document, c.document AS of_case FROM hearings h JOIN cases c ON c.case_id = h.case_id
WHERE h.hearing_id = $1 AND h.court_id = $2
"""

_NUMBERS = """
SELECT h.hearing_id, CASE WHEN d.confidential THEN NULL ELSE d.number END
FROM hearings h JOIN cases c ON c.case_id = h.case_id
     CROSS JOIN json_to_record(c.document) AS d (number text, confidential boolean)
WHERE h.court_id = $1 AND h.hearing_id = ANY($2::uuid[])
"""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in post."""

    person_id: UUID
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class OnBoard:
    """One sitting."""

    hearing_id: UUID
    sequence: int
    starts_at: datetime
    ends_at: datetime
    room_id: UUID
    judges: tuple[UUID, ...]
    is_over: bool
    is_fixed: bool
    in_custody: bool
    hearing_type: str
    version: int
    case_number: str | None
    """None for a confidential case."""


@dataclass(frozen=True, slots=True)
class Absent:
    """Somebody who is away; why is nobody's business."""

    person_id: UUID
    starts_at: datetime
    ends_at: datetime


async def sittings(connection: Connection, court_id: str, start: datetime, end: datetime) -> list[OnBoard]:
    """The sittings that begin in `[start, end)`, by time."""
    return [
        OnBoard(
            row["hearing_id"],
            row["sequence"],
            row["starts_at"],
            row["ends_at"],
            row["room_id"],
            _ids(row["judges"]),
            row["state"] != "listed",
            bool(row["is_fixed"]),
            row["priority"] == "custody",
            row["hearing_type"],
            row["version"],
            row["case_number"],
        )
        for row in await connection.fetch(_SITTINGS, court_id, start, end)
    ]


async def staff(connection: Connection, court_id: str, first: date, last: date) -> list[Member]:
    """Who is in post on any day of a range."""
    return [Member(*row) for row in await connection.fetch(_STAFF, court_id, first, last)]


async def away(connection: Connection, court_id: str, start: datetime, end: datetime) -> list[Absent]:
    """When people are away."""
    return [Absent(*row) for row in await connection.fetch(_AWAY, court_id, start, end)]


async def unlisted(connection: Connection, court_id: str) -> tuple[int, list[tuple[Hearing, Case]]]:
    """How many hearings have no place, and the first of them."""
    rows = await connection.fetch(_UNLISTED, court_id, MOST_UNLISTED)
    count = len(rows)
    if count == MOST_UNLISTED:
        count = await connection.fetchval(_COUNT_UNLISTED, court_id)
    return count, [(read_hearing(row["document"]), read_case(row["of_case"])) for row in rows]


async def numbers(connection: Connection, court_id: str, hearing_ids: Collection[UUID]) -> dict[UUID, str | None]:
    """By hearing the number of its case; None for a confidential one."""
    return {row[0]: row[1] for row in await connection.fetch(_NUMBERS, court_id, list(hearing_ids))}


async def one(connection: Connection, court_id: str, hearing_id: UUID) -> tuple[Hearing, Case] | None:
    """A hearing of the court with its case."""
    row = await connection.fetchrow(_ONE, hearing_id, court_id)
    return (read_hearing(row["document"]), read_case(row["of_case"])) if row else None


def _ids(written: str | None) -> tuple[UUID, ...]:
    """A JSON list of ids."""
    texts: Sequence[str] = (written or "[]").strip("[]").split(",")
    return tuple(UUID(text.strip(' "')) for text in texts if text.strip())
