"""Gates of gateways: shut after failures, tried again, and held by an operator."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import structlog
from tarazy_shared.unit_of_work import UnitOfWork

from tarazy_notifications.adapters.delivery import gates
from tarazy_notifications.adapters.delivery.endings import Ended
from tarazy_notifications.adapters.delivery.gates import Pause
from tarazy_notifications.app.delivery.telemetry import gateway_trips_total
from tarazy_notifications.domain.delivery.breaker import HAS_ONE_GATEWAY, WORKS, Gate, after_outcome
from tarazy_notifications.domain.delivery.outcomes import Outcome, Postponed
from tarazy_notifications.domain.people import ChannelName, Outlet

log = structlog.get_logger(__name__)


async def settle(uow: UnitOfWork, ended: Sequence[Ended]) -> None:
    """Write what these answers say of their gateways; nothing is asked of the database while all of them work."""
    telling = [one for one in ended if _says_something(one)]
    for channel in sorted({one.claimed.notice.channel for one in telling}):
        gate = before = await gates.lock(uow.connection, channel)
        for one in telling:
            if one.claimed.notice.channel == channel and one.answer is not None:
                gate = after_outcome(gate, one.answer, uow.now, was_probe=one.claimed.is_probe)
        if gate != before:
            await gates.save(uow.connection, channel, gate)
            _tell(channel, before, gate, uow.now)


def _says_something(ended: Ended) -> bool:
    answer: Outcome | None = ended.answer
    if ended.claimed.notice.channel not in HAS_ONE_GATEWAY:
        return False
    return isinstance(answer, Postponed) or (answer is not None and (ended.claimed.shaky or ended.claimed.is_probe))


def _tell(channel: ChannelName, before: Gate, gate: Gate, now: datetime) -> None:
    if gate.trips > before.trips:
        gateway_trips_total.labels(channel).inc()
        log.warning("gateway_given_up", channel=channel, trips=gate.trips, until=str(gate.open_until))
    elif gate == WORKS and before.trips:
        log.info("gateway_is_back", channel=channel, trips=before.trips)


async def pause(uow: UnitOfWork, channel: Outlet, *, pause_id: UUID, by: str, reason: str) -> bool:
    """Hold a channel: what is being sent ends, nothing more is. False if it is held already."""
    held = await gates.pause(uow.connection, channel, Pause(pause_id, uow.now, by, reason))
    if held:
        log.warning("channel_paused", channel=channel)
    return held


async def resume(uow: UnitOfWork, channel: Outlet, *, by: str) -> bool:
    """Let a channel go on with what waits. False if it is not held."""
    resumed = await gates.resume(uow.connection, channel, uow.now, by)
    if resumed:
        log.warning("channel_resumed", channel=channel)
    return resumed
