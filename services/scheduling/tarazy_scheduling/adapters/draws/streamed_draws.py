"""A court's draws of a period, a few hundred at a time: for figures about all of them."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import asyncpg

from tarazy_scheduling.adapters.draws import draw_secrets
from tarazy_scheduling.adapters.draws.draw_export import record_of
from tarazy_scheduling.adapters.draws.draw_secrets import Known

AT_ONCE = 500

# The category alone: to read each case whole takes longer than to read its draw.
_OF_PERIOD = """
SELECT d.number, d.secret_day, d.fact_type, d.fact, c.document ->> 'category' AS category
FROM draws d
LEFT JOIN cases c ON c.case_id = d.case_id
WHERE d.court_id = $1 AND d.secret_day BETWEEN $2 AND $3 AND d.number > $4 AND d.case_id IS NOT NULL
ORDER BY d.number LIMIT $5
"""


@dataclass(frozen=True, slots=True)
class Streamed:
    """A draw as the export has it, and the category of its case."""

    number: int
    day: date
    record: Mapping[str, Any]
    category: str | None


async def of_period(
    pool: asyncpg.Pool, court_id: str, from_on: date, to_on: date, today: date
) -> AsyncIterator[Sequence[Streamed]]:
    """The draws of the days from `from_on` to `to_on`, in order; secrets of days before `today` are open."""
    after = 0
    while True:
        async with pool.acquire() as connection:
            rows = await connection.fetch(_OF_PERIOD, court_id, from_on, to_on, after, AT_ONCE)
            secrets = await draw_secrets.of_days(connection, court_id, {row["secret_day"] for row in rows})
        yield [_streamed(row, secrets, today) for row in rows]
        if len(rows) < AT_ONCE:
            return
        after = rows[-1]["number"]


def _streamed(row: asyncpg.Record, secrets: Mapping[str, Known], today: date) -> Streamed:
    return Streamed(row["number"], row["secret_day"], record_of(row, secrets, today), row["category"])
