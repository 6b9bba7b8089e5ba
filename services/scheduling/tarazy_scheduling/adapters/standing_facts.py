"""What was told last of everything in a court, read back from what stands."""

from collections.abc import AsyncIterator
from uuid import UUID

from tarazy_shared.contracts.event import EventData
from tarazy_shared.contracts.registry import MODELS
from tarazy_shared.database import Connection

from tarazy_scheduling.adapters.documents import read_case, read_hearing
from tarazy_scheduling.adapters.events_from_facts import event_of
from tarazy_scheduling.domain import facts
from tarazy_scheduling.domain.asking import latest_lawful_on
from tarazy_scheduling.domain.court import Court
from tarazy_scheduling.domain.listing import venues_told
from tarazy_scheduling.domain.model.case import Case
from tarazy_scheduling.domain.model.hearing import Hearing

AT_ONCE = 1000
"""Records read at one time."""

_COURTS = "SELECT court_id FROM courts ORDER BY court_id"

_ALLOCATIONS = """
SELECT DISTINCT ON (case_id) case_id, fact_type, fact FROM draws
WHERE court_id = $1 AND case_id > $2 ORDER BY case_id, number DESC LIMIT $3
"""

_UNALLOCATED = "SELECT document FROM cases WHERE court_id = $1 AND judge_id IS NULL AND closed_at IS NULL"

_HEARINGS = """
SELECT h.hearing_id, h.document, h.told_type, h.told, c.document AS of_case
FROM hearings h JOIN cases c ON c.case_id = h.case_id
WHERE h.court_id = $1 AND h.hearing_id > $2 ORDER BY h.hearing_id LIMIT $3
"""

_FIRST = UUID(int=0)


async def all_courts(connection: Connection) -> list[str]:
    """Every court's code."""
    return [row[0] for row in await connection.fetch(_COURTS)]


async def of_cases(connection: Connection, court_id: str) -> AsyncIterator[EventData]:
    """Who has which case, and which cases nobody can be drawn for."""
    last = _FIRST
    while rows := await connection.fetch(_ALLOCATIONS, court_id, last, AT_ONCE):
        last = rows[-1]["case_id"]
        for row in rows:
            yield MODELS[row["fact_type"]].model_validate_json(row["fact"])
    for row in await connection.fetch(_UNALLOCATED, court_id):
        case = read_case(row["document"])
        if case.unallocated:
            yield event_of(facts.CaseUnallocated(case.case_id, case.unallocated), court_id)


async def of_hearings(connection: Connection, court: Court) -> AsyncIterator[EventData]:
    """What became of every hearing."""
    last = _FIRST
    while rows := await connection.fetch(_HEARINGS, court.court_id, last, AT_ONCE):
        last = rows[-1]["hearing_id"]
        for row in rows:
            if row["told"]:
                yield MODELS[row["told_type"]].model_validate_json(row["told"])
            else:
                fact = _fact(court, read_hearing(row["document"]), read_case(row["of_case"]))
                yield event_of(fact, court.court_id)


def of_premises(court: Court) -> list[EventData]:
    """Rooms as they stand."""
    told: list[facts.Fact] = []
    for room in court.rooms.values():
        if room.closed_at:
            told.append(facts.RoomClosed(room))
        else:
            told.append(facts.RoomRegistered(room) if room.version == 1 else facts.RoomUpdated(room))
    return [event_of(fact, court.court_id) for fact in told]


def _fact(court: Court, hearing: Hearing, case: Case) -> facts.Fact:
    if hearing.placing is None:
        return facts.HearingUnlisted(
            hearing.hearing_id, hearing.case_id, hearing.version, hearing.request.request_version, hearing.conflicts
        )
    first_day = court.today(hearing.placing.starts_at)
    return facts.HearingScheduled(
        hearing_id=hearing.hearing_id,
        case_id=hearing.case_id,
        version=hearing.version,
        request_version=hearing.request.request_version,
        placing=hearing.placing,
        rooms=venues_told(court, hearing, hearing.placing),
        channel=hearing.request.channel,
        hearing_type=hearing.request.hearing_type,
        category=case.category,
        case_number=case.number,
        confidential=case.confidential,
        latest_lawful_on=latest_lawful_on(court, case, first_day),
    )
