"""Telling current facts again, so that a new or rebuilt reader catches up although topics forget."""

from tarazy_shared.contracts.event import EventData
from tarazy_shared.errors import TarazyError
from tarazy_shared.unit_of_work import UnitOfWork, Work

from tarazy_scheduling.adapters import standing_facts
from tarazy_scheduling.app.touched import Touched
from tarazy_scheduling.app.working_sets import WorkingSets


class UnknownCourtError(TarazyError):
    """There is nothing to tell of a court that nobody told of."""


async def republish_hearings(work: Work, court_id: str | None) -> int:
    """Tell what stands in one court, or in all, again: same type, version and data. Returns how many events.

    One transaction a court, which nobody changes meanwhile; other courts go on. Raises `UnknownCourtError`.
    """
    async with work.begin() as uow:
        known = await standing_facts.all_courts(uow.connection)
    if court_id is not None and court_id not in known:
        raise UnknownCourtError(f"The court {court_id} is not registered: nothing was told.")
    told = 0
    for one in known if court_id is None else [court_id]:
        async with work.begin() as uow:
            told += await _republish(uow, one)
    return told


async def _republish(uow: UnitOfWork, court_id: str) -> int:
    loaded = await WorkingSets().take(uow.connection, Touched(courts={court_id}), uow.now)
    court = loaded.court(court_id)
    told: list[EventData] = [
        *standing_facts.of_premises(court),
        *await standing_facts.of_calendar(uow.connection, court),
    ]
    told += [data async for data in standing_facts.of_cases(uow.connection, court)]
    told += [data async for data in standing_facts.of_hearings(uow.connection, court_id)]
    for data in told:
        uow.publish(data, republished=True)
    return len(told)
