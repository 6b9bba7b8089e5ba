"""Events that came in over HTTP: stored once each, sent on through the outbox."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tarazy_shared.contracts.encoding import encode_time
from tarazy_shared.contracts.event import Event
from tarazy_shared.contracts.record import EncodedRecord, RawRecord
from tarazy_shared.database import Connection
from tarazy_shared.unit_of_work import UnitOfWork

KEPT_FOR = timedelta(days=400)
"""As long as the inbox keeps ids: a repeat within that time is recognised here already."""

_ADMIT = """
INSERT INTO intake_ids (event_id, received_at)
SELECT event_id, $2 FROM unnest($1::uuid[]) AS event_id ORDER BY event_id
ON CONFLICT DO NOTHING
RETURNING event_id
"""

_FORGET = """
DELETE FROM intake_ids WHERE ctid IN (SELECT ctid FROM intake_ids WHERE received_at < $1 LIMIT $2)
"""

# The ids span at least as many numbers as there are rows: the exact count is needed only when that is too many.
_SPAN = "SELECT coalesce(max(id) - min(id) + 1, 0) FROM outbox"
_COUNT = "SELECT count(*) FROM (SELECT 1 FROM outbox LIMIT $1) AS row"


async def take_in(uow: UnitOfWork, events: Sequence[tuple[RawRecord, Event[Any]]]) -> int:
    """Store what is new and hand it to the outbox, in order; returns how many were new."""
    first: dict[UUID, tuple[RawRecord, Event[Any]]] = {}
    for record, event in events:
        first.setdefault(UUID(event.id), (record, event))
    if not first:
        return 0
    new = {row[0] for row in await uow.connection.fetch(_ADMIT, list(first), uow.now)}
    for event_id, (record, event) in first.items():
        if event_id in new:
            uow.send(EncodedRecord(record.topic, record.key, _headers(record, event), record.value or b""))
    return len(new)


def _headers(record: RawRecord, event: Event[Any]) -> list[tuple[str, bytes]]:
    """As they came, but for a trace that nobody can read, and spelled as every record of the topic has them."""
    spelled = {"content-type": b"application/json", "ce_time": encode_time(event.time)}
    return [
        (name, spelled.get(name, value or b""))
        for name, value in record.headers
        if name != "traceparent" or event.traceparent is not None
    ]


async def is_too_deep(connection: Connection, limit: int) -> bool:
    """Whether more than `limit` records wait for Kafka."""
    if await connection.fetchval(_SPAN) <= limit:
        return False
    return int(await connection.fetchval(_COUNT, limit + 1)) > limit


async def forget(connection: Connection, now: datetime, *, at_most: int = 10_000) -> bool:
    """Delete a bounded number of ids older than `KEPT_FOR`; true when more may be left."""
    status = await connection.execute(_FORGET, now - KEPT_FOR, at_most)
    return bool(status == f"DELETE {at_most}")
