"""Single draws of the ledger with their cases, for whoever wants to understand one."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import asyncpg
from tarazy_shared.database import Connection

from tarazy_scheduling.adapters.documents import read_case
from tarazy_scheduling.adapters.draw_reading import opened
from tarazy_scheduling.domain.model.case import Case

_DRAWS = """
SELECT d.number, d.drawn_at, d.secret_day, d.fact_type, d.fact, s.secret, c.document AS of_case,
       r.taken_from, r.is_part_heard, r.stated, r.approved_by
FROM draws d
JOIN draw_secrets s ON s.court_id = d.court_id AND s.day = d.secret_day
LEFT JOIN cases c ON c.case_id = d.case_id
LEFT JOIN redraws r ON r.draw_id = d.draw_id
"""
_ONE = _DRAWS + "WHERE d.court_id = $1 AND d.number = $2"
_OF_CASE = _DRAWS + "WHERE d.court_id = $1 AND d.case_id = $2 ORDER BY d.number"
_OF_DAY = _DRAWS + "WHERE d.court_id = $1 AND d.secret_day = $2 AND d.number > $3 ORDER BY d.number LIMIT $4"

_BEGAN = "SELECT secret_day FROM draws WHERE court_id = $1 ORDER BY number LIMIT 1"

LARGEST = 2**63 - 1
"""No draw has a higher number."""


@dataclass(frozen=True, slots=True)
class Taken:
    """How a case was taken from the judge before."""

    person_id: UUID
    is_part_heard: bool
    """Whether a hearing had been held before that judge."""
    stated: str | None
    """Why, in the words of whoever approved it."""
    approver: UUID | None


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A draw as it was told, and the case that it is about; None for one that is not known any more."""

    number: int
    drawn_at: datetime
    secret_day: date
    record: Mapping[str, Any]
    """`{type, secret, data}`, as the export has it."""
    case: Case | None
    taken: Taken | None
    """None for a case that had no judge before."""


async def one(connection: Connection, court_id: str, number: int, today: date) -> LedgerRow | None:
    """The court's draw of a number; `today` is the court's day, and secrets of earlier days are open."""
    row = await connection.fetchrow(_ONE, court_id, number)
    return _row(row, today) if row else None


async def began_on(connection: Connection, court_id: str) -> date | None:
    """The day of the court's first draw."""
    day: date | None = await connection.fetchval(_BEGAN, court_id)
    return day


async def of_case(connection: Connection, court_id: str, case_id: UUID, today: date) -> list[LedgerRow]:
    """All draws of a case, in order."""
    return [_row(row, today) for row in await connection.fetch(_OF_CASE, court_id, case_id)]


async def of_day(
    connection: Connection, court_id: str, day: date, today: date, after: int, limit: int
) -> list[LedgerRow]:
    """The first `limit` draws of a court's day that are numbered above `after`."""
    return [_row(row, today) for row in await connection.fetch(_OF_DAY, court_id, day, after, limit)]


def _row(row: asyncpg.Record, today: date) -> LedgerRow:
    record = {"type": row["fact_type"], "secret": opened(row, today), "data": json.loads(row["fact"])}
    case = read_case(row["of_case"]) if row["of_case"] else None
    taken = row["taken_from"] and Taken(row["taken_from"], row["is_part_heard"], row["stated"], row["approved_by"])
    return LedgerRow(row["number"], row["drawn_at"], row["secret_day"], record, case, taken)
