"""Gauges of what waits for a person."""

from dataclasses import dataclass

import asyncpg

from tarazy_scheduling.adapters.draws import interest_questions, reallocation_store
from tarazy_scheduling.adapters.limits import escalation_store
from tarazy_scheduling.app.telemetry import hearings_escalated, questions_open, reallocations_open


@dataclass(frozen=True, slots=True)
class Measuring:
    """Looks at unanswered questions, proposals nobody has decided about, and hearings that may miss their limit."""

    pool: asyncpg.Pool

    async def step(self) -> bool:
        """One look."""
        questions_open.set(await interest_questions.count_open(self.pool))
        reallocations_open.set(await reallocation_store.count_open(self.pool))
        for (court_id, code), number in (await escalation_store.count_open(self.pool)).items():
            hearings_escalated.labels(court_id, code).set(number)
        return False
