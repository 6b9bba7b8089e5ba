"""Notices in PostgreSQL: queued, overtaken, looked up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol
from uuid import UUID

import asyncpg
from tarazy_shared.database import Connection
from tarazy_shared.unit_of_work import Cause

from tarazy_notifications.domain.notices import Notice
from tarazy_notifications.domain.people import ChannelName, Language, Role

_QUEUE = """
WITH new AS (
    INSERT INTO notices (notice_id, court_id, subject_id, subject_version, recipient_id, channel, topic, name, language,
                         address, expires_at, role, capacity, acts_for, urgency, optional, due_at, reason, state,
                         queued_at, changed_at)
    SELECT row.*, 'queued', $19, $19
    FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::bigint[], $5::uuid[], $6::text[], $7::text[], $8::text[],
                $9::text[], $10::text[], $11::timestamptz[], $12::text[], $13::text[], $14::text[],
                $15::smallint[], $16::boolean[], $17::timestamptz[], $18::text[]) AS row
    ON CONFLICT DO NOTHING
    RETURNING notice_id, reason
)
INSERT INTO notice_transitions (notice_id, number, at, state, reason, cause)
SELECT notice_id, 1, $19, 'queued', reason, cause
FROM new JOIN unnest($1::uuid[], $20::text[]) AS row (notice_id, cause) USING (notice_id)
RETURNING notice_id
"""

# Locked in the order of their ids, as the sender does, so that the two never wait for each other.
_OVERTAKE = """
WITH newer AS (
    SELECT n.notice_id, row.event_id
    FROM notices n JOIN unnest($1::uuid[], $2::bigint[], $3::uuid[]) AS row (subject_id, version, event_id)
        ON n.subject_id = row.subject_id AND n.subject_version < row.version
    WHERE n.state IN ('queued', 'sending')
    ORDER BY n.notice_id FOR UPDATE OF n
)
, overtaken AS (
    UPDATE notices SET
        state = CASE state WHEN 'queued' THEN 'superseded' ELSE state END,
        due_at = CASE state WHEN 'queued' THEN NULL ELSE due_at END,
        step = CASE state WHEN 'queued' THEN step + 1 ELSE step END,
        overtaken_by = newer.event_id, changed_at = $4
    FROM newer WHERE notices.notice_id = newer.notice_id
    RETURNING notices.*
), ended AS (
    INSERT INTO notice_transitions (notice_id, number, at, state, attempt, reason, cause)
    SELECT notice_id, step, $4, state, attempts, reason, overtaken_by::text FROM overtaken WHERE state = 'superseded'
)
SELECT * FROM overtaken WHERE state = 'superseded'
"""

_OF_HEARING = "SELECT * FROM notices WHERE subject_id = $1 ORDER BY place LIMIT $2"

_OF_CASE = """
SELECT * FROM notices
WHERE subject_id IN (SELECT $1::uuid UNION ALL SELECT hearing_id FROM hearings WHERE case_id = $1)
ORDER BY place LIMIT $2
"""

# By channel and urgency, as the index has them: however many are due later.
_ANY_DUE = """
SELECT EXISTS (
    SELECT FROM gates g CROSS JOIN (VALUES (0::smallint), (1::smallint), (2::smallint)) AS class (urgency)
    CROSS JOIN LATERAL (
        SELECT FROM notices n WHERE n.channel = g.channel AND n.urgency = class.urgency AND n.due_at <= $1 LIMIT 1
    ) AS found)
