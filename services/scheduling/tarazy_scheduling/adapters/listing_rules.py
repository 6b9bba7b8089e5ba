"""The rules by which courts list hearings, from a day on. Rules are only ever added."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import asyncpg
from tarazy_shared.database import Connection

from tarazy_scheduling.domain.model.listing_rules import ListingRules, RuleBook

_COLUMNS = ", ".join(ListingRules.__slots__)

# Of several versions that begin on one day the last one entered counts.
_ALL = f"""
SELECT DISTINCT ON (valid_from) valid_from, version, entered_at, source, {_COLUMNS} FROM listing_rules
WHERE court_id = $1 ORDER BY valid_from, version DESC
"""  # noqa: S608  constants

# Whoever lists locks the same row.
_LOCK = "SELECT ($2 AT TIME ZONE zone)::date AS today FROM courts WHERE court_id = $1 FOR UPDATE"

_ADD = f"""
INSERT INTO listing_rules (court_id, valid_from, version, entered_at, source, {_COLUMNS})
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Dated:
    """Rules with the day from which they hold."""

    valid_from: date
    rules: ListingRules
    version: int = 1
    """Counts what was entered for this day."""
    entered_at: datetime | None = None
    source: str | None = None


class TooLate(ValueError):
    """The rules would change what has begun."""


async def of_court(connection: Connection, court_id: str) -> list[Dated]:
    """What a court has laid down, past and to come, by day."""
    return [
        Dated(row["valid_from"], _rules(row), row["version"], row["entered_at"], row["source"])
        for row in await connection.fetch(_ALL, court_id)
    ]


async def book_of(connection: Connection, court_id: str) -> RuleBook:
    """The same to ask by day."""
    laid_down = await of_court(connection, court_id)
    return RuleBook(tuple(one.valid_from for one in laid_down), tuple(one.rules for one in laid_down))


async def add(
    connection: Connection, court_id: str, wanted: Dated, now: datetime, *, dry_run: bool = False
) -> tuple[int, bool]:
    """Enter rules for a registered court: their version, and whether they differ from what was entered before.

    A dry run only looks whether they would be refused.
    Raises `TooLate` for rules that would change what has begun.
    """
    row = await connection.fetchrow(_LOCK, court_id, now)
    if row is None:
        raise LookupError(f"{court_id} is not known")
    known = {one.valid_from: one for one in await of_court(connection, court_id)}
    same_day = known.get(wanted.valid_from)
    if same_day and same_day.rules == wanted.rules:
        return same_day.version, False
    _refuse_what_is_late(wanted.valid_from, known.keys(), row)
    if dry_run:
        return same_day.version if same_day else 0, False
    version = same_day.version + 1 if same_day else 1
    values = [getattr(wanted.rules, name) for name in ListingRules.__slots__]
    await connection.execute(_ADD, court_id, wanted.valid_from, version, now, wanted.source, *values)
    return version, True


def _refuse_what_is_late(valid_from: date, known: Iterable[date], row: asyncpg.Record) -> None:
    begun = max((one for one in known if one <= row["today"]), default=None)
    if begun and valid_from <= begun:
        raise TooLate(f"Rules that began on {begun} hold; others can hold from a later day on")


def _rules(row: asyncpg.Record) -> ListingRules:
    return ListingRules(**{name: row[name] for name in ListingRules.__slots__})
