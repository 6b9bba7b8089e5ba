"""Days of ledgers that are over get their seal, and chains of secrets that end the next one, some courts at a time."""

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from tarazy_shared.unit_of_work import UnitOfWork, Work

from tarazy_scheduling.adapters import means_writing
from tarazy_scheduling.adapters.draws import draw_export, draw_seals, draw_secrets
from tarazy_scheduling.adapters.draws.draw_export import Seal
from tarazy_scheduling.app.court_by_court import CourtByCourt

Deal = Callable[[UnitOfWork, str, date], Awaitable[bool]]

AT_ONCE = 20
"""Courts of one round."""

SEALED_AFTER = timedelta(minutes=1)
"""So long after midnight in the court's zone: clocks of replicas differ by less."""

PROLONGED_AHEAD = timedelta(days=30)
"""A chain is published so long before the first day that it is needed for."""


@dataclass(frozen=True, slots=True)
class Sealing:
    """The loop's step."""

    work: Work
    courts: CourtByCourt = field(default_factory=lambda: CourtByCourt("sealing"))

    async def step(self) -> bool:
        """One round; true when there may be more to do."""
        async with self.work.begin() as uow:
            left_out = self.courts.left_out()
            due = await draw_seals.due(uow.connection, uow.now - SEALED_AFTER, AT_ONCE, left_out)
            ending = await draw_secrets.ending(uow.connection, uow.now.date() + PROLONGED_AHEAD, AT_ONCE, left_out)
        sealed = [await self._deal(_seal, court_id, day) for court_id, day in due]
        for court_id, from_on in ending:
            await self._deal(_prolong, court_id, from_on)
        # One that failed is left out of the next round.
        return len(due) == AT_ONCE and any(one is not False for one in sealed)

    async def _deal(self, deal: Deal, court_id: str, day: date) -> bool | None:
        """One court in a transaction of its own: whether anything was done; None where it failed."""

        async def dealing() -> bool:
            async with self.work.begin() as uow:
                return await deal(uow, court_id, day)

        return await self.courts.deal(court_id, dealing(), day=str(day))


async def _prolong(uow: UnitOfWork, court_id: str, from_on: date) -> bool:
    """Publish a chain for the days from one on, unless somebody was faster."""
    if not await draw_seals.lock(uow.connection, court_id):
        return False
    day = await draw_secrets.ledger_day(uow.connection, court_id, uow.now.date())
    await draw_secrets.prolong(uow.connection, court_id, max(from_on, day), day)
    return True


async def _seal(uow: UnitOfWork, court_id: str, day: date) -> bool:
    """Seal a day, unless somebody was faster. What is entered from here on belongs to a later day.

    A day is over when the database's clock says so too: the next one's secret is to be had.
    """
    connection = uow.connection
    await draw_seals.lock(connection, court_id)
    if await draw_export.seal_of(connection, court_id, day):
        return True
    if await draw_secrets.is_to_come(connection, court_id, day + timedelta(days=1)):
        return False
    before = await draw_export.seal_of(connection, court_id, day - timedelta(days=1))
    number, last_hash = await draw_seals.head(connection, court_id, day)
    digest = hashlib.sha256()
    async for line in draw_export.of_day(connection, court_id, day, number):
        digest.update(line)
    seal = Seal(day, number, last_hash, number - (before.number if before else 0), digest.digest())
    await draw_seals.add(connection, court_id, seal, uow.now)
    # With a new revision a copy in memory is read again, and with it the ledger's day.
    await means_writing.revise(connection, [court_id])
    uow.publish(seal.told(court_id))
    return True