"""


_IN_STATE = """
SELECT * FROM notices
WHERE court_id = $1 AND state = $2 AND state IN ('failed', 'bounced', 'expired') ORDER BY changed_at DESC LIMIT $3
"""

Untold = Literal["failed", "bounced", "expired"]
"""How a notice ends that has told nobody."""


@dataclass(frozen=True, slots=True)
class StoredNotice:
    """A notice and how far it has come."""

    notice: Notice
    state: str
    queued_at: datetime
    changed_at: datetime
    attempts: int
    reason: str | None
    provider_reference: str | None


class Queued(Protocol):
    """A notice to queue, with what brought it about, when it is due, and why not at once."""

    @property
    def notice(self) -> Notice: ...
    @property
    def cause(self) -> Cause: ...
    @property
    def due_at(self) -> datetime: ...
    @property
    def reason(self) -> str | None: ...


async def queue(connection: Connection, wanted: Sequence[Queued], now: datetime) -> set[UUID]:
    """Queue notices; returns the ids of those that were not there before."""
    rows_wanted = {one.notice.notice_id: one for one in wanted}.values()
    found = [one.notice for one in rows_wanted]
    if not found:
        return set()
    rows = await connection.fetch(
        _QUEUE,
        [one.notice_id for one in found],
        [one.court_id for one in found],
        [one.subject_id for one in found],
        [one.subject_version for one in found],
        [one.recipient_id for one in found],
        [one.channel for one in found],
        [one.topic for one in found],
        [one.name for one in found],
        [one.language for one in found],
        [one.address for one in found],
        [one.expires_at for one in found],
        [one.role for one in found],
        [one.capacity for one in found],
        [one.acts_for for one in found],
        [one.urgency for one in found],
        [one.optional for one in found],
        [one.due_at for one in rows_wanted],
        [one.reason for one in rows_wanted],
        now,
        [one.cause.id for one in rows_wanted],
    )
    return {row[0] for row in rows}


async def overtake(
    connection: Connection, newer: Sequence[tuple[UUID, int, UUID]], now: datetime
) -> list[tuple[Notice, UUID]]:
    """What has not left of versions older than these (subject, version, event) ends, with the event that ended it.

    What is just being sent is only marked: its sender finds the mark before it hands the message over.
    """
    if not newer:
        return []
    rows = await connection.fetch(
        _OVERTAKE,
        [subject for subject, _, _ in newer],
        [version for _, version, _ in newer],
        [event for _, _, event in newer],
        now,
    )
    return [(as_notice(row), row["overtaken_by"]) for row in rows]


async def of_hearing(connection: Connection, hearing_id: UUID, at_most: int) -> list[StoredNotice]:
    """The notices about a hearing, in the order in which they were queued."""
    return [_stored(row) for row in await connection.fetch(_OF_HEARING, hearing_id, at_most)]


async def of_case(connection: Connection, case_id: UUID, at_most: int) -> list[StoredNotice]:
    """The notices about a case and its hearings, in the order in which they were queued."""
    return [_stored(row) for row in await connection.fetch(_OF_CASE, case_id, at_most)]


async def in_state(connection: Connection, court_id: str, state: Untold, at_most: int) -> list[StoredNotice]:
    """The notices of a court that have ended so, the latest first."""
    return [_stored(row) for row in await connection.fetch(_IN_STATE, court_id, state, at_most)]


async def anything_due(connection: Connection, now: datetime) -> bool:
    """Whether a notice could be sent now."""
    return bool(await connection.fetchval(_ANY_DUE, now))


def as_notice(row: asyncpg.Record) -> Notice:
    """The notice in a row of the table."""
    channel: ChannelName = row["channel"]
    language: Language = row["language"]
    role: Role = row["role"]
    return Notice(
        row["notice_id"],
        row["court_id"],
        row["subject_id"],
        row["subject_version"],
        row["recipient_id"],
        channel,
        row["topic"],
        row["name"],
        language,
        row["address"],
        row["expires_at"],
        role,
        row["capacity"],
        row["acts_for"],
        row["urgency"],
        row["optional"],
    )


def _stored(row: asyncpg.Record) -> StoredNotice:
    return StoredNotice(
        as_notice(row),
        row["state"],
        row["queued_at"],
        row["changed_at"],
        row["attempts"],
        row["reason"],
        row["provider_reference"],
    )
