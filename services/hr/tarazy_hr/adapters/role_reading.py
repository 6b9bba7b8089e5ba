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
    FROM (
        SELECT court_id, person_id, role, from_on, coalesce(separated_on, to_on) AS last_on FROM appointments
        WHERE superseded_at IS NULL
        UNION ALL
        -- Whoever acts beside the own post has the authority of both, as long as they are in the own one.
        SELECT b.court_id, b.person_id, b.role, b.from_on, least(b.to_on, own.separated_on, own.to_on)
        FROM acting_beside AS b
        JOIN appointments AS own
            ON own.court_id = b.court_id AND own.person_id = b.person_id AND own.superseded_at IS NULL
            AND own.from_on <= b.from_on AND coalesce(own.separated_on, own.to_on, 'infinity') >= b.from_on
        WHERE b.superseded_at IS NULL AND b.what <> 'called_off'
    ) AS a
    JOIN courts AS c ON c.court_id = a.court_id AND c.superseded_at IS NULL
    CROSS JOIN LATERAL (SELECT ($2::timestamptz AT TIME ZONE c.zone)::date AS day) AS today
    WHERE a.person_id = $1 AND a.from_on <= today.day AND coalesce(a.last_on, 'infinity') >= today.day
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
