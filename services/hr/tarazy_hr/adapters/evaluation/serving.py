"""Judges in post of a court, with what decides when they are evaluated next."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_hr.domain.days import day_of
from tarazy_hr.domain.evaluation.cycles import Serving

PROFESSIONAL = ["judge", "chair"]
"""Lay judges are evaluated on request alone."""

# Whoever is seconded here belongs to the court from which they come, and whoever acts here holds another post.
IN_POST = """
    SELECT person_id, coalesce(separated_on, to_on) AS last_on FROM appointments AS here
    WHERE court_id = $1 AND role = ANY($3::text[]) AND superseded_at IS NULL AND what <> 'called_off' AND NOT acting
      AND from_on <= $2 AND coalesce(separated_on, to_on, 'infinity') >= $2
      AND NOT EXISTS (
          SELECT FROM secondments AS lent
          WHERE lent.host_court_id = here.court_id AND lent.person_id = here.person_id
            AND lent.first_on = here.from_on AND lent.post_id = here.post_id)
    ORDER BY person_id
"""

# Time as a judge in whichever courts, without a day between: the stretch that covers the day.
SERVED = """
    SELECT person_id, lower(stretch) AS from_on FROM (
        SELECT person_id, unnest(range_agg(daterange(from_on, coalesce(separated_on, to_on), '[]'))) AS stretch
        FROM appointments
        WHERE person_id = ANY($1::uuid[]) AND role = ANY($3::text[]) AND superseded_at IS NULL
          AND what <> 'called_off'
        GROUP BY person_id
    ) AS served WHERE stretch @> $2::date
"""

KNOWN = """
    SELECT person_id, min(recorded_at) AS known_at FROM appointments
    WHERE person_id = ANY($1::uuid[]) AND role = ANY($2::text[]) GROUP BY person_id
"""

EVALUATED = """
    SELECT judge,
           max(to_on) FILTER (WHERE kind <> 'on_request' AND phase <> 'abandoned') AS evaluated_to,
           min(evaluation_id::text) FILTER (WHERE phase NOT IN ('final', 'abandoned')) AS running,
           array_agg(evaluation_id) AS opened
    FROM evaluations WHERE judge = ANY($1::uuid[]) GROUP BY judge
"""

# Absences that follow each other are one.
AWAY = """
    SELECT person_id, least((upper(stretch) AT TIME ZONE $5)::date, date '9999-12-31') AS back_on FROM (
        SELECT person_id, unnest(range_agg(tstzrange(starts_at, ends_at))) AS stretch FROM absences
        WHERE court_id = $1 AND person_id = ANY($2::uuid[]) AND superseded_at IS NULL AND what = 'approved'
        GROUP BY person_id
    ) AS away WHERE stretch @> $3::timestamptz AND upper(stretch) - lower(stretch) >= $4::interval
"""

SUSPENDED = """
    SELECT person_id, coalesce(back_on, 'infinity') AS back_on FROM suspensions
    WHERE person_id = ANY($1::uuid[]) AND superseded_at IS NULL
      AND from_on <= $2 AND coalesce(back_on, 'infinity') > $2
"""


async def serving(
    connection: Connection, court_id: str, zone: str, now: datetime, long_leave_days: int
) -> list[Serving]:
    """Everybody who is a judge of a court today; whoever is away for `long_leave_days` in a row says until when."""
    today = day_of(now, zone)
    posts = {_uuid(row["person_id"]): row for row in await connection.fetch(IN_POST, court_id, today, PROFESSIONAL)}
    judges = list(posts)
    if not judges:
        return []
    served = await _by_person(connection, SERVED, judges, today, PROFESSIONAL)
    known = await _by_person(connection, KNOWN, judges, PROFESSIONAL)
    evaluated = {_uuid(row["judge"]): row for row in await connection.fetch(EVALUATED, judges)}
    back = await _back_on(connection, court_id, zone, judges, now, long_leave_days)
    return [
        Serving(
            judge,
            served[judge]["from_on"],
            row["last_on"],
            day_of(known[judge]["known_at"], zone),
            **_evaluated(evaluated.get(judge)),
            back_on=back.get(judge),
        )
        for judge, row in posts.items()
    ]


async def _back_on(
    connection: Connection, court_id: str, zone: str, judges: list[UUID], now: datetime, long_leave_days: int
) -> dict[UUID, date]:
    away = await connection.fetch(AWAY, court_id, judges, now, timedelta(days=long_leave_days), zone)
    found: dict[UUID, date] = {}
    for row in (*away, *await connection.fetch(SUSPENDED, judges, day_of(now, zone))):
        person = _uuid(row["person_id"])
        found[person] = max(found.get(person, date.min), row["back_on"])
    return found


def _evaluated(row: Any) -> dict[str, Any]:
    if row is None:
        return {}
    return {
        "evaluated_to": row["evaluated_to"],
        "running": None if row["running"] is None else UUID(row["running"]),
        "opened": frozenset(map(_uuid, row["opened"])),
    }


async def _by_person(connection: Connection, query: str, *given: object) -> dict[UUID, Any]:
    return {_uuid(row["person_id"]): row for row in await connection.fetch(query, *given)}


def _uuid(value: UUID) -> UUID:
    return UUID(int=value.int)
