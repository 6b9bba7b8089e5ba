"""The clocks of all proceedings that have not been stopped, as rows by which deadlines are listed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tarazy_shared.database import Connection
from tarazy_shared.terms import IsOpen

from tarazy_hr.domain.clocks.clock import Clock, warns_on

FORGET = "DELETE FROM running_clocks WHERE kind = $1 AND matter_id = $2"

KEEP = """
    INSERT INTO running_clocks (kind, matter_id, code, court_id, started_on, due_on, warns_on, counted_on)
    SELECT $1, $2, code, $3, started_on, due_on, warns_on, $8
    FROM unnest($4::text[], $5::date[], $6::date[], $7::date[]) AS clock (code, started_on, due_on, warns_on)
"""

OF_COURT = """
    SELECT * FROM running_clocks WHERE $1::text[] IS NULL OR court_id = ANY($1)
    ORDER BY due_on NULLS LAST, kind, matter_id, code
"""

STALE = """
    SELECT DISTINCT matter_id, court_id FROM running_clocks
    JOIN courts USING (court_id)
    WHERE kind = $1 AND superseded_at IS NULL AND counted_on < ($2::timestamptz AT TIME ZONE zone)::date
    LIMIT $3
"""

PRESSING = """
    SELECT kind, CASE WHEN due_on < today.day THEN 'overdue' ELSE 'near' END AS urgency, count(*) AS clocks
    FROM running_clocks
    JOIN courts USING (court_id)
    CROSS JOIN LATERAL (SELECT ($1::timestamptz AT TIME ZONE zone)::date AS day) AS today
    WHERE superseded_at IS NULL AND (due_on < today.day OR warns_on <= today.day)
    GROUP BY kind, urgency
"""


@dataclass(frozen=True, slots=True)
class RunningClock:
    """One clock, as it was last computed."""

    kind: str
    matter_id: UUID
    code: str
    court_id: str
    started_on: date
    due_on: date | None
    warns_on: date | None


async def keep_clocks(
    connection: Connection,
    kind: str,
    matter_id: UUID,
    court_id: str,
    clocks: Mapping[str, Clock],
    today: date,
    is_open: IsOpen,
) -> None:
    """Bring the rows of a matter up to its clocks: those that run or stand still, no others."""
    running = {code: one for code, one in clocks.items() if one.runs}
    await connection.execute(FORGET, kind, matter_id)
    if running:
        await connection.execute(
            KEEP,
            kind,
            matter_id,
            court_id,
            list(running),
            [one.started_on for one in running.values()],
            [one.last_day(is_open) for one in running.values()],
            [warns_on(one, is_open) for one in running.values()],
            today,
        )


async def stale_clocks(connection: Connection, kind: str, now: datetime, at_most: int) -> list[tuple[UUID, str]]:
    """Matter and court of those that were not computed on this day of their court."""
    rows = await connection.fetch(STALE, kind, now, at_most)
    return [(UUID(int=row["matter_id"].int), row["court_id"]) for row in rows]


async def running_clocks(connection: Connection, courts: list[str] | None) -> list[RunningClock]:
    """Those of some courts, or of all; by last day."""
    names = RunningClock.__slots__
    rows = await connection.fetch(OF_COURT, courts)
    return [RunningClock(**{name: row[name] for name in names}) for row in rows]


async def pressing(connection: Connection, now: datetime) -> dict[tuple[str, str], int]:
    """How many clocks of each kind are near their last day and how many are over it; those of none are left out."""
    return {(row["kind"], row["urgency"]): row["clocks"] for row in await connection.fetch(PRESSING, now)}
