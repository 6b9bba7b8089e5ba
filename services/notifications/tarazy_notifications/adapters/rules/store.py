"""Rules in PostgreSQL: laid down, and listed as they were entered. They are only ever added."""

from dataclasses import dataclass
from datetime import date, datetime

from tarazy_shared.database import Connection

_OF = """
SELECT valid_from, version, rule, entered_at, source, entered_by FROM notice_rules
WHERE kind = $1 AND court_id IS NOT DISTINCT FROM $2 ORDER BY valid_from, version
"""

_ADD = """
INSERT INTO notice_rules (kind, court_id, valid_from, version, rule, entered_at, source, entered_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
"""

_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended('notice_rules ' || $1 || ' ' || coalesce($2, ''), 0))"


@dataclass(frozen=True, slots=True)
class Entered:
    """A rule as it was entered."""

    valid_from: date
    version: int
    rule: str
    """JSON."""
    entered_at: datetime
    source: str | None
    entered_by: str | None


class TooLate(ValueError):
    """The rule would change a day that is over."""


async def entered(connection: Connection, kind: str, court_id: str | None) -> list[Entered]:
    """What was laid down for a court, or for all of them, by day, with every version of a day."""
    return [Entered(*row) for row in await connection.fetch(_OF, kind, court_id)]


async def add(
    connection: Connection, kind: str, court_id: str | None, wanted: Entered, today: date, *, dry_run: bool = False
) -> tuple[int, bool]:
    """Enter a rule: its version, and whether it differs from the one that holds from that day.

    `wanted.version` is not looked at. Raises `TooLate` for a day before `today`: who was told by other rules was.
    """
    if wanted.valid_from < today:
        raise TooLate(f"{wanted.valid_from} is over; a rule can hold from {today} on")
    await connection.execute(_ONE_AT_A_TIME, kind, court_id)
    same_day = [one for one in await entered(connection, kind, court_id) if one.valid_from == wanted.valid_from]
    last = same_day[-1] if same_day else None
    version = last.version if last else 0
    if last is not None and await _is_same(connection, last.rule, wanted.rule):
        return version, False
    if dry_run:
        return version, False
    await connection.execute(
        _ADD,
        kind,
        court_id,
        wanted.valid_from,
        version + 1,
        wanted.rule,
        wanted.entered_at,
        wanted.source,
        wanted.entered_by,
    )
    return version + 1, True


async def _is_same(connection: Connection, one: str, other: str) -> bool:
    return bool(await connection.fetchval("SELECT $1::jsonb = $2::jsonb", one, other))
