"""The calendars of courts in PostgreSQL, each as scheduling told it."""

from collections.abc import Collection, Mapping
from datetime import datetime

from tarazy_shared.database import Connection

from tarazy_notifications.domain.timing.court_calendar import CourtCalendar

_ALL = """
SELECT DISTINCT ON (court_id) court_id, weekdays, closed, open FROM court_calendars ORDER BY court_id, version DESC
"""

_VERSIONS = "SELECT court_id, max(version) FROM court_calendars WHERE court_id = ANY($1::text[]) GROUP BY court_id"

_ADD = """
INSERT INTO court_calendars (court_id, version, weekdays, closed, open, known_at) VALUES ($1, $2, $3, $4, $5, $6)
"""


async def calendars(connection: Connection) -> dict[str, CourtCalendar]:
    """By court; without those that have never told theirs."""
    return {
        row[0]: CourtCalendar(frozenset(row[1]), frozenset(row[2]), frozenset(row[3]))
        for row in await connection.fetch(_ALL)
    }


async def versions(connection: Connection, court_ids: Collection[str]) -> dict[str, int]:
    """The newest that is known of each of these courts."""
    rows = await connection.fetch(_VERSIONS, list(court_ids)) if court_ids else []
    return {row[0]: row[1] for row in rows}


async def add(connection: Connection, told: Mapping[tuple[str, int], CourtCalendar], now: datetime) -> None:
    """Keep calendars, by court and version."""
    for (court_id, version), one in told.items():
        await connection.execute(
            _ADD, court_id, version, sorted(one.weekdays), sorted(one.closed), sorted(one.open), now
        )
