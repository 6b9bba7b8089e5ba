"""What waits in the queue, by channel."""

from dataclasses import dataclass
from datetime import datetime

from tarazy_shared.database import Connection

# What quiet hours put off is not late before their end.
_BY_CHANNEL = """
SELECT channel, count(*) AS notices,
    min(CASE WHEN reason = 'quiet_hours' AND state = 'queued' THEN due_at ELSE queued_at END) AS oldest
FROM notices WHERE due_at IS NOT NULL GROUP BY channel
"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Of one channel."""

    notices: int
    oldest: datetime
    """When the oldest was queued, or may leave if quiet hours put it off."""


async def by_channel(connection: Connection) -> dict[str, Waiting]:
    """Channels for which something waits."""
    rows = await connection.fetch(_BY_CHANNEL)
    return {row["channel"]: Waiting(row["notices"], row["oldest"]) for row in rows}
