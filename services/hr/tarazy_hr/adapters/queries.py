"""Looking things up: what stands, and what stood or was believed on another day."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_hr.adapters import stored_facts
from tarazy_hr.domain.absence import AbsenceFact
from tarazy_hr.domain.appointment import AppointmentFact
from tarazy_hr.domain.authorisation import AuthorisationFact
from tarazy_hr.domain.court import CourtFact
from tarazy_hr.domain.interest import InterestFact
from tarazy_hr.domain.norm import NormFact
from tarazy_hr.domain.post import PostFact
from tarazy_hr.domain.suspension import SuspensionFact

STANDING = datetime(9999, 1, 1, tzinfo=UTC)
"""Asks for what stands: no belief is recorded later than this."""

# In each of them $1 is the instant at which it was believed.

COURTS = """
    SELECT * FROM courts
    WHERE recorded_at <= $1 AND (superseded_at IS NULL OR superseded_at > $1)
     ORDER BY court_id
"""

COURT = """
    SELECT * FROM courts
    WHERE recorded_at <= $1 AND (superseded_at IS NULL OR superseded_at > $1)
       AND court_id = $2
"""

# Of several tenures the one that covers the day, else the latest.
PEOPLE = """
    SELECT DISTINCT ON (person_id) * FROM appointments
    WHERE recorded_at <= $1 AND (superseded_at IS NULL OR superseded_at > $1) AND court_id = $2
      AND ($3::date IS NULL OR from_on <= $3 AND coalesce(separated_on, to_on, 'infinity') >= $3)
      AND ($4::uuid IS NULL OR person_id = $4)
    ORDER BY person_id, from_on DESC
"""

AUTHORISATIONS = """
    SELECT * FROM authorisations
    WHERE recorded_at <= $1 AND (superseded_at IS NULL OR superseded_at > $1)
      AND court_id = $2 AND person_id = ANY($3::uuid[])
    ORDER BY person_id, specialism, from_on
"""

SUSPENSIONS = """
    SELECT * FROM suspensions
    WHERE recorded_at <= $1 AND (superseded_at IS NULL OR superseded_at > $1)
      AND court_id = $2 AND person_id = ANY($3::uuid[])
    ORDER BY person_id, from_on
"""

ABSENCES = """
    SELECT * FROM absences
    WHERE recorded_at <= $1 AND (superseded_at IS NULL OR superseded_at > $1)
      AND ($2::text IS NULL OR court_id = $2) AND ($3::uuid IS NULL OR person_id = $3)
      AND ($4::text IS NULL OR what = $4)
      AND ($5::timestamptz IS NULL OR ends_at > $5) AND ($6::timestamptz IS NULL OR starts_at < $6)
      AND ($7::uuid IS NULL OR absence_id = $7)
    ORDER BY starts_at, absence_id
    LIMIT $8
"""

POSTS = """
    SELECT * FROM posts
    WHERE recorded_at <= $1 AND (superseded_at IS NULL OR superseded_at > $1)
       AND court_id = $2 ORDER BY number, post_id
"""

INTERESTS = """
    SELECT * FROM interests
    WHERE recorded_at <= $1 AND (superseded_at IS NULL OR superseded_at > $1)
       AND court_id = $2 ORDER BY person_id, interest_id
"""

NORMS = """
    SELECT * FROM norms
    WHERE recorded_at <= $1 AND (superseded_at IS NULL OR superseded_at > $1)
       AND court_id = $2 ORDER BY category, instance, valid_from
"""

HISTORY = """
    SELECT * FROM appointments WHERE court_id = $1 AND person_id = $2 ORDER BY version
"""


async def courts(connection: Connection, at: datetime) -> list[CourtFact]:
    """All courts as believed at an instant."""
    return [stored_facts.court_fact(row) for row in await connection.fetch(COURTS, at)]


async def court(connection: Connection, at: datetime, court_id: str) -> CourtFact | None:
    """One court as believed at an instant."""
    row = await connection.fetchrow(COURT, at, court_id)
    return None if row is None else stored_facts.court_fact(row)


async def people(
    connection: Connection, at: datetime, court_id: str, on: date | None, person_id: UUID | None = None
) -> list[AppointmentFact]:
    """Who is in post on a day (on any day without one), as believed at an instant."""
    return [stored_facts.appointment_fact(row) for row in await connection.fetch(PEOPLE, at, court_id, on, person_id)]


async def authorisations(
    connection: Connection, at: datetime, court_id: str, people: Sequence[UUID]
) -> list[AuthorisationFact]:
    """The authorisations of people, as believed at an instant."""
    rows = await connection.fetch(AUTHORISATIONS, at, court_id, people)
    return [stored_facts.authorisation_fact(row) for row in rows]


async def suspensions(
    connection: Connection, at: datetime, court_id: str, people: Sequence[UUID]
) -> list[SuspensionFact]:
    """The suspensions of people, as believed at an instant."""
    return [stored_facts.suspension_fact(row) for row in await connection.fetch(SUSPENSIONS, at, court_id, people)]


async def absences(
    connection: Connection,
    at: datetime,
    *,
    court_id: str | None = None,
    person_id: UUID | None = None,
    status: str | None = None,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    absence_id: UUID | None = None,
    limit: int = 1000,
) -> list[AbsenceFact]:
    """Absences that overlap [starts_at, ends_at), as believed at an instant, by their start."""
    rows = await connection.fetch(ABSENCES, at, court_id, person_id, status, starts_at, ends_at, absence_id, limit)
    return [stored_facts.absence_fact(row) for row in rows]


async def posts(connection: Connection, at: datetime, court_id: str) -> list[PostFact]:
    """The staffing table of a court, as believed at an instant."""
    return [stored_facts.post_fact(row) for row in await connection.fetch(POSTS, at, court_id)]


async def interests(connection: Connection, at: datetime, court_id: str) -> list[InterestFact]:
    """Declared interests in a court, as believed at an instant."""
    return [stored_facts.interest_fact(row) for row in await connection.fetch(INTERESTS, at, court_id)]


async def norms(connection: Connection, at: datetime, court_id: str) -> list[NormFact]:
    """Workload norms of a court, as believed at an instant."""
    return [stored_facts.norm_fact(row) for row in await connection.fetch(NORMS, at, court_id)]


async def history(connection: Connection, court_id: str, person_id: UUID) -> list[dict[str, Any]]:
    """Every version of a person's appointments in a court, with when it was recorded and superseded."""
    return [
        {
            "fact": stored_facts.appointment_fact(row),
            "recorded_at": row["recorded_at"],
            "superseded_at": row["superseded_at"],
        }
        for row in await connection.fetch(HISTORY, court_id, person_id)
    ]
