"""Gauges of what waits for a person."""

from dataclasses import dataclass

import asyncpg

from tarazy_scheduling.adapters.draws import interest_questions, reallocation_store
from tarazy_scheduling.app.telemetry import questions_open, reallocations_open


@dataclass(frozen=True, slots=True)
class Measuring:
    """Looks at how many questions nobody has answered, and how many proposals nobody has decided about."""

    pool: asyncpg.Pool

    async def step(self) -> bool:
        """One look."""
        questions_open.set(await interest_questions.count_open(self.pool))
        reallocations_open.set(await reallocation_store.count_open(self.pool))
        return False
