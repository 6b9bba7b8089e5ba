"""Reallocations: proposed, previewed, approved or withdrawn."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

import asyncpg
from pydantic import TypeAdapter
from tarazy_shared.database import Connection

from tarazy_scheduling.domain.facts import Refusal
from tarazy_scheduling.domain.model.reallocating import Origin, Plan, Proposal, Which

_PLAN = TypeAdapter(Plan)
_REFUSED = TypeAdapter(tuple[Refusal, ...])

_ADD = """
INSERT INTO reallocations (reallocation_id, court_id, person_id, origin, which, case_ids, stated, proposed_by,
                           proposed_at)
VALUES ($1, $2, $3, 'by_hand', $4, $5, $6, $7, $8)
"""

# Of one absence or suspension one is proposed, also when that was withdrawn or approved.
_NOTE = """
INSERT INTO reallocations (reallocation_id, court_id, person_id, origin, began_on, which, proposed_at)
SELECT id, $1, person_id, origin, began_on, 'not_part_heard', noted_at
FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::date[], $6::timestamptz[])
     AS row (id, person_id, origin, began_on, noted_at)
ON CONFLICT DO NOTHING
"""

_COLUMNS = """
SELECT reallocation_id, court_id, person_id, origin, began_on, which, case_ids, stated, proposed_by, proposed_at, state,
       version, previewed_at, decided_at, decided_by, part_heard, refused_at, refused,
       CASE state WHEN 'approved' THEN
           (SELECT count(*) FROM json_array_elements(plan -> 'moving') AS one
            WHERE NOT (one ->> 'is_part_heard')::boolean OR (one ->> 'case_id')::uuid = ANY(part_heard))
       ELSE 0 END AS taken,
       (SELECT count(*) FROM redraws d WHERE d.reallocation_id = r.reallocation_id) AS drawn
"""
_ONE = _COLUMNS + "FROM reallocations r WHERE court_id = $1 AND reallocation_id = $2"
_LOCK = _ONE + " FOR UPDATE OF r"
_OF_COURT = (
    _COLUMNS
    + """
FROM reallocations r WHERE court_id = $1 AND ($2::text IS NULL OR state = $2) ORDER BY proposed_at DESC, reallocation_id
LIMIT $3
"""
)
_COUNT_OPEN = "SELECT count(*) FROM reallocations WHERE state = 'proposed' AND origin <> 'by_hand'"
_PREVIEW = "SELECT preview FROM reallocations WHERE reallocation_id = $1"
_GET_PLAN = "SELECT plan FROM reallocations WHERE reallocation_id = $1"

_SHOW = """
UPDATE reallocations
SET version = version + 1, preview = $3, plan = $4, previewed_at = $5, which = $6, case_ids = $7, refused = NULL,
    refused_at = NULL
WHERE reallocation_id = $1 AND version = $2 AND state = 'proposed'
"""
_APPROVE = """
UPDATE reallocations
SET state = 'approved', decided_at = $2, decided_by = $3, stated = $4, part_heard = $5, refused = NULL,
    refused_at = NULL
