"""The ledger of draws and corrections: a row each, and only ever added to."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tarazy_shared.contracts.draws import CaseAllocated, CaseReallocated, DrawsCorrected
from tarazy_shared.database import Connection

from tarazy_scheduling.domain.model.case import Taking

_APPEND = """
INSERT INTO draws (court_id, number, draw_id, case_id, drawn_at, secret_day, fact_type, fact, previous_hash, hash)
SELECT court_id, number, draw_id, case_id, $4, secret_day, fact_type, fact, decode(previous_hash, 'hex'),
       decode(hash, 'hex')
FROM unnest($1::text[], $2::bigint[], $3::uuid[], $5::uuid[], $6::date[], $7::text[], $8::json[], $9::text[],
            $10::text[]) AS row (court_id, number, draw_id, case_id, secret_day, fact_type, fact, previous_hash, hash)
"""


_NOTE_TAKINGS = """
INSERT INTO redraws (draw_id, court_id, number, case_id, taken_from, is_part_heard, stated, approved_by,
                     reallocation_id, cause_id, beside)
SELECT * FROM unnest($1::uuid[], $2::text[], $3::bigint[], $4::uuid[], $5::uuid[], $6::boolean[], $7::text[],
                     $8::uuid[], $9::uuid[], $10::text[], $11::boolean[])
"""


_NOTE_ORDERS = """
INSERT INTO draw_orders (order_id, court_id, number) SELECT * FROM unnest($1::uuid[], $2::text[], $3::bigint[])
"""

_IS_DRAW = "SELECT case_id IS NOT NULL FROM draws WHERE court_id = $1 AND number = $2"

_CORRECTION_BY = """
SELECT d.fact FROM draw_orders o JOIN draws d ON d.court_id = o.court_id AND d.number = o.number WHERE o.order_id = $1
"""


@dataclass(frozen=True, slots=True)
class Draw:
    """A draw as it was told, and the ledger's day, whose secret seeded it."""

    told: CaseAllocated | CaseReallocated
    text: str
    """The data as they were written."""
    secret_day: date
    takings: tuple[Taking, ...] = ()
    """How the case was taken from the judge who had it before, or the seats beside from who had them."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction as it was told, and the ledger's day."""

    told: DrawsCorrected
    text: str
    day: date


async def append(connection: Connection, entries: Sequence[Draw | Correction], now: datetime) -> None:
    """Add to the ledger. Raises `asyncpg.UniqueViolationError` for a number that is taken."""
    draws = [one for one in entries if isinstance(one, Draw)]
    corrections = [one for one in entries if isinstance(one, Correction)]
    if entries:
        rows = [_row(one) for one in entries]
        court_ids, numbers, ids, case_ids, days, types, texts, previous, hashes = zip(*rows, strict=True)
        await connection.execute(_APPEND, court_ids, numbers, ids, now, case_ids, days, types, texts, previous, hashes)
    if corrections:
        await connection.execute(
            _NOTE_ORDERS,
            [one.told.order_id for one in corrections],
            [one.told.court_id for one in corrections],
            [one.told.number for one in corrections],
        )
    again = [(draw.told, taking) for draw in draws for taking in draw.takings]
    if again:
        await connection.execute(
            _NOTE_TAKINGS,
            [told.draw_id for told, _ in again],
            [told.court_id for told, _ in again],
            [told.proof.number for told, _ in again],
            [told.case_id for told, _ in again],
            [taking.person_id for _, taking in again],
            [taking.is_part_heard for _, taking in again],
            [taking.stated for _, taking in again],
            [taking.approved_by for _, taking in again],
            [taking.reallocation_id for _, taking in again],
            [taking.cause for _, taking in again],
            [taking.beside for _, taking in again],
        )


def _row(one: Draw | Correction) -> tuple[Any, ...]:
    told = one.told
    if isinstance(one, Correction):
        entry, entry_id, case_id, day = one.told, one.told.correction_id, None, one.day
        return (
            told.court_id,
            entry.number,
            entry_id,
            case_id,
            day,
            told.TYPE,
            one.text,
            entry.previous_hash,
            entry.hash,
        )
    proof, draw_id, case_id, day = one.told.proof, one.told.draw_id, one.told.case_id, one.secret_day
    return (told.court_id, proof.number, draw_id, case_id, day, told.TYPE, one.text, proof.previous_hash, proof.hash)


async def correction_by(connection: Connection, order_id: UUID) -> dict[str, Any] | None:
    """The correction that an order has brought about."""
    text = await connection.fetchval(_CORRECTION_BY, order_id)
    return dict(json.loads(text)) if text else None


async def is_draw(connection: Connection, court_id: str, number: int) -> bool:
    """Whether the court's entry of a number is a draw."""
    return bool(await connection.fetchval(_IS_DRAW, court_id, number))
