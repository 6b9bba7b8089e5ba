"""One notice, sent once more or taken back, in PostgreSQL."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_notifications.adapters.notice_store import as_notice
from tarazy_notifications.domain.delivery.states import State
from tarazy_notifications.domain.notices import Notice

# Whoever sends once more waits for whoever else does so with the same one.
_LOCK = """
SELECT n.*, (SELECT max(version) FROM subject_versions v WHERE v.subject_id = n.subject_id) AS newest,
    (SELECT max(other.repeat) FROM notices other
     WHERE (other.subject_id, other.recipient_id, other.channel, other.subject_version, other.topic)
         = (n.subject_id, n.recipient_id, n.channel, n.subject_version, n.topic)) AS repeats,
    EXISTS (SELECT FROM notices other
     WHERE (other.subject_id, other.recipient_id, other.channel, other.subject_version, other.topic)
         = (n.subject_id, n.recipient_id, n.channel, n.subject_version, n.topic)
       AND other.state IN ('queued', 'sending')) AS is_on_its_way
FROM notices n WHERE n.notice_id = $1 AND n.court_id = $2 FOR UPDATE OF n
"""

_TAKE_BACK = """
WITH ended AS (
    UPDATE notices SET state = 'superseded', due_at = NULL, step = step + 1, reason = 'cancelled_by_desk',
        changed_at = $2
    WHERE notice_id = $1 AND state = 'queued'
    RETURNING *
), told AS (
    INSERT INTO notice_transitions (notice_id, number, at, state, attempt, reason, cause)
    SELECT notice_id, step, $2, state, attempts, reason, $3 FROM ended
)
SELECT * FROM ended
"""


@dataclass(frozen=True, slots=True)
class Held:
    """A notice that nobody else changes until the transaction ends."""

    notice: Notice
    state: State
    newest: int
    """Version of its subject that is known."""
    repeats: int
    """How often it was sent once more already."""
    is_on_its_way: bool
    """Whether one of those has not left yet."""


async def lock(connection: Connection, court_id: str, notice_id: UUID) -> Held | None:
    """A notice of a court, with what has become of its subject."""
    row = await connection.fetchrow(_LOCK, notice_id, court_id)
    if row is None:
        return None
    return Held(as_notice(row), State(row["state"]), row["newest"], row["repeats"], row["is_on_its_way"])


async def take_back(connection: Connection, notice_id: UUID, now: datetime, cause_id: str) -> bool:
    """End a notice that has not left; false if it has, or is leaving."""
    return await connection.fetchrow(_TAKE_BACK, notice_id, now, cause_id) is not None
