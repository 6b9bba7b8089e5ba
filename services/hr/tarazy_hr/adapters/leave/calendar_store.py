"""The calendars of courts as scheduling last told them, kept with the day on which it did."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from tarazy_shared import holidays_of_kazakhstan
from tarazy_shared.database import Connection

from tarazy_hr.domain.leave.working_days import WorkingCalendar

FIRST, LAST = date(2015, 1, 1), date(2060, 12, 31)
"""For which days public holidays are looked up where scheduling told nothing: ledgers do not reach further."""

CALENDAR = """
    SELECT told.*, read_at FROM court_calendars AS told
    JOIN calendar_reads USING (court_id)
    WHERE court_id = $2 AND recorded_at <= $1 AND (superseded_at IS NULL OR superseded_at > $1)
"""

STANDING = "SELECT * FROM court_calendars WHERE court_id = $1 AND superseded_at IS NULL FOR UPDATE"

SUPERSEDE = "UPDATE court_calendars SET superseded_at = greatest(recorded_at, $2) WHERE court_id = $1 AND version = $3"

INSERT = """
    INSERT INTO court_calendars (
        court_id, version, from_on, to_on, sitting_hours, weekdays, closed, open, recorded_at
    )
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
"""

READ = """
    INSERT INTO calendar_reads (court_id, read_at) VALUES ($1, $2)
    ON CONFLICT (court_id) DO UPDATE SET read_at = excluded.read_at
"""

# Longest unread first, never read before all.
STALE = """
    SELECT c.court_id FROM courts AS c
    LEFT JOIN calendar_reads AS r USING (court_id)
    WHERE c.superseded_at IS NULL AND (r.read_at IS NULL OR r.read_at < $1) AND c.court_id <> ALL($3::text[])
    ORDER BY r.read_at NULLS FIRST, c.court_id
    LIMIT $2
"""


@dataclass(frozen=True, slots=True)
class ToldCalendar:
    """A calendar as scheduling answers it for a range of days."""

    from_on: date
    to_on: date
    sitting_hours: tuple[tuple[time, time], ...]
    weekdays: frozenset[str]
    closed: frozenset[date]
    open: frozenset[date]


async def known_calendar(connection: Connection, at: datetime, court_id: str) -> WorkingCalendar:
    """The calendar as it was known at an instant; one that is assumed where scheduling has told none."""
    row = await connection.fetchrow(CALENDAR, at, court_id)
    return assumed() if row is None else _calendar(row)


@lru_cache(maxsize=1)
def assumed() -> WorkingCalendar:
    """Monday to Friday without the public holidays of Kazakhstan."""
    return WorkingCalendar(closed=frozenset(holidays_of_kazakhstan.between(FIRST, LAST)))


async def keep_calendar(connection: Connection, court_id: str, told: ToldCalendar, now: datetime) -> bool:
    """Keep what scheduling answered; true where it differs from what was known."""
    known = await connection.fetchrow(STANDING, court_id)
    await connection.execute(READ, court_id, now)
    if known is not None and _told(known) == told:
        return False
    if known is not None:
        await connection.execute(SUPERSEDE, court_id, now, known["version"])
    hours = [[start.isoformat("minutes"), end.isoformat("minutes")] for start, end in told.sitting_hours]
    await connection.execute(
        INSERT,
        *(court_id, known["version"] + 1 if known else 1, told.from_on, told.to_on, json.dumps(hours)),
        *(sorted(told.weekdays), sorted(told.closed), sorted(told.open), now),
    )
    return True


async def stale_courts(connection: Connection, before: datetime, without: Sequence[str], limit: int) -> list[str]:
    """Courts whose calendar was not read since an instant, but for some."""
    return [row["court_id"] for row in await connection.fetch(STALE, before, limit, list(without))]


def _told(row: Any) -> ToldCalendar:
    return ToldCalendar(
        row["from_on"],
        row["to_on"],
        tuple((time.fromisoformat(start), time.fromisoformat(end)) for start, end in json.loads(row["sitting_hours"])),
        frozenset(row["weekdays"]),
        frozenset(row["closed"]),
        frozenset(row["open"]),
    )


def _calendar(row: Any) -> WorkingCalendar:
    """What was told, and the public holidays of the years before and after."""
    told = _told(row)
    beyond = {day for day in assumed().closed if not told.from_on <= day <= told.to_on}
    return WorkingCalendar(
        told.weekdays, told.closed | beyond, told.open, told.sitting_hours, "scheduling", row["read_at"]
    )
