"""Changes by hand as a chain: each names the hash of the one before it in its court."""

from collections.abc import AsyncIterator
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from tarazy_shared.audit_chain import FIRST, Entry, Head, Link
from tarazy_shared.database import Connection

_HEAD = "SELECT link, hash FROM hearing_changes WHERE court_id = $1 AND link IS NOT NULL ORDER BY link DESC LIMIT 1"

_ALL = """
SELECT court_id, link, at, ordered_by, operation, hearing_id, cause, change_id, reason, note, undoes, version_before,
       version_after, before::text AS before, after::text AS after, previous_hash, hash
FROM hearing_changes
WHERE link IS NOT NULL AND ($1::text IS NULL OR court_id = $1)
ORDER BY court_id, link
"""


async def head(connection: Connection, court_id: str) -> Head:
    """Where a court's chain ends. The court is locked by whoever goes on with it."""
    row = await connection.fetchrow(_HEAD, court_id)
    return Head(row["link"], row["hash"]) if row else Head(0, FIRST)


def entry_of(
    *,
    court_id: str,
    number: int,
    at: datetime,
    ordered_by: UUID,
    operation: str,
    hearing_id: UUID,
    cause: UUID,
    change_id: UUID,
    reason: str | None,
    note: str | None,
    undoes: UUID | None,
    version_before: int,
    version_after: int,
    before: str,
    after: str,
) -> Entry:
    """A change as it goes into its hash; how the hearing was and is stands in it by hashes of their own."""
    return Entry(
        chain=court_id,
        number=number,
        at=at,
        subject="board",
        person_id=str(ordered_by),
        action=f"hearing.{operation}",
        about=str(hearing_id),
        request_id=str(cause),
        detail={
            "after": sha256(after.encode()).hexdigest(),
            "before": sha256(before.encode()).hexdigest(),
            "change_id": str(change_id),
            "note": note,
            "reason": reason,
            "undoes": None if undoes is None else str(undoes),
            "version_after": version_after,
            "version_before": version_before,
        },
    )


async def in_order(connection: Connection, court_id: str | None) -> AsyncIterator[Link]:
    """All linked changes, court by court. Within a transaction: they are read bit by bit."""
    async for row in connection.cursor(_ALL, court_id, prefetch=500):
        said = {name: value for name, value in row.items() if name not in ("link", "previous_hash", "hash")}
        yield Link(entry_of(number=row["link"], **said), row["previous_hash"], row["hash"])
