"""What the clock alone brings about, court by court, a bounded number at a time."""

from dataclasses import dataclass
from datetime import timedelta

import structlog
from tarazy_shared.errors import TRANSIENT
from tarazy_shared.unit_of_work import Work

from tarazy_scheduling.adapters import due_courts, freed_people
from tarazy_scheduling.app.orders import an_order, decide_all
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.domain.commands import FreePeople, PassTime

log = structlog.get_logger(__name__)

AT_ONCE = 20
"""Courts of one round."""

AGAIN_AFTER = timedelta(minutes=10)
"""How often a court is looked at in which something waits for somebody to be back."""


@dataclass(frozen=True, slots=True)
class PassingTime:
    """The loop's step."""

    work: Work
    sets: WorkingSets

    async def step(self) -> bool:
        """One round; true when more courts are due."""
        async with self.work.begin() as uow:
            due = await due_courts.find(uow.connection, uow.now, AGAIN_AFTER, AT_ONCE)
            freed = await freed_people.courts(uow.connection, AT_ONCE)
        for court_id, deal in [(one, self._pass) for one in due] + [(one, self._free) for one in freed]:
            try:
                await deal(court_id)
            except TRANSIENT:
                raise
            except Exception:
                # One court must not keep the others waiting; it is due again in the next round.
                log.exception("court_failed", court_id=court_id)
        return len(due) == AT_ONCE or len(freed) == AT_ONCE

    async def _pass(self, court_id: str) -> None:
        async with self.work.begin() as uow:
            if await due_courts.claim(uow.connection, court_id, uow.now, AGAIN_AFTER):
                await decide_all(uow, self.sets, court_id, [(PassTime(), an_order(uow))])
                await due_courts.done(uow.connection, court_id, uow.now)

    async def _free(self, court_id: str) -> None:
        async with self.work.begin() as uow:
            freed = await freed_people.take(uow.connection, court_id)
            if freed:
                orders = [(FreePeople(frozenset(people)), cause) for cause, people in freed.items()]
                await decide_all(uow, self.sets, court_id, orders)
