"""The gates of all gateways in PostgreSQL: shut by failures or by an operator, for all senders at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_notifications.domain.delivery.breaker import Gate
from tarazy_notifications.domain.people import ChannelName, Outlet

_LOCK = "SELECT failures, trips, open_until FROM gates WHERE channel = $1 FOR UPDATE"
_SAVE = "UPDATE gates SET failures = $2, trips = $3, open_until = $4 WHERE channel = $1"
_SHUT = """
SELECT g.channel, g.failures, g.trips, g.open_until, p.pause_id, p.paused_at, p.paused_by, p.reason
FROM gates g LEFT JOIN channel_pauses p ON p.channel = g.channel AND p.resumed_at IS NULL
ORDER BY g.channel
"""
_IS_PAUSED = "SELECT EXISTS (SELECT FROM channel_pauses WHERE channel = $1 AND resumed_at IS NULL)"
_PAUSE = """
INSERT INTO channel_pauses (pause_id, channel, paused_at, paused_by, reason) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (channel) WHERE resumed_at IS NULL DO NOTHING RETURNING pause_id
"""
_RESUME = """
UPDATE channel_pauses SET resumed_at = greatest($2, paused_at), resumed_by = $3
WHERE channel = $1 AND resumed_at IS NULL RETURNING pause_id
"""


@dataclass(frozen=True, slots=True)
class Pause:
    """An operator holds a channel."""

    pause_id: UUID
    paused_at: datetime
    paused_by: str
    reason: str


@dataclass(frozen=True, slots=True)
class ChannelState:
    """A channel as all senders know it."""

    channel: Outlet
    gate: Gate
    pause: Pause | None


async def lock(connection: Connection, channel: ChannelName) -> Gate:
    """The gate of a channel, nobody else's to change until the transaction ends."""
    row = await connection.fetchrow(_LOCK, channel)
    return Gate(*row) if row else Gate()


async def save(connection: Connection, channel: ChannelName, gate: Gate) -> None:
    """Write the gate; its senders know it from their next claim on."""
    await connection.execute(_SAVE, channel, gate.failures, gate.trips, gate.open_until)


async def every(connection: Connection) -> Sequence[ChannelState]:
    """All channels."""
    return [
        ChannelState(
            row["channel"],
            Gate(row["failures"], row["trips"], row["open_until"]),
            Pause(row["pause_id"], row["paused_at"], row["paused_by"], row["reason"]) if row["pause_id"] else None,
        )
        for row in await connection.fetch(_SHUT)
    ]


async def is_paused(connection: Connection, channel: Outlet) -> bool:
    """Whether an operator holds it."""
    return bool(await connection.fetchval(_IS_PAUSED, channel))


async def pause(connection: Connection, channel: Outlet, new: Pause) -> bool:
    """Hold a channel; false if it is held already."""
    found = await connection.fetchval(_PAUSE, new.pause_id, channel, new.paused_at, new.paused_by, new.reason)
    return found is not None


async def resume(connection: Connection, channel: Outlet, now: datetime, resumed_by: str) -> bool:
    """Let a channel go on; false if it is not held."""
    return await connection.fetchval(_RESUME, channel, now, resumed_by) is not None
