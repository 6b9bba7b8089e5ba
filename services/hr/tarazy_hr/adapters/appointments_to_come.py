"""Appointments that others are not told of yet, for the one before still lasts."""

from datetime import date, datetime
from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_hr.adapters import stored_facts
from tarazy_hr.adapters.book_reading import LOCK
from tarazy_hr.domain.appointment import AppointmentFact

HOLD = """
    INSERT INTO appointments_to_come (court_id, person_id, tenure, held_until) VALUES ($1, $2, $3, $4)
    ON CONFLICT (court_id, person_id, tenure) DO UPDATE SET held_until = excluded.held_until
"""

DUE = """
    SELECT DISTINCT court_id FROM appointments_to_come AS held
    JOIN courts USING (court_id)
    WHERE superseded_at IS NULL AND held_until < ($1::timestamptz AT TIME ZONE zone)::date
"""

# Of one person an earlier appointment comes first.
TAKE = """
    WITH taken AS (
        DELETE FROM appointments_to_come AS held USING courts
        WHERE held.court_id = $1 AND courts.court_id = $1 AND courts.superseded_at IS NULL
          AND held_until < ($2::timestamptz AT TIME ZONE zone)::date
        RETURNING person_id, tenure
    )
    SELECT appointments.* FROM appointments
    JOIN taken USING (person_id, tenure)
    WHERE court_id = $1 AND superseded_at IS NULL
    ORDER BY version
"""


async def hold(connection: Connection, court_id: str, person_id: UUID, tenure: int, until: date) -> None:
    """Keep an appointment back until the end of a day; said once more, the later word holds."""
    await connection.execute(HOLD, court_id, person_id, tenure, until)


async def courts_with_due(connection: Connection, now: datetime) -> list[str]:
    """Courts in which an appointment has come."""
    return [row["court_id"] for row in await connection.fetch(DUE, now)]


async def take_due(connection: Connection, court_id: str, now: datetime) -> list[AppointmentFact]:
    """The appointments of a court that have come, as they stand; kept back no more. Locks the court."""
    await connection.execute(LOCK, court_id)
    return [stored_facts.appointment_fact(row) for row in await connection.fetch(TAKE, court_id, now)]
