"""Which cases came: of all courts from the count by months, of one court's judges case by case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tarazy_shared.database import Connection

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

_UNKNOWN = "SELECT count(*) FROM case_facts WHERE court_id = $1 AND filed_on IS NULL"

_HELD = """
    SELECT judge, count(*) AS hearings, coalesce(sum(minutes), 0)::bigint AS minutes
    FROM hearing_facts CROSS JOIN unnest(judges) AS judge
    WHERE court_id = $1 AND status = 'recorded' AND outcome = 'held' AND started_at >= $2 AND started_at < $3
    GROUP BY judge
"""


@dataclass(frozen=True, slots=True)
class OfJudge:
    """Cases of one kind that a judge has; None for those that nobody has."""

    judge: UUID | None
    arrivals: Arrivals


async def arrivals(connection: Connection, parts: Cut, court_id: str | None = None) -> list[Arrivals]:
    """What came to all courts, or to one."""
    rows = await connection.fetch(_BY_MONTHS, *_columns(parts.months), court_id) if parts.months else []
    rows += await connection.fetch(_BY_DAYS, *_columns(parts.days), court_id) if parts.days else []
    return [Arrivals(row["court_id"], (row["category"], row["instance"]), row["day"], row["cases"]) for row in rows]


async def arrivals_of_judges(connection: Connection, parts: Cut, court_id: str) -> list[OfJudge]:
    """What came to a court, by who has it now."""
    rows = await connection.fetch(_OF_JUDGES, *_columns((*parts.months, *parts.days)), court_id)
    return [
        OfJudge(
            row["judge"] and UUID(int=row["judge"].int),
            Arrivals(court_id, (row["category"], row["instance"]), row["day"], row["cases"]),
        )
        for row in rows
    ]


async def cases_of_unknown_kind(connection: Connection, court_id: str) -> int:
    """Cases of a court, whenever they came, of which nobody has said what they are."""
    return int(await connection.fetchval(_UNKNOWN, court_id))


async def held(
    connection: Connection, court_id: str, starts_at: datetime, ends_at: datetime
) -> dict[UUID, tuple[int, int]]:
    """Per judge, presiding or beside: hearings held that began in [starts_at, ends_at), and their minutes."""
    rows = await connection.fetch(_HELD, court_id, starts_at, ends_at)
    return {UUID(int=row["judge"].int): (row["hearings"], row["minutes"]) for row in rows}


def _columns(parts: Sequence[tuple[date, Period]]) -> tuple[list[date], list[date], list[date]]:
    return (
        [day for day, _ in parts],
        [period.from_on for _, period in parts],
        [period.to_on for _, period in parts],
    )
