"""Notices that wait, in PostgreSQL: held to be looked at again, ended, put off."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg
from tarazy_shared.database import Connection
from tarazy_shared.unit_of_work import Cause

from tarazy_notifications.adapters.documents import read_story
from tarazy_notifications.adapters.notice_store import as_notice
from tarazy_notifications.domain.delivery.states import State
from tarazy_notifications.domain.notices import Notice
from tarazy_notifications.domain.stories import Story

# Locked in the order of their ids, as the sender does, so that the two never wait for each other. Operators stand in
# rules: no event tells of their addresses.
_HELD = """
SELECT n.*, v.story, v.event_id, v.correlation_id, v.traceparent,
    (SELECT max(other.repeat) FROM notices other
     WHERE (other.subject_id, other.recipient_id, other.channel, other.subject_version, other.topic)
         = (n.subject_id, n.recipient_id, n.channel, n.subject_version, n.topic)) AS repeats,
    EXISTS (SELECT FROM notices first
     WHERE first.subject_id = n.subject_id AND first.recipient_id = n.recipient_id AND first.channel = n.channel
       AND first.topic IN ('hearing_scheduled', 'hearing_rescheduled') AND first.address = n.address
       AND first.place < n.place AND (first.state IN ('sent', 'delivered', 'read', 'bounced') OR first.in_doubt
           OR first.reason = 'possible_duplicate')) AS may_hold,
    EXISTS (SELECT FROM notices first
     WHERE first.subject_id = n.subject_id AND first.recipient_id = n.recipient_id
       AND first.topic IN ('hearing_scheduled', 'hearing_rescheduled')
       AND (first.state IN ('sending', 'sent', 'delivered', 'read', 'bounced') OR first.in_doubt)) AS is_invited
FROM notices n JOIN subject_versions v ON v.subject_id = n.subject_id AND v.version = n.subject_version
WHERE n.notice_id = ANY($1::uuid[]) AND n.due_at IS NOT NULL AND n.overtaken_by IS NULL AND n.role <> 'operator'
ORDER BY n.notice_id FOR UPDATE OF n
"""

_OF_PEOPLE = "SELECT notice_id FROM notices WHERE recipient_id = ANY($1::uuid[]) AND due_at IS NOT NULL"

_ABOUT_CASES = """
SELECT notice_id FROM notices WHERE due_at IS NOT NULL AND subject_id = ANY(ARRAY(
    SELECT unnest($1::uuid[]) UNION ALL SELECT hearing_id FROM hearings WHERE case_id = ANY($1::uuid[])))
"""

# Of what is being sent it is only noted: its sender finds the note before it hands the message over.
_END = """
WITH ended AS (
    UPDATE notices n SET
        state = CASE n.state WHEN 'queued' THEN row.state ELSE n.state END,
        due_at = CASE n.state WHEN 'queued' THEN NULL ELSE n.due_at END,
        step = CASE n.state WHEN 'queued' THEN n.step + 1 ELSE n.step END,
        reason = CASE n.state WHEN 'queued' THEN row.reason ELSE n.reason END,
        overtaken_by = row.cause, changed_at = $5
    FROM unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[]) AS row (notice_id, state, reason, cause)
    WHERE n.notice_id = row.notice_id
    RETURNING n.*
), told AS (
    INSERT INTO notice_transitions (notice_id, number, at, state, attempt, reason, cause)
    SELECT notice_id, step, $5, state, attempts, reason, overtaken_by::text FROM ended WHERE state <> 'sending'
)
SELECT notice_id FROM ended WHERE state <> 'sending'
"""

_PUT_OFF = """
WITH put_off AS (
    UPDATE notices n SET due_at = row.due_at, reason = row.reason, step = n.step + 1, changed_at = $4
    FROM unnest($1::uuid[], $2::timestamptz[], $3::text[]) AS row (notice_id, due_at, reason)
    WHERE n.notice_id = row.notice_id AND n.state = 'queued'
    RETURNING n.notice_id, n.step, n.reason
)
INSERT INTO notice_transitions (notice_id, number, at, state, attempt, reason)
SELECT notice_id, step, $4, 'queued', 0, reason FROM put_off
"""

_HOLD_HEARINGS = "SELECT hearing_id FROM hearings WHERE case_id = ANY($1::uuid[]) ORDER BY hearing_id FOR UPDATE"

_INVITED = "UPDATE hearings SET invited = $2 WHERE hearing_id = $1"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A notice that has not left, nobody else's until the transaction ends."""

    notice: Notice
    state: State
    due_at: datetime
    reason: str | None
    cause: Cause
    """The event that it tells of."""
    story: Story
    repeats: int
    """How often it was queued once more already."""
    may_hold: bool
    """Whether an invitation may have reached its address."""
    is_invited: bool
    """Whether an invitation may have reached its reader, by whatever channel."""
    repeat: int
    """Its own number among those."""


@dataclass(frozen=True, slots=True)
class End:
    """How a notice ends that waits, why, and what brought that about."""

    notice: Notice
    state: State
    reason: str
    cause: Cause


async def of_people(connection: Connection, recipient_ids: Collection[UUID]) -> list[Waiting]:
    """What waits to be sent to these people."""
    return await _held(connection, await connection.fetch(_OF_PEOPLE, list(recipient_ids)))


async def about_cases(connection: Connection, case_ids: Collection[UUID]) -> list[Waiting]:
    """What waits about these cases and their hearings, which nobody changes until the transaction ends."""
    await connection.fetch(_HOLD_HEARINGS, list(case_ids))
    return await _held(connection, await connection.fetch(_ABOUT_CASES, list(case_ids)))


async def end(connection: Connection, ends: Sequence[End], now: datetime) -> set[UUID]:
    """End them; the ids of those that have ended, without those that are just being sent."""
    rows = sorted(ends, key=lambda one: one.notice.notice_id)
    found = await connection.fetch(
        _END,
        [one.notice.notice_id for one in rows],
        [one.state for one in rows],
        [one.reason for one in rows],
        [one.cause.id for one in rows],
        now,
    )
    return {row[0] for row in found}


async def put_off(connection: Connection, found: Sequence[tuple[UUID, datetime, str | None]], now: datetime) -> None:
    """Have notices (notice, until, why) leave at another time."""
    rows = sorted(found, key=lambda one: one[0])
    await connection.execute(
        _PUT_OFF, [one[0] for one in rows], [one[1] for one in rows], [one[2] for one in rows], now
    )


async def invite(connection: Connection, hearing_id: UUID, invited: Collection[UUID]) -> None:
    """Write whose calendars are to hold a hearing."""
    await connection.execute(_INVITED, hearing_id, list(invited))


async def _held(connection: Connection, found: Sequence[asyncpg.Record]) -> list[Waiting]:
    rows = await connection.fetch(_HELD, [row[0] for row in found]) if found else []
    return [
        Waiting(
            as_notice(row),
            State(row["state"]),
            row["due_at"],
            row["reason"],
            Cause(str(row["event_id"]), row["correlation_id"], row["traceparent"]),
            read_story(row["story"]),
            row["repeats"],
            row["may_hold"],
            row["is_invited"],
            row["repeat"],
        )
        for row in rows
    ]
