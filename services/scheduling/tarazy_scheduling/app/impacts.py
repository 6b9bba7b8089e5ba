"""What an absence or a closed room would bring, played through on a copy of the court that nobody else has."""

import asyncio
from datetime import datetime
from uuid import UUID

from tarazy_shared.beacons.beacon import BeaconClock
from tarazy_shared.unit_of_work import Work

from tarazy_scheduling.app.touched import touched_by
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.domain.commands import Command
from tarazy_scheduling.domain.deciding.deciding import decide
from tarazy_scheduling.domain.listing.impacts import Impacts, impacts_of
from tarazy_scheduling.domain.outcome import Applied, Outcome
from tarazy_scheduling.domain.working_set.court import Court


async def foresee(
    work: Work, beacon_clock: BeaconClock | None, court_id: str, command: Command, resource_id: UUID
) -> Impacts | Outcome:
    """The same decision as when it comes as an event, outside of any transaction; or why it cannot be decided.

    `beacon_clock` is the service's: where draws wait for a round, none is foreseen.
    """
    async with work.begin() as uow:
        copy = WorkingSets(beacon_clock)
        loaded = await copy.take(uow.connection, touched_by([(court_id, command)]), uow.now)
    return await asyncio.to_thread(_foreseen, loaded.court(court_id), command, resource_id, uow.now)


def _foreseen(court: Court, command: Command, resource_id: UUID, now: datetime) -> Impacts | Outcome:
    outcome = decide(court, command, now, "foreseen")
    if isinstance(outcome, Applied):
        return impacts_of(court, outcome.told, resource_id, now)
    return outcome
