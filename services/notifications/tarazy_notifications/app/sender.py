"""The sender: takes due notices from the queue, hands them to their gateways and records what became of them."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Protocol

from tarazy_shared.errors import TRANSIENT
from tarazy_shared.unit_of_work import Work

from tarazy_notifications.adapters import delivery_queue
from tarazy_notifications.adapters.delivery_queue import Claimed, Ended
from tarazy_notifications.app.attempts import Attempts
from tarazy_notifications.domain.addresses import is_inner
from tarazy_notifications.domain.deliveries import (
    ADDRESS_REFUSED,
    NO_GATEWAY,
    Attempt,
    NotTried,
    Outcome,
    Postponed,
    Refused,
    State,
    Step,
    after,
)
from tarazy_notifications.domain.people import ChannelName

RELEASED_FOR = timedelta(seconds=1)
"""How long notices wait that were claimed and not tried because their gateway turned out to be away."""

Sleep = Callable[[float], Awaitable[None]]


class Gateway(Protocol):
    """One way out of the house; used by one lane alone."""

    async def send(self, claimed: Claimed, wanted: Callable[[], Awaitable[bool]]) -> Outcome:
        """Hand one notice over, unless `wanted` says no at the last moment. Raises for nothing a gateway does."""
        ...

    async def close(self) -> None:
        """End the connection."""
        ...


@dataclass(frozen=True, slots=True)
class Lane:
    """Sends notices one after the other. Several lanes, here and in other processes, share one queue."""

    work: Work
    gateways: Mapping[ChannelName, Gateway]
    chance: Random
    """Spreads retries."""
    attempts: Attempts
    """Shared by the lanes of one process."""
    sleep: Sleep
    lease: timedelta
    """After it a claimed notice is another lane's to take: this one is taken for dead."""
    full: Callable[[], None] = lambda: None
    """Called when this lane has taken all it can: another may take the rest."""
    at_once: int = 4
    """The last of so many waits for those before it, while other lanes may be idle."""

    async def step(self) -> bool:
        """One round; true when there may be more to do at once."""
        now = self.work.clock()
        lease_until = now + self.lease
        async with self.work.pool.acquire() as connection:
            claimed = await delivery_queue.claim(connection, now, lease_until, self.at_once)
        if len(claimed) == self.at_once:
            self.full()
        # The last one begun must end before the lease does.
        latest = lease_until - self.lease / 2
        away: set[ChannelName] = set()
        for one in claimed:
            now = self.work.clock()
            channel = one.notice.channel
            if channel in away or now >= latest:
                released = Step(State.QUEUED, due_at=now + RELEASED_FOR, in_doubt=one.in_doubt)
                await self._record(Ended(one, released, counts=False), lease_until)
                continue
            outcome = await self._attempt(one, now)
            if isinstance(outcome, Postponed) and outcome.fault == "unreachable":
                away.add(channel)
            attempt = Attempt(one.attempt, one.notice.expires_at, one.in_doubt, one.overtaken)
            step = after(outcome, attempt, self.work.clock(), self.chance.random())
            await self._record(Ended(one, step), lease_until)
        return bool(claimed) and not away

    async def close(self) -> None:
        """End the connections of all gateways."""
        for gateway in self.gateways.values():
            await gateway.close()

    async def _attempt(self, claimed: Claimed, now: datetime) -> Outcome:
        if claimed.overtaken:
            return NotTried(State.SUPERSEDED)
        if claimed.notice.expires_at <= now:
            return NotTried(State.EXPIRED)
        if claimed.notice.channel == "webhook" and is_inner(claimed.notice.address):
            return Refused(ADDRESS_REFUSED)
        gateway = self.gateways.get(claimed.notice.channel)
        if gateway is None:
            return Refused(NO_GATEWAY)
        return await gateway.send(claimed, lambda: self.attempts.may_leave(claimed))

    async def _record(self, ended: Ended, lease_until: datetime) -> None:
        """Write how an attempt ended; a database that is away is waited for as long as the notice is ours."""
        wait = 0.1
        while True:
            try:
                return await self.attempts.record(ended)
            except TRANSIENT:
                if self.work.clock() + timedelta(seconds=wait) >= lease_until:
                    raise
                await self.sleep(wait)
                wait = min(wait * 2, 2.0)
