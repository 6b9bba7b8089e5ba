"""Reports about notices in PostgreSQL: kept once, looked up again, and what they change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import asyncpg
from tarazy_shared.database import Connection
from tarazy_shared.ids import uuid7
from tarazy_shared.unit_of_work import Cause

from tarazy_notifications.adapters.notice_store import as_notice
from tarazy_notifications.domain.delivery.receipts import Happening, Receipt, Verdict
from tarazy_notifications.domain.delivery.states import State
from tarazy_notifications.domain.notices import Notice

PATIENCE = timedelta(hours=1)
"""How long a report waits for what it is about to become known."""

_KEEP = """
INSERT INTO receipts (receipt_id, source, key, received_at, at, happening, verdict, notice_id, reference, code)
VALUES ($1, $2, $3, $4, $5, $6, 'waiting', $7, $8, $9)
ON CONFLICT (source, key) DO NOTHING RETURNING receipt_id
"""

# Locked in the order of their ids, as the sender does, so that the two never wait for each other.
_ABOUT = """
SELECT n.*, v.event_id, v.correlation_id, v.traceparent
FROM notices n JOIN subject_versions v ON v.subject_id = n.subject_id AND v.version = n.subject_version
WHERE n.notice_id = ANY($1::uuid[]) ORDER BY n.notice_id FOR UPDATE OF n
"""

# A gateway may begin to count anew: what was sent last counts.
_BY_REFERENCE = """
SELECT channel, provider_reference, notice_id, place FROM notices
WHERE (channel, provider_reference) IN (SELECT * FROM unnest($1::text[], $2::text[]))
  AND provider_reference IS NOT NULL AND channel <> 'email'
UNION ALL
SELECT p.channel, p.reference, n.notice_id, n.place FROM notice_parts p JOIN notices n USING (notice_id)
WHERE (p.channel, p.reference) IN (SELECT * FROM unnest($1::text[], $2::text[]))
ORDER BY place
"""

_KEEP_PARTS = """
INSERT INTO notice_parts (notice_id, number, channel, reference)
SELECT * FROM unnest($1::uuid[], $2::int[], $3::text[], $4::text[]) ON CONFLICT DO NOTHING
"""

_PART_ARRIVED = """
WITH arrived AS (
    UPDATE notice_parts SET arrived_at = $3 WHERE notice_id = $1 AND reference = $2 AND arrived_at IS NULL
)
SELECT NOT EXISTS (
    SELECT FROM notice_parts WHERE notice_id = $1 AND reference <> $2 AND arrived_at IS NULL)
"""

_WAITING = """
SELECT * FROM receipts WHERE verdict = 'waiting' ORDER BY received_at, place LIMIT $1 FOR UPDATE SKIP LOCKED
"""

_JUDGED = """
UPDATE receipts r SET verdict = row.verdict, notice_id = coalesce(row.notice_id, r.notice_id)
FROM unnest($1::uuid[], $2::text[], $3::uuid[]) AS row (receipt_id, verdict, notice_id)
WHERE r.receipt_id = row.receipt_id
"""

_CHANGE = """
WITH changed AS (
    UPDATE notices n SET state = $2, changed_at = $3, step = n.step + 1, reason = coalesce($4, n.reason)
    WHERE n.notice_id = $1 RETURNING n.notice_id, n.step, n.attempts
)
INSERT INTO notice_transitions (notice_id, number, at, state, attempt, reason, cause)
SELECT notice_id, step, $3, $2, attempts, $4, $5 FROM changed
"""

_OF_NOTICE = "SELECT * FROM receipts WHERE notice_id = $1 ORDER BY place"


@dataclass(frozen=True, slots=True)
class Kept:
    """A report as it was kept."""

    receipt_id: UUID
    source: str
    received_at: datetime
    receipt: Receipt
    verdict: Verdict = Verdict.WAITING


@dataclass(frozen=True, slots=True)
class Known:
    """The notice that a report is about, locked."""

    notice: Notice
    state: State
    cause: Cause
    """Of the notice itself."""


async def keep(connection: Connection, source: str, receipts: Sequence[Receipt], now: datetime) -> list[Kept]:
    """Keep what came in; leaves out what has come before."""
    kept = []
    for one in receipts:
        receipt_id = uuid7(now)
        at = min(one.at, now)
        values = (receipt_id, source, one.key, now, at, one.happening, one.notice_id, one.reference, one.code)
        if await connection.fetchval(_KEEP, *values) is not None:
            kept.append(Kept(receipt_id, source, now, one))
    return kept


async def waiting(connection: Connection, at_most: int) -> list[Kept]:
    """Reports about what was not known yet, the oldest first, nobody else's until the transaction ends."""
    return [_kept(row) for row in await connection.fetch(_WAITING, at_most)]


