"""Who acts in a post beside the own one."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_hr.domain.acting import Acting
from tarazy_hr.domain.post import Holding

# It ends with the own appointment at the latest: of somebody who has left nobody is told that they still act.
BELIEVED = """
    SELECT b.acting_id, b.court_id, b.person_id, b.post_id, b.role, b.from_on,
           least(b.to_on, own.separated_on, own.to_on) AS to_on, b.order_number, own.name
    FROM acting_beside AS b
    JOIN appointments AS own
        ON own.court_id = b.court_id AND own.person_id = b.person_id AND own.from_on <= b.from_on
        AND coalesce(own.separated_on, own.to_on, 'infinity') >= b.from_on
        AND own.recorded_at <= $1 AND (own.superseded_at IS NULL OR own.superseded_at > $1)
    WHERE b.recorded_at <= $1 AND (b.superseded_at IS NULL OR b.superseded_at > $1) AND b.what <> 'called_off'
      AND ($2::text[] IS NULL OR b.court_id = ANY($2)) AND ($3::uuid IS NULL OR b.person_id = $3)
      AND ($4::uuid[] IS NULL OR b.post_id = ANY($4))
    ORDER BY b.from_on, b.acting_id
"""

STANDING = "SELECT * FROM acting_beside WHERE acting_id = $1 AND superseded_at IS NULL"

SUPERSEDE = """
    UPDATE acting_beside SET superseded_at = greatest(recorded_at, $2) WHERE acting_id = $1 AND superseded_at IS NULL
"""

INSERT = """
    INSERT INTO acting_beside (
        acting_id, version, what, court_id, person_id, post_id, role, from_on, to_on, order_number, recorded_at
    )
    SELECT $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9, $10
    FROM acting_beside WHERE acting_id = $1
"""

What = Literal["entered", "changed", "called_off"]


async def acting_in(
    connection: Connection,
    at: datetime,
    courts: Sequence[str] | None,
    *,
    person_id: UUID | None = None,
    posts: Sequence[UUID] | None = None,
) -> list[tuple[Acting, str]]:
    """Who acts beside the own post in courts, with what they are called, as believed at an instant."""
    rows = await connection.fetch(BELIEVED, at, courts, person_id, posts)
    return [(_acting(row), row["name"]) for row in rows]


async def holdings_beside(connection: Connection, at: datetime, court_id: str, posts: Sequence[UUID]) -> list[Holding]:
    """The same as the posts see it."""
    found = await acting_in(connection, at, [court_id], posts=posts)
    return [one.holding(number) for number, (one, _) in enumerate(found, 1)]


async def acting_by_id(connection: Connection, acting_id: UUID) -> tuple[What, Acting] | None:
    """What stands under an id."""
    row = await connection.fetchrow(STANDING, acting_id)
    return None if row is None else (row["what"], _acting(row))


async def keep_acting(connection: Connection, what: What, one: Acting, now: datetime) -> None:
    """Record it in the place of what stood."""
    await connection.execute(SUPERSEDE, one.acting_id, now)
    days = one.from_on, one.to_on, one.order_number, now
    await connection.execute(INSERT, one.acting_id, what, one.court_id, one.person_id, one.post_id, one.role, *days)


def _acting(row: Any) -> Acting:
    to_on: date | None = row["to_on"]
    return Acting(
        UUID(int=row["acting_id"].int),
        row["court_id"],
        UUID(int=row["person_id"].int),
        UUID(int=row["post_id"].int),
        row["role"],
        row["from_on"],
        to_on,
        row["order_number"],
    )
