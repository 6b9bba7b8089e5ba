"""Working patterns that begin on a day."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_hr.adapters.stored_facts import Row, working_pattern
from tarazy_hr.domain.appointment import WorkingPattern

STANDING = """
    SELECT * FROM working_patterns WHERE court_id = $1 AND person_id = $2 AND superseded_at IS NULL ORDER BY from_on
"""

SUPERSEDE = """
    UPDATE working_patterns SET superseded_at = greatest(recorded_at, $4)
    WHERE court_id = $1 AND person_id = $2 AND from_on = $3 AND superseded_at IS NULL
"""

INSERT = """
    INSERT INTO working_patterns (court_id, person_id, from_on, version, what, pattern, recorded_at)
    SELECT $1, $2, $3, coalesce(max(version), 0) + 1, $5, $6, $4
    FROM working_patterns WHERE court_id = $1 AND person_id = $2 AND from_on = $3
"""

TO_COME = """
    SELECT p.* FROM working_patterns AS p
    JOIN unnest($1::text[], $2::uuid[]) AS asked (court_id, person_id) USING (court_id, person_id)
    WHERE p.superseded_at IS NULL AND p.what = 'laid_down'
    ORDER BY p.from_on
"""

DUE = """
    SELECT p.court_id, p.person_id, p.from_on FROM working_patterns AS p
    JOIN courts AS c ON c.court_id = p.court_id AND c.superseded_at IS NULL
    WHERE p.superseded_at IS NULL AND p.what = 'laid_down' AND p.from_on <= ($1::timestamptz AT TIME ZONE c.zone)::date
    ORDER BY p.court_id, p.person_id, p.from_on
"""

What = Literal["laid_down", "begun", "not_begun"]


@dataclass(frozen=True, slots=True)
class DatedPattern:
    """A working pattern from a day on; None: every half-day on which the court sits."""

    from_on: date
    what: What
    pattern: WorkingPattern | None


async def patterns_of(connection: Connection, court_id: str, person_id: UUID) -> list[DatedPattern]:
    """All that stand of a person, by their days."""
    return [_dated(row) for row in await connection.fetch(STANDING, court_id, person_id)]


async def patterns_to_come(
    connection: Connection, people: Collection[tuple[str, UUID]]
) -> dict[tuple[str, UUID], list[DatedPattern]]:
    """By court and person the changes laid down that have not begun, in the order of their days."""
    courts, persons = [court_id for court_id, _ in people], [person_id for _, person_id in people]
    found: dict[tuple[str, UUID], list[DatedPattern]] = {}
    for row in await connection.fetch(TO_COME, courts, persons) if people else []:
        found.setdefault((row["court_id"], UUID(int=row["person_id"].int)), []).append(_dated(row))
    return found


async def keep_pattern(
    connection: Connection, court_id: str, person_id: UUID, kept: DatedPattern, now: datetime
) -> None:
    """Record a pattern for its day; what stood for that day is superseded."""
    pattern = None if kept.pattern is None else json.dumps(dict(kept.pattern.half_days))
    await connection.execute(SUPERSEDE, court_id, person_id, kept.from_on, now)
    await connection.execute(INSERT, court_id, person_id, kept.from_on, now, kept.what, pattern)


async def take_back(connection: Connection, court_id: str, person_id: UUID, from_on: date, now: datetime) -> None:
    """Nothing is laid down for a day any more."""
    await connection.execute(SUPERSEDE, court_id, person_id, from_on, now)


async def due_patterns(connection: Connection, now: datetime) -> list[tuple[str, UUID, date]]:
    """Court, person and day of patterns whose day has come."""
    rows = await connection.fetch(DUE, now)
    return [(row["court_id"], UUID(int=row["person_id"].int), row["from_on"]) for row in rows]


def _dated(row: Row) -> DatedPattern:
    pattern = row["pattern"]
    return DatedPattern(row["from_on"], row["what"], None if pattern is None else working_pattern(json.loads(pattern)))
