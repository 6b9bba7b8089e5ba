"""Invitations to surveys that run, and reminders that have not left, in PostgreSQL."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_notifications.domain.surveys.invitations import Invitation

_INVITE = """
INSERT INTO survey_invitations (invitation_id, survey_id, court_id, person_id, sealed_token, closes_on, closes_at,
                                case_id)
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::text[], $6::date[], $7::timestamptz[],
                     $8::uuid[])
ON CONFLICT (invitation_id) DO NOTHING
"""

_CLOSED = "SELECT survey_id FROM surveys_closed WHERE survey_id = ANY($1::uuid[])"

_KNOWN = "SELECT invitation_id FROM survey_invitations WHERE survey_id = ANY($1::uuid[])"

_CASES = """
SELECT invitation_id, case_id FROM survey_invitations WHERE invitation_id = ANY($1::uuid[]) AND case_id IS NOT NULL
"""

_SEALED = "SELECT sealed_token FROM survey_invitations WHERE invitation_id = $1"

_TOLD_UNUSED = """
INSERT INTO survey_unused (survey_id, sha256, closes_at)
SELECT $1, $2, $3 ON CONFLICT (survey_id) DO UPDATE SET sha256 = excluded.sha256, closes_at = excluded.closes_at
"""

_TAKE_UNUSED = "SELECT survey_id, sha256 FROM survey_unused ORDER BY survey_id FOR UPDATE SKIP LOCKED"

_MATCHED = "DELETE FROM survey_unused WHERE survey_id = $1"

_OF_SURVEY = "SELECT invitation_id, sealed_token FROM survey_invitations WHERE survey_id = $1"

_REMIND = """
WITH used AS (
    DELETE FROM survey_reminders r USING survey_invitations i
    WHERE i.invitation_id = r.invitation_id AND i.survey_id = $1 AND i.invitation_id <> ALL($2::uuid[])
)
INSERT INTO survey_reminders (invitation_id, due_at) SELECT invitation_id, $3 FROM unnest($2::uuid[]) AS invitation_id
ON CONFLICT (invitation_id) DO NOTHING
"""

# By a random id among those that are due: the order of mails says nothing either.
_CLAIM = """
WITH due AS (
    SELECT mail_id FROM survey_reminders WHERE due_at <= $1 AND EXISTS (
        SELECT FROM gates g WHERE g.channel = 'email' AND (g.open_until IS NULL OR g.open_until <= $1)
          AND NOT EXISTS (SELECT FROM channel_pauses p WHERE p.channel = g.channel AND p.resumed_at IS NULL))
    ORDER BY due_at, mail_id LIMIT 1 FOR UPDATE SKIP LOCKED
)
UPDATE survey_reminders r SET due_at = $2, attempts = attempts + 1
FROM due, survey_invitations i WHERE r.mail_id = due.mail_id AND i.invitation_id = r.invitation_id
RETURNING r.mail_id, r.attempts, i.invitation_id, i.survey_id, i.court_id, i.person_id, i.sealed_token, i.closes_on,
    i.closes_at, i.case_id
"""

_IS_WANTED = "SELECT EXISTS (SELECT FROM survey_reminders WHERE mail_id = $1)"

_PUT_OFF = "UPDATE survey_reminders SET due_at = $2 WHERE mail_id = $1"

_DONE = "DELETE FROM survey_reminders WHERE mail_id = $1"

_REFUSED = """
SELECT n.notice_id, n.court_id, i.sealed_token
FROM survey_invitations i JOIN notices n ON n.subject_id = i.invitation_id
WHERE n.state = 'failed' AND n.reason = ANY($1::text[]) AND i.closes_at > $2
  AND NOT EXISTS (SELECT FROM notices later WHERE later.subject_id = n.subject_id AND later.repeat > n.repeat)
