"""Courts for which time has brought something about that nobody has dealt with yet."""

from collections.abc import Collection
from datetime import datetime, timedelta

from tarazy_shared.database import Connection

# A new day in the court's zone, a hold that has expired, or something that waits and was not looked at for a while.
_IS_DUE = """
((passed_at AT TIME ZONE zone)::date < ($1::timestamptz AT TIME ZONE zone)::date
 OR EXISTS (SELECT 1 FROM holds d WHERE d.court_id = c.court_id AND d.state = 'held' AND d.expires_at <= $1)
 OR passed_at < $2
    AND (EXISTS (SELECT 1 FROM hearings h
                 WHERE h.court_id = c.court_id AND h.state = 'unlisted'
                   AND h.latest_on >= (c.passed_at AT TIME ZONE c.zone)::date)
         OR EXISTS (SELECT 1 FROM cases k
                    WHERE k.court_id = c.court_id AND k.judge_id IS NULL AND k.closed_at IS NULL)))
"""

_FIND = f"""
SELECT court_id FROM courts c WHERE {_IS_DUE} AND court_id <> ALL($4::text[]) ORDER BY passed_at LIMIT $3
"""  # noqa: S608  a constant

_CLAIM = f"SELECT true FROM courts c WHERE court_id = $3 AND {_IS_DUE} FOR UPDATE"  # noqa: S608

_DONE = "UPDATE courts SET passed_at = $2 WHERE court_id = $1"


async def find(
    connection: Connection, now: datetime, again_after: timedelta, at_most: int, left_out: Collection[str] = ()
) -> list[str]:
    """The courts that are due, the longest neglected first."""
    return [row[0] for row in await connection.fetch(_FIND, now, now - again_after, at_most, list(left_out))]


async def claim(connection: Connection, court_id: str, now: datetime, again_after: timedelta) -> bool:
    """Lock the court's row for this transaction; false when somebody else has been faster."""
    return bool(await connection.fetchval(_CLAIM, now, now - again_after, court_id))


async def done(connection: Connection, court_id: str, now: datetime) -> None:
    """Note that what the clock alone brings about is done. Until then the court is read with what it may end."""
    await connection.execute(_DONE, court_id, now)
