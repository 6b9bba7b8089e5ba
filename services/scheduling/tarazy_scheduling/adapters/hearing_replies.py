"""What people's calendars answered about hearings, as notifications tells it: the last answer of each."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tarazy_shared.database import Connection

_KNOWN = """
SELECT hearing_id, recipient_id, day, version, answer, at FROM hearing_replies WHERE hearing_id = ANY($1::uuid[])
"""

_SAVE = """
INSERT INTO hearing_replies (hearing_id, recipient_id, day, version, answer, at)
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::date[], $4::bigint[], $5::text[], $6::timestamptz[])
ON CONFLICT (hearing_id, recipient_id, day) DO UPDATE SET
    version = excluded.version, answer = excluded.answer, at = excluded.at
WHERE (hearing_replies.version, hearing_replies.at) < (excluded.version, excluded.at)
"""

_OF_HEARING = """
SELECT recipient_id, answer, version, day, at FROM hearing_replies WHERE hearing_id = $1 ORDER BY at, recipient_id, day
"""

Key = tuple[UUID, UUID, date | None]
"""Hearing, recipient and, where one day of several is answered for, that day."""


@dataclass(frozen=True, slots=True)
class HearingReply:
    """One answer."""

    hearing_id: UUID
    recipient_id: UUID
    """person_id, else party_id."""
    day: date | None
    version: int
    """Of the hearing, as it was when they were invited."""
    answer: str
    """`accepted`, `declined` or `tentative`."""
    at: datetime

    @property
    def key(self) -> Key:
        """Of all answers with the same key the newest stands."""
        return (self.hearing_id, self.recipient_id, self.day)

    def is_newer_than(self, other: "HearingReply | None") -> bool:
        """Whether it is about a later version, or was given later."""
        return other is None or (self.version, self.at) > (other.version, other.at)


async def known(connection: Connection, hearing_ids: Collection[UUID]) -> dict[Key, HearingReply]:
    """The answers that stand about these hearings."""
    found = [HearingReply(*row) for row in await connection.fetch(_KNOWN, list(hearing_ids))]
    return {one.key: one for one in found}


async def save(connection: Connection, replies: Sequence[HearingReply]) -> None:
    """Let these stand."""
    rows = sorted(replies, key=lambda one: (one.hearing_id, one.recipient_id))
    if rows:
        await connection.execute(
            _SAVE,
            [one.hearing_id for one in rows],
            [one.recipient_id for one in rows],
            [one.day for one in rows],
            [one.version for one in rows],
            [one.answer for one in rows],
            [one.at for one in rows],
        )


async def of_hearing(connection: Connection, hearing_id: UUID) -> list[dict[str, Any]]:
    """As they are shown at the hearing."""
    return [dict(row) for row in await connection.fetch(_OF_HEARING, hearing_id)]
