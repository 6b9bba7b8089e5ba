"""The inbox: which events were taken in already."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from tarazy_shared.database import Connection

KEPT_FOR = timedelta(days=400)
"""Longer than the longest retention of a topic (365 days), so that no replay finds its id forgotten."""

_ADMIT = """
INSERT INTO inbox (event_id, received_at)
SELECT event_id, $2 FROM unnest($1::uuid[]) AS event_id ORDER BY event_id
ON CONFLICT DO NOTHING
RETURNING event_id
"""

_KNOWN = "SELECT event_id FROM inbox WHERE event_id = ANY($1::uuid[])"

_FORGET = """
DELETE FROM inbox WHERE ctid IN (SELECT ctid FROM inbox WHERE received_at < $1 LIMIT $2)
"""


async def admit(connection: Connection, event_ids: Collection[UUID], now: datetime) -> set[UUID]:
    """Enter the ids and return those that were new; a concurrent transaction with the same id is waited for."""
    if not event_ids:
        return set()
    return {row[0] for row in await connection.fetch(_ADMIT, list(event_ids), now)}


async def known(connection: Connection, event_ids: Collection[UUID]) -> set[UUID]:
    """Those of the ids that were taken in before."""
    if not event_ids:
        return set()
    return {row[0] for row in await connection.fetch(_KNOWN, list(event_ids))}


async def forget(connection: Connection, now: datetime, *, at_most: int = 10_000) -> bool:
    """Delete a bounded number of ids older than `KEPT_FOR`; true when more may be left."""
    status = await connection.execute(_FORGET, now - KEPT_FOR, at_most)
    return status == f"DELETE {at_most}"
