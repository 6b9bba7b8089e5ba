"""Orders: commands that do not come as events but from somebody at a desk or from the clock."""

from collections.abc import Sequence

import asyncpg
from tarazy_shared.ids import uuid7
from tarazy_shared.unit_of_work import Cause, UnitOfWork, Work

from tarazy_scheduling.app.batch import Batch
from tarazy_scheduling.app.touched import touched_by
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.domain.commands import Command
from tarazy_scheduling.domain.outcome import Outcome

TRIES = 3
"""Another writer may have booked somebody who crosses courts a moment before."""


async def carry_out(work: Work, sets: WorkingSets, court_id: str, command: Command) -> Outcome:
    """Decide one order in a transaction of its own, with everything that follows from it."""
    for attempt in range(1, TRIES + 1):
        try:
            async with work.begin() as uow:
                [outcome] = await decide_all(uow, sets, court_id, [(command, an_order(uow))])
                return outcome
        except asyncpg.ExclusionViolationError:
            if attempt == TRIES:
                raise
    raise AssertionError("unreachable")


def an_order(uow: UnitOfWork) -> Cause:
    """The cause that an order is which nothing else has brought about."""
    return Cause.command(uuid7(uow.now))


async def decide_all(
    uow: UnitOfWork, sets: WorkingSets, court_id: str, orders: Sequence[tuple[Command, Cause]]
) -> list[Outcome]:
    """Decide orders one after the other within a transaction, and store and publish what follows."""
    loaded = await sets.take(uow.connection, touched_by((court_id, command) for command, _ in orders), uow.now)
    batch = Batch(loaded, uow.now)
    outcomes = [await batch.decide_resting(court_id, command, cause) for command, cause in orders]
    await batch.save(uow, sets)
    return outcomes
