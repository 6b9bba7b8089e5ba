"""Telling of appointments on the day on which they have come."""

from tarazy_shared.ids import uuid7
from tarazy_shared.unit_of_work import Cause, Work

from tarazy_hr.adapters.appointments_to_come import courts_with_due, take_due
from tarazy_hr.app.telling import events_of


async def tell_who_has_come(work: Work) -> bool:
    """Tell the appointments whose predecessor is over, in one transaction a court; false: nothing is left to do."""
    async with work.begin() as uow:
        courts = await courts_with_due(uow.connection, uow.now)
    for court_id in courts:
        async with work.begin() as uow:
            due = await take_due(uow.connection, court_id, uow.now)
            for event in await events_of(uow.connection, due):
                if event is not None:
                    uow.publish(event, cause=Cause.command(uuid7(uow.now)))
    return False
