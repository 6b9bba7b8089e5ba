"""Who somebody is at the desk today: by their posts, as HR tells them, and by what was granted to their account."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import asyncpg
from tarazy_shared.database import Connection
from tarazy_shared.door import HeldRoles
from tarazy_shared.who import Role, Who

from tarazy_notifications.domain.access.grants import Grant

OF_POSTS: Mapping[str, Role] = {"chair": "chair", "clerk": "clerk", "listing_officer": "listing_officer"}
"""Roles of posts that give more than everybody in post has."""

_POSTS = """
SELECT s.court_id, s.role FROM staff s JOIN courts c ON c.court_id = s.court_id
CROSS JOIN LATERAL (SELECT ($2::timestamptz AT TIME ZONE c.zone)::date AS day) AS today
WHERE s.person_id = $1 AND s.role IS NOT NULL
  AND s.from_on <= today.day AND coalesce(s.to_on, 'infinity') >= today.day
"""

_GRANTED = """
SELECT g.role, g.court_id, g.person_id FROM grants g LEFT JOIN courts c ON c.court_id = g.court_id
CROSS JOIN LATERAL (SELECT ($3::timestamptz AT TIME ZONE coalesce(c.zone, 'UTC'))::date AS day) AS today
WHERE g.issuer = $1 AND g.subject = $2 AND g.superseded_at IS NULL
  AND g.from_on <= today.day AND coalesce(g.to_on, 'infinity') >= today.day
ORDER BY g.grant_id
"""

_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('tarazy notifications grants', 0))"
_ONE = "SELECT * FROM grants WHERE grant_id = $1 AND superseded_at IS NULL"
_ALL = "SELECT * FROM grants WHERE superseded_at IS NULL ORDER BY issuer, subject, from_on, grant_id"
_SUPERSEDE = """
UPDATE grants SET superseded_at = greatest(recorded_at, $2) WHERE grant_id = $1 AND superseded_at IS NULL
"""
_RECORD = """
INSERT INTO grants (grant_id, version, what, issuer, subject, person_id, role, court_id, from_on, to_on, recorded_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
"""


async def roles_of(connection: Connection, person_id: UUID, now: datetime) -> HeldRoles:
    """The roles that follow from a person's posts on this day of each court."""
    held: set[tuple[Role, str | None]] = set()
    for row in await connection.fetch(_POSTS, person_id, now):
        held.add(("judge", row["court_id"]))
        if (role := OF_POSTS.get(row["role"])) is not None:
            held.add((role, row["court_id"]))
    return frozenset(held)


async def who_has_account(connection: Connection, subject: str, name: tuple[str, str], now: datetime) -> Who | None:
    """Whoever signs in with an account. One to which nothing is granted today is nobody's, and may nothing."""
    issuer, account = name
    rows = await connection.fetch(_GRANTED, issuer, account, now)
    held = frozenset((row["role"], row["court_id"]) for row in rows)
    person_id = next((UUID(int=row["person_id"].int) for row in rows if row["person_id"] is not None), None)
    if person_id is not None:
        held |= await roles_of(connection, person_id, now)
    return Who(subject, person_id, held)


async def lock(connection: Connection) -> None:
    """What is decided about grants is decided one after the other."""
    await connection.execute(_LOCK)


async def grant(connection: Connection, grant_id: UUID) -> Grant | None:
    """A grant as it stands."""
    row = await connection.fetchrow(_ONE, grant_id)
    return None if row is None else _grant(row)


async def grants(connection: Connection) -> list[Grant]:
    """All grants as they stand."""
    return [_grant(row) for row in await connection.fetch(_ALL)]


async def record(connection: Connection, fact: Grant, now: datetime) -> None:
    """Let a new version of a grant stand."""
    await connection.execute(_SUPERSEDE, fact.grant_id, now)
    await connection.execute(
        _RECORD,
        fact.grant_id,
        fact.version,
        fact.what,
        fact.issuer,
        fact.subject,
        fact.person_id,
        fact.role,
        fact.court_id,
        fact.from_on,
        fact.to_on,
        now,
    )


def _grant(row: asyncpg.Record) -> Grant:
    return Grant(
        UUID(int=row["grant_id"].int),
        row["version"],
        row["what"],
        row["issuer"],
        row["subject"],
        None if row["person_id"] is None else UUID(int=row["person_id"].int),
        row["role"],
        row["court_id"],
        row["from_on"],
        row["to_on"],
    )
