"""Looking leave up: the leaves of a range, and what ledgers are worked out from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_hr.adapters import stored_facts
from tarazy_hr.adapters.leave.records_reading import STANDING, read_records
from tarazy_hr.domain.absence import AbsenceFact
from tarazy_hr.domain.leave.ledger import LedgerSources
from tarazy_hr.domain.leave.records import LeaveRecords

LEAVES = """
    SELECT * FROM absences
    WHERE court_id = $2 AND leave_type IS NOT NULL
      AND recorded_at <= $1 AND (superseded_at IS NULL OR superseded_at > $1)
      AND ($3::date IS NULL OR last_on >= $3) AND ($4::date IS NULL OR first_on <= $4)
      AND ($5::uuid IS NULL OR person_id = $5) AND ($6::text IS NULL OR what = $6)
    ORDER BY first_on, absence_id
"""


STANDS_IN = """
    SELECT * FROM absences
    WHERE court_id = $1 AND substitute_id = $2 AND superseded_at IS NULL AND what IN ('requested', 'approved')
      AND first_on <= $4 AND last_on >= $3
    ORDER BY first_on, absence_id
"""


@dataclass(frozen=True, slots=True)
class Leaves:
    """Leaves, and what counts their days."""

    leaves: Sequence[AbsenceFact]
    records: LeaveRecords

    def sources_of(self, fact: AbsenceFact) -> LedgerSources:
        """By what the days of one of them are counted."""
        if fact.terms is None:
            raise AssertionError("a leave has terms")
        return self.records.sources_on(fact.terms.span.first_on, fact.absence.person_id, ())


async def leaves_between(
    connection: Connection,
    at: datetime,
    court_id: str,
    first: date | None = None,
    last: date | None = None,
    *,
    person_id: UUID | None = None,
    status: str | None = None,
) -> Leaves:
    """Leaves that have a day in [first, last], as believed at an instant."""
    rows = await connection.fetch(LEAVES, at, court_id, first, last, person_id, status)
    leaves = [stored_facts.absence_fact(row) for row in rows]
    records = await read_records(connection, at, court_id, list({fact.absence.person_id for fact in leaves}))
    return Leaves(leaves, records)


async def stands_in_for(
    connection: Connection, court_id: str, person_id: UUID, first: date, last: date
) -> list[AbsenceFact]:
    """The leaves of others, granted or asked for, in which somebody stands in on a day of [first, last]."""
    rows = await connection.fetch(STANDS_IN, court_id, person_id, first, last)
    return [stored_facts.absence_fact(row) for row in rows]


async def person_sources(
    connection: Connection, at: datetime, court_id: str, person_id: UUID
) -> tuple[LeaveRecords, LedgerSources]:
    """What the ledgers of one person are worked out from, as believed at an instant."""
    rows = await connection.fetch(LEAVES, at, court_id, None, None, person_id, None)
    records = await read_records(connection, at, court_id, [person_id])
    return records, records.sources(person_id, [stored_facts.absence_fact(row) for row in rows])


@dataclass(frozen=True, slots=True)
class PersonLeave:
    """Somebody's leave as a court sees it on a day."""

    records: LeaveRecords
    sources: LedgerSources
    """What leave that begins on this day is taken from: the ledgers at home of whoever is seconded here."""
    leaves: Sequence[AbsenceFact]
    """That this court decided, and what others decided that is taken from the same ledgers."""

    def sources_of(self, fact: AbsenceFact) -> LedgerSources:
        """By what the days of one of them are counted."""
        if fact.terms is None:
            return self.sources
        return self.records.sources_on(fact.terms.span.first_on, fact.absence.person_id, ())


async def leave_of_person(connection: Connection, court_id: str, person_id: UUID, on: date) -> PersonLeave:
    """All that stands about one person's leave, as a court sees it on a day."""
    rows = await connection.fetch(LEAVES, STANDING, court_id, None, None, person_id, None)
    records = await read_records(connection, STANDING, court_id, [person_id])
    here = [stored_facts.absence_fact(row) for row in rows]
    sources = records.sources_on(on, person_id, here)
    ids = {fact.absence.absence_id for fact in here}
    others = [fact for fact in sources.absences if fact.terms and fact.absence.absence_id not in ids]
    return PersonLeave(records, sources, [*here, *others])


OPEN = """
    SELECT a.court_id, a.person_id, a.absence_id FROM absences AS a
    JOIN courts AS c ON c.court_id = a.court_id AND c.superseded_at IS NULL
    WHERE a.superseded_at IS NULL AND a.is_open AND a.what = 'approved'
      AND a.last_on <= ($1::timestamptz AT TIME ZONE c.zone)::date + 1
    ORDER BY a.court_id, a.absence_id
"""


async def open_leaves_ending(connection: Connection, now: datetime) -> list[tuple[str, UUID, UUID]]:
    """Court, person and id of leave whose end is not known and would come today or tomorrow."""
    rows = await connection.fetch(OPEN, now)
    return [(row["court_id"], UUID(int=row["person_id"].int), UUID(int=row["absence_id"].int)) for row in rows]
