"""Replies in PostgreSQL: what was invited, what is known, and every mail that came in."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import asyncpg
from tarazy_shared.database import Connection

from tarazy_notifications.domain.replies import Answer, Invitation, Known, Verdict

_ZONE = "SELECT zone FROM courts WHERE court_id = $1"

# What may have left counts: whoever answers has it.
_INVITATIONS = """
SELECT notice_id, court_id, subject_id, subject_version, recipient_id, topic, address FROM notices
WHERE subject_id = $1 AND court_id = $2 AND channel = 'email'
  AND topic IN ('hearing_scheduled', 'hearing_rescheduled')
  AND (state IN ('sent', 'delivered', 'read', 'bounced') OR in_doubt OR reason = 'possible_duplicate')
ORDER BY place
"""

_KNOWN = """
SELECT sequence, stamped_at FROM replies
WHERE hearing_id = $1 AND recipient_id = $2 AND verdict = 'believed' AND day IS NOT DISTINCT FROM $3
ORDER BY sequence DESC, stamped_at DESC LIMIT 1
"""

_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended('reply ' || $1, 0))"

_KEEP = """
INSERT INTO replies (reply_id, mail_sha256, place, received_at, verdict, sender, hearing_id, court_id, notice_id,
                     recipient_id, sequence, stamped_at, answer, day)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
ON CONFLICT (mail_sha256, place) DO NOTHING
RETURNING reply_id
"""

_OF_HEARING = "SELECT * FROM replies WHERE hearing_id = $1 ORDER BY received_at, reply_id LIMIT $2"
_NOT_BELIEVED = """
SELECT * FROM replies WHERE verdict NOT IN ('believed', 'older') ORDER BY received_at DESC, reply_id DESC LIMIT $1
"""


@dataclass(frozen=True, slots=True)
class StoredReply:
    """One answer of one mail that came in, and what became of it."""

    reply_id: UUID
    mail_sha256: str
    place: int
    """Of the answer within its mail, from 0."""
    received_at: datetime
    verdict: Verdict
    sender: str | None
    hearing_id: UUID | None = None
    court_id: str | None = None
    notice_id: UUID | None = None
    recipient_id: UUID | None = None
    sequence: int | None = None
    stamped_at: datetime | None = None
    answer: Answer | None = None
    day: date | None = None


async def zone_of(connection: Connection, court_id: str) -> str:
    """The zone of a court of which people have been told something."""
    return str(await connection.fetchval(_ZONE, court_id))


async def invitations(connection: Connection, hearing_id: UUID, court_id: str) -> list[Invitation]:
    """All invitations to a hearing that have left, or may have."""
    rows = await connection.fetch(_INVITATIONS, hearing_id, court_id)
    return [Invitation(row[0], row[1], row[2], row[3], row[4], row[5], row[6]) for row in rows]


async def lock(connection: Connection, hearing_id: UUID) -> None:
    """Replies about one hearing are taken one after the other, until the transaction ends."""
    await connection.execute(_ONE_AT_A_TIME, str(hearing_id))


async def last_believed(connection: Connection, hearing_id: UUID, recipient_id: UUID, day: date | None) -> Known | None:
    """The last answer of somebody about these days."""
    row = await connection.fetchrow(_KNOWN, hearing_id, recipient_id, day)
    return Known(row[0], row[1]) if row else None


async def keep(connection: Connection, reply: StoredReply) -> bool:
    """Keep what came in; false if this very mail has come in before."""
    row = await connection.fetchrow(
        _KEEP,
        reply.reply_id,
        reply.mail_sha256,
        reply.place,
        reply.received_at,
        reply.verdict,
        reply.sender,
        reply.hearing_id,
        reply.court_id,
        reply.notice_id,
        reply.recipient_id,
        reply.sequence,
        reply.stamped_at,
        reply.answer,
        reply.day,
    )
    return row is not None


async def of_hearing(connection: Connection, hearing_id: UUID, at_most: int) -> list[StoredReply]:
    """What came in about a hearing, in order."""
    return [_stored(row) for row in await connection.fetch(_OF_HEARING, hearing_id, at_most)]


async def not_believed(connection: Connection, at_most: int) -> list[StoredReply]:
    """The newest of what came in and counts for nothing: somebody of the court may want to read the mail itself."""
    return [_stored(row) for row in await connection.fetch(_NOT_BELIEVED, at_most)]


def _stored(row: asyncpg.Record) -> StoredReply:
    return StoredReply(**{**row, "verdict": Verdict(row["verdict"])})
