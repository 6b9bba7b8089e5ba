"""What-ifs that were saved under a name."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from tarazy_shared.database import Connection

# As `book_reading.LOCK`: what is saved twice at once is decided one after the other.
_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('tarazy hr what if ' || $1::text, 0))"

_LISTED = """
    SELECT court_id, what_if_id, version, name, question, recorded_at FROM what_ifs
    WHERE court_id = $1 AND superseded_at IS NULL AND what = 'saved'
      AND ($2::uuid[] IS NULL OR what_if_id = ANY($2::uuid[]))
    ORDER BY name, what_if_id
"""

_STANDING = "SELECT court_id, what, version FROM what_ifs WHERE what_if_id = $1 AND superseded_at IS NULL"

_SUPERSEDE = """
    UPDATE what_ifs SET superseded_at = greatest(recorded_at, $2) WHERE what_if_id = $1 AND superseded_at IS NULL
"""

_INSERT = """
    INSERT INTO what_ifs (court_id, what_if_id, version, what, name, question, subject, recorded_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
"""


@dataclass(frozen=True, slots=True)
class SavedWhatIf:
    """What was imagined, under a name."""

    court_id: str
    what_if_id: UUID
    version: int
    name: str
    question: Mapping[str, Any]
    saved_at: datetime


async def what_ifs_of(connection: Connection, court_id: str, ids: list[UUID] | None = None) -> list[SavedWhatIf]:
    """All that stand in a court, or some of them, by name."""
    rows = await connection.fetch(_LISTED, court_id, ids)
    return [
        SavedWhatIf(
            row["court_id"],
            UUID(int=row["what_if_id"].int),
            row["version"],
            row["name"],
            json.loads(row["question"]),
            row["recorded_at"],
        )
        for row in rows
    ]


async def save_what_if(
    connection: Connection,
    court_id: str,
    what_if_id: UUID,
    name: str,
    question: Mapping[str, Any],
    subject: str,
    now: datetime,
) -> bool | None:
    """Keep a question under a name, in the place of what had this id; None: another court has the id."""
    await connection.execute(_LOCK, str(what_if_id))
    row = await connection.fetchrow(_STANDING, what_if_id)
    if row is not None and row["court_id"] != court_id:
        return None
    known = await what_ifs_of(connection, court_id, [what_if_id])
    if known and (known[0].name, known[0].question) == (name, question):
        return False
    version = row["version"] + 1 if row else 1
    await connection.execute(_SUPERSEDE, what_if_id, now)
    asked = json.dumps(question)
    await connection.execute(_INSERT, court_id, what_if_id, version, "saved", name, asked, subject, now)
    return True


async def delete_what_if(connection: Connection, court_id: str, what_if_id: UUID, subject: str, now: datetime) -> bool:
    """It is listed no more; that it was, and what was asked, stays recorded. False: there is none."""
    await connection.execute(_LOCK, str(what_if_id))
    known = await what_ifs_of(connection, court_id, [what_if_id])
    if not known:
        return False
    one = known[0]
    await connection.execute(_SUPERSEDE, what_if_id, now)
    asked = json.dumps(one.question)
    await connection.execute(_INSERT, court_id, what_if_id, one.version + 1, "deleted", one.name, asked, subject, now)
    return True
