"""What is to be looked at in PostgreSQL: notices that came to a bad end, and hearings that come near."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg
from tarazy_shared.database import Connection
from tarazy_shared.unit_of_work import Cause

from tarazy_notifications.adapters.notice_store import as_notice
from tarazy_notifications.adapters.timing import digest_store
from tarazy_notifications.domain.delivery.states import State
from tarazy_notifications.domain.notices import Notice

_TAKE_SETBACKS = """
WITH taken AS (
    DELETE FROM setbacks WHERE notice_id IN (
        SELECT notice_id FROM setbacks ORDER BY at, notice_id LIMIT $1 FOR UPDATE SKIP LOCKED)
    RETURNING notice_id
)
SELECT n.*, v.event_id, v.correlation_id, v.traceparent,
    EXISTS (SELECT FROM subject_versions newer
            WHERE newer.subject_id = n.subject_id AND newer.version > n.subject_version) AS is_old
FROM taken JOIN notices n USING (notice_id)
JOIN subject_versions v ON v.subject_id = n.subject_id AND v.version = n.subject_version
ORDER BY n.place
"""

_SIBLINGS = """
SELECT * FROM notices
WHERE subject_id = $1 AND recipient_id = $2 AND subject_version = $3 AND topic = $4 ORDER BY place
"""

_INSTEAD = "UPDATE notices SET instead_of = $2 WHERE notice_id = $1"

_ARM = """
INSERT INTO proof_checks (hearing_id, version, begins_at, due_at)
SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::timestamptz[], $4::timestamptz[])
ON CONFLICT (hearing_id) DO UPDATE
SET version = excluded.version, begins_at = excluded.begins_at, due_at = excluded.due_at
"""
_DISARM = "DELETE FROM proof_checks WHERE hearing_id = ANY($1::uuid[])"

_TAKE_DUE = """
DELETE FROM proof_checks WHERE hearing_id IN (
    SELECT hearing_id FROM proof_checks WHERE due_at <= $1 ORDER BY due_at, hearing_id LIMIT $2 FOR UPDATE SKIP LOCKED)
RETURNING hearing_id, version, begins_at, due_at
"""

# Who was told of an older version and not of a newer one was told all that there was to tell them.
_LAST_TOLD = """
SELECT n.*, v.event_id, v.correlation_id, v.traceparent FROM notices n
JOIN subject_versions v ON v.subject_id = n.subject_id AND v.version = n.subject_version
WHERE n.subject_id = ANY($1::uuid[]) AND n.topic = ANY($2::text[]) AND n.subject_version = (
    SELECT max(last.subject_version) FROM notices last
    WHERE last.subject_id = n.subject_id AND last.recipient_id = n.recipient_id AND last.topic = ANY($2::text[]))
ORDER BY n.place
"""


@dataclass(frozen=True, slots=True)
class Ended:
    """A notice with how far it has come."""

    notice: Notice
    state: State
    reason: str | None
    cause: Cause | None = None
    """The event that brought it about."""
    is_old: bool = False
    """Whether a newer version of its subject is known."""


@dataclass(frozen=True, slots=True)
class Check:
    """When it is looked at who knows of a version of a hearing."""

    hearing_id: UUID
    version: int
    begins_at: datetime
    due_at: datetime


async def take_setbacks(connection: Connection, at_most: int) -> list[Ended]:
    """Notices that failed or came back, which are nobody else's to look at any more."""
    return [_ended(row) for row in await connection.fetch(_TAKE_SETBACKS, at_most)]


async def siblings(connection: Connection, notice: Notice) -> list[Ended]:
    """All notices with which the same person was told the same, by whatever channel."""
    rows = await connection.fetch(
        _SIBLINGS, notice.subject_id, notice.recipient_id, notice.subject_version, notice.topic
    )
    return [_ended(row) for row in rows]


async def put_instead(connection: Connection, new: UUID, old: UUID) -> None:
    """Note in whose place a notice is sent."""
    await connection.execute(_INSTEAD, new, old)


async def arm(connection: Connection, wanted: Mapping[UUID, Check | None]) -> None:
    """Have hearings looked at when they come near; those with None are not any more."""
    checks = [one for one in wanted.values() if one is not None]
    gone = [hearing_id for hearing_id, one in wanted.items() if one is None]
    if gone:
        await connection.execute(_DISARM, gone)
    if checks:
        await connection.execute(
            _ARM,
            [one.hearing_id for one in checks],
            [one.version for one in checks],
            [one.begins_at for one in checks],
            [one.due_at for one in checks],
        )


async def take_due(connection: Connection, now: datetime, at_most: int) -> list[Check]:
    """Hearings to look at now."""
    return [Check(*row) for row in await connection.fetch(_TAKE_DUE, now, at_most)]


async def last_told(
    connection: Connection, hearing_ids: Collection[UUID], topics: Sequence[str]
) -> dict[UUID, dict[UUID, list[Ended]]]:
    """By hearing and person, the notices of the newest version that the person was told of, on these topics.

    A digest counts as a notice of each change that it tells.
    """
    found: dict[UUID, dict[UUID, list[Ended]]] = {hearing_id: {} for hearing_id in hearing_ids}
    for row in await connection.fetch(_LAST_TOLD, list(hearing_ids), list(topics)):
        found[row["subject_id"]].setdefault(row["recipient_id"], []).append(_ended(row))
    for notice, state in await digest_store.told_by(connection, hearing_ids, topics):
        people, who = found[notice.subject_id], notice.recipient_id
        version = people[who][-1].notice.subject_version if who in people else 0
        if notice.subject_version > version:
            people[who] = []
        if notice.subject_version >= version:
            people[who].append(Ended(notice, state, None))
    return found


def _ended(row: asyncpg.Record) -> Ended:
    has_cause = "event_id" in row
    cause = Cause(str(row["event_id"]), row["correlation_id"], row["traceparent"]) if has_cause else None
    return Ended(as_notice(row), State(row["state"]), row["reason"], cause, bool(row.get("is_old", False)))
