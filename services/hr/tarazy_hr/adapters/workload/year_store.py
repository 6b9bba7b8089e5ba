"""Judge-year values in PostgreSQL."""

from collections.abc import Sequence
from datetime import datetime

from tarazy_shared.database import Connection

from tarazy_hr.domain.workload.judge_year import JudgeYear, JudgeYearFact

_HOLD = "SELECT pg_advisory_xact_lock(hashtextextended('tarazy hr judge years', 0))"

_KNOWN = """
    SELECT level, valid_from, version, what, working_days, leave_days, other_days, minutes_a_day, casework_percent,
           source, estimate, recorded_at
    FROM judge_years WHERE recorded_at <= $1 AND (superseded_at IS NULL OR superseded_at > $1)
    ORDER BY level, valid_from
"""

_SUPERSEDE = """
    UPDATE judge_years SET superseded_at = greatest(recorded_at, $3)
    WHERE level = $1 AND valid_from = $2 AND superseded_at IS NULL
"""

_INSERT = """
    INSERT INTO judge_years (
        level, valid_from, version, what, working_days, leave_days, other_days, minutes_a_day, casework_percent, source,
        recorded_at
    ) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
"""


async def hold(connection: Connection) -> None:
    """Nobody else changes judge-year values until the transaction ends."""
    await connection.execute(_HOLD)


async def judge_years(connection: Connection, at: datetime) -> list[JudgeYearFact]:
    """All values as believed at an instant, by level and first day."""
    return [
        JudgeYearFact(
            row["what"],
            row["version"],
            JudgeYear(
                row["level"],
                row["valid_from"],
                row["working_days"],
                row["leave_days"],
                row["other_days"],
                row["minutes_a_day"],
                row["casework_percent"],
                row["source"],
                row["estimate"],
            ),
            row["recorded_at"],
        )
        for row in await connection.fetch(_KNOWN, at)
    ]


async def record(connection: Connection, facts: Sequence[JudgeYearFact], now: datetime) -> None:
    """Record values; what stood is superseded."""
    for fact in facts:
        year = fact.year
        await connection.execute(_SUPERSEDE, year.level, year.valid_from, now)
        await connection.execute(
            _INSERT,
            year.level,
            year.valid_from,
            fact.version,
            fact.what,
            year.working_days,
            year.leave_days,
            year.other_days,
            year.minutes_a_day,
            year.casework_percent,
            year.source,
            now,
        )
