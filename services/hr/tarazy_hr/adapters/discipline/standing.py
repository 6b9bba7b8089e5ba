"""Where disciplinary cases stand: the rows by which they are found, derived from their records."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from tarazy_shared.database import Connection
from tarazy_shared.terms import IsOpen

from tarazy_hr.adapters.proceedings.clocks import keep_clocks
from tarazy_hr.domain.discipline.case import OVER, DisciplinaryCase, Phase

KIND = "discipline"

KEEP = """
    INSERT INTO discipline_cases (
        case_id, court_id, judge, phase, received_on, draw_due_at, passes_on, keep_until, erased
    ) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    ON CONFLICT (case_id) DO UPDATE SET
        phase = excluded.phase, draw_due_at = excluded.draw_due_at, passes_on = excluded.passes_on,
        keep_until = excluded.keep_until, erased = excluded.erased
"""

FORGET_PEOPLE = "DELETE FROM discipline_people WHERE case_id = $1"

KEEP_PEOPLE = """
    INSERT INTO discipline_people (case_id, person_id, part)
    SELECT $1, person_id, part FROM unnest($2::uuid[], $3::text[]) AS one (person_id, part)
"""

LISTED = """
    SELECT case_id, court_id, judge, phase, received_on FROM discipline_cases AS known
    WHERE ($1::text IS NULL OR court_id = $1)
      AND ($2::uuid IS NULL OR EXISTS (
          SELECT FROM discipline_people AS on_it WHERE on_it.case_id = known.case_id AND on_it.person_id = $2))
    ORDER BY received_on DESC, case_id
"""

DRAWING = "SELECT case_id, court_id FROM discipline_cases WHERE draw_due_at <= $1 ORDER BY draw_due_at LIMIT $2"

PASSING = """
    SELECT case_id, court_id FROM discipline_cases
    JOIN courts USING (court_id)
    WHERE superseded_at IS NULL AND passes_on <= ($1::timestamptz AT TIME ZONE zone)::date LIMIT $2
"""

ERASING = """
    SELECT case_id, court_id FROM discipline_cases
    JOIN courts USING (court_id)
    WHERE superseded_at IS NULL AND NOT erased AND keep_until < ($1::timestamptz AT TIME ZONE zone)::date LIMIT $2
"""

MOVED = """
    SELECT DISTINCT case_id, known.court_id FROM discipline_cases AS known
    JOIN suspensions AS out ON out.person_id = judge AND out.superseded_at IS NULL AND out.back_on IS NULL
    JOIN appointments AS now ON now.person_id = judge AND now.superseded_at IS NULL AND now.court_id <> out.court_id
    WHERE phase <> ALL($1::text[]) LIMIT $2
"""

PANELS = """
    SELECT person_id, count(*) AS panels FROM discipline_people
    WHERE part = 'member' AND person_id = ANY($1::uuid[]) GROUP BY person_id
"""

OPEN_PANELS = """
    SELECT person_id, count(*) AS panels FROM discipline_people
    JOIN discipline_cases USING (case_id)
    WHERE part = 'member' AND person_id = ANY($1::uuid[]) AND phase <> ALL($2::text[]) GROUP BY person_id
"""


@dataclass(frozen=True, slots=True)
class ListedCase:
    """One case, as lists show it."""

    case_id: UUID
    court_id: str
    judge: UUID
    phase: Phase
    received_on: date


async def keep(connection: Connection, case: DisciplinaryCase, today: date, is_open: IsOpen) -> None:
    """Bring the rows of a case up to its record."""
    received = case.received
    await connection.execute(
        KEEP,
        received.case_id,
        received.court_id,
        received.judge,
        case.phase,
        received.received_on,
        case.order.due_at if case.order else None,
        _passes_on(case, is_open),
        _keep_until(case, is_open),
        case.erased,
    )
    parts = {member: "member" for panel in case.panels.values() for member in panel}
    if case.initiator is not None:
        parts[case.initiator] = "initiator"
    parts[received.judge] = "judge"
    await connection.execute(FORGET_PEOPLE, received.case_id)
    await connection.execute(KEEP_PEOPLE, received.case_id, list(parts), list(parts.values()))
    await keep_clocks(connection, KIND, received.case_id, received.court_id, case.clocks, today, is_open)


async def cases(connection: Connection, court_id: str | None, on_it: UUID | None = None) -> list[ListedCase]:
    """Cases of a court (or of all), or those alone that somebody is on; the latest first."""
    return [ListedCase(*row) for row in await connection.fetch(LISTED, court_id, on_it)]


async def to_draw(connection: Connection, now: datetime, at_most: int) -> list[tuple[UUID, str]]:
    """Case and court of those whose round is out."""
    return [(_uuid(row["case_id"]), row["court_id"]) for row in await connection.fetch(DRAWING, now, at_most)]


async def to_pass(connection: Connection, now: datetime, at_most: int) -> list[tuple[UUID, str]]:
    """Case and court of those in which something follows by itself today."""
    return [(_uuid(row["case_id"]), row["court_id"]) for row in await connection.fetch(PASSING, now, at_most)]


async def to_erase(connection: Connection, now: datetime, at_most: int) -> list[tuple[UUID, str]]:
    """Case and court of those whose papers have been kept for long enough."""
    return [(_uuid(row["case_id"]), row["court_id"]) for row in await connection.fetch(ERASING, now, at_most)]


async def to_keep_off_duty(connection: Connection, at_most: int) -> list[tuple[UUID, str]]:
    """Case and court of those whose judge may have moved to another court while suspended."""
    return [(_uuid(row["case_id"]), row["court_id"]) for row in await connection.fetch(MOVED, list(OVER), at_most)]


async def panels_of(connection: Connection, people: list[UUID]) -> dict[UUID, int]:
    """How many panels each of them has sat in; those in none are left out."""
    return {_uuid(row["person_id"]): row["panels"] for row in await connection.fetch(PANELS, people)}


async def open_panels_of(connection: Connection, people: list[UUID]) -> dict[UUID, int]:
    """In how many cases that are not over each of them sits; those in none are left out."""
    return {_uuid(row["person_id"]): row["panels"] for row in await connection.fetch(OPEN_PANELS, people, list(OVER))}


def _passes_on(case: DisciplinaryCase, is_open: IsOpen) -> date | None:
    """The first day on which the decision comes into force or the measure expires, as the calendar is known today."""
    if case.paused_since is not None:
        return None
    code = "appeal" if case.phase == "decided" else None
    if case.phase == "in_force" and case.stands is not None:
        code = case.stands.expires_by
    end = case.clocks[code].last_day(is_open) if code in case.clocks else None
    return None if end is None else end + timedelta(days=1)


def _keep_until(case: DisciplinaryCase, is_open: IsOpen) -> date | None:
    # Papers of a complaint that another case has taken in are kept with those of that case.
    if case.phase not in OVER or case.phase == "joined" or case.ended_on is None:
        return None
    last = case.ended_on
    if case.phase in ("in_force", "expired") and case.stands is not None and case.stands.expires_by:
        last = case.clocks[case.stands.expires_by].last_day(is_open) or last
    return last + timedelta(days=case.rules.keep_days)


def _uuid(value: UUID) -> UUID:
    return UUID(int=value.int)
