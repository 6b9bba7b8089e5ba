"""Plans: proposed, looked at, approved or withdrawn, undone."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
from pydantic import TypeAdapter
from tarazy_shared.database import Connection

from tarazy_scheduling.domain.facts import Refusal
from tarazy_scheduling.domain.model.planning import Move, Moved, PlanStatus, PlanWish

_MOVES = TypeAdapter(tuple[Move, ...])
_MOVED = TypeAdapter(tuple[Moved, ...])
_REFUSED = TypeAdapter(tuple[Refusal, ...])

_LOCK_COURT = "SELECT 1 FROM courts WHERE court_id = $1 FOR UPDATE"

_ADD = """
INSERT INTO plans (court_id, number, begins_on, ends_on, fence_days, change_penalty, change_budget, state_hash, state,
                   seed, iterations, core, present_cost, cost, bound, unavoidable, moves, preview, proposed_at,
                   proposed_by)
SELECT $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
       $19
FROM plans WHERE court_id = $1
RETURNING number
"""

_COLUMNS = """
SELECT court_id, number, begins_on, ends_on, fence_days, change_penalty, change_budget, state_hash, seed, iterations,
       core, present_cost, cost, bound, unavoidable, status, proposed_at, proposed_by, decided_at, decided_by,
       undone_at, undone_by, refused_at, refused, preview ->> 'counts' AS counts
FROM plans
"""
_ONE = _COLUMNS + "WHERE court_id = $1 AND number = $2"
_LOCK = _ONE + " FOR UPDATE"
_OF_COURT = _COLUMNS + "WHERE court_id = $1 AND ($2::text IS NULL OR status = $2) ORDER BY number DESC LIMIT $3"
_PREVIEW = "SELECT preview FROM plans WHERE court_id = $1 AND number = $2"
_BASIS = "SELECT state, moves FROM plans WHERE court_id = $1 AND number = $2"
_MOVED_BY = "SELECT moved FROM plans WHERE court_id = $1 AND number = $2"

_APPROVE = """
UPDATE plans SET status = 'approved', decided_at = $3, decided_by = $4, moved = $5, refused = NULL, refused_at = NULL
WHERE court_id = $1 AND number = $2
"""
_UNDO = """
UPDATE plans SET status = 'undone', undone_at = $3, undone_by = $4, refused = NULL, refused_at = NULL
WHERE court_id = $1 AND number = $2
"""
_WITHDRAW = """
UPDATE plans SET status = 'withdrawn', decided_at = $3, decided_by = $4
WHERE court_id = $1 AND number = $2 AND status = 'proposed'
"""
_REFUSE = "UPDATE plans SET refused = $3, refused_at = $4 WHERE court_id = $1 AND number = $2"


@dataclass(frozen=True, slots=True)
class Made:
    """How a plan was made, and what it costs."""

    seed: int
    iterations: int
    core: str
    present_cost: int
    """What it costs to leave everything as it is."""
    cost: int
    bound: int | None
    unavoidable: int | None
    """Of the bound: for what no plan can list."""


@dataclass(frozen=True, slots=True)
class StoredPlan:
    """A plan as it stands, without its preview."""

    court_id: str
    number: int
    wish: PlanWish
    state_hash: str
    made: Made
    counts: dict[str, Any]
    status: PlanStatus
    proposed_at: datetime
    proposed_by: UUID | None
    decided_at: datetime | None
    decided_by: UUID | None
    undone_at: datetime | None
    undone_by: UUID | None
    refused_at: datetime | None
    refused: tuple[Refusal, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Basis:
    """What a plan rests on and what it moves."""

    state: dict[str, str]
    moves: tuple[Move, ...]


async def add(
    connection: Connection,
    court_id: str,
    wish: PlanWish,
    made: Made,
    basis: Basis,
    *,
    state_hash: str,
    preview: str,
    proposed_by: UUID | None,
    now: datetime,
) -> int:
    """Keep a proposal; its number, counted by court."""
    await connection.execute(_LOCK_COURT, court_id)
    return int(
        await connection.fetchval(
            _ADD,
            court_id,
            *(wish.begins_on, wish.ends_on, wish.fence_days, wish.change_penalty, wish.change_budget),
            state_hash,
            json.dumps(basis.state),
            *(made.seed, made.iterations, made.core, made.present_cost, made.cost, made.bound, made.unavoidable),
            _MOVES.dump_json(basis.moves).decode(),
            preview,
            now,
            proposed_by,
        )
    )


async def one(connection: Connection, court_id: str, number: int) -> StoredPlan | None:
    """A plan of the court."""
    row = await connection.fetchrow(_ONE, court_id, number)
    return _read(row) if row else None


async def locked(connection: Connection, court_id: str, number: int) -> StoredPlan | None:
    """The same, and nobody else decides about it until the transaction ends."""
    row = await connection.fetchrow(_LOCK, court_id, number)
    return _read(row) if row else None


async def of_court(connection: Connection, court_id: str, status: str | None, at_most: int) -> list[StoredPlan]:
    """The court's, the last first."""
    return [_read(row) for row in await connection.fetch(_OF_COURT, court_id, status, at_most)]


async def preview_of(connection: Connection, court_id: str, number: int) -> dict[str, Any]:
    """What it would bring, or has brought."""
    return dict(json.loads(await connection.fetchval(_PREVIEW, court_id, number)))


async def basis_of(connection: Connection, court_id: str, number: int) -> Basis:
    """What it rests on and moves."""
    [row] = await connection.fetch(_BASIS, court_id, number)
    return Basis(json.loads(row["state"]), _MOVES.validate_json(row["moves"]))


async def moved_by(connection: Connection, court_id: str, number: int) -> tuple[Moved, ...]:
    """How an approved plan has left its hearings."""
    text = await connection.fetchval(_MOVED_BY, court_id, number)
    return _MOVED.validate_json(text) if text else ()


async def approve(
    connection: Connection, court_id: str, number: int, approved_by: UUID, moved: Sequence[Moved], now: datetime
) -> None:
    """Note who approved it; in the transaction that applies it."""
    text = _MOVED.dump_json(tuple(moved)).decode()
    await connection.execute(_APPROVE, court_id, number, now, approved_by, text)


async def undo(connection: Connection, court_id: str, number: int, undone_by: UUID, now: datetime) -> None:
    """Note who took it back; in the transaction that does so."""
    await connection.execute(_UNDO, court_id, number, now, undone_by)


async def withdraw(connection: Connection, court_id: str, number: int, withdrawn_by: UUID, now: datetime) -> bool:
    """Take a proposal back; false when there is none to take back."""
    status = await connection.execute(_WITHDRAW, court_id, number, now, withdrawn_by)
    return bool(status == "UPDATE 1")


async def refuse(connection: Connection, court_id: str, number: int, reasons: Sequence[Refusal], now: datetime) -> None:
    """Note why it was not applied or not undone."""
    await connection.execute(_REFUSE, court_id, number, _REFUSED.dump_json(tuple(reasons)).decode(), now)


def _read(row: asyncpg.Record) -> StoredPlan:
    values = dict(row)
    wish = PlanWish(**{name: values.pop(name) for name in PlanWish.__slots__})
    made = Made(**{name: values.pop(name) for name in Made.__slots__})
    values["refused"] = _REFUSED.validate_json(row["refused"]) if row["refused"] else ()
    values["counts"] = json.loads(row["counts"])
    return StoredPlan(wish=wish, made=made, **values)
