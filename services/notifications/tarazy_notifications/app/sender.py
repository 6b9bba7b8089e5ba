"""The sender: takes due notices from the queue, hands them to their gateways and records what became of them."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Protocol

from tarazy_shared.errors import TRANSIENT
from tarazy_shared.unit_of_work import Work

from tarazy_notifications.adapters.delivery.endings import Ended
from tarazy_notifications.adapters.delivery_queue import Claimed
from tarazy_notifications.app.attempts import Attempts
from tarazy_notifications.domain.delivery.breaker import HAS_ONE_GATEWAY
from tarazy_notifications.domain.delivery.outcomes import (
    NO_GATEWAY,
    NotTried,
    Outcome,
    Postponed,
    Refused,
)
from tarazy_notifications.domain.delivery.retries import Attempt, after
from tarazy_notifications.domain.delivery.states import State
from tarazy_notifications.domain.people import ChannelName

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
    """Sends notices one after the other. Several lanes, here and in other processes, share one queue.

    One at a time: the people whom one event concerns are told at once, by as many lanes.
    """

    work: Work
    gateways: Mapping[ChannelName, Gateway]
    chance: Random
    """Spreads retries."""
    attempts: Attempts
    """Shared by the lanes of one process."""
    sleep: Sleep

    async def step(self) -> bool:
        """One notice; true when there may be more to do at once, and the gateway is there to do it."""
        async with self.attempts.under_way:
            claimed = await self.attempts.claim()
            if claimed is None:
                return False
            untried = self._untried(claimed)
            answer = None if untried else await self._send(claimed)
        # While this lane writes down what became of it, another sends by the connection that is free now.
        outcome = untried or answer
        assert outcome is not None  # noqa: S101  one of the two
        attempt = Attempt(
            claimed.attempt, claimed.notice.expires_at, claimed.in_doubt, claimed.refusals, claimed.overtaken
        )
        step = after(outcome, attempt, self.work.clock(), self.chance.random())
        await self._record(Ended(claimed, step, answer))
        is_away = isinstance(outcome, Postponed) and outcome.fault == "unreachable"
        return not (is_away and claimed.notice.channel in HAS_ONE_GATEWAY)

    async def close(self) -> None:
        """End the connections of all gateways."""
        for gateway in self.gateways.values():
            await gateway.close()

    def _untried(self, claimed: Claimed) -> Outcome | None:
        """Why it is not handed to a gateway at all; None if it is."""
        if claimed.overtaken:
            return NotTried(State.SUPERSEDED)
        if claimed.notice.expires_at <= self.work.clock():
            return NotTried(State.EXPIRED)
        return None if claimed.notice.channel in self.gateways else Refused(NO_GATEWAY)

    async def _send(self, claimed: Claimed) -> Outcome:
        gateway = self.gateways[claimed.notice.channel]
        return await gateway.send(claimed, lambda: self.attempts.may_leave(claimed))

    async def _record(self, ended: Ended) -> None:
        """Write how an attempt ended; a database that is away is waited for as long as the notice is ours."""
        wait = 0.1
        while True:
            try:
                return await self.attempts.record(ended)
            except TRANSIENT:
                if self.work.clock() + timedelta(seconds=wait) >= ended.claimed.lease_until:
                    raise
                await self.sleep(wait)
                wait = min(wait * 2, 2.0)
