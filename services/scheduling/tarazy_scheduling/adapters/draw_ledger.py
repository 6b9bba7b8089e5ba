"""The ledger of draws and the secrets they are seeded with."""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tarazy_shared.contracts.hearings import CaseAllocated, CaseReallocated
from tarazy_shared.database import Connection

from tarazy_scheduling.domain.model.case import Taking
from tarazy_scheduling.domain.model.drawing import DrawTerms

# Of two that offer a secret for one day the first counts; a row that stood before is not touched and not returned.
_OFFER = """
INSERT INTO draw_secrets (court_id, day, secret, commitment) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING
"""
_OF_DAY = "SELECT secret, commitment FROM draw_secrets WHERE court_id = $1 AND day = $2"

_APPEND = """
INSERT INTO draws (court_id, number, draw_id, case_id, drawn_at, secret_day, fact_type, fact, previous_hash, hash)
SELECT court_id, number, draw_id, case_id, $4, secret_day, fact_type, fact, decode(previous_hash, 'hex'),
       decode(hash, 'hex')
FROM unnest($1::text[], $2::bigint[], $3::uuid[], $5::uuid[], $6::date[], $7::text[], $8::json[], $9::text[],
            $10::text[]) AS row (court_id, number, draw_id, case_id, secret_day, fact_type, fact, previous_hash, hash)
"""


_NOTE_TAKINGS = """
INSERT INTO redraws (draw_id, court_id, number, case_id, taken_from, is_part_heard, stated, approved_by,
                     reallocation_id, cause_id)
SELECT * FROM unnest($1::uuid[], $2::text[], $3::bigint[], $4::uuid[], $5::uuid[], $6::boolean[], $7::text[],
                     $8::uuid[], $9::uuid[], $10::text[])
"""


@dataclass(frozen=True, slots=True)
class Draw:
    """A draw as it was told, and the day whose secret seeded it."""

    told: CaseAllocated | CaseReallocated
    text: str
    """The data as they were written."""
    secret_day: date
    taking: Taking | None = None
    """How the case was taken from the judge who had it before."""


async def terms_of(connection: Connection, court_id: str, day: date) -> DrawTerms:
    """The terms on which a court draws on a day; the first to ask makes the day's secret."""
    row = await connection.fetchrow(_OF_DAY, court_id, day)
    if row is None:
        offered = os.urandom(32)
        await connection.execute(_OFFER, court_id, day, offered, hashlib.sha256(offered).digest())
        row = await connection.fetchrow(_OF_DAY, court_id, day)
    if row is None:
        raise LookupError(f"The secret of {court_id} for {day} went away")
    return DrawTerms(secret=row["secret"].hex(), secret_commitment=row["commitment"].hex())


async def append(connection: Connection, draws: Sequence[Draw], now: datetime) -> None:
    """Add draws to the ledger. Raises `asyncpg.UniqueViolationError` for a number that is taken."""
    if draws:
        await connection.execute(
            _APPEND,
            [draw.told.court_id for draw in draws],
            [draw.told.proof.number for draw in draws],
            [draw.told.draw_id for draw in draws],
            now,
            [draw.told.case_id for draw in draws],
            [draw.secret_day for draw in draws],
            [draw.told.TYPE for draw in draws],
            [draw.text for draw in draws],
            [draw.told.proof.previous_hash for draw in draws],
            [draw.told.proof.hash for draw in draws],
        )
    again = [(draw.told, draw.taking) for draw in draws if draw.taking]
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
        )
