"""The audit trail in a service's table `audit_trail`: who did what to whom, noted in the transaction that did it."""

import json
from collections.abc import AsyncIterator, Mapping
from typing import Any

import asyncpg

from tarazy_shared.audit_chain import FIRST, Entry, Head, Link, canonical, hash_of
from tarazy_shared.database import Connection
from tarazy_shared.unit_of_work import UnitOfWork
from tarazy_shared.who import Who

EVERYWHERE = "*"
"""The chain of what concerns no single court."""

LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('tarazy audit ' || $1, 0))"

HEAD = "SELECT number, hash FROM audit_trail WHERE court_id = $1 ORDER BY number DESC LIMIT 1"

APPEND = """
    INSERT INTO audit_trail
        (court_id, number, at, subject, person_id, action, about, request_id, detail, previous_hash, hash)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
"""

LATEST = """
    SELECT * FROM audit_trail
    WHERE court_id = $1 AND ($2::text IS NULL OR about = $2) AND ($3::bigint IS NULL OR number < $3)
    ORDER BY number DESC LIMIT $4
"""


async def note(
    uow: UnitOfWork,
    who: Who,
    action: str,
    court_id: str | None,
    subject_id: object = None,
    detail: Mapping[str, Any] | None = None,
    *,
    request_id: str = "",
) -> None:
    """Note what somebody does, in the same transaction. Ids and codes alone: no names, no free text.

    The chain of a court is locked until the transaction ends: note last, and several courts in the order of their ids.
    """
    chain = court_id or EVERYWHERE
    await uow.connection.execute(LOCK, chain)
    head = await uow.connection.fetchrow(HEAD, chain)
    entry = Entry(
        chain=chain,
        number=(head["number"] if head else 0) + 1,
        at=uow.now,
        subject=who.subject,
        person_id=None if who.person_id is None else str(who.person_id),
        action=action,
        about=None if subject_id is None else str(subject_id),
        request_id=request_id,
        detail=detail or {},
    )
    previous_hash = head["hash"] if head else FIRST
    await uow.connection.execute(
        APPEND,
        entry.chain,
        entry.number,
        entry.at,
        entry.subject,
        entry.person_id,
        entry.action,
        entry.about,
        entry.request_id,
        canonical(entry.detail).decode(),
        previous_hash,
        hash_of(entry, previous_hash),
    )


HEADS = "SELECT DISTINCT ON (court_id) court_id, number, hash FROM audit_trail ORDER BY court_id, number DESC"

ALL = "SELECT * FROM audit_trail WHERE $1::text IS NULL OR court_id = $1 ORDER BY court_id, number"


async def heads(connection: Connection) -> dict[str, Head]:
    """The last entry of each chain."""
    return {row["court_id"]: Head(row["number"], row["hash"]) for row in await connection.fetch(HEADS)}


async def in_order(connection: Connection, court_id: str | None) -> AsyncIterator[Link]:
    """All entries, chain by chain. Within a transaction: they are read bit by bit."""
    async for row in connection.cursor(ALL, court_id, prefetch=1000):
        yield link_of(row)


async def latest(
    connection: Connection, court_id: str, *, about: str | None = None, before: int | None = None, limit: int = 100
) -> list[Link]:
    """Entries of a court, the newest first; `before` a number, `about` one id."""
    return [link_of(row) for row in await connection.fetch(LATEST, court_id, about, before, limit)]


def link_of(row: asyncpg.Record) -> Link:
    """A row of `audit_trail`."""
    entry = Entry(
        chain=row["court_id"],
        number=row["number"],
        at=row["at"],
        subject=row["subject"],
        person_id=row["person_id"],
        action=row["action"],
        about=row["about"],
        request_id=row["request_id"],
        detail=json.loads(row["detail"]),
    )
    return Link(entry, row["previous_hash"], row["hash"])
