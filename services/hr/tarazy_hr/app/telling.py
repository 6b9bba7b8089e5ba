"""The events of facts, with what stands beside them in the database."""

from collections.abc import Iterable
from uuid import UUID

from tarazy_shared.contracts.event import EventData
from tarazy_shared.database import Connection

from tarazy_hr.adapters.leave.pattern_store import patterns_to_come
from tarazy_hr.app.publication import event_of
from tarazy_hr.domain.appointment import AppointmentFact
from tarazy_hr.domain.court_book import Fact


async def events_of(connection: Connection, facts: Iterable[Fact]) -> list[EventData | None]:
    """For each fact the event that tells it, or None: appointments name the changes of the working pattern to come."""
    facts = list(facts)
    people = {_whose(fact) for fact in facts if isinstance(fact, AppointmentFact)}
    to_come = await patterns_to_come(connection, people)
    return [
        event_of(fact, to_come.get(_whose(fact), ()) if isinstance(fact, AppointmentFact) else ()) for fact in facts
    ]


def _whose(fact: AppointmentFact) -> tuple[str, UUID]:
    return fact.appointment.court_id, fact.appointment.person_id
