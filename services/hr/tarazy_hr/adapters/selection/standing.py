"""Where competitions stand: the rows by which they are found, derived from their records."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

import asyncpg
from tarazy_shared.database import Connection

from tarazy_hr.domain.days import day_of
from tarazy_hr.domain.selection.competition import Competition

KEEP = """
    INSERT INTO competitions (
        competition_id, court_id, post_id, phase, applications_until, due_on, warn_days, first_stage, ended_at,
        keep_until, erased
    ) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    ON CONFLICT (competition_id) DO UPDATE SET
        phase = excluded.phase, applications_until = excluded.applications_until, due_on = excluded.due_on,
        ended_at = excluded.ended_at, keep_until = excluded.keep_until, erased = excluded.erased
"""

ENDED_AT = "SELECT ended_at FROM competitions WHERE competition_id = $1"

OF_COURT = """
    SELECT * FROM competitions
    WHERE ($1::text IS NULL OR court_id = $1) AND (NOT $2 OR ended_at IS NULL)
    ORDER BY court_id, competition_id
"""

RUNNING = "SELECT competition_id FROM competitions WHERE court_id = $1 AND post_id = $2 AND ended_at IS NULL"

TO_ERASE = """
    SELECT competition_id, court_id FROM competitions
    JOIN courts USING (court_id)
    WHERE superseded_at IS NULL AND NOT erased AND keep_until < ($1::timestamptz AT TIME ZONE zone)::date
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """One competition, as lists show it."""

    competition_id: UUID
    court_id: str
    post_id: UUID
    phase: str
    applications_until: date
    due_on: date | None
    warn_days: int
    first_stage: str
    ended_at: datetime | None

    def phase_on(self, day: date) -> str:
        """As `Competition.phase_on`."""
        return self.first_stage if self.phase == "applications" and day > self.applications_until else self.phase

    def deadline_on(self, day: date) -> date | None:
        """As `Competition.deadline_on`."""
        return self.applications_until if self.phase_on(day) == "applications" else self.due_on


async def keep(connection: Connection, competition: Competition, now: datetime) -> None:
    """Bring the row of a competition up to its record."""
    announced = competition.announced
    ended_at = None
    if competition.over:
        ended_at = await connection.fetchval(ENDED_AT, announced.competition_id) or now
    keep_until = None
    if ended_at is not None:
        keep_until = day_of(ended_at, announced.zone) + timedelta(days=competition.procedure.keep_days)
    await connection.execute(
        KEEP,
        announced.competition_id,
        announced.court_id,
        announced.post_id,
        competition.phase,
        competition.applications_until,
        competition.due_on,
        competition.procedure.warn_days,
        competition.procedure.stages[0].code,
        ended_at,
        keep_until,
        competition.erased,
    )


async def running_for(connection: Connection, court_id: str, post_id: UUID) -> UUID | None:
    """The competition that runs for a post."""
    found = await connection.fetchval(RUNNING, court_id, post_id)
    return None if found is None else UUID(int=found.int)


async def of_court(connection: Connection, court_id: str | None, *, running: bool = False) -> list[Standing]:
    """The competitions of a court, or of all; with `running` those alone that have not ended."""
    return [_standing(row) for row in await connection.fetch(OF_COURT, court_id, running)]


async def to_erase(connection: Connection, now: datetime) -> list[tuple[str, UUID]]:
    """Court and competition of those whose candidates' data have been kept for long enough."""
    rows = await connection.fetch(TO_ERASE, now)
    return [(row["court_id"], UUID(int=row["competition_id"].int)) for row in rows]


def _standing(row: asyncpg.Record) -> Standing:
    return Standing(
        UUID(int=row["competition_id"].int),
        row["court_id"],
        UUID(int=row["post_id"].int),
        row["phase"],
        row["applications_until"],
        row["due_on"],
        row["warn_days"],
        row["first_stage"],
        row["ended_at"],
    )