async def about(connection: Connection, kept: Sequence[Kept]) -> dict[UUID, Known]:
    """The notices that these are about, by receipt; they are locked."""
    named = [(one.source, one.receipt.reference) for one in kept if one.receipt.reference]
    rows = await connection.fetch(_BY_REFERENCE, [one for one, _ in named], [one for _, one in named]) if named else []
    by_reference = {(row[0], row[1]): row[2] for row in rows}
    meant: dict[UUID, UUID] = {}
    for one in kept:
        notice_id = one.receipt.notice_id or by_reference.get((one.source, one.receipt.reference))
        if notice_id is not None:
            meant[one.receipt_id] = notice_id
    found = {row["notice_id"]: _known(row) for row in await connection.fetch(_ABOUT, list(set(meant.values())))}
    return {receipt_id: found[notice_id] for receipt_id, notice_id in meant.items() if notice_id in found}


async def keep_parts(connection: Connection, sent: Sequence[tuple[Notice, Sequence[str]]]) -> None:
    """Keep what a gateway calls the parts of messages, in order."""
    rows = [
        (notice.notice_id, number, notice.channel, reference)
        for notice, references in sent
        for number, reference in enumerate(references, start=1)
    ]
    ids, numbers, channels, references = zip(*rows, strict=True)
    await connection.execute(_KEEP_PARTS, list(ids), list(numbers), list(channels), list(references))


async def whole_has_arrived(connection: Connection, notice_id: UUID, reference: str, now: datetime) -> bool:
    """Whether nothing is missing of a message now that a part of it has arrived; of one without parts nothing is."""
    return bool(await connection.fetchval(_PART_ARRIVED, notice_id, reference, now))


async def judged(connection: Connection, verdicts: Sequence[tuple[UUID, Verdict, UUID | None]]) -> None:
    """Write what was made of reports, and which notices they are about."""
    ids, what, whose = zip(*verdicts, strict=True) if verdicts else ((), (), ())
    await connection.execute(_JUDGED, list(ids), list(what), list(whose))


async def change(
    connection: Connection, notice_id: UUID, state: State, now: datetime, reason: str | None, cause: UUID
) -> None:
    """Bring a notice into a state, with its row in the history."""
    await connection.execute(_CHANGE, notice_id, state, now, reason, str(cause))


async def of_notice(connection: Connection, notice_id: UUID) -> list[Kept]:
    """All that was reported of a notice, in order."""
    return [_kept(row) for row in await connection.fetch(_OF_NOTICE, notice_id)]


def _kept(row: asyncpg.Record) -> Kept:
    receipt = Receipt(
        row["key"], Happening(row["happening"]), row["at"], row["notice_id"], row["reference"], row["code"]
    )
    return Kept(row["receipt_id"], row["source"], row["received_at"], receipt, Verdict(row["verdict"]))


def _known(row: asyncpg.Record) -> Known:
    cause = Cause(str(row["event_id"]), row["correlation_id"], row["traceparent"])
    return Known(as_notice(row), State(row["state"]), cause)
