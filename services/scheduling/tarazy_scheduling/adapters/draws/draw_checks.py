"""When each ledger of draws was verified last, up to which entry, and what was wrong."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tarazy_shared.database import Connection

AGAIN_AFTER = timedelta(hours=1)
"""A ledger that was found wrong is looked at again, so that the alarm ends when it is mended."""

_DUE = """
SELECT c.court_id, n.today, coalesce(k.number, 0) AS number, coalesce(k.hash, '') AS hash
FROM courts c
CROSS JOIN LATERAL (SELECT ($1::timestamptz AT TIME ZONE c.zone)::date AS today) AS n
LEFT JOIN draw_checks k ON k.court_id = c.court_id
WHERE (k.checked_on IS NULL OR k.checked_on < n.today OR k.wrong IS NOT NULL AND k.checked_at < $2)
    AND c.court_id <> ALL($4::text[])
    AND EXISTS (SELECT FROM draw_chains h WHERE h.court_id = c.court_id)
ORDER BY k.checked_at NULLS FIRST, c.court_id LIMIT $3
"""

# What was verified once stays the mark to be held against, also when something is found wrong.
_KEEP = """
INSERT INTO draw_checks (court_id, checked_on, checked_at, number, hash, wrong) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (court_id) DO UPDATE
SET checked_on = excluded.checked_on, checked_at = excluded.checked_at, wrong = excluded.wrong,
    number = CASE WHEN excluded.wrong IS NULL THEN excluded.number ELSE draw_checks.number END,
    hash = CASE WHEN excluded.wrong IS NULL THEN excluded.hash ELSE draw_checks.hash END
"""

_OF_COURT = "SELECT checked_at, number, wrong FROM draw_checks WHERE court_id = $1"

_STANDS = "SELECT hash = $3 FROM draws WHERE court_id = $1 AND number = $2"

_SUMMARY = """
SELECT count(*) FILTER (WHERE wrong IS NOT NULL), coalesce(sum(number), 0)::bigint, min(checked_at) FROM draw_checks
"""


@dataclass(frozen=True, slots=True)
class Check:
    """How far a ledger was right."""

    number: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Due:
    """A ledger to verify, the court's day, and the last entry that was found right before (0: none)."""

    court_id: str
    today: date
    number: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class LastCheck:
    """How a ledger stood when it was verified last."""

    checked_at: datetime
    number: int
    """The last entry that was found right."""
    wrong: str | None
    """None when all was right."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Over all courts."""

    failed: int
    entries: int
    oldest_seconds: float


async def due(connection: Connection, now: datetime, at_most: int, left_out: Collection[str]) -> list[Due]:
    """Ledgers that were not verified on their court's present day, the longest neglected first."""
    return [Due(*row) for row in await connection.fetch(_DUE, now, now - AGAIN_AFTER, at_most, list(left_out))]


async def still_stands(connection: Connection, one: Due) -> bool:
    """Whether the entry that was verified last is the same as then."""
    return not one.number or bool(await connection.fetchval(_STANDS, one.court_id, one.number, one.hash))


async def keep(connection: Connection, one: Due, verified: Check, wrong: str | None, now: datetime) -> None:
    """Note how a verification came out."""
    await connection.execute(_KEEP, one.court_id, one.today, now, verified.number, verified.hash, wrong)


async def of_court(connection: Connection, court_id: str) -> LastCheck | None:
    """The court's last verification."""
    row = await connection.fetchrow(_OF_COURT, court_id)
    return LastCheck(*row) if row else None


async def summary(connection: Connection, now: datetime) -> Summary:
    """How all ledgers stand."""
    failed, entries, oldest = await connection.fetchrow(_SUMMARY) or (0, 0, None)
    return Summary(failed, entries, max(0.0, (now - oldest).total_seconds()) if oldest else 0.0)
