"""Rules that a court lays down as a whole, from a day on. They are only ever added: what has begun stays."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

import asyncpg
from tarazy_shared.database import Connection

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Dated(Generic[R]):
    """Rules with the day from which they hold."""

    valid_from: date
    rules: R
    version: int = 1
    """Counts what was entered for this day."""
    entered_at: datetime | None = None
    source: str | None = None


class TooLate(ValueError):
    """The rules would change what has begun, or what was done by them."""


@dataclass(frozen=True, slots=True)
class RuleTable(Generic[R]):
    """A table of rules of one kind, a column for each of their fields."""

    name: str
    kind: type[R]
    fields: tuple[str, ...]
    use: str = "They were used"
    """What is done by them, as a sentence that goes on with the day."""

    async def of_court(self, connection: Connection, court_id: str) -> list[Dated[R]]:
        """What a court has laid down, past and to come, by day; of several versions of a day the last one entered."""
        rows = await connection.fetch(
            f"SELECT DISTINCT ON (valid_from) valid_from, version, entered_at, source, {', '.join(self.fields)} "  # noqa: S608  constants
            f"FROM {self.name} WHERE court_id = $1 ORDER BY valid_from, version DESC",
            court_id,
        )
        return [
            Dated(row["valid_from"], self.rules_of(row), row["version"], row["entered_at"], row["source"])
            for row in rows
        ]

    async def add(
        self,
        connection: Connection,
        court_id: str,
        wanted: Dated[R],
        today: date,
        now: datetime,
        *,
        used_on: date | None = None,
        dry_run: bool = False,
    ) -> tuple[int, bool]:
        """Enter rules for a court whose row is locked: their version, and whether they differ from those before.

        A dry run only looks whether they would be refused. Raises `TooLate` for rules that would change what has begun,
        or begin on a day on which rules were used, `used_on` being the last one, or before it.
        """
        known = {one.valid_from: one for one in await self.of_court(connection, court_id)}
        same_day = known.get(wanted.valid_from)
        if same_day and same_day.rules == wanted.rules:
            return same_day.version, False
        begun = max((one for one in known if one <= today), default=None)
        if begun and wanted.valid_from <= begun:
            raise TooLate(f"Rules that began on {begun} hold; others can hold from a later day on")
        if used_on and wanted.valid_from <= used_on:
            raise TooLate(f"{self.use} on {used_on}; other rules can hold from a later day on")
        version = same_day.version if same_day else 0
        if dry_run:
            return version, False
        values = [getattr(wanted.rules, name) for name in self.fields]
        places = ", ".join(f"${number}" for number in range(1, 6 + len(values)))
        await connection.execute(
            f"INSERT INTO {self.name} (court_id, valid_from, version, entered_at, source, {', '.join(self.fields)}) "  # noqa: S608  constants
            f"VALUES ({places})",
            *(court_id, wanted.valid_from, version + 1, now, wanted.source, *values),
        )
        return version + 1, True

    def rules_of(self, row: asyncpg.Record) -> R:
        """The rules of a row."""
        return self.kind(**{name: row[name] for name in self.fields})
