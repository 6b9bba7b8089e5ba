"""What the clock alone brings about, or a change in all courts: court by court, a bounded number at a time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from tarazy_shared.unit_of_work import Work

from tarazy_scheduling.adapters import due_courts, freed_people, reviews
from tarazy_scheduling.adapters.reviews import Kind
from tarazy_scheduling.app.court_by_court import CourtByCourt
from tarazy_scheduling.app.orders import an_order, decide_all
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.domain.commands import Command, FreePeople, PassTime, ReviewCatalogue, ReviewLimits

AT_ONCE = 20
"""Courts of one round."""

AGAIN_AFTER = timedelta(minutes=10)
"""How often a court is looked at in which something waits for somebody to be back."""

REVIEWS: Mapping[Kind, Command] = {"limits": ReviewLimits(), "catalogue": ReviewCatalogue()}


@dataclass(frozen=True, slots=True)
class PassingTime:
    """The loop's step."""

    work: Work
    sets: WorkingSets
    courts: CourtByCourt = field(default_factory=lambda: CourtByCourt("passing-time"))

    async def step(self) -> bool:
        """One round; true when more courts are due."""
        async with self.work.begin() as uow:
            left_out = self.courts.left_out()
            due = await due_courts.find(uow.connection, uow.now, AGAIN_AFTER, AT_ONCE, left_out)
            freed = await freed_people.courts(uow.connection, AT_ONCE, left_out)
            to_review = await reviews.courts(uow.connection, AT_ONCE, left_out)
        steps = ((due, self._pass), (freed, self._free), (to_review, self._review))
        for court_id, deal in [(one, deal) for courts, deal in steps for one in courts]:
            await self.courts.deal(court_id, deal(court_id))
        return any(len(courts) == AT_ONCE for courts, _ in steps)

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

    async def _review(self, court_id: str) -> None:
        async with self.work.begin() as uow:
            kinds = await reviews.take(uow.connection, court_id)
            if kinds:
                await decide_all(uow, self.sets, court_id, [(REVIEWS[kind], an_order(uow)) for kind in kinds])
