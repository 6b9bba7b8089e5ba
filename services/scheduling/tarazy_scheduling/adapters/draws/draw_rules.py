"""The rules by which courts draw, from a day on. Rules are only ever added."""

from dataclasses import dataclass
from datetime import date, datetime

import asyncpg
from tarazy_shared.database import Connection

from tarazy_scheduling.domain.model.drawing import DrawRules

_COLUMNS = ", ".join(DrawRules.__slots__)

# Of several versions that begin on one day the last one entered counts.
_ON_DAY = f"""
SELECT {_COLUMNS} FROM draw_rules
WHERE court_id = $1 AND valid_from <= $2 ORDER BY valid_from DESC, version DESC LIMIT 1
"""  # noqa: S608  constants

_ALL = f"""
SELECT DISTINCT ON (valid_from) valid_from, version, entered_at, source, {_COLUMNS} FROM draw_rules
WHERE court_id = $1 ORDER BY valid_from, version DESC
"""  # noqa: S608

# Whoever draws locks the same row: no draw comes between the look and the new rule.
_LOCK = """
SELECT ($2 AT TIME ZONE zone)::date AS today,
       (SELECT max(drawn_at) AT TIME ZONE zone FROM draws d WHERE d.court_id = c.court_id)::date AS drawn_on
FROM courts c WHERE court_id = $1 FOR UPDATE OF c
"""

_ADD = f"""
INSERT INTO draw_rules (court_id, valid_from, version, entered_at, source, {_COLUMNS})
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Dated:
    """Rules with the day from which they hold."""

    valid_from: date
    rules: DrawRules
    version: int = 1
    """Counts what was entered for this day."""
    entered_at: datetime | None = None
    source: str | None = None


class TooLate(ValueError):
    """The rules would change what has begun or what was drawn."""


async def on_day(connection: Connection, court_id: str, day: date) -> DrawRules:
    """The rules that hold on a day."""
    row = await connection.fetchrow(_ON_DAY, court_id, day)
    return _rules(row) if row else DrawRules()


async def of_court(connection: Connection, court_id: str) -> list[Dated]:
    """What a court has laid down, past and to come, by day."""
    return [
        Dated(row["valid_from"], _rules(row), row["version"], row["entered_at"], row["source"])
        for row in await connection.fetch(_ALL, court_id)
    ]


async def add(
    connection: Connection, court_id: str, wanted: Dated, now: datetime, *, dry_run: bool = False
) -> tuple[int, bool]:
    """Enter rules for a registered court: their version, and whether they differ from what was entered before.

    A dry run only looks whether they would be refused.
    Raises `TooLate` for rules that would change what has begun, or begin on a day on which somebody was drawn.
    """
    row = await connection.fetchrow(_LOCK, court_id, now)
    if row is None:
        raise LookupError(f"{court_id} is not known")
    known = {one.valid_from: one for one in await of_court(connection, court_id)}
    same_day = known.get(wanted.valid_from)
    if same_day and same_day.rules == wanted.rules:
        return same_day.version, False
    _refuse_what_is_late(wanted.valid_from, max((one for one in known if one <= row["today"]), default=None), row)
    if dry_run:
        return same_day.version if same_day else 0, False
    version = same_day.version + 1 if same_day else 1
    values = [getattr(wanted.rules, name) for name in DrawRules.__slots__]
    await connection.execute(_ADD, court_id, wanted.valid_from, version, now, wanted.source, *values)
    return version, True


def _refuse_what_is_late(valid_from: date, begun: date | None, row: asyncpg.Record) -> None:
    if begun and valid_from <= begun:
        raise TooLate(f"Rules that began on {begun} hold; others can hold from a later day on")
    if row["drawn_on"] and valid_from <= row["drawn_on"]:
        raise TooLate(f"Judges were drawn on {row['drawn_on']}; other rules can hold from a later day on")


def _rules(row: asyncpg.Record) -> DrawRules:
    return DrawRules(**{name: row[name] for name in DrawRules.__slots__})
