"""Chat as a gateway. Apprise waits for the service, so it waits in a thread, and says no more than yes or no."""

import asyncio
from collections.abc import Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from hashlib import sha256

import structlog

from tarazy_notifications.adapters.channels.chat.rooms import Tell, host_of
from tarazy_notifications.adapters.channels.port import CANNOT_BE_WRITTEN, Wanted
from tarazy_notifications.adapters.channels.web.dialling import Resolve, look_up
from tarazy_notifications.adapters.delivery_queue import Claimed
from tarazy_notifications.adapters.texts.short import entry
from tarazy_notifications.domain.addresses import is_inner_number
from tarazy_notifications.domain.delivery.outcomes import (
    ADDRESS_REFUSED,
    NO_GATEWAY,
    Accepted,
    NotTried,
    Outcome,
    Postponed,
    Refused,
    Sent,
)
from tarazy_notifications.domain.delivery.states import State

log = structlog.get_logger(__name__)

NOT_TAKEN = "chat_not_taken"


@dataclass(frozen=True, slots=True)
class ChatGateway:
    """One lane's chat."""

    rooms: Mapping[str, str]
    tell: Tell
    threads: Executor
    """Few: a service that hangs holds one for as long as it likes, and no more than these."""
    timeout: float
    inside: bool = False
    resolve: Resolve = look_up

    async def send(self, claimed: Claimed, wanted: Wanted) -> Outcome:
        """Tell the room that the notice is addressed to, unless `wanted` says no."""
        address = self.rooms.get(claimed.notice.address)
        if address is None:
            return Refused(NO_GATEWAY)
        try:
            words = entry(claimed.notice, claimed.story, claimed.court, channel="chat", terms=claimed.terms)
        except Exception:
            log.exception("notice_cannot_be_written", notice_id=str(claimed.notice.notice_id))
            return Refused(CANNOT_BE_WRITTEN)
        if await self._leads_inside(address):
            return Refused(ADDRESS_REFUSED)
        if not await wanted():
            return NotTried(State.SUPERSEDED)
        content = f"{words.title}\n\n{words.body}"
        sent = Sent(sha256(content.encode()).hexdigest(), words.version, words.title, words.body)
        try:
            async with asyncio.timeout(self.timeout):
                taken = await asyncio.get_running_loop().run_in_executor(
                    self.threads, self.tell, address, words.title, words.body
                )
        except TimeoutError:
            return Postponed("unreachable", "no_answer", in_doubt=True, sent=sent)
        except Exception as error:
            log.warning("chat_failed", room=claimed.notice.address, error=type(error).__name__)
            return Postponed("busy", NOT_TAKEN, in_doubt=True, sent=sent)
        return Accepted("chat", sent) if taken else Postponed("busy", NOT_TAKEN)

    async def close(self) -> None:
        """There is no connection."""

    async def _leads_inside(self, address: str) -> bool:
        """Whether the name means a machine of the own network now. Apprise asks again by itself: an operator's name."""
        host = None if self.inside else host_of(address)
        if host is None:
            return False
        try:
            return any(is_inner_number(number) for number in await self.resolve(host, 443))
        except OSError:
            return False
