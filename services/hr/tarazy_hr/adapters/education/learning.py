"""Minutes that people learnt in a year, and those that are still to come."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_hr.domain.education.forecast import Taught
from tarazy_hr.domain.education.hours import Learnt

# Whoever is in post on the day, with the first day of which that is known in any court. Hours follow the person.
LEARNT = """
    SELECT a.person_id, a.role, since.from_on,
           coalesce(sum(p.attended) FILTER (WHERE s.starts_on BETWEEN $4 AND $5), 0)::bigint AS attended,
           coalesce(sum(greatest(s.minutes - coalesce(p.attended, 0), 0)) FILTER (
               WHERE s.starts_on BETWEEN $4 AND $5 AND s.ends_at > $6 AND NOT p.waits AND NOT s.cancelled
           ), 0)::bigint AS to_come
    FROM appointments AS a
    CROSS JOIN LATERAL (
        SELECT min(from_on) AS from_on FROM appointments AS other
        WHERE other.person_id = a.person_id AND other.superseded_at IS NULL AND other.what <> 'called_off'
    ) AS since
    LEFT JOIN training_places AS p ON p.person_id = a.person_id
    LEFT JOIN training_sessions AS s ON s.session_id = p.session_id
    WHERE a.court_id = $1 AND ($2::uuid IS NULL OR a.person_id = $2)
      AND a.superseded_at IS NULL AND a.what <> 'called_off'
      AND a.from_on <= $3 AND coalesce(a.separated_on, a.to_on, 'infinity') >= $3
    GROUP BY a.person_id, a.role, since.from_on
"""

BY_MONTH = """
    SELECT extract(month FROM s.starts_on)::int AS month, coalesce(sum(p.attended), 0)::bigint AS attended,
           coalesce(sum(greatest(s.minutes - coalesce(p.attended, 0), 0)) FILTER (WHERE s.ends_at > $4), 0)::bigint
               AS to_come
    FROM training_places AS p JOIN training_sessions AS s USING (session_id)
    WHERE p.person_id = ANY($1::uuid[]) AND s.starts_on BETWEEN $2 AND $3 AND NOT p.waits AND NOT s.cancelled
    GROUP BY month
"""

UNUSED = """
    SELECT court_id, sum(greatest(places - taken, 0))::bigint AS unused FROM training_sessions
    WHERE NOT cancelled AND starts_at > $1 GROUP BY court_id
"""

# Of the last evaluation that is final; what a certificate given since covers is no need any more.
NEEDS = """
    SELECT needs, ended_on FROM evaluations
    WHERE judge = $1 AND phase = 'final' ORDER BY ended_on DESC NULLS LAST LIMIT 1
"""


async def learnt(
    connection: Connection, court_id: str, year: int, today: date, now: datetime, person_id: UUID | None = None
) -> list[Learnt]:
    """Of everybody in post in a court (or of one of them): today, and of another year on its last or first day."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    day = min(max(today, first), last)
    rows = await connection.fetch(LEARNT, court_id, person_id, day, first, last, now)
    return [
        Learnt(UUID(int=row["person_id"].int), row["role"], row["from_on"], row["attended"], row["to_come"])
        for row in rows
    ]


async def by_month(connection: Connection, people: Collection[UUID], year: int, now: datetime) -> list[Taught]:
    """What people learnt and what is to come, month by month, all of them together."""
    rows = await connection.fetch(BY_MONTH, list(people), date(year, 1, 1), date(year, 12, 31), now)
    return [Taught(row["month"], row["attended"], row["to_come"]) for row in rows]


async def unused_places(connection: Connection, now: datetime) -> dict[str, int]:
    """Places in sessions that have not begun, by the court that holds them."""
    return {row["court_id"]: row["unused"] for row in await connection.fetch(UNUSED, now)}


async def needs_of(connection: Connection, person_id: UUID) -> tuple[tuple[str, ...], date | None]:
    """Subjects that somebody's last final evaluation asks for, and when that was."""
    row = await connection.fetchrow(NEEDS, person_id)
    return ((), None) if row is None else (tuple(row["needs"]), row["ended_on"])
