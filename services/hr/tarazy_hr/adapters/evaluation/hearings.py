"""Hearings over which a judge presided, out of HR's copy: as appointments that were kept or not, never as rulings."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_hr.domain.days import day_of, day_starts_at
from tarazy_hr.domain.evaluation.indicators import HearingOfJudge

# Columns that could tell what was decided are not in the copy at all; `outcome` is whether people met.
PRESIDED = """
    SELECT hearing_id, case_id, case_number, outcome, adjournment_reason, latest_lawful_on, first_until_on,
           coalesce(first_starts_at, sat.starts_at, started_at) AS first_starts_at,
           coalesce(started_at, sat.starts_at) AS sat_at
    FROM hearing_facts
    LEFT JOIN LATERAL (
        SELECT min(starts_at) AS starts_at FROM hearing_sittings AS s WHERE s.hearing_id = hearing_facts.hearing_id
    ) AS sat ON true
    WHERE judges[1] = $1 AND court_id = $2 AND status = 'recorded'
      AND coalesce(started_at, sat.starts_at) >= $3 AND coalesce(started_at, sat.starts_at) < $4
    ORDER BY sat_at, hearing_id
"""

SEEN = """
    SELECT hearing_id, case_number, coalesce(started_at, sat.starts_at, first_starts_at) AS at FROM hearing_facts
    LEFT JOIN LATERAL (
        SELECT min(starts_at) AS starts_at FROM hearing_sittings AS s WHERE s.hearing_id = hearing_facts.hearing_id
    ) AS sat ON true
    WHERE hearing_id = ANY($1::uuid[])
"""


@dataclass(frozen=True, slots=True)
class Seen:
    """By what people know a hearing again."""

    number: str | None = None
    """Of its case."""
    day: date | None = None
    """On which it sat, or was to."""


async def presided(
    connection: Connection, court_id: str, judge: UUID, from_on: date, to_on: date, zone: str
) -> tuple[HearingOfJudge, ...]:
    """Those that were over in [from_on, to_on), days of the court."""
    rows = await connection.fetch(PRESIDED, judge, court_id, day_starts_at(from_on, zone), day_starts_at(to_on, zone))
    return tuple(
        HearingOfJudge(
            hearing_id=_uuid(row["hearing_id"]),
            case_id=_uuid(row["case_id"]),
            planned_on=row["first_until_on"] or day_of(row["first_starts_at"], zone),
            held_on=day_of(row["sat_at"], zone) if row["outcome"] == "held" else None,
            course=row["outcome"],
            latest_on=row["latest_lawful_on"],
            adjournment_reason=row["adjournment_reason"],
        )
        for row in rows
    )


async def seen(connection: Connection, hearings: list[UUID], zone: str) -> dict[UUID, Seen]:
    """Case and day of hearings; those that are not known are left out."""
    return {
        _uuid(row["hearing_id"]): Seen(row["case_number"], row["at"] and day_of(row["at"], zone))
        for row in await connection.fetch(SEEN, hearings)
    }


def _uuid(value: UUID) -> UUID:
    return UUID(int=value.int)
