"""The rules by which courts draw, from a day on."""

from datetime import date, datetime

from tarazy_shared.database import Connection

from tarazy_scheduling.adapters.dated_rules import Dated, RuleTable
from tarazy_scheduling.domain.model.drawing import DrawRules

RULES = RuleTable("draw_rules", DrawRules, tuple(DrawRules.__slots__), use="Judges were drawn")

# Of several versions that begin on one day the last one entered counts.
_ON_DAY = f"""
SELECT {", ".join(RULES.fields)} FROM draw_rules
WHERE court_id = $1 AND valid_from <= $2 ORDER BY valid_from DESC, version DESC LIMIT 1
"""  # noqa: S608  constants

# Whoever draws locks the same row: no draw comes between the look and the new rule.
_LOCK = """
SELECT ($2 AT TIME ZONE zone)::date AS today,
       (SELECT max(drawn_at) AT TIME ZONE zone FROM draws d WHERE d.court_id = c.court_id)::date AS drawn_on
FROM courts c WHERE court_id = $1 FOR UPDATE OF c
"""


async def on_day(connection: Connection, court_id: str, day: date) -> DrawRules:
    """The rules that hold on a day."""
    row = await connection.fetchrow(_ON_DAY, court_id, day)
    return RULES.rules_of(row) if row else DrawRules()


async def add(
    connection: Connection, court_id: str, wanted: Dated[DrawRules], now: datetime, *, dry_run: bool = False
) -> tuple[int, bool]:
    """Enter rules for a registered court: their version, and whether they differ from what was entered before.

    A dry run only looks whether they would be refused.
    Raises `TooLate` for rules that would change what has begun, or begin on a day on which somebody was drawn.
    """
    row = await connection.fetchrow(_LOCK, court_id, now)
    if row is None:
        raise LookupError(f"{court_id} is not known")
    return await RULES.add(connection, court_id, wanted, row["today"], now, used_on=row["drawn_on"], dry_run=dry_run)
