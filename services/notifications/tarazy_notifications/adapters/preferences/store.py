"""Choices in PostgreSQL: what stands, what stood, and a new version of somebody's."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_notifications.adapters.preferences.documents import ChoicesBody, read_choices
from tarazy_notifications.domain.preferences.choices import Choices

_STANDING = """
SELECT recipient_id, choices FROM preferences WHERE superseded_at IS NULL AND recipient_id = ANY($1::uuid[])
"""

_HISTORY = """
SELECT version, choices, entered_by, recorded_at, superseded_at FROM preferences WHERE recipient_id = $1
ORDER BY version DESC
"""

_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended('preferences ' || $1, 0))"

_SUPERSEDE = "UPDATE preferences SET superseded_at = $2 WHERE recipient_id = $1 AND superseded_at IS NULL"

_ADD = """
INSERT INTO preferences (recipient_id, version, choices, entered_by, recorded_at) VALUES ($1, $2, $3, $4, $5)
"""


@dataclass(frozen=True, slots=True)
class Entered:
    """One version of somebody's choices."""

    version: int
    body: ChoicesBody
    entered_by: str
    recorded_at: datetime
    superseded_at: datetime | None


async def standing(connection: Connection, recipient_ids: Collection[UUID]) -> dict[UUID, Choices]:
    """Of those who have chosen anything what stands."""
    rows = await connection.fetch(_STANDING, list(recipient_ids)) if recipient_ids else []
    return {row[0]: read_choices(row[1]) for row in rows}


async def history(connection: Connection, recipient_id: UUID) -> list[Entered]:
    """Every version of somebody's choices, the newest first."""
    return [
        Entered(row[0], ChoicesBody.model_validate_json(row[1]), row[2], row[3], row[4])
        for row in await connection.fetch(_HISTORY, recipient_id)
    ]


async def locked(connection: Connection, recipient_id: UUID) -> Entered | None:
    """What stands of somebody's choices, theirs alone to change until the transaction ends."""
    await connection.execute(_ONE_AT_A_TIME, str(recipient_id))
    found = await history(connection, recipient_id)
    return found[0] if found else None


async def add(
    connection: Connection, recipient_id: UUID, known: Entered | None, body: ChoicesBody, by: str, now: datetime
) -> bool:
    """Write a new version after what `locked` gave; false where it says the same."""
    if body == (known.body if known else ChoicesBody()):
        return False
    await connection.execute(_SUPERSEDE, recipient_id, now)
    version = known.version + 1 if known else 1
    document = body.model_dump_json(by_alias=True, exclude_defaults=True)
    await connection.execute(_ADD, recipient_id, version, document, by, now)
    return True
