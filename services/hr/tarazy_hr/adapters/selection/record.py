"""The record of a competition: entries as lines, each with the hash of the one before."""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter
from tarazy_shared.database import Connection

from tarazy_hr.domain.selection import facts
from tarazy_hr.domain.selection.facts import Entry, Fact

KINDS: dict[str, type[Fact]] = {
    "announced": facts.Announced,
    "applied": facts.Applied,
    "withdrawn": facts.Withdrawn,
    "panel_named": facts.PanelNamed,
    "recused": facts.Recused,
    "scored": facts.Scored,
    "stage_completed": facts.StageCompleted,
    "ranked": facts.Ranked,
    "reopened": facts.Reopened,
    "filled": facts.Filled,
    "closed": facts.Closed,
    "cancelled": facts.Cancelled,
    "candidates_erased": facts.CandidatesErased,
}
NAMES = {kind: name for name, kind in KINDS.items()}
_FORMS: dict[str, TypeAdapter[Any]] = {name: TypeAdapter(kind) for name, kind in KINDS.items()}
FIRST = "0" * 64
"""What the first entry has for the hash of the one before."""

READ = "SELECT line, hash FROM competition_entries WHERE competition_id = $1 ORDER BY number"

APPEND = """
    INSERT INTO competition_entries (competition_id, number, what, line, hash, recorded_at)
    SELECT $1, number, what, line, hash, $6
    FROM unnest($2::bigint[], $3::text[], $4::text[], $5::text[]) AS new (number, what, line, hash)
"""


def canonical(value: Any) -> str:
    """JSON's one form here: names sorted, no white space, letters as they are."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def line_of(competition_id: UUID, entry: Entry, previous_hash: str) -> tuple[str, str]:
    """An entry as it is stored and exported, and its hash: SHA-256 of the line without its `hash`."""
    what = NAMES[type(entry.fact)]
    content = {
        "at": entry.at.isoformat(),
        "by": entry.by,
        "competition_id": str(competition_id),
        "data": _FORMS[what].dump_python(entry.fact, mode="json"),
        "number": entry.number,
        "previous_hash": previous_hash,
        "what": what,
    }
    digest = hashlib.sha256(canonical(content).encode()).hexdigest()
    return canonical(content | {"hash": digest}), digest


def entry_of(line: str) -> Entry:
    """The entry of a stored line."""
    content = json.loads(line)
    fact = _FORMS[content["what"]].validate_python(content["data"])
    return Entry(content["number"], datetime.fromisoformat(content["at"]), content["by"], fact)


async def lines(connection: Connection, competition_id: UUID) -> list[str]:
    """The record as it is exported; empty for a competition that is not known."""
    return [row["line"] for row in await connection.fetch(READ, competition_id)]


async def read(connection: Connection, competition_id: UUID) -> tuple[list[Entry], str]:
    """The record and the hash of its last entry."""
    rows = await connection.fetch(READ, competition_id)
    return [entry_of(row["line"]) for row in rows], rows[-1]["hash"] if rows else FIRST


async def append(
    connection: Connection, competition_id: UUID, entries: Sequence[Entry], previous_hash: str, now: datetime
) -> list[str]:
    """Add entries to the record; the hash of each."""
    made: list[tuple[int, str, str, str]] = []
    for entry in entries:
        line, previous_hash = line_of(competition_id, entry, previous_hash)
        made.append((entry.number, NAMES[type(entry.fact)], line, previous_hash))
    numbers, kinds, texts, hashes = (list(column) for column in zip(*made, strict=True))
    await connection.execute(APPEND, competition_id, numbers, kinds, texts, hashes, now)
    return [str(digest) for digest in hashes]
