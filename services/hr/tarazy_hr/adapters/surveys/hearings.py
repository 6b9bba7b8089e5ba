"""Hearings of which whoever took part is asked, out of HR's copy: how many they were, and not who."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tarazy_shared.database import Connection

HELD = """
    SELECT hearing_id, court_id, attendees FROM hearing_facts
    LEFT JOIN LATERAL (
        SELECT min(starts_at) AS starts_at FROM hearing_sittings AS s WHERE s.hearing_id = hearing_facts.hearing_id
    ) AS sat ON true
    WHERE court_id = ANY($1::text[]) AND status = 'recorded' AND outcome = 'held' AND confidential IS NOT TRUE
      AND attendees > 0 AND ($2::uuid IS NULL OR judges[1] = $2)
      AND coalesce(started_at, sat.starts_at) >= $3 AND coalesce(started_at, sat.starts_at) < $4
      AND NOT EXISTS (
        SELECT FROM survey_hearings AS asked WHERE asked.survey_id = $5 AND asked.hearing_id = hearing_facts.hearing_id
      )
    ORDER BY hearing_id LIMIT $6
"""

ASKED = "INSERT INTO survey_hearings (survey_id, hearing_id) SELECT $1, one FROM unnest($2::uuid[]) AS one"

ANY_ASKED = "SELECT EXISTS (SELECT FROM survey_hearings WHERE survey_id = $1)"


@dataclass(frozen=True, slots=True)
class Held:
    """A hearing that took place in public."""

    hearing_id: UUID
    court_id: str
    attendees: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which hearings are looked for."""

    courts: Collection[str]
    starts_at: datetime
    ends_at: datetime
    judge: UUID | None
    """Who presided; None for anybody."""


async def held(connection: Connection, survey_id: UUID, wanted: Wanted, at_most: int) -> list[Held]:
    """Those that a survey has not asked about yet."""
    rows = await connection.fetch(
        HELD, list(wanted.courts), wanted.judge, wanted.starts_at, wanted.ends_at, survey_id, at_most
    )
    return [Held(UUID(int=row["hearing_id"].int), row["court_id"], row["attendees"]) for row in rows]


async def asked(connection: Connection, survey_id: UUID, hearings: Collection[UUID]) -> None:
    """Remember that whoever took part was asked."""
    await connection.execute(ASKED, survey_id, list(hearings))


async def any_asked(connection: Connection, survey_id: UUID) -> bool:
    """Whether a survey of court users has asked anybody by mail."""
    return bool(await connection.fetchval(ANY_ASKED, survey_id))
