"""Whom and what a table of staff may mean: courts of people, posts of courts, and everything there is to export."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_hr.adapters import stored_facts
from tarazy_hr.domain.appointment import AppointmentFact
from tarazy_hr.domain.authorisation import AuthorisationFact

COURTS_OF_PEOPLE = """
    SELECT DISTINCT court_id, person_id FROM appointments WHERE person_id = ANY($1::uuid[]) AND superseded_at IS NULL
"""

POSTS_OF_COURT = "SELECT post_id FROM posts WHERE court_id = $1 AND superseded_at IS NULL"

TENURES = """
    SELECT * FROM appointments
    WHERE recorded_at <= $1 AND (superseded_at IS NULL OR superseded_at > $1) AND court_id = ANY($2::text[])
    ORDER BY court_id, person_id, from_on
"""

AUTHORISATIONS = """
    SELECT * FROM authorisations
    WHERE recorded_at <= $1 AND (superseded_at IS NULL OR superseded_at > $1) AND court_id = ANY($2::text[])
    ORDER BY court_id, person_id, specialism, from_on
"""


async def courts_of_people(connection: Connection, people: Sequence[UUID]) -> list[tuple[str, UUID]]:
    """In which courts people have appointments."""
    if not people:
        return []
    rows = await connection.fetch(COURTS_OF_PEOPLE, people)
    return [(row["court_id"], UUID(int=row["person_id"].int)) for row in rows]


async def posts_of_court(connection: Connection, court_id: str) -> list[UUID]:
    """The posts that a court lists."""
    return [UUID(int=row["post_id"].int) for row in await connection.fetch(POSTS_OF_COURT, court_id)]


async def tenures(connection: Connection, at: datetime, courts: Sequence[str]) -> list[AppointmentFact]:
    """Every appointment of some courts, former ones too, as believed at an instant; of a person by their first days."""
    return [stored_facts.appointment_fact(row) for row in await connection.fetch(TENURES, at, courts)]


async def authorisations(connection: Connection, at: datetime, courts: Sequence[str]) -> list[AuthorisationFact]:
    """Every authorisation of some courts, as believed at an instant."""
    return [stored_facts.authorisation_fact(row) for row in await connection.fetch(AUTHORISATIONS, at, courts)]


TENURES_OF = """
    SELECT * FROM appointments
    WHERE recorded_at <= $1 AND (superseded_at IS NULL OR superseded_at > $1) AND court_id = $2 AND person_id = $3
    ORDER BY from_on
"""


async def tenures_of(connection: Connection, at: datetime, court_id: str, person_id: UUID) -> list[AppointmentFact]:
    """Every appointment of somebody in a court by their first days, as believed at an instant."""
    return [stored_facts.appointment_fact(row) for row in await connection.fetch(TENURES_OF, at, court_id, person_id)]
