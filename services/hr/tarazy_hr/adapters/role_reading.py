"""Which roles somebody holds in which courts today, by the appointments and the grants that stand."""

from datetime import datetime
from uuid import UUID

from tarazy_shared.database import Connection
from tarazy_shared.who import Role, Who

from tarazy_hr.adapters import access_store
from tarazy_hr.domain.access.accounts import AccountName

# Whoever is suspended has authority over nobody until the day back.
APPOINTMENTS = """
    SELECT a.court_id, a.role, EXISTS (
        SELECT FROM suspensions AS s
        WHERE s.court_id = a.court_id AND s.person_id = a.person_id AND s.superseded_at IS NULL
          AND s.from_on <= today.day AND coalesce(s.back_on, 'infinity') > today.day
    ) AS suspended
    FROM appointments AS a
    JOIN courts AS c ON c.court_id = a.court_id AND c.superseded_at IS NULL
    CROSS JOIN LATERAL (SELECT ($2::timestamptz AT TIME ZONE c.zone)::date AS day) AS today
    WHERE a.person_id = $1 AND a.superseded_at IS NULL
      AND a.from_on <= today.day AND coalesce(a.separated_on, a.to_on, 'infinity') >= today.day
"""

OF_APPOINTMENTS: dict[str, Role] = {
    "chair": "chair",
    "hr_officer": "hr_officer",
    "listing_officer": "listing_officer",
    "inspector": "inspector",
    "secretary": "secretary",
    "trainer": "trainer",
}
"""Roles of appointments that give more than everybody in post has."""


async def roles_of(connection: Connection, person_id: UUID, now: datetime) -> frozenset[tuple[Role, str | None]]:
    """The roles that follow from a person's appointments on this day of each court."""
    held: set[tuple[Role, str | None]] = set()
    for row in await connection.fetch(APPOINTMENTS, person_id, now):
        held.add(("judge", row["court_id"]))
        role = OF_APPOINTMENTS.get(row["role"])
        if role is not None and not row["suspended"]:
            held.add((role, row["court_id"]))
    return frozenset(held)


async def who_has_account(connection: Connection, subject: str, name: AccountName, now: datetime) -> Who | None:
    """Whoever signs in with an account of a sign-on service; nobody with a closed one. One not known has no role."""
    known = await access_store.account(connection, name)
    if known is None:
        return Who(subject, None, frozenset())
    if known.what == "closed":
        return None
    roles = await access_store.roles_granted(connection, name, now)
    if known.person_id is not None:
        roles |= await roles_of(connection, known.person_id, now)
    return Who(subject, known.person_id, roles)
