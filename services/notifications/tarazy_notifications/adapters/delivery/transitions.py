"""Changes of the states of notices in PostgreSQL, read; what changes a state writes them in the same statement."""

from collections.abc import Collection
from uuid import UUID

import asyncpg
from tarazy_shared.database import Connection

from tarazy_notifications.domain.delivery.outcomes import Sent
from tarazy_notifications.domain.delivery.states import State
from tarazy_notifications.domain.delivery.transitions import Transition

_OF = "SELECT * FROM notice_transitions WHERE notice_id = ANY($1::uuid[]) ORDER BY notice_id, number"


async def of_notices(connection: Connection, notice_ids: Collection[UUID]) -> dict[UUID, list[Transition]]:
    """All that has happened to each of these notices, in order."""
    found: dict[UUID, list[Transition]] = {notice_id: [] for notice_id in notice_ids}
    for row in await connection.fetch(_OF, list(notice_ids)):
        found[row["notice_id"]].append(_transition(row))
    return found


def _transition(row: asyncpg.Record) -> Transition:
    return Transition(
        row["notice_id"],
        row["number"],
        row["at"],
        State(row["state"]),
        row["attempt"],
        row["reason"],
        row["provider_reference"],
        row["cause"],
        Sent(row["sent_sha256"], row["text_version"]) if row["sent_sha256"] else None,
    )
