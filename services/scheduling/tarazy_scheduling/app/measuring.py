"""Gauges of what waits for a person."""

from dataclasses import dataclass

import asyncpg

from tarazy_scheduling.adapters import interest_questions
from tarazy_scheduling.app.telemetry import questions_open


@dataclass(frozen=True, slots=True)
class Measuring:
    """Looks at how many questions nobody has answered."""

    pool: asyncpg.Pool

    async def step(self) -> bool:
        """One look."""
        questions_open.set(await interest_questions.count_open(self.pool))
        return False
