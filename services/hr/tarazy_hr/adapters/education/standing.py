"""Where sessions of training stand: the rows by which they are found, derived from their records."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from tarazy_shared.database import Connection

from tarazy_hr.adapters.education.deadlines import keep_deadlines
from tarazy_hr.domain.days import day_of
from tarazy_hr.domain.education import facts
from tarazy_hr.domain.education.facts import Fact
from tarazy_hr.domain.education.session import Session

KEEP = """
    INSERT INTO training_sessions (
        session_id, court_id, programme, starts_at, ends_at, starts_on, minutes, enrol_until, places, taken, waiting,
        cancelled, rated
    ) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
    ON CONFLICT (session_id) DO UPDATE SET
        starts_at = excluded.starts_at, ends_at = excluded.ends_at, starts_on = excluded.starts_on,
        minutes = excluded.minutes, enrol_until = excluded.enrol_until, places = excluded.places,
        taken = excluded.taken, waiting = excluded.waiting, cancelled = excluded.cancelled, rated = excluded.rated
"""

FORGET_PLACES = "DELETE FROM training_places WHERE session_id = $1"

KEEP_PLACES = """
    INSERT INTO training_places (session_id, person_id, court_id, role, waits, turn, attended, score, offered_until)
    SELECT $1, * FROM unnest(
        $2::uuid[], $3::text[], $4::text[], $5::boolean[], $6::bigint[], $7::bigint[], $8::numeric[], $9::timestamptz[]
    )
"""

CERTIFY = """
    INSERT INTO training_certificates (
        certificate_id, code, session_id, person_id, court_id, programme, issued_on, expires_on, warns_on
    ) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
"""

REVOKE = """
    UPDATE training_certificates SET revoked_on = $3
    WHERE session_id = $1 AND person_id = $2 AND revoked_on IS NULL
"""

SESSIONS = """
    SELECT * FROM training_sessions
    WHERE ($1::text IS NULL OR court_id = $1) AND ($2::timestamptz IS NULL OR ends_at > $2)
    ORDER BY starts_at, session_id LIMIT $3
"""

PLACES_OF = """
    SELECT p.*, s.court_id AS held_by, s.programme, s.starts_at, s.ends_at, s.starts_on, s.minutes, s.cancelled
    FROM training_places AS p JOIN training_sessions AS s USING (session_id)
    WHERE p.person_id = $1 ORDER BY s.starts_at, session_id
"""

# A place free beside somebody who waits, a place of somebody whose last day in the court is before the session, or
# somebody who waits still though it has begun.
TO_LOOK_AT = """
    SELECT session_id, court_id FROM training_sessions AS s
    WHERE NOT cancelled AND CASE WHEN starts_at <= $1 THEN waiting > 0 ELSE (waiting > 0 AND taken < places) OR EXISTS (
        SELECT FROM training_places AS p
        WHERE p.session_id = s.session_id AND NOT p.waits AND NOT EXISTS (
            SELECT FROM appointments AS a
            WHERE a.court_id = p.court_id AND a.person_id = p.person_id AND a.superseded_at IS NULL
              AND a.what <> 'called_off' AND a.from_on <= s.starts_on
              AND coalesce(a.separated_on, a.to_on, 'infinity') >= s.starts_on
        )
    ) END
    ORDER BY starts_at LIMIT $2
"""

ENTERED = """
    SELECT p.session_id, count(p.attended) AS attendance, count(c.certificate_id) AS certificates
    FROM training_places AS p JOIN training_sessions AS s USING (session_id)
    LEFT JOIN training_certificates AS c
        ON c.session_id = p.session_id AND c.person_id = p.person_id AND c.revoked_on IS NULL
    WHERE s.court_id = $1 AND NOT p.waits GROUP BY p.session_id
"""


@dataclass(frozen=True, slots=True)
class ListedSession:
    """One session, as lists show it."""

    session_id: UUID
    court_id: str
    programme: str
    starts_at: datetime
    ends_at: datetime
    starts_on: date
    minutes: int
    enrol_until: date
    places: int
    taken: int
    waiting: int
    cancelled: bool


@dataclass(frozen=True, slots=True)
class Entered:
    """Of how many people with a place the attendance is entered, and how many have a certificate."""

    attendance: int = 0
    certificates: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Somebody's place or turn, as lists show it."""

    session_id: UUID
    person_id: UUID
    court_id: str
    """Through which they take part."""
    role: str
    waits: bool
    turn: int
    attended: int | None
    score: Decimal | None
    offered_until: datetime | None
    """Until then a place is kept for whoever waits."""
    held_by: str
    programme: str
    starts_at: datetime
    ends_at: datetime
    starts_on: date
    minutes: int
    cancelled: bool


