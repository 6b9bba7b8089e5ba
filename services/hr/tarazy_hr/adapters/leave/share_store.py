"""Shares of full time that begin on a day to come."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from tarazy_shared.database import Connection

BELIEVED = """
    SELECT from_on, what, share FROM share_changes
    WHERE court_id = $2 AND person_id = $3 AND recorded_at <= $1 AND (superseded_at IS NULL OR superseded_at > $1)
    ORDER BY from_on
"""

SUPERSEDE = """
    UPDATE share_changes SET superseded_at = greatest(recorded_at, $4)
    WHERE court_id = $1 AND person_id = $2 AND from_on = $3 AND superseded_at IS NULL
"""

INSERT = """
    INSERT INTO share_changes (court_id, person_id, from_on, version, what, share, recorded_at)
    SELECT $1, $2, $3, coalesce(max(version), 0) + 1, $5, $6, $4
    FROM share_changes WHERE court_id = $1 AND person_id = $2 AND from_on = $3
"""

DUE = """
    SELECT s.court_id, s.person_id, s.from_on FROM share_changes AS s
    JOIN courts AS c ON c.court_id = s.court_id AND c.superseded_at IS NULL
    WHERE s.superseded_at IS NULL AND s.what = 'laid_down' AND s.from_on <= ($1::timestamptz AT TIME ZONE c.zone)::date
    ORDER BY s.court_id, s.person_id, s.from_on
"""

What = Literal["laid_down", "begun", "not_begun"]


@dataclass(frozen=True, slots=True)
class DatedShare:
    """A share of full time from a day on."""

    from_on: date
    what: What
    share: Decimal


async def shares_of(connection: Connection, at: datetime, court_id: str, person_id: UUID) -> list[DatedShare]:
    """All changes of a person as believed at an instant, by their days."""
    return [DatedShare(*row) for row in await connection.fetch(BELIEVED, at, court_id, person_id)]


async def keep_share(connection: Connection, court_id: str, person_id: UUID, kept: DatedShare, now: datetime) -> None:
    """Record a share for its day; what stood for that day is superseded."""
    await connection.execute(SUPERSEDE, court_id, person_id, kept.from_on, now)
    await connection.execute(INSERT, court_id, person_id, kept.from_on, now, kept.what, kept.share)


async def take_share_back(connection: Connection, court_id: str, person_id: UUID, from_on: date, now: datetime) -> None:
    """Nothing is laid down for a day any more."""
    await connection.execute(SUPERSEDE, court_id, person_id, from_on, now)


async def due_shares(connection: Connection, now: datetime) -> list[tuple[str, UUID, date]]:
    """Court, person and day of shares whose day has come."""
    rows = await connection.fetch(DUE, now)
    return [(row["court_id"], UUID(int=row["person_id"].int), row["from_on"]) for row in rows]
