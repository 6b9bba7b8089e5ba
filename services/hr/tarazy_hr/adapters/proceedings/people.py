"""People in proceedings: who was a judge when, who is away, who has declared an interest between whom."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from tarazy_shared.database import Connection
from tarazy_shared.who import Role

from tarazy_hr.adapters.selection.candidates import interests_of, names_of
from tarazy_hr.domain.selection.recusal import Known, conflicts

JUDGES = ("judge", "lay_judge", "chair")

WAS_JUDGE = """
    SELECT EXISTS (
        SELECT FROM appointments
        WHERE court_id = $1 AND person_id = $2 AND role = ANY($3::text[]) AND superseded_at IS NULL
          AND what <> 'called_off' AND from_on <= $5 AND coalesce(separated_on, to_on, 'infinity') >= $4
    )
"""

AWAY = """
    SELECT person_id, 'suspended' AS away FROM suspensions
    WHERE person_id = ANY($1::uuid[]) AND superseded_at IS NULL
      AND from_on <= $3::date AND coalesce(back_on, 'infinity') > $3::date
    UNION ALL
    SELECT person_id, 'absent' FROM absences
    WHERE person_id = ANY($1::uuid[]) AND superseded_at IS NULL AND what = 'approved'
      AND starts_at <= $2 AND ends_at > $2
"""

COURTS_OF = """
    SELECT DISTINCT ON (person_id) person_id, court_id FROM appointments
    WHERE person_id = ANY($1::uuid[]) AND superseded_at IS NULL AND what <> 'called_off'
      AND from_on <= $2 AND coalesce(separated_on, to_on, 'infinity') >= $2
    ORDER BY person_id, from_on DESC
"""

SUSPENDED_IN = """
    SELECT court_id FROM suspensions
    WHERE person_id = $1 AND superseded_at IS NULL AND back_on IS NULL ORDER BY court_id
"""

# Suspended in one court and, since, in post in another that does not know it.
MOVED_WHILE_SUSPENDED = """
    SELECT DISTINCT now.court_id FROM appointments AS now
    JOIN suspensions AS out ON out.person_id = now.person_id AND out.superseded_at IS NULL AND out.back_on IS NULL
    WHERE now.person_id = $1 AND now.superseded_at IS NULL AND now.what <> 'called_off'
      AND now.from_on <= $2 AND coalesce(now.separated_on, now.to_on, 'infinity') >= $2
      AND NOT EXISTS (
          SELECT FROM suspensions AS there
          WHERE there.person_id = now.person_id AND there.court_id = now.court_id
            AND there.superseded_at IS NULL AND there.back_on IS NULL
      )
"""

# By a post in the court, or by a grant to an account of theirs.
WHO_ARE = """
    SELECT person_id FROM appointments AS a
    JOIN courts AS c ON c.court_id = a.court_id AND c.superseded_at IS NULL
    CROSS JOIN LATERAL (SELECT ($3::timestamptz AT TIME ZONE c.zone)::date AS day) AS today
    WHERE a.role = $1 AND a.court_id = $2 AND a.superseded_at IS NULL AND a.what <> 'called_off'
      AND a.from_on <= today.day AND coalesce(a.separated_on, a.to_on, 'infinity') >= today.day
    UNION
    SELECT account.person_id FROM grants AS g
    JOIN accounts AS account USING (issuer, subject)
    WHERE g.role = $1 AND (g.court_id IS NULL OR g.court_id = $2) AND g.superseded_at IS NULL AND g.what = 'granted'
      AND account.superseded_at IS NULL AND account.what = 'linked' AND account.person_id IS NOT NULL
      AND g.from_on <= ($3::timestamptz AT TIME ZONE 'UTC')::date
      AND coalesce(g.to_on, 'infinity') >= ($3::timestamptz AT TIME ZONE 'UTC')::date
"""


async def who_are(role: Role, connection: Connection, court_id: str, now: datetime) -> frozenset[UUID]:
    """Everybody who holds a role in a court today."""
    return frozenset(_uuid(row["person_id"]) for row in await connection.fetch(WHO_ARE, role, court_id, now))


async def was_judge(connection: Connection, court_id: str, person_id: UUID, from_on: date, to_on: date) -> bool:
    """Whether somebody was a judge of a court on any day from one to another, both inclusive."""
    return bool(await connection.fetchval(WAS_JUDGE, court_id, person_id, list(JUDGES), from_on, to_on))


async def away(connection: Connection, people: Collection[UUID], now: datetime, today: date) -> dict[UUID, str]:
    """Who of them is suspended (which goes before) or absent at this moment."""
    rows = await connection.fetch(AWAY, list(people), now, today)
    found = {_uuid(row["person_id"]): row["away"] for row in rows if row["away"] == "absent"}
    return found | {_uuid(row["person_id"]): "suspended" for row in rows if row["away"] == "suspended"}


async def suspended_in(connection: Connection, person_id: UUID) -> list[str]:
    """The courts in which somebody is suspended without an end."""
    return [row["court_id"] for row in await connection.fetch(SUSPENDED_IN, person_id)]


async def moved_while_suspended(connection: Connection, person_id: UUID, today: date) -> list[str]:
    """Courts in which somebody is in post who is suspended in another."""
    return [row["court_id"] for row in await connection.fetch(MOVED_WHILE_SUSPENDED, person_id, today)]


async def courts_of(connection: Connection, people: Collection[UUID], today: date) -> dict[UUID, str]:
    """The court in which each of them is in post today."""
    rows = await connection.fetch(COURTS_OF, list(people), today)
    return {_uuid(row["person_id"]): row["court_id"] for row in rows}


async def interested(connection: Connection, people: Collection[UUID], judge: UUID, today: date) -> frozenset[UUID]:
    """Who of them has declared an interest in the judge, or the judge in them."""
    everybody = [*people, judge]
    names = await names_of(connection, everybody)
    known = Known(judge, judge, names.get(judge, ""))
    declared = await interests_of(connection, everybody)
    return frozenset(member for member, _ in conflicts(people, [known], declared, names, today) if member != judge)


def _uuid(value: UUID) -> UUID:
    return UUID(int=value.int)
