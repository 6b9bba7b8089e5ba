"""Who is there now, by court: for gauges. Ids of courts and codes alone, nobody's name."""

from collections.abc import Mapping
from datetime import datetime

from tarazy_shared.database import Connection

# Days are those of each court. Who acts in a post is there too.
_IN_POST = """
    SELECT made.court_id, made.person_id, made.role, ($1::timestamptz AT TIME ZONE court.zone)::date AS today
    FROM appointments AS made
    JOIN courts AS court ON court.court_id = made.court_id AND court.superseded_at IS NULL
    WHERE made.superseded_at IS NULL AND made.from_on <= ($1::timestamptz AT TIME ZONE court.zone)::date
      AND coalesce(made.separated_on, made.to_on, 'infinity') >= ($1::timestamptz AT TIME ZONE court.zone)::date
"""

# Somebody who is away is away everywhere, except that who is seconded from a court works in another.
_AWAY = """
    SELECT there.court_id, there.person_id, absent.kind FROM there
    JOIN absences AS absent ON absent.person_id = there.person_id
    WHERE absent.superseded_at IS NULL AND absent.what = 'approved' AND absent.starts_at <= $1 AND absent.ends_at > $1
      AND (absent.kind <> 'secondment' OR absent.court_id = there.court_id)
    UNION
    SELECT there.court_id, there.person_id, 'suspension' FROM there
    JOIN suspensions AS out ON out.court_id = there.court_id AND out.person_id = there.person_id
    WHERE out.superseded_at IS NULL AND out.from_on <= there.today AND coalesce(out.back_on, 'infinity') > there.today
"""

_PEOPLE = f"""
    WITH there AS ({_IN_POST}) SELECT court_id, count(DISTINCT person_id) AS people FROM there GROUP BY court_id
"""  # noqa: S608  from this module alone

_ABSENT = f"""
    WITH there AS ({_IN_POST}), away AS ({_AWAY})
    SELECT court_id, kind, count(DISTINCT person_id) AS people FROM away GROUP BY court_id, kind
"""  # noqa: S608  from this module alone

_COVER = f"""
    WITH there AS ({_IN_POST}), away AS ({_AWAY}),
    judge AS (
        SELECT there.*, NOT EXISTS (
            SELECT FROM away WHERE away.court_id = there.court_id AND away.person_id = there.person_id
        ) AS present
        FROM there WHERE role = 'judge'
    )
    SELECT court_id, 'any' AS specialism, count(*) FILTER (WHERE present) AS judges FROM judge GROUP BY court_id
    UNION ALL
    SELECT judge.court_id, given.specialism, count(*) FILTER (WHERE judge.present) FROM judge
    JOIN authorisations AS given ON given.court_id = judge.court_id AND given.person_id = judge.person_id
    WHERE given.superseded_at IS NULL AND given.from_on <= judge.today
      AND coalesce(given.ended_on, given.to_on, 'infinity') >= judge.today
    GROUP BY judge.court_id, given.specialism
"""  # noqa: S608  from this module alone

_OVER_HEARINGS = """
    SELECT absent.court_id, absent.what AS state, count(DISTINCT heard.hearing_id) AS hearings
    FROM absences AS absent
    JOIN hearing_facts AS heard ON heard.people @> ARRAY[absent.person_id] AND heard.status = 'scheduled'
    JOIN hearing_sittings AS sitting ON sitting.hearing_id = heard.hearing_id
     AND sitting.starts_at < absent.ends_at AND sitting.ends_at > greatest(absent.starts_at, $1)
    WHERE absent.superseded_at IS NULL AND absent.what IN ('requested', 'approved') AND absent.ends_at > $1
      AND (absent.kind <> 'secondment' OR absent.court_id = heard.court_id)
    GROUP BY 1, 2
"""

Counts = Mapping[tuple[str, str], int]
"""By court and code."""


async def people_in_post(connection: Connection, now: datetime) -> dict[str, int]:
    """People in post today, per court; courts without any are left out."""
    return {row["court_id"]: row["people"] for row in await connection.fetch(_PEOPLE, now)}


async def absent(connection: Connection, now: datetime) -> Counts:
    """People in post who are away now, by kind of absence; suspended ones too."""
    return {(row["court_id"], row["kind"]): row["people"] for row in await connection.fetch(_ABSENT, now)}


async def judges_present(connection: Connection, now: datetime) -> Counts:
    """Judges in post who are not away now, by specialism that they may hear; `any`: all of them."""
    return {(row["court_id"], row["specialism"]): row["judges"] for row in await connection.fetch(_COVER, now)}


async def hearings_under_leave(connection: Connection, now: datetime) -> Counts:
    """Hearings to come that stand while somebody who sits is away, by state of the absence: requested, approved."""
    return {(row["court_id"], row["state"]): row["hearings"] for row in await connection.fetch(_OVER_HEARINGS, now)}
