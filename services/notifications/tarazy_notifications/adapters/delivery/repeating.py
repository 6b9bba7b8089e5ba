"""Notices queued once more, beside the one that each repeats."""

from datetime import datetime
from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_notifications.domain.notices import Notice

_QUEUE_AGAIN = """
WITH new AS (
    INSERT INTO notices (notice_id, court_id, subject_id, subject_version, recipient_id, channel, topic, name, language,
                         address, expires_at, role, capacity, acts_for, urgency, optional, state, queued_at, due_at,
                         changed_at, reason, repeat, resends)
    SELECT $2, court_id, subject_id, subject_version, recipient_id, channel, topic, $3, $5,
           $4, expires_at, role, capacity, acts_for, urgency, optional, 'queued', $6, $7,
           $6, $8, $9, notice_id
    FROM notices WHERE notice_id = $1
    RETURNING notice_id
)
INSERT INTO notice_transitions (notice_id, number, at, state, reason, cause)
SELECT notice_id, 1, $6, 'queued', $10, $11 FROM new
"""


async def queue_again(
    connection: Connection,
    old_id: UUID,
    new: Notice,
    repeat: int,
    now: datetime,
    *,
    why: str,
    cause_id: str,
    due_at: datetime | None = None,
    waits_for: str | None = None,
) -> None:
    """Queue a notice that repeats another, to a name, an address and in a language of its own.

    `why` stands in its history; `waits_for` says why it does not leave at once, if it is due later.
    """
    await connection.execute(
        _QUEUE_AGAIN,
        old_id,
        new.notice_id,
        new.name,
        new.address,
        new.language,
        now,
        due_at or now,
        waits_for,
        repeat,
        why,
        cause_id,
    )
