"""Single entries of the ledger with their cases, for whoever wants to understand one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import asyncpg
from tarazy_shared.contracts.draws import DrawsCorrected
from tarazy_shared.database import Connection

from tarazy_scheduling.adapters.documents import read_case
from tarazy_scheduling.adapters.draws import draw_secrets
from tarazy_scheduling.adapters.draws.draw_export import record_of
from tarazy_scheduling.adapters.draws.draw_secrets import Known
from tarazy_scheduling.domain.model.case import Case

_DRAWS = """
SELECT d.draw_id, d.number, d.drawn_at, d.secret_day, d.fact_type, d.fact, c.document AS of_case
FROM draws d
LEFT JOIN cases c ON c.case_id = d.case_id
"""
_TAKINGS = """
SELECT draw_id, taken_from, is_part_heard, stated, approved_by, beside FROM redraws WHERE draw_id = ANY($1::uuid[])
ORDER BY draw_id, taken_from
"""
_ONE = _DRAWS + "WHERE d.court_id = $1 AND d.number = $2"
_OF_CASE = _DRAWS + "WHERE d.court_id = $1 AND d.case_id = $2 ORDER BY d.number"
_OF_DAY = _DRAWS + "WHERE d.court_id = $1 AND d.secret_day = $2 AND d.number > $3 ORDER BY d.number LIMIT $4"
_FIRST_OF_CASE = "SELECT min(number) FROM draws WHERE court_id = $1 AND case_id = $2"

_HEADS = """
SELECT c.court_id, c.zone, (SELECT number FROM draws d WHERE d.court_id = c.court_id ORDER BY number DESC LIMIT 1)
FROM courts c
"""
_WAITING = "SELECT count(*), max(due_at) FROM awaited_rounds WHERE court_id = $1"
_BEGAN = "SELECT secret_day FROM draws WHERE court_id = $1 ORDER BY number LIMIT 1"

LARGEST = 2**63 - 1
"""No draw has a higher number."""


@dataclass(frozen=True, slots=True)
class Head:
    """How far a court's ledger has come."""

    zone: str
    number: int
    """0 before the first entry."""


@dataclass(frozen=True, slots=True)
class Taken:
    """How a case was taken from the judge before, or a seat from whoever sat beside."""

    person_id: UUID
    is_part_heard: bool
    """Whether a hearing had been held before that judge."""
    stated: str | None
    """Why, in the words of whoever approved it."""
    approver: UUID | None
    beside: bool = False
    """Whether it was a seat beside the judge who presides."""


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """An entry as it was told, and the case that it is about; None for a correction or a case not known any more."""

    number: int
    drawn_at: datetime
    secret_day: date
    record: Mapping[str, Any]
    """As the export has it."""
    case: Case | None
    taken: tuple[Taken, ...]
    """Empty where nobody had the case or the seat before."""

    @property
    def is_correction(self) -> bool:
        """Whether a workload was put right and nothing drawn."""
        return bool(self.record["type"] == DrawsCorrected.TYPE)


async def one(connection: Connection, court_id: str, number: int, today: date) -> LedgerRow | None:
    """The court's entry of a number; `today` is the court's day, and secrets of earlier days are open."""
    found = await _rows(connection, court_id, today, await connection.fetch(_ONE, court_id, number))
    return found[0] if found else None


async def heads(connection: Connection) -> dict[str, Head]:
    """Of every court."""
    return {row[0]: Head(row[1], row[2] or 0) for row in await connection.fetch(_HEADS)}


async def waiting(connection: Connection, court_id: str) -> tuple[int, datetime | None]:
    """How many of a court's cases wait for a round of the beacon, and when the last of these rounds is due."""
    row = await connection.fetchrow(_WAITING, court_id)
    return (row[0], row[1]) if row else (0, None)


async def began_on(connection: Connection, court_id: str) -> date | None:
    """The day of the court's first draw."""
    day: date | None = await connection.fetchval(_BEGAN, court_id)
    return day


async def first_of_case(connection: Connection, court_id: str, case_id: UUID) -> int | None:
    """The number of a case's first draw."""
    number: int | None = await connection.fetchval(_FIRST_OF_CASE, court_id, case_id)
    return number


async def of_case(connection: Connection, court_id: str, case_id: UUID, today: date) -> list[LedgerRow]:
    """All draws of a case, in order."""
    return await _rows(connection, court_id, today, await connection.fetch(_OF_CASE, court_id, case_id))


async def of_day(
    connection: Connection, court_id: str, day: date, today: date, after: int, limit: int
) -> list[LedgerRow]:
    """The first `limit` entries of a court's day that are numbered above `after`."""
    return await _rows(connection, court_id, today, await connection.fetch(_OF_DAY, court_id, day, after, limit))


async def _rows(connection: Connection, court_id: str, today: date, found: Sequence[asyncpg.Record]) -> list[LedgerRow]:
    secrets = await draw_secrets.of_days(connection, court_id, {row["secret_day"] for row in found})
    takings: dict[UUID, list[Taken]] = {}
    for draw_id, *taken in await connection.fetch(_TAKINGS, [row["draw_id"] for row in found]):
        takings.setdefault(draw_id, []).append(Taken(*taken))
    return [_row(row, secrets, today, tuple(takings.get(row["draw_id"], ()))) for row in found]


def _row(row: asyncpg.Record, secrets: Mapping[str, Known], today: date, taken: tuple[Taken, ...]) -> LedgerRow:
    record = record_of(row, secrets, today)
    case = read_case(row["of_case"]) if row["of_case"] else None
    return LedgerRow(row["number"], row["drawn_at"], row["secret_day"], record, case, taken)
