"""Adds entries to the catalogue, for one court or for all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pydantic_core import to_json
from tarazy_shared.database import Connection


@dataclass(frozen=True, slots=True)
class Entry:
    """A code and what it means from a day on. `court_id` is empty for what holds in all courts."""

    court_id: str
    kind: str
    code: str
    valid_from: date
    valid_to: date | None
    name: Mapping[str, str]
    weight_minutes: int | None = None
    source: str | None = None


_PUT = """
INSERT INTO catalogue AS known (court_id, kind, code, valid_from, valid_to, name, weight_minutes, source)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (court_id, kind, code, valid_from) DO UPDATE
SET valid_to = excluded.valid_to, name = excluded.name, weight_minutes = excluded.weight_minutes,
    source = excluded.source
WHERE (known.valid_to, known.name, known.weight_minutes, known.source)
      IS DISTINCT FROM (excluded.valid_to, excluded.name, excluded.weight_minutes, excluded.source)
"""

_COURTS = "SELECT court_id FROM courts ORDER BY court_id"


async def put(connection: Connection, entry: Entry) -> bool:
    """Write an entry; false when it stood just so."""
    status = await connection.execute(
        _PUT,
        entry.court_id,
        entry.kind,
        entry.code,
        entry.valid_from,
        entry.valid_to,
        to_json(entry.name).decode(),
        entry.weight_minutes,
        entry.source,
    )
    return bool(status == "INSERT 0 1")


async def courts_concerned(connection: Connection, court_id: str) -> list[str]:
    """The courts in which something holds that was laid down for one court, or for all where `court_id` is empty."""
    if court_id:
        return [court_id]
    return [row[0] for row in await connection.fetch(_COURTS)]
