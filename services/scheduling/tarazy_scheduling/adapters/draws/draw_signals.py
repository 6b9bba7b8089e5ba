"""When exclusions came and which parties file again, in and out of the database."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import asyncpg
from tarazy_shared.database import Connection

from tarazy_scheduling.domain.allocation.signals import ExclusionEntered, PartiesRegistered, Signal

_EXCLUSIONS = """
INSERT INTO exclusion_entries (court_id, person_id, code, case_id, entered_at)
SELECT court_id, person_id, code, case_id, $5
FROM unnest($1::text[], $2::uuid[], $3::text[], $4::uuid[]) AS row (court_id, person_id, code, case_id)
"""
_PARTIES = """
INSERT INTO case_registrations (case_id, court_id, parties, registered_at)
SELECT case_id, court_id, parties, $4
FROM unnest($1::uuid[], $2::text[], $3::bytea[]) AS row (case_id, court_id, parties)
ON CONFLICT DO NOTHING
"""

# A re-draw because of somebody's own exclusion follows from it at once; that is no sign of anything.
_LATE = """
SELECT d.court_id, d.number, d.secret_day AS day, e.person_id, e.code, max(e.entered_at) AS entered_at, d.drawn_at
FROM exclusion_entries e
JOIN draws d ON d.court_id = e.court_id AND d.drawn_at >= e.entered_at AND d.drawn_at < e.entered_at + interval '1 hour'
WHERE (e.case_id IS NULL OR e.case_id = d.case_id)
  AND NOT EXISTS (SELECT FROM redraws r WHERE r.draw_id = d.draw_id AND r.taken_from = e.person_id)
  AND EXISTS (
      SELECT FROM json_array_elements(d.fact -> 'proof' -> 'candidates') AS one
      WHERE one ->> 'excluded' = e.code AND one ->> 'person_id' = e.person_id::text
  )
  AND {when}
GROUP BY d.court_id, d.number, d.secret_day, e.person_id, e.code, d.drawn_at
"""
_LATE_IN_PERIOD = (
    _LATE.format(when="e.court_id = $1 AND d.secret_day BETWEEN $2 AND $3") + "ORDER BY d.number DESC LIMIT $4"
)
_LATE_SINCE = (
    "SELECT court_id, count(DISTINCT number) FROM ("  # noqa: S608  constants
    + _LATE.format(when="e.entered_at > $1::timestamptz - interval '1 hour' AND d.drawn_at > $1")
    + ") AS late GROUP BY court_id"
)

_AGAIN = """
SELECT c.case_id, c.court_id, c.registered_at, first.case_id AS before
FROM case_registrations c
JOIN LATERAL (
    SELECT case_id FROM case_registrations b
    WHERE b.court_id = c.court_id AND b.parties = c.parties AND b.case_id <> c.case_id
      AND b.registered_at BETWEEN c.registered_at - interval '30 days' AND c.registered_at
      AND (b.registered_at, b.case_id) < (c.registered_at, c.case_id)
    ORDER BY b.registered_at, b.case_id LIMIT 1
) AS first ON true
WHERE {when}
"""
_AGAIN_IN_PERIOD = (
    _AGAIN.format(when="c.court_id = $1 AND c.registered_at >= $2 AND c.registered_at < $3")
    + "ORDER BY c.registered_at DESC, c.case_id LIMIT $4"
)
_AGAIN_SINCE = (
    "SELECT court_id, count(*) FROM ("  # noqa: S608  constants
    + _AGAIN.format(when="c.registered_at > $1")
    + ") AS again GROUP BY court_id"
)


@dataclass(frozen=True, slots=True)
class LateExclusion:
    """Somebody could not be drawn because of what had come in less than an hour before."""

    number: int
    """Of the draw."""
    day: date
    person_id: UUID
    code: str
    entered_at: datetime
    drawn_at: datetime


@dataclass(frozen=True, slots=True)
class FiledAgain:
    """A case whose parties had filed about the same within 30 days before."""

    case_id: UUID
    before: UUID
    """The first of the cases before."""
    registered_at: datetime


async def note(connection: Connection, signals: Collection[tuple[str, Signal]], now: datetime) -> None:
    """Keep what was noted, each with its court."""
    exclusions = [(court_id, one) for court_id, one in signals if isinstance(one, ExclusionEntered)]
    if exclusions:
        await connection.execute(
            _EXCLUSIONS,
            [court_id for court_id, _ in exclusions],
            [one.person_id for _, one in exclusions],
            [one.code for _, one in exclusions],
            [one.case_id for _, one in exclusions],
            now,
        )
    parties = [(court_id, one) for court_id, one in signals if isinstance(one, PartiesRegistered)]
    if parties:
        await connection.execute(
            _PARTIES,
            [one.case_id for _, one in parties],
            [court_id for court_id, _ in parties],
            [one.parties for _, one in parties],
            now,
        )


async def late_exclusions(
    connection: Connection, court_id: str, from_on: date, to_on: date, limit: int
) -> list[LateExclusion]:
    """The last `limit` of draws of these days."""
    rows = await connection.fetch(_LATE_IN_PERIOD, court_id, from_on, to_on, limit)
    return [LateExclusion(*(row[name] for name in LateExclusion.__slots__)) for row in rows]


async def filed_again(
    connection: Connection, court_id: str, start: datetime, end: datetime, limit: int
) -> list[FiledAgain]:
    """The last `limit` that were registered in `[start, end)`."""
    rows = await connection.fetch(_AGAIN_IN_PERIOD, court_id, start, end, limit)
    return [FiledAgain(*(row[name] for name in FiledAgain.__slots__)) for row in rows]


async def counts_since(pool: asyncpg.Pool, since: datetime) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """By court: draws with a late exclusion, and cases filed again, after an instant."""
    async with pool.acquire() as connection:
        late = {row[0]: row[1] for row in await connection.fetch(_LATE_SINCE, since)}
        again = {row[0]: row[1] for row in await connection.fetch(_AGAIN_SINCE, since)}
    return late, again