ORDER BY n.place
"""

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


@dataclass(frozen=True, slots=True)
class DueReminder:
    """A reminder that this sender alone may send until its lease runs out."""

    mail_id: UUID
    attempt: int
    invitation: Invitation


@dataclass(frozen=True, slots=True)
class RefusedInvitation:
    """The notice of an invitation that was refused."""

    notice_id: UUID
    court_id: str
    sealed_token: str


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
            [one.case_id for one in found],
        )


async def closed(connection: Connection, survey_ids: Collection[UUID]) -> set[UUID]:
    """Those of the surveys that are known to have closed before their day."""
    return {row[0] for row in await connection.fetch(_CLOSED, list(survey_ids))} if survey_ids else set()


async def known(connection: Connection, survey_ids: Collection[UUID]) -> set[UUID]:
    """The invitations to surveys that there are."""
    return {row[0] for row in await connection.fetch(_KNOWN, list(survey_ids))} if survey_ids else set()


async def cases(connection: Connection, invitation_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """By invitation the case in which somebody took part who is asked for it."""
    rows = await connection.fetch(_CASES, list(invitation_ids)) if invitation_ids else []
    return {row[0]: row[1] for row in rows}


async def sealed_token(connection: Connection, invitation_id: UUID) -> str | None:
    """The token of an invitation; None once its survey has closed."""
    found: str | None = await connection.fetchval(_SEALED, invitation_id)
    return found


async def told_unused(connection: Connection, survey_id: UUID, sha256: Sequence[str], closes_at: datetime) -> None:
    """Keep, until they are matched, the hashes of tokens that were not used; what was told before is out of date."""
    await connection.execute(_TOLD_UNUSED, survey_id, list(sha256), closes_at)


async def take_unused(connection: Connection) -> dict[UUID, frozenset[str]]:
    """By survey what is to be matched, nobody else's until the transaction ends."""
    return {row[0]: frozenset(row[1]) for row in await connection.fetch(_TAKE_UNUSED)}


async def of_survey(connection: Connection, survey_id: UUID) -> dict[UUID, str]:
    """By invitation the sealed tokens of a survey."""
    return {row[0]: row[1] for row in await connection.fetch(_OF_SURVEY, survey_id)}


async def remind(connection: Connection, survey_id: UUID, invitations: Collection[UUID], now: datetime) -> None:
    """Remind these of the survey and nobody else, and forget what HR said."""
    await connection.execute(_REMIND, survey_id, list(invitations), now)
    await connection.execute(_MATCHED, survey_id)


async def claim(connection: Connection, now: datetime, lease_until: datetime) -> DueReminder | None:
    """A reminder that may leave now; none while mails are held."""
    row = await connection.fetchrow(_CLAIM, now, lease_until)
    return None if row is None else DueReminder(row[0], row[1], Invitation(*row[2:]))


async def is_wanted(connection: Connection, mail_id: UUID) -> bool:
    """Whether nothing has put an end to a reminder."""
    return bool(await connection.fetchval(_IS_WANTED, mail_id))


async def put_off(connection: Connection, mail_id: UUID, due_at: datetime) -> None:
    """Try a reminder again at a time."""
    await connection.execute(_PUT_OFF, mail_id, due_at)


async def done(connection: Connection, mail_id: UUID) -> None:
    """Forget a reminder."""
    await connection.execute(_DONE, mail_id)


async def refused(connection: Connection, reasons: Sequence[str], now: datetime) -> list[RefusedInvitation]:
    """Invitations to surveys that run which were refused for these reasons and not sent anew."""
    return [RefusedInvitation(*row) for row in await connection.fetch(_REFUSED, list(reasons), now)]


async def close(connection: Connection, surveys: Mapping[UUID, datetime]) -> list[tuple[UUID, UUID]]:
    """Forget the tokens of surveys, each known as closed until a time; (survey, invitation) of those there were."""
    await connection.execute(_CLOSE, list(surveys), list(surveys.values()))
    return [(row[0], row[1]) for row in await connection.fetch(_FORGET, list(surveys))]


async def forget_over(connection: Connection, now: datetime) -> None:
    """Forget the tokens of surveys whose last day is over."""
    await connection.execute(_FORGET_OVER, now)