def certificate_id(code: str, session_id: UUID) -> UUID:
    """The id under which a certificate is told of; it says nothing about the code."""
    return uuid5(session_id, code)


async def keep(connection: Connection, session: Session, decided: Collection[Fact], today: date) -> None:
    """Bring the rows of a session up to its record, to which `decided` was added."""
    planned = session.planned
    await connection.execute(
        KEEP,
        planned.session_id,
        planned.court_id,
        session.programme.code,
        session.parts[0].starts_at,
        session.parts[-1].ends_at,
        day_of(session.parts[0].starts_at, planned.zone),
        session.minutes,
        planned.enrol_until,
        planned.places,
        len(session.participants),
        len(session.waiting),
        session.cancelled is not None,
        session.rated,
    )
    await _keep_places(connection, session)
    for fact in decided:
        if isinstance(fact, facts.Certified):
            await _keep_certificate(connection, session, fact)
        elif isinstance(fact, facts.Revoked):
            await connection.execute(REVOKE, planned.session_id, fact.person_id, today)
    people = {fact.person_id for fact in decided if isinstance(fact, facts.Certified | facts.Revoked)}
    await keep_deadlines(connection, people, session.programme.code, today)


async def _keep_places(connection: Connection, session: Session) -> None:
    rows = [
        (
            who,
            one.court_id,
            one.role,
            waits,
            turn,
            session.attended.get(who),
            session.scores.get(who),
            session.offered.get(who),
        )
        for waits, people in ((False, session.participants), (True, session.waiting))
        for turn, (who, one) in enumerate(people.items(), 1)
    ]
    await connection.execute(FORGET_PLACES, session.planned.session_id)
    if rows:
        await connection.execute(KEEP_PLACES, session.planned.session_id, *map(list, zip(*rows, strict=True)))


async def _keep_certificate(connection: Connection, session: Session, fact: facts.Certified) -> None:
    session_id, programme = session.planned.session_id, session.programme
    warns_on = None if fact.expires_on is None else fact.expires_on - timedelta(days=programme.warn_days)
    await connection.execute(
        CERTIFY,
        certificate_id(fact.code, session_id),
        fact.code,
        session_id,
        fact.person_id,
        session.participants[fact.person_id].court_id,
        programme.code,
        fact.on,
        fact.expires_on,
        warns_on,
    )


async def sessions(
    connection: Connection, court_id: str | None, not_over_at: datetime | None, limit: int = 500
) -> list[ListedSession]:
    """Sessions of a court, or of all; with `not_over_at` those alone that are not over then. By their start."""
    names = ListedSession.__slots__
    rows = await connection.fetch(SESSIONS, court_id, not_over_at, limit)
    return [ListedSession(**{name: _plain(row[name]) for name in names}) for row in rows]


async def entered(connection: Connection, court_id: str) -> dict[UUID, Entered]:
    """By session of a court; those in which nobody has a place are left out."""
    rows = await connection.fetch(ENTERED, court_id)
    return {_plain(row["session_id"]): Entered(row["attendance"], row["certificates"]) for row in rows}


async def places_of(connection: Connection, person_id: UUID) -> list[Place]:
    """Everything that somebody takes, took or waits to take part in, by time."""
    names = Place.__slots__
    rows = await connection.fetch(PLACES_OF, person_id)
    return [Place(**{name: _plain(row[name]) for name in names}) for row in rows]


def _plain(value: Any) -> Any:
    return UUID(int=value.int) if isinstance(value, UUID) else value


async def to_look_at(connection: Connection, now: datetime, at_most: int) -> list[tuple[UUID, str]]:
    """Session and court of those in which a place may go to somebody else."""
    rows = await connection.fetch(TO_LOOK_AT, now, at_most)
    return [(_plain(row["session_id"]), row["court_id"]) for row in rows]
