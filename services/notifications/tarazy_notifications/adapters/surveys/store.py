"""Invitations to surveys that run, and reminders that have not left, in PostgreSQL."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_notifications.domain.surveys.invitations import Invitation

_INVITE = """
INSERT INTO survey_invitations (invitation_id, survey_id, court_id, person_id, sealed_token, closes_on, closes_at)
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::text[], $6::date[], $7::timestamptz[])
ON CONFLICT (invitation_id) DO NOTHING
"""

_CLOSED = "SELECT survey_id FROM surveys_closed WHERE survey_id = ANY($1::uuid[])"

_SEALED = "SELECT sealed_token FROM survey_invitations WHERE invitation_id = $1"

_CLOSE = """
INSERT INTO surveys_closed (survey_id, forget_at) SELECT * FROM unnest($1::uuid[], $2::timestamptz[])
ON CONFLICT (survey_id) DO NOTHING
"""

_FORGET = """
WITH unused AS (DELETE FROM survey_unused WHERE survey_id = ANY($1::uuid[]))
DELETE FROM survey_invitations WHERE survey_id = ANY($1::uuid[]) RETURNING survey_id, invitation_id
"""

_FORGET_OVER = """
WITH invited AS (DELETE FROM survey_invitations WHERE closes_at <= $1),
     unused AS (DELETE FROM survey_unused WHERE closes_at <= $1)
DELETE FROM surveys_closed WHERE forget_at <= $1
"""


async def invite(connection: Connection, found: Sequence[Invitation]) -> None:
    """Keep sealed tokens until their surveys close."""
    if found:
        await connection.execute(
            _INVITE,
            [one.invitation_id for one in found],
            [one.survey_id for one in found],
            [one.court_id for one in found],
            [one.person_id for one in found],
            [one.sealed_token for one in found],
            [one.closes_on for one in found],
            [one.closes_at for one in found],
        )


async def closed(connection: Connection, survey_ids: Collection[UUID]) -> set[UUID]:
    """Those of the surveys that are known to have closed before their day."""
    return {row[0] for row in await connection.fetch(_CLOSED, list(survey_ids))} if survey_ids else set()


async def sealed_token(connection: Connection, invitation_id: UUID) -> str | None:
    """The token of an invitation; None once its survey has closed."""
    found: str | None = await connection.fetchval(_SEALED, invitation_id)
    return found


async def close(connection: Connection, surveys: Mapping[UUID, datetime]) -> list[tuple[UUID, UUID]]:
    """Forget the tokens of surveys, each known as closed until a time; (survey, invitation) of those there were."""
    await connection.execute(_CLOSE, list(surveys), list(surveys.values()))
    return [(row[0], row[1]) for row in await connection.fetch(_FORGET, list(surveys))]


async def forget_over(connection: Connection, now: datetime) -> None:
    """Forget the tokens of surveys whose last day is over."""
    await connection.execute(_FORGET_OVER, now)
