"""Which days of ledgers are over, and their seals."""

from collections.abc import Collection
from datetime import date, datetime

from tarazy_shared.database import Connection

from tarazy_scheduling.adapters.draws.draw_export import Seal

# The day after the last seal, or the first day of which the ledger has anything.
_DUE = """
SELECT c.court_id, n.day
FROM courts c CROSS JOIN LATERAL (
    SELECT coalesce(
        (SELECT max(day) + 1 FROM draw_seals WHERE court_id = c.court_id),
        least(
            (SELECT secret_day FROM draws WHERE court_id = c.court_id ORDER BY number LIMIT 1),
            (SELECT min(published_on) FROM draw_chains WHERE court_id = c.court_id)
        )
    ) AS day
) AS n
WHERE n.day < ($1::timestamptz AT TIME ZONE c.zone)::date AND c.court_id <> ALL($3::text[])
ORDER BY n.day, c.court_id LIMIT $2
"""

_LOCK = "SELECT true FROM courts WHERE court_id = $1 FOR UPDATE"

_HEAD = """
SELECT number, hash FROM draws WHERE court_id = $1 AND secret_day <= $2 ORDER BY number DESC LIMIT 1
"""

_ADD = "INSERT INTO draw_seals VALUES ($1, $2, $3, $4, $5, $6, $7)"


async def due(connection: Connection, now: datetime, at_most: int, left_out: Collection[str]) -> list[tuple[str, date]]:
    """(court, day to seal next) for courts of which a day is over, the longest neglected first."""
    return [(row[0], row[1]) for row in await connection.fetch(_DUE, now, at_most, list(left_out))]


async def lock(connection: Connection, court_id: str) -> bool:
    """Keep everybody else from writing anything of the court; false for one that is not known."""
    return bool(await connection.fetchval(_LOCK, court_id))


async def head(connection: Connection, court_id: str, day: date) -> tuple[int, bytes]:
    """Number and hash of the last entry up to the end of a day."""
    row = await connection.fetchrow(_HEAD, court_id, day)
    return (row["number"], row["hash"]) if row else (0, bytes(32))


async def add(connection: Connection, court_id: str, seal: Seal, now: datetime) -> None:
    """Keep a seal."""
    await connection.execute(_ADD, court_id, seal.day, seal.number, seal.hash, seal.entries, seal.sha256, now)