WHERE reallocation_id = $1
"""
_WITHDRAW = """
UPDATE reallocations SET state = 'withdrawn', decided_at = $3, decided_by = $4
WHERE court_id = $1 AND reallocation_id = $2 AND state = 'proposed'
"""
_REFUSE = """
UPDATE reallocations SET refused = $2, refused_at = $3 WHERE reallocation_id = $1 AND state = 'proposed'
"""


@dataclass(frozen=True, slots=True)
class Reallocation:
    """A reallocation as it stands, without its preview."""

    reallocation_id: UUID
    court_id: str
    person_id: UUID
    origin: Origin
    began_on: date | None
    which: Which
    case_ids: tuple[UUID, ...]
    stated: str | None
    proposed_by: UUID | None
    proposed_at: datetime
    state: Literal["proposed", "approved", "withdrawn"]
    version: int
    previewed_at: datetime | None
    decided_at: datetime | None
    decided_by: UUID | None
    part_heard: tuple[UUID, ...]
    refused_at: datetime | None
    refused: tuple[Refusal, ...] = field(default=())
    taken: int = 0
    """Cases that the approval took from the judge."""
    drawn: int = 0
    """How many of them have another judge by now: all at once, or when the round that they wait for is known."""


async def add(
    connection: Connection,
    court_id: str,
    reallocation_id: UUID,
    person_id: UUID,
    *,
    which: Which,
    case_ids: Collection[UUID],
    stated: str,
    proposed_by: UUID | None,
    now: datetime,
) -> None:
    """Enter one that somebody asks for."""
    await connection.execute(
        _ADD, reallocation_id, court_id, person_id, which, list(case_ids), stated, proposed_by, now
    )


async def note(connection: Connection, court_id: str, proposals: Collection[Proposal]) -> None:
    """Enter those that events about judges propose, each once."""
    if proposals:
        await connection.execute(
            _NOTE,
            court_id,
            [one.reallocation_id for one in proposals],
            [one.person_id for one in proposals],
            [one.origin for one in proposals],
            [one.began_on for one in proposals],
            [one.noted_at for one in proposals],
        )


async def one(connection: Connection, court_id: str, reallocation_id: UUID) -> Reallocation | None:
    """A reallocation of the court."""
    row = await connection.fetchrow(_ONE, court_id, reallocation_id)
    return _read(row) if row else None


async def locked(connection: Connection, court_id: str, reallocation_id: UUID) -> Reallocation | None:
    """The same, and nobody else decides about it until the transaction ends."""
    row = await connection.fetchrow(_LOCK, court_id, reallocation_id)
    return _read(row) if row else None


async def of_court(connection: Connection, court_id: str, state: str | None, at_most: int) -> list[Reallocation]:
    """The court's, those proposed last first."""
    return [_read(row) for row in await connection.fetch(_OF_COURT, court_id, state, at_most)]


async def count_open(pool: asyncpg.Pool) -> int:
    """How many were proposed because of an event about a judge and wait for somebody to decide."""
    return int(await pool.fetchval(_COUNT_OPEN))


async def preview_of(connection: Connection, reallocation_id: UUID) -> dict[str, Any] | None:
    """What was shown last."""
    text = await connection.fetchval(_PREVIEW, reallocation_id)
    return json.loads(text) if text else None


async def plan_of(connection: Connection, reallocation_id: UUID) -> Plan | None:
    """What must still hold of what was shown last."""
    text = await connection.fetchval(_GET_PLAN, reallocation_id)
    return _PLAN.validate_json(text) if text else None


async def show(
    connection: Connection,
    known: Reallocation,
    *,
    preview: str,
    plan: Plan,
    now: datetime,
) -> bool:
    """Keep a new preview; false when somebody else was faster."""
    status = await connection.execute(
        _SHOW,
        known.reallocation_id,
        known.version,
        preview,
        _PLAN.dump_json(plan).decode(),
        now,
        known.which,
        list(known.case_ids),
    )
    return bool(status == "UPDATE 1")


async def approve(
    connection: Connection,
    reallocation_id: UUID,
    *,
    approved_by: UUID,
    stated: str,
    part_heard: Collection[UUID],
    now: datetime,
) -> None:
    """Note who approved it; in the transaction that applies it."""
    await connection.execute(_APPROVE, reallocation_id, now, approved_by, stated, sorted(part_heard))


async def withdraw(
    connection: Connection, court_id: str, reallocation_id: UUID, withdrawn_by: UUID | None, now: datetime
) -> bool:
    """Take a proposal back; false when there is none to take back."""
    status = await connection.execute(_WITHDRAW, court_id, reallocation_id, now, withdrawn_by)
    return bool(status == "UPDATE 1")


async def refuse(connection: Connection, reallocation_id: UUID, reasons: Sequence[Refusal], now: datetime) -> None:
    """Note why an approval was not applied."""
    await connection.execute(_REFUSE, reallocation_id, _REFUSED.dump_json(tuple(reasons)).decode(), now)


def _read(row: asyncpg.Record) -> Reallocation:
    values = dict(row)
    values["refused"] = _REFUSED.validate_json(row["refused"]) if row["refused"] else ()
    return Reallocation(**{**values, "case_ids": tuple(row["case_ids"]), "part_heard": tuple(row["part_heard"])})
