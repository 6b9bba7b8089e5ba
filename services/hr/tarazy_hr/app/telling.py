"""The events of facts, with what stands beside them in the database."""

from collections.abc import Iterable
from uuid import UUID

from tarazy_shared.contracts.event import EventData
from tarazy_shared.database import Connection

from tarazy_hr.adapters.education.time_taken import sessions_of
from tarazy_hr.adapters.leave.pattern_store import patterns_to_come
from tarazy_hr.app.publication import event_of
from tarazy_hr.domain.absence import AbsenceFact
from tarazy_hr.domain.appointment import AppointmentFact
from tarazy_hr.domain.court_book import Fact


async def events_of(connection: Connection, facts: Iterable[Fact]) -> list[EventData | None]:
    """For each fact the event that tells it, or None.

    Appointments name the changes of the working pattern to come, absences the session of training that they are for.
    """
    facts = list(facts)
    people = {_whose(fact) for fact in facts if isinstance(fact, AppointmentFact)}
    to_come = await patterns_to_come(connection, people)
    sessions = await sessions_of(
        connection, [fact.absence.absence_id for fact in facts if isinstance(fact, AbsenceFact)]
    )
    found = []
    for fact in facts:
        event = event_of(fact, to_come.get(_whose(fact), ()) if isinstance(fact, AppointmentFact) else ())
        if event is not None and isinstance(fact, AbsenceFact) and fact.absence.absence_id in sessions:
            event = event.model_copy(update={"session_id": sessions[fact.absence.absence_id]})
        found.append(event)
    return found


def _whose(fact: AppointmentFact) -> tuple[str, UUID]:
    return fact.appointment.court_id, fact.appointment.person_id
