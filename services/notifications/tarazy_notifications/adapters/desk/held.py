"""Which roles are held in a court, since when and by what: posts, and grants to accounts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tarazy_shared.database import Connection
from tarazy_shared.who import Role

from tarazy_notifications.adapters import directory
from tarazy_notifications.adapters.desk import accounts

_POSTS = """
SELECT person_id, name, role, from_on, to_on FROM staff
WHERE court_id = $1 AND role = ANY($2::text[]) AND coalesce(to_on, 'infinity') >= $3
ORDER BY role, name, person_id
"""

_IN_POST = """
SELECT person_id, name FROM staff
WHERE court_id = $1 AND role IS NOT NULL AND from_on <= $2 AND coalesce(to_on, 'infinity') >= $2
"""


@dataclass(frozen=True, slots=True)
class Holding:
    """A role that somebody has, today or later."""

    role: Role
    name: str | None
    """Of the person, where one is known."""
    account: str | None
    """Of a grant: as the sign-on service names it."""
    issuer: str | None
    from_on: date
    to_on: date | None
    grant_id: UUID | None = None
    everywhere: bool = False


async def holdings(connection: Connection, court_id: str, today: date) -> Sequence[Holding]:
    """By posts of the court, then by grants here and in all courts."""
    rows = await connection.fetch(_POSTS, court_id, list(accounts.OF_POSTS), today)
    found = [
        Holding(accounts.OF_POSTS[row["role"]], row["name"], None, None, row["from_on"], row["to_on"]) for row in rows
    ]
    standing = [
        one
        for one in await accounts.grants(connection)
        if one.court_id in (court_id, None) and (one.to_on is None or one.to_on >= today)
    ]
    names = await directory.names_of(connection, {str(one.person_id) for one in standing if one.person_id})
    for one in standing:
        name = names.get(str(one.person_id))
        found.append(
            Holding(
                one.role,
                name,
                one.subject,
                one.issuer,
                one.from_on,
                one.to_on,
                one.grant_id,
                everywhere=one.court_id is None,
            )
        )
    return found


async def in_post(connection: Connection, court_id: str, today: date) -> dict[UUID, str]:
    """What those are called who hold a post in a court today."""
    rows = await connection.fetch(_IN_POST, court_id, today)
    return {UUID(int=row["person_id"].int): row["name"] for row in rows}
