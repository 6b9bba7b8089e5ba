"""Which cases came: of all courts from the count by months, of one court's judges case by case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_hr.adapters.queries import STANDING
from tarazy_hr.domain.workload.load import Arrivals
from tarazy_hr.domain.workload.periods import Cut, Period

_BY_MONTHS = """
    SELECT counted.court_id, counted.category, counted.instance, part.day, sum(counted.cases)::bigint AS cases
    FROM unnest($1::date[], $2::date[], $3::date[]) AS part (day, from_on, to_on)
    JOIN incoming_months AS counted ON counted.month >= part.from_on AND counted.month < part.to_on
    WHERE $4::text IS NULL OR counted.court_id = $4
    GROUP BY 1, 2, 3, 4
"""

# Court by court, so that the index gives the days of each and no other row is read.
_BY_DAYS = """
    SELECT court.court_id, told.category, told.instance, part.day, told.cases
    FROM unnest($1::date[], $2::date[], $3::date[]) AS part (day, from_on, to_on)
    JOIN courts AS court ON court.superseded_at IS NULL AND ($4::text IS NULL OR court.court_id = $4)
    CROSS JOIN LATERAL (
        SELECT category, instance, count(*) AS cases FROM case_facts AS told
        WHERE told.court_id = court.court_id AND told.filed_on >= part.from_on AND told.filed_on < part.to_on
          AND told.category IS NOT NULL
        GROUP BY 1, 2
    ) AS told
"""

_OF_JUDGES = """
    SELECT told.judge, told.category, told.instance, part.day, count(*) AS cases
    FROM unnest($1::date[], $2::date[], $3::date[]) AS part (day, from_on, to_on)
    JOIN case_facts AS told ON told.filed_on >= part.from_on AND told.filed_on < part.to_on
    WHERE told.court_id = $4 AND told.category IS NOT NULL
    GROUP BY 1, 2, 3, 4
"""

# As they were known at an instant: case by case out of the history, which takes longer than the counts of months.
_BELIEVED = """
    WITH believed AS (
        SELECT DISTINCT ON (case_id) case_id, court_id, judge, category, instance, filed_on FROM case_history
        WHERE recorded_at <= $5 AND ($4::text IS NULL OR court_id = $4)
        ORDER BY case_id, recorded_at DESC
    )
    SELECT told.court_id, CASE WHEN $6 THEN told.judge END AS judge, told.category, told.instance, part.day,
           count(*) AS cases
    FROM unnest($1::date[], $2::date[], $3::date[]) AS part (day, from_on, to_on)
    JOIN believed AS told ON told.filed_on >= part.from_on AND told.filed_on < part.to_on
    JOIN courts AS court ON court.court_id = told.court_id AND court.superseded_at IS NULL
    WHERE told.category IS NOT NULL
    GROUP BY 1, 2, 3, 4, 5
"""

_UNKNOWN = """
    SELECT count(*) FROM (
        SELECT DISTINCT ON (case_id) filed_on FROM case_history WHERE court_id = $1 AND recorded_at <= $2
        ORDER BY case_id, recorded_at DESC
    ) AS believed
    WHERE filed_on IS NULL
"""

_UNKNOWN_NOW = "SELECT count(*) FROM case_facts WHERE court_id = $1 AND filed_on IS NULL"

_HELD = """
    SELECT judge, count(*) AS hearings, coalesce(sum(minutes), 0)::bigint AS minutes
    FROM hearing_facts CROSS JOIN unnest(judges) AS judge
    WHERE court_id = $1 AND status = 'recorded' AND outcome = 'held' AND started_at >= $2 AND started_at < $3
      AND told_at <= $4
    GROUP BY judge
"""


@dataclass(frozen=True, slots=True)
class OfJudge:
    """Cases of one kind that a judge has; None for those that nobody has."""

    judge: UUID | None
    arrivals: Arrivals


async def arrivals(
    connection: Connection, parts: Cut, court_id: str | None = None, at: datetime = STANDING
) -> list[Arrivals]:
    """What came to all courts, or to one, as it was known at an instant."""
    if at != STANDING:
        rows = await connection.fetch(_BELIEVED, *_columns((*parts.months, *parts.days)), court_id, at, False)
        return [Arrivals(row["court_id"], (row["category"], row["instance"]), row["day"], row["cases"]) for row in rows]
    rows = await connection.fetch(_BY_MONTHS, *_columns(parts.months), court_id) if parts.months else []
    rows += await connection.fetch(_BY_DAYS, *_columns(parts.days), court_id) if parts.days else []
    return [Arrivals(row["court_id"], (row["category"], row["instance"]), row["day"], row["cases"]) for row in rows]


async def arrivals_of_judges(
    connection: Connection, parts: Cut, court_id: str, at: datetime = STANDING
) -> list[OfJudge]:
    """What came to a court, by who has it, as it was known at an instant."""
    columns = _columns((*parts.months, *parts.days))
    if at != STANDING:
        rows = await connection.fetch(_BELIEVED, *columns, court_id, at, True)
    else:
        rows = await connection.fetch(_OF_JUDGES, *columns, court_id)
    return [
        OfJudge(
            row["judge"] and UUID(int=row["judge"].int),
            Arrivals(court_id, (row["category"], row["instance"]), row["day"], row["cases"]),
        )
        for row in rows
    ]


async def cases_of_unknown_kind(connection: Connection, court_id: str, at: datetime = STANDING) -> int:
    """Cases of a court, whenever they came, of which nobody has said what they are."""
    if at != STANDING:
        return int(await connection.fetchval(_UNKNOWN, court_id, at))
    return int(await connection.fetchval(_UNKNOWN_NOW, court_id))


async def held(
    connection: Connection, court_id: str, starts_at: datetime, ends_at: datetime, at: datetime = STANDING
) -> dict[UUID, tuple[int, int]]:
    """Per judge, presiding or beside: hearings held that began in [starts_at, ends_at), and their minutes."""
    rows = await connection.fetch(_HELD, court_id, starts_at, ends_at, at)
    return {UUID(int=row["judge"].int): (row["hearings"], row["minutes"]) for row in rows}


def _columns(parts: Sequence[tuple[date, Period]]) -> tuple[list[date], list[date], list[date]]:
    return (
        [day for day, _ in parts],
        [period.from_on for _, period in parts],
        [period.to_on for _, period in parts],
    )
