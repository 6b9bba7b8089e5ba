"""Which absence is a secondment to which court."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tarazy_shared.database import Connection

KEEP = """
    INSERT INTO secondments (absence_id, home_court_id, host_court_id, person_id, post_id, first_on, recorded_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (absence_id) DO NOTHING
"""

ONE = """
    SELECT absence_id, home_court_id, host_court_id, person_id, post_id, first_on
    FROM secondments WHERE absence_id = $1
"""


# Leave in the host court after a day that sickness is not.
LEAVE_AFTER = """
    SELECT a.first_on, a.last_on FROM secondments AS s
    JOIN appointments AS p
        ON p.court_id = s.host_court_id AND p.person_id = s.person_id AND p.from_on = s.first_on
        AND p.superseded_at IS NULL
    JOIN absences AS a
        ON a.court_id = s.host_court_id AND a.person_id = s.person_id AND a.superseded_at IS NULL
        AND a.what IN ('requested', 'approved') AND NOT a.may_overlap
        AND a.first_on BETWEEN p.from_on AND coalesce(p.separated_on, p.to_on, 'infinity')
    WHERE s.absence_id = $1 AND ($2::date IS NULL OR a.last_on > $2)
    ORDER BY a.first_on LIMIT 1
"""

OF_PERSON = """
    SELECT s.absence_id, s.home_court_id, s.host_court_id, s.person_id, s.post_id, s.first_on, a.last_on
    FROM secondments AS s
    JOIN absences AS a ON a.absence_id = s.absence_id AND a.superseded_at IS NULL AND a.what = 'approved'
    WHERE s.person_id = $2 AND $1 IN (s.home_court_id, s.host_court_id)
    ORDER BY s.first_on
"""


@dataclass(frozen=True, slots=True)
class Secondment:
    """Away from one court for a post of another."""

    absence_id: UUID
    home_court_id: str
    host_court_id: str
    person_id: UUID
    post_id: UUID
    first_on: date


async def keep_secondment(connection: Connection, made: Secondment, now: datetime) -> None:
    """Record a secondment; once more changes nothing."""
    fields = (getattr(made, name) for name in Secondment.__slots__)
    await connection.execute(KEEP, *fields, now)


async def secondment_of(connection: Connection, absence_id: UUID) -> Secondment | None:
    """The secondment that an absence is."""
    row = await connection.fetchrow(ONE, absence_id)
    return None if row is None else Secondment(*row)


async def leave_in_host_after(connection: Connection, absence_id: UUID, day: date | None) -> tuple[date, date] | None:
    """First and last day of leave that the host court has granted, or was asked for, after a day (None: at all)."""
    row = await connection.fetchrow(LEAVE_AFTER, absence_id, day)
    return None if row is None else (row["first_on"], row["last_on"])


async def secondments_of(connection: Connection, court_id: str, person_id: UUID) -> list[tuple[Secondment, date]]:
    """Those of a person from a court and to it which hold, by their first days, with their last ones."""
    rows = await connection.fetch(OF_PERSON, court_id, person_id)
    return [(Secondment(*tuple(row)[:-1]), row["last_on"]) for row in rows]
