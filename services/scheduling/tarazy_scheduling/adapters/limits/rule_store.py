"""Rules about limits that courts have laid down, from a day on. Rules are only ever added."""

from dataclasses import dataclass
from datetime import datetime

import asyncpg
from tarazy_shared.database import Connection

from tarazy_scheduling.adapters.limits.rule_documents import read_rule, write_rule
from tarazy_scheduling.adapters.limits.rules_of_kazakhstan import shipped
from tarazy_scheduling.domain.limits.rules import LimitRules
from tarazy_scheduling.domain.model.limits import Rule

# Of several versions that begin on one day the last one entered counts.
_LATEST = """
SELECT DISTINCT ON (court_id, code, valid_from) court_id, document FROM limit_rules
WHERE court_id IN ('', $1) ORDER BY court_id, code, valid_from, version DESC
"""

_ALL = """
SELECT court_id, version, entered_at, document FROM limit_rules
WHERE court_id IN ('', $1) ORDER BY code, valid_from, court_id, version
"""

_ONE = """
SELECT version, document FROM limit_rules
WHERE court_id = $1 AND code = $2 AND valid_from = $3 ORDER BY version DESC LIMIT 1
"""

# Two that lay down the same rule come one after the other.
_ALONE = "SELECT pg_advisory_xact_lock(hashtextextended('limit_rules ' || $1 || ' ' || $2, 0))"

_ADD = """
INSERT INTO limit_rules (court_id, code, valid_from, version, entered_at, document) VALUES ($1, $2, $3, $4, $5, $6)
"""


_CODES = "SELECT kind, code FROM catalogue WHERE court_id IN ('', $1) AND kind IN ('category', 'hearing_type')"


@dataclass(frozen=True, slots=True)
class Entered:
    """A rule as somebody laid it down. `court_id` is empty for what holds in all courts."""

    court_id: str
    rule: Rule
    version: int
    """Counts what was entered for one code and day."""
    entered_at: datetime


async def book_of(connection: Connection, court_id: str) -> LimitRules:
    """What ships, what was laid down for all courts, and the court's own."""
    rows = await connection.fetch(_LATEST, court_id)
    for_all = [read_rule(row["document"]) for row in rows if not row["court_id"]]
    own = [read_rule(row["document"]) for row in rows if row["court_id"]]
    return LimitRules.of(shipped(), for_all, own)


async def entered_in(connection: Connection, court_id: str) -> list[Entered]:
    """All that was ever laid down for a court, or for all of them; by code and day."""
    return [_entered(row) for row in await connection.fetch(_ALL, court_id)]


async def codes_of(connection: Connection, court_id: str) -> dict[str, set[str]]:
    """The codes of categories and hearing types that a court has ever had, by kind."""
    found: dict[str, set[str]] = {"category": set(), "hearing_type": set()}
    for row in await connection.fetch(_CODES, court_id):
        found[row["kind"]].add(row["code"])
    return found


async def add(
    connection: Connection, court_id: str, rule: Rule, now: datetime, *, dry_run: bool = False
) -> tuple[int, bool]:
    """Enter a rule: its version, and whether it differs from what was entered before for the same day."""
    await connection.execute(_ALONE, court_id, rule.code)
    row = await connection.fetchrow(_ONE, court_id, rule.code, rule.valid_from)
    if row and read_rule(row["document"]) == rule:
        return int(row["version"]), False
    version = row["version"] + 1 if row else 1
    if not dry_run:
        await connection.execute(_ADD, court_id, rule.code, rule.valid_from, version, now, write_rule(rule))
    return version, True


def _entered(row: asyncpg.Record) -> Entered:
    return Entered(row["court_id"], read_rule(row["document"]), row["version"], row["entered_at"])
