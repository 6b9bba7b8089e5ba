"""Reading a court's time: everything about it in seven queries, however many people the court has."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_hr.adapters import queries, stored_facts
from tarazy_hr.adapters.leave.records_reading import read_records
from tarazy_hr.domain.absence import AbsenceFact
from tarazy_hr.domain.days import day_starts_at, overlap
from tarazy_hr.domain.leave.court_time import CourtTime

# In each of them $1 is the instant at which it was believed.

PEOPLE = """
    SELECT * FROM appointments
    WHERE court_id = $2 AND recorded_at <= $1 AND (superseded_at IS NULL OR superseded_at > $1)
      AND from_on <= $4 AND coalesce(separated_on, to_on, 'infinity') >= $3
      AND ($5::uuid IS NULL OR person_id = $5)
    ORDER BY person_id, tenure
"""

# What holds or is asked for in the range, and of the same people every leave that their ledgers go by.
ABSENCES = """
    SELECT * FROM absences
    WHERE court_id = $2 AND person_id = ANY($3::uuid[])
      AND recorded_at <= $1 AND (superseded_at IS NULL OR superseded_at > $1)
      AND what IN ('approved', 'requested')
      AND (leave_type IS NOT NULL OR (ends_at > $4 AND starts_at < $5))
    ORDER BY starts_at, absence_id
"""


async def read_court_time(
    connection: Connection,
    at: datetime,
    court_id: str,
    zone: str,
    first: date,
    last: date,
    person_id: UUID | None = None,
) -> CourtTime:
    """Everything about the time of a court from `first` to `last`, both included, as believed at an instant."""
    time = CourtTime(court_id, zone, first, last)
    for row in await connection.fetch(PEOPLE, at, court_id, first, last, person_id):
        fact = stored_facts.appointment_fact(row)
        time.people.setdefault(fact.appointment.person_id, []).append(fact)
    people = list(time.people)
    for given in await queries.authorisations(connection, at, court_id, people):
        time.authorisations.setdefault(given.authorisation.person_id, []).append(given)
    for out in await queries.suspensions(connection, at, court_id, people):
        time.suspensions.setdefault(out.person_id, []).append(out)
    time.absences = await _absences(connection, at, time, people)
    time.records = await read_records(connection, at, court_id, people)
    begins, ends = _instants(time)
    for (who, _), home in time.records.homes.items():
        time.elsewhere[who] = [fact for fact in home.absences if _is_away_from_everywhere(fact, begins, ends)]
    return time


def _is_away_from_everywhere(fact: AbsenceFact, begins: datetime, ends: datetime) -> bool:
    """Whether an absence holds in other courts too, and in the range."""
    away = fact.absence
    standing = fact.what in ("approved", "requested") and away.kind != "secondment"
    return standing and overlap(away.starts_at, away.ends_at, begins, ends)


def _instants(time: CourtTime) -> tuple[datetime, datetime]:
    return day_starts_at(time.first, time.zone), day_starts_at(time.last + timedelta(days=1), time.zone)


async def _absences(
    connection: Connection, at: datetime, time: CourtTime, people: Sequence[UUID]
) -> dict[UUID, list[AbsenceFact]]:
    begins, ends = _instants(time)
    found: dict[UUID, list[AbsenceFact]] = defaultdict(list)
    for row in await connection.fetch(ABSENCES, at, time.court_id, people, begins, ends):
        fact = stored_facts.absence_fact(row)
        found[fact.absence.person_id].append(fact)
    return dict(found)
