"""What was told last of everything in a court."""

from collections.abc import AsyncIterator
from uuid import UUID

from tarazy_shared.contracts.event import EventData
from tarazy_shared.contracts.registry import MODELS
from tarazy_shared.database import Connection

from tarazy_scheduling.adapters.documents import read_case
from tarazy_scheduling.adapters.events_from_facts import event_of, with_case
from tarazy_scheduling.domain import facts
from tarazy_scheduling.domain.working_set.court import Court

AT_ONCE = 1000
"""Records read at one time."""

_COURTS = "SELECT court_id FROM courts ORDER BY court_id"

_ALLOCATIONS = """
SELECT last.case_id, last.fact_type, last.fact, cases.document FROM (
    SELECT DISTINCT ON (case_id) case_id, fact_type, fact FROM draws
    WHERE court_id = $1 AND case_id > $2 ORDER BY case_id, number DESC LIMIT $3
) AS last
JOIN cases USING (case_id)
ORDER BY last.case_id
"""

_UNALLOCATED = "SELECT document FROM cases WHERE court_id = $1 AND judge_id IS NULL AND closed_at IS NULL"

_HEARINGS = """
SELECT hearing_id, told_type, told FROM hearings
WHERE court_id = $1 AND hearing_id > $2 AND told IS NOT NULL ORDER BY hearing_id LIMIT $3
"""

_CALENDAR = """
SELECT calendar_version, calendar_from_on, calendar_to_on FROM courts WHERE court_id = $1 AND calendar_version > 0
"""

_FIRST = UUID(int=0)


async def all_courts(connection: Connection) -> list[str]:
    """Every court's code."""
    return [row[0] for row in await connection.fetch(_COURTS)]


async def of_cases(connection: Connection, court: Court) -> AsyncIterator[EventData]:
    """Who has which case, and which cases nobody can be drawn for."""
    last, court_id = _FIRST, court.court_id
    while rows := await connection.fetch(_ALLOCATIONS, court_id, last, AT_ONCE):
        last = rows[-1]["case_id"]
        for row in rows:
            told, case = MODELS[row["fact_type"]].model_validate_json(row["fact"]), read_case(row["document"])
            yield with_case(told, case, court.today(case.filed_at))
    for row in await connection.fetch(_UNALLOCATED, court_id):
        case = read_case(row["document"])
        if case.unallocated:
            told = event_of(facts.CaseUnallocated(case.case_id, case.unallocated), court_id)
            yield with_case(told, case, court.today(case.filed_at))


async def of_hearings(connection: Connection, court_id: str) -> AsyncIterator[EventData]:
    """What became of every hearing."""
    last = _FIRST
    while rows := await connection.fetch(_HEARINGS, court_id, last, AT_ONCE):
        last = rows[-1]["hearing_id"]
        for row in rows:
            yield MODELS[row["told_type"]].model_validate_json(row["told"])


async def of_calendar(connection: Connection, court: Court) -> list[EventData]:
    """Which days were to be read again last, and the calendar as it stands."""
    row = await connection.fetchrow(_CALENDAR, court.court_id)
    if row is None:
        return []
    version, from_on, to_on = row
    return [event_of(facts.CalendarChanged(version, from_on, to_on, court.calendar), court.court_id)]


def of_premises(court: Court) -> list[EventData]:
    """Rooms as they stand."""
    told: list[facts.Fact] = []
    for room in court.rooms.values():
        if room.closed_at:
            told.append(facts.RoomClosed(room))
        else:
            told.append(facts.RoomRegistered(room) if room.version == 1 else facts.RoomUpdated(room))
    return [event_of(fact, court.court_id) for fact in told]
