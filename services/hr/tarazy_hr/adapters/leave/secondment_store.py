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
