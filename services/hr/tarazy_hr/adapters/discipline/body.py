"""The body from which panels are drawn: who can sit, from when to when. History is kept."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_hr.adapters.discipline.standing import panels_of
from tarazy_hr.adapters.proceedings import people
from tarazy_hr.domain.discipline.facts import Instance
from tarazy_hr.domain.discipline.surroundings import BodyMember
from tarazy_hr.domain.refusal import Refusal, wrong

STANDING = "SELECT * FROM discipline_body WHERE superseded_at IS NULL ORDER BY sits_in, from_on, person_id"

OF_DAY = """
    SELECT person_id, sits_in FROM discipline_body
    WHERE superseded_at IS NULL AND from_on <= $1 AND coalesce(to_on, 'infinity') >= $1
    ORDER BY sits_in, person_id
"""

KNOWN = "SELECT * FROM discipline_body WHERE person_id = $1 AND sits_in = $2 AND superseded_at IS NULL FOR UPDATE"

SUPERSEDE = """
    UPDATE discipline_body SET superseded_at = greatest(recorded_at, $3)
    WHERE person_id = $1 AND sits_in = $2 AND superseded_at IS NULL
"""

ADD = """
    INSERT INTO discipline_body (person_id, sits_in, version, from_on, to_on, recorded_at)
    VALUES ($1, $2, $3, $4, $5, $6)
"""


@dataclass(frozen=True, slots=True)
class Membership:
    """Somebody's term in the body; `to_on` is the last day."""

    person_id: UUID
    sits_in: Instance
    from_on: date
    to_on: date | None


async def memberships(connection: Connection) -> list[Membership]:
    """All that stand, past and to come."""
    rows = await connection.fetch(STANDING)
    return [Membership(_uuid(row["person_id"]), row["sits_in"], row["from_on"], row["to_on"]) for row in rows]


async def enter(connection: Connection, wanted: Membership, now: datetime) -> Refusal | bool:
    """Let a term stand, in place of the one known: whether that changed anything."""
    if wanted.to_on is not None and wanted.to_on < wanted.from_on:
        return wrong("to_on", "ends_before_start", start=wanted.from_on, end=wanted.to_on)
    row = await connection.fetchrow(KNOWN, wanted.person_id, wanted.sits_in)
    if row is not None and (row["from_on"], row["to_on"]) == (wanted.from_on, wanted.to_on):
        return False
    version = 1 if row is None else row["version"] + 1
    await connection.execute(SUPERSEDE, wanted.person_id, wanted.sits_in, now)
    await connection.execute(ADD, wanted.person_id, wanted.sits_in, version, wanted.from_on, wanted.to_on, now)
    return True


async def sits_in_appeals(connection: Connection, person_id: UUID, today: date) -> bool:
    """Whether somebody can decide appeals on a day."""
    return person_id in await who_decides_appeals(connection, today)


async def who_decides_appeals(connection: Connection, today: date) -> list[UUID]:
    """Everybody who can on a day."""
    rows = await connection.fetch(OF_DAY, today)
    return [_uuid(row["person_id"]) for row in rows if row["sits_in"] == "appeal"]


async def body_of(connection: Connection, judge: UUID, now: datetime, today: date) -> tuple[BodyMember, ...]:
    """Everybody of the body on a day, as they stand to a judge."""
    rows = [(_uuid(row["person_id"]), row["sits_in"]) for row in await connection.fetch(OF_DAY, today)]
    members = [who for who, _ in rows]
    courts = await people.courts_of(connection, members, today)
    away = await people.away(connection, members, now, today)
    close = await people.interested(connection, members, judge, today)
    panels = await panels_of(connection, members)
    return tuple(
        BodyMember(who, sits_in, courts.get(who), away.get(who), panels.get(who, 0), who in close)  # type: ignore[arg-type]
        for who, sits_in in rows
    )


def _uuid(value: UUID) -> UUID:
    return UUID(int=value.int)
