"""Records of matters: entries as lines, each with the hash of the one before, in a table that is only added to."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Generic, TypeVar
from uuid import UUID

from pydantic import TypeAdapter
from tarazy_shared.database import Connection

from tarazy_hr.domain.entry import Entry

F = TypeVar("F")

FIRST = "0" * 64
"""What the first entry has for the hash of the one before."""


def canonical(value: Any) -> str:
    """JSON's one form here: names sorted, no white space, letters as they are."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True)
class MatterRecord(Generic[F]):
    """The records of all matters of one kind."""

    table: str
    """With the columns `number`, `what`, `line`, `hash`, `recorded_at` and the one that says which matter it is."""
    id_name: str
    """That column, and the name of it in each line."""
    kinds: Mapping[str, type[F]]
    """What an entry can say, by the word for it."""

    @cached_property
    def names(self) -> Mapping[type[F], str]:
        """The word for each kind of fact."""
        return {kind: name for name, kind in self.kinds.items()}

    @cached_property
    def _forms(self) -> Mapping[str, TypeAdapter[F]]:
        return {name: TypeAdapter(kind) for name, kind in self.kinds.items()}

    def line_of(self, matter_id: UUID, entry: Entry[F], previous_hash: str) -> tuple[str, str]:
        """An entry as it is stored and exported, and its hash: SHA-256 of the line without its `hash`."""
        what = self.names[type(entry.fact)]
        content = {
            "at": entry.at.isoformat(),
            "by": entry.by,
            self.id_name: str(matter_id),
            "data": self._forms[what].dump_python(entry.fact, mode="json"),
            "number": entry.number,
            "previous_hash": previous_hash,
            "what": what,
        }
        digest = hashlib.sha256(canonical(content).encode()).hexdigest()
        return canonical(content | {"hash": digest}), digest

    def entry_of(self, line: str) -> Entry[F]:
        """The entry of a stored line."""
        content = json.loads(line)
        fact = self._forms[content["what"]].validate_python(content["data"])
        return Entry(content["number"], datetime.fromisoformat(content["at"]), content["by"], fact)

    async def lines(self, connection: Connection, matter_id: UUID) -> list[str]:
        """The record as it is exported; empty for a matter that is not known."""
        return [row["line"] for row in await self._rows(connection, matter_id)]

    async def read(self, connection: Connection, matter_id: UUID) -> tuple[list[Entry[F]], str]:
        """The record and the hash of its last entry."""
        rows = await self._rows(connection, matter_id)
        return [self.entry_of(row["line"]) for row in rows], rows[-1]["hash"] if rows else FIRST

    async def append(
        self,
        connection: Connection,
        matter_id: UUID,
        entries: Sequence[Entry[F]],
        previous_hash: str,
        now: datetime,
    ) -> list[str]:
        """Add entries to the record; the hash of each."""
        made: list[tuple[int, str, str, str]] = []
        for entry in entries:
            line, previous_hash = self.line_of(matter_id, entry, previous_hash)
            made.append((entry.number, self.names[type(entry.fact)], line, previous_hash))
        numbers, kinds, texts, hashes = (list(column) for column in zip(*made, strict=True))
        await connection.execute(
            f"INSERT INTO {self.table} ({self.id_name}, number, what, line, hash, recorded_at) "  # noqa: S608  constants
            "SELECT $1, number, what, line, hash, $6 "
            "FROM unnest($2::bigint[], $3::text[], $4::text[], $5::text[]) AS new (number, what, line, hash)",
            matter_id,
            numbers,
            kinds,
            texts,
            hashes,
            now,
        )
        return [str(digest) for digest in hashes]

    async def _rows(self, connection: Connection, matter_id: UUID) -> Sequence[Any]:
        return await connection.fetch(
            f"SELECT line, hash FROM {self.table} WHERE {self.id_name} = $1 ORDER BY number",  # noqa: S608  constants
            matter_id,
        )
