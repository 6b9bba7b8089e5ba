"""Dead letters: records that could not be used, with the reason and the raw bytes, replayed for one service alone."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from tarazy_shared import stored_records, telemetry
from tarazy_shared.contracts import topics
from tarazy_shared.contracts.dead_letter import encode_dead_letter
from tarazy_shared.contracts.record import EncodedRecord, RawRecord, Reason
from tarazy_shared.database import Connection
from tarazy_shared.ids import uuid7
from tarazy_shared.unit_of_work import UnitOfWork

_FIRST_ATTEMPT = 1
LONGEST_KEY = 64 * 1024
"""Bytes; a longer key, which no court has, is cut so that the letter fits into a record."""

_PARK = f"""
INSERT INTO dead_letters (dead_letter_id, state, event_id, reasons, attempts, first_failed_at, changed_at,
                          record_sha256, {stored_records.COLUMNS})
VALUES ($1, 'parked', $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
ON CONFLICT (topic, record_partition, record_offset, record_sha256) DO NOTHING
RETURNING dead_letter_id
"""  # noqa: S608  only column names are put in

_LIST = f"""
SELECT dead_letter_id, state, event_id, reasons, attempts, first_failed_at, {stored_records.COLUMNS}
FROM dead_letters WHERE state = ANY($1::text[]) ORDER BY first_failed_at LIMIT $2
"""  # noqa: S608

_FIND = f"""
SELECT dead_letter_id, state, event_id, reasons, attempts, first_failed_at, {stored_records.COLUMNS}
FROM dead_letters WHERE dead_letter_id = ANY($1::uuid[])
"""  # noqa: S608

_TO_REPLAY = f"""
SELECT dead_letter_id, state, event_id, reasons, attempts, first_failed_at, {stored_records.COLUMNS}
FROM dead_letters WHERE state = 'replaying' AND topic = $1 ORDER BY first_failed_at LIMIT $2
"""  # noqa: S608

# Locked: of two replicas that replay it the later one finds that it is done.
_CLAIM = "SELECT true FROM dead_letters WHERE dead_letter_id = $1 AND state = 'replaying' FOR UPDATE"

_CHANGE_STATE = """
UPDATE dead_letters SET state = $2, changed_at = $4
WHERE dead_letter_id = ANY($1::uuid[]) AND state = ANY($3::text[]) RETURNING dead_letter_id
"""

_FAIL_AGAIN = """
UPDATE dead_letters SET state = 'parked', attempts = attempts + 1, reasons = $2, changed_at = $3
WHERE dead_letter_id = $1 AND state = 'replaying'
"""

_DEPTH = "SELECT count(*), min(first_failed_at) FROM dead_letters WHERE state = 'parked'"


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A parked record and why it was parked."""

    dead_letter_id: UUID
    state: str
    event_id: UUID | None
    reasons: tuple[Reason, ...]
    attempts: int
    first_failed_at: datetime
    record: RawRecord


async def park(
    uow: UnitOfWork,
    service: str,
    record: RawRecord,
    reasons: Sequence[Reason],
    *,
    event_id: UUID | None,
    failed_at: datetime | None = None,
) -> None:
    """Store the record and tell it on the service's dead letter topic, in this transaction; once per record.

    `failed_at` is when it failed first, if that was before now.
    """
    first_failed_at = failed_at or uow.now
    dead_letter_id = await uow.connection.fetchval(
        _PARK,
        uuid7(uow.now),
        event_id,
        _dump(reasons),
        _FIRST_ATTEMPT,
        first_failed_at,
        uow.now,
        hashlib.sha256(record.value or b"").digest(),
        *(column[0] for column in stored_records.to_columns([record])),
    )
    if dead_letter_id is None:
        return
    value = encode_dead_letter(
        dead_letter_id=dead_letter_id,
        consumer=service,
        reasons=tuple(reasons),
        record=record,
        attempts=_FIRST_ATTEMPT,
        first_failed_at=first_failed_at,
    )
    headers = (("content-type", b"application/json"),)
    key = record.key if record.key is None else record.key[:LONGEST_KEY]
    uow.send(EncodedRecord(topics.dead_letters(service), key, headers, value))
    telemetry.dead_letters.labels(service, reasons[0].code).inc()


async def find(connection: Connection, ids: Sequence[UUID]) -> list[DeadLetter]:
    """Those of the ids that exist."""
    return [_read(row) for row in await connection.fetch(_FIND, list(ids))]


async def listed(connection: Connection, *, states: Sequence[str], at_most: int) -> list[DeadLetter]:
    """Oldest first."""
    return [_read(row) for row in await connection.fetch(_LIST, list(states), at_most)]


async def to_replay(connection: Connection, topic: str, *, at_most: int = 100) -> list[DeadLetter]:
    """Those of a topic that an operator asked to replay."""
    return [_read(row) for row in await connection.fetch(_TO_REPLAY, topic, at_most)]


async def claim(connection: Connection, dead_letter_id: UUID) -> bool:
    """Keep it for this transaction; false when another one has replayed it meanwhile."""
    return bool(await connection.fetchval(_CLAIM, dead_letter_id))


async def ask_replay(connection: Connection, ids: Sequence[UUID], now: datetime) -> set[UUID]:
    """Mark parked ones for replay by the running service; returns those that were parked."""
    rows = await connection.fetch(_CHANGE_STATE, list(ids), "replaying", ["parked"], now)
    return {row[0] for row in rows}


async def discard(connection: Connection, ids: Sequence[UUID], now: datetime) -> set[UUID]:
    """Close parked ones without using them; the record stays readable."""
    rows = await connection.fetch(_CHANGE_STATE, list(ids), "discarded", ["parked"], now)
    return {row[0] for row in rows}


async def mark_replayed(connection: Connection, ids: Sequence[UUID], now: datetime) -> None:
    """Their effect is in this transaction."""
    if ids:
        await connection.execute(_CHANGE_STATE, list(ids), "replayed", ["replaying"], now)


async def fail_again(connection: Connection, letter: DeadLetter, reasons: Sequence[Reason], now: datetime) -> None:
    """A replay ended in nothing: parked again with the new reasons."""
    await connection.execute(_FAIL_AGAIN, letter.dead_letter_id, _dump(reasons), now)


async def depth(connection: Connection) -> tuple[int, datetime | None]:
    """How many are parked, and since when the oldest is."""
    row = await connection.fetchrow(_DEPTH)
    return (row[0], row[1]) if row else (0, None)


def _dump(reasons: Sequence[Reason]) -> str:
    return json.dumps(
        [{"field": reason.field, "code": reason.code, "text": reason.text} for reason in reasons],
        ensure_ascii=False,
    )


def _read(row: Any) -> DeadLetter:
    return DeadLetter(
        dead_letter_id=row["dead_letter_id"],
        state=row["state"],
        event_id=row["event_id"],
        reasons=tuple(Reason(**reason) for reason in json.loads(row["reasons"])),
        attempts=row["attempts"],
        first_failed_at=row["first_failed_at"],
        record=stored_records.from_row(row),
    )
