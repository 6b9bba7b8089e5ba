"""A court's draws of a period, a few hundred at a time: for figures about all of them."""

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import asyncpg

from tarazy_scheduling.adapters.draw_reading import opened

AT_ONCE = 500

# The category alone: to read each case whole takes longer than to read its draw.
_OF_PERIOD = """
SELECT d.number, d.secret_day, d.fact_type, d.fact, s.secret, c.document ->> 'category' AS category
FROM draws d
JOIN draw_secrets s ON s.court_id = d.court_id AND s.day = d.secret_day
LEFT JOIN cases c ON c.case_id = d.case_id
WHERE d.court_id = $1 AND d.secret_day BETWEEN $2 AND $3 AND d.number > $4
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
        yield [_streamed(row, today) for row in rows]
        if len(rows) < AT_ONCE:
            return
        after = rows[-1]["number"]


def _streamed(row: asyncpg.Record, today: date) -> Streamed:
    record = {"type": row["fact_type"], "secret": opened(row, today), "data": json.loads(row["fact"])}
    return Streamed(row["number"], row["secret_day"], record, row["category"])
