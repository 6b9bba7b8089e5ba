"""Hearings that may miss their limit, in and out of the database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import asyncpg
from tarazy_shared.database import Connection

from tarazy_scheduling.adapters.documents import read_hearing
from tarazy_scheduling.domain.model.escalating import Escalation
from tarazy_scheduling.domain.model.hearing import Hearing

_OPEN = """
SELECT hearing_id, case_id, since, code, limit_on, rule, ended_at FROM escalations
WHERE court_id = $1 AND ended_at IS NULL
"""

_LISTED = """
SELECT e.hearing_id, e.case_id, e.since, e.code, e.limit_on, e.rule, e.ended_at, h.document
FROM escalations e JOIN hearings h ON h.hearing_id = e.hearing_id
WHERE e.court_id = $1 AND (e.ended_at IS NULL OR e.ended_at >= $2)
ORDER BY e.limit_on, e.since, e.hearing_id LIMIT $3
"""

_SAVE = """
INSERT INTO escalations (court_id, hearing_id, case_id, since, code, limit_on, rule, ended_at)
SELECT * FROM unnest(
    $1::text[], $2::uuid[], $3::uuid[], $4::timestamptz[], $5::text[], $6::date[], $7::text[], $8::timestamptz[]
)
ON CONFLICT (hearing_id, since) DO UPDATE
SET code = excluded.code, limit_on = excluded.limit_on, rule = excluded.rule, ended_at = excluded.ended_at
"""

_COUNT = """
SELECT c.court_id, kind.code, count(e.hearing_id)
FROM courts c CROSS JOIN unnest($1::text[]) AS kind (code)
LEFT JOIN escalations e ON e.court_id = c.court_id AND e.code = kind.code AND e.ended_at IS NULL
GROUP BY c.court_id, kind.code
"""

CODES = ("limit_passed", "after_limit", "limit_near")


@dataclass(frozen=True, slots=True)
class Listed:
    """An escalation and its hearing."""

    escalation: Escalation
    hearing: Hearing


async def open_in(connection: Connection, court_id: str) -> list[Escalation]:
    """Those of a court that are not over."""
    return [Escalation(*row) for row in await connection.fetch(_OPEN, court_id)]


async def listed(connection: Connection, court_id: str, ended_since: datetime, at_most: int) -> list[Listed]:
    """Those that are not over, and those that ended since; by limit."""
    rows = await connection.fetch(_LISTED, court_id, ended_since, at_most)
    return [Listed(Escalation(*row[:7]), read_hearing(row["document"])) for row in rows]


async def save(connection: Connection, of_courts: Iterable[tuple[str, Escalation]]) -> None:
    """Write them as they now stand, each with its court."""
    rows = list(of_courts)
    if rows:
        columns = [[getattr(one, name) for _, one in rows] for name in ("hearing_id", "case_id", "since", "code")]
        more = [[getattr(one, name) for _, one in rows] for name in ("limit_on", "rule", "ended_at")]
        await connection.execute(_SAVE, [court_id for court_id, _ in rows], *columns, *more)


async def count_open(pool: asyncpg.Pool) -> dict[tuple[str, str], int]:
    """How many are not over, by court and code; 0 included."""
    return {(row[0], row[1]): row[2] for row in await pool.fetch(_COUNT, list(CODES))}
