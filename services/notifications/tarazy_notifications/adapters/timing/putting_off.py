"""Claimed notices given back to the queue because their readers are not to be disturbed now."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from tarazy_shared.database import Connection

_PUT_OFF = """
WITH put_off AS (
    UPDATE notices n SET state = 'queued', due_at = row.due_at, reason = 'quiet_hours', attempts = n.attempts - 1,
        step = n.step + 1, changed_at = $4
    FROM unnest($1::uuid[], $2::int[], $3::timestamptz[]) AS row (notice_id, attempt, due_at)
    WHERE n.notice_id = row.notice_id AND n.state = 'sending' AND n.attempts = row.attempt
    RETURNING n.notice_id, n.step
)
INSERT INTO notice_transitions (notice_id, number, at, state, attempt, reason)
SELECT notice_id, step, $4, 'queued', 0, 'quiet_hours' FROM put_off
"""


async def put_off(connection: Connection, found: Sequence[tuple[UUID, int, datetime]], now: datetime) -> None:
    """Each (notice, attempt, until): it was no attempt."""
    rows = sorted(found)
    await connection.execute(
        _PUT_OFF, [one for one, _, _ in rows], [attempt for _, attempt, _ in rows], [until for _, _, until in rows], now
    )
