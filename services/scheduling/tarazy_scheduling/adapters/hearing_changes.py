"""What people did with hearings, only ever added; and how hearings stood before."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

import asyncpg
from tarazy_shared.audit_chain import Head, Link, hash_of
from tarazy_shared.database import Connection

from tarazy_scheduling.adapters import change_chain
from tarazy_scheduling.adapters.documents import read_hearing, write_hearing
from tarazy_scheduling.domain.model.hearing import Hearing

Operation = Literal["move", "swap", "split", "merge", "fix", "unfix", "vacate", "extend", "undo"]

_ADD = """
INSERT INTO hearing_changes (change_id, court_id, hearing_id, operation, ordered_by, at, reason, note, undoes, cause,
                             version_before, version_after, before, after, link, previous_hash, hash)
SELECT $1, $2, hearing_id, $3, $4, $5, $6, $7, $8, $9, version_before, version_after, before, after, link,
       previous_hash, hash
FROM unnest($10::uuid[], $11::integer[], $12::integer[], $13::json[], $14::json[], $15::bigint[], $16::text[],
            $17::text[])
     AS row (hearing_id, version_before, version_after, before, after, link, previous_hash, hash)
ORDER BY link
"""

_COLUMNS = """
SELECT number, change_id, court_id, hearing_id, operation, ordered_by, at, reason, note, undoes, cause, version_before,
       version_after, before, after
FROM hearing_changes
"""
_OF_CHANGE = _COLUMNS + "WHERE change_id = $1 ORDER BY number"
_OF_HEARING = _COLUMNS + "WHERE hearing_id = $1 ORDER BY number DESC LIMIT $2"
_LAST = """
SELECT DISTINCT ON (hearing_id) hearing_id, change_id FROM hearing_changes WHERE hearing_id = ANY($1::uuid[])
ORDER BY hearing_id, number DESC
"""

# The present version is among the hearings themselves.
_VERSION = """
SELECT document FROM hearing_versions WHERE hearing_id = $1 AND version = $2
UNION ALL
SELECT document FROM hearings WHERE hearing_id = $1 AND (document ->> 'version')::integer = $2
LIMIT 1
"""

_WHERE = "SELECT court_id, case_id, document FROM hearings WHERE hearing_id = $1"


@dataclass(frozen=True, slots=True)
class Order:
    """Who orders what, and why."""

    change_id: UUID
    operation: Operation
    ordered_by: UUID
    reason: str | None = None
    note: str | None = None
    undoes: UUID | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one hearing by an order."""

    number: int
    order: Order
    court_id: str
    hearing_id: UUID
    at: datetime
    cause: UUID
    before: Hearing
    after: Hearing


async def add(
    connection: Connection,
    court_id: str,
    order: Order,
    changed: Sequence[tuple[Hearing, Hearing]],
    cause: UUID,
    now: datetime,
) -> None:
    """Note what an order made of hearings: of each as it was and as it is. The court is locked."""
    links = _linked(await change_chain.head(connection, court_id), court_id, order, changed, cause, now)
    await connection.execute(
        _ADD,
        order.change_id,
        court_id,
        order.operation,
        order.ordered_by,
        now,
        order.reason,
        order.note,
        order.undoes,
        cause,
        [before.hearing_id for before, _ in changed],
        [before.version for before, _ in changed],
        [after.version for _, after in changed],
        [write_hearing(before) for before, _ in changed],
        [write_hearing(after) for _, after in changed],
        [one.entry.number for one in links],
        [one.previous_hash for one in links],
        [one.hash for one in links],
    )


def _linked(
    head: Head,
    court_id: str,
    order: Order,
    changed: Sequence[tuple[Hearing, Hearing]],
    cause: UUID,
    now: datetime,
) -> list[Link]:
    """The changes, each bound to the one before it."""
    links = []
    for before, after in changed:
        entry = change_chain.entry_of(
            court_id=court_id,
            number=head.number + 1,
            at=now,
            hearing_id=before.hearing_id,
            cause=cause,
            version_before=before.version,
            version_after=after.version,
            before=write_hearing(before),
            after=write_hearing(after),
            **asdict(order),
        )
        links.append(Link(entry, head.hash, hash_of(entry, head.hash)))
        head = Head(entry.number, links[-1].hash)
    return links


async def of_change(connection: Connection, change_id: UUID) -> list[Change]:
    """What became of the hearings of one order; none if there was no such order."""
    return [_change(row) for row in await connection.fetch(_OF_CHANGE, change_id)]


async def of_hearing(connection: Connection, hearing_id: UUID, at_most: int) -> list[Change]:
    """What people did with a hearing, the last first."""
    return [_change(row) for row in await connection.fetch(_OF_HEARING, hearing_id, at_most)]


async def last_of(connection: Connection, hearing_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """By hearing the last order about it."""
    return {row[0]: row[1] for row in await connection.fetch(_LAST, list(hearing_ids))}


async def as_at(connection: Connection, hearing_id: UUID, version: int) -> Hearing | None:
    """The hearing as it stood at a version; None where there was none or it is not kept."""
    document = await connection.fetchval(_VERSION, hearing_id, version)
    return read_hearing(document) if document else None


async def whose(connection: Connection, hearing_id: UUID) -> tuple[str, Hearing] | None:
    """The court of a hearing, and the hearing as it stands."""
    row = await connection.fetchrow(_WHERE, hearing_id)
    return (row["court_id"], read_hearing(row["document"])) if row else None


def _change(row: asyncpg.Record) -> Change:
    names = ("change_id", "operation", "ordered_by", "reason", "note", "undoes")
    return Change(
        number=row["number"],
        order=Order(**{name: row[name] for name in names}),
        court_id=row["court_id"],
        hearing_id=row["hearing_id"],
        at=row["at"],
        cause=row["cause"],
        before=read_hearing(row["before"]),
        after=read_hearing(row["after"]),
    )
