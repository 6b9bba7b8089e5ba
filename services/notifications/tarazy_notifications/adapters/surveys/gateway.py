"""A gateway before another: it opens the token of a survey for the mail that is about to be written."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import asyncpg

from tarazy_notifications.adapters.channels.port import Wanted
from tarazy_notifications.adapters.delivery_queue import Claimed
from tarazy_notifications.adapters.surveys import store
from tarazy_notifications.adapters.surveys.opening import Opening
from tarazy_notifications.app.sender import Gateway
from tarazy_notifications.domain.delivery.outcomes import NotTried, Outcome, Refused
from tarazy_notifications.domain.delivery.states import State
from tarazy_notifications.domain.people import ChannelName
from tarazy_notifications.domain.topics import WITH_TOKENS

BY_MAIL_ALONE = "by_mail_alone"
"""Text messages are kept by centres, webhooks and chats by whoever receives them, the inbox here: none may hold one."""


@dataclass(frozen=True, slots=True)
class SurveyGateway:
    """One lane's."""

    channel: ChannelName
    behind: Gateway
    pool: asyncpg.Pool
    opening: Opening

    async def send(self, claimed: Claimed, wanted: Wanted) -> Outcome:
        """Everything else goes on as it is."""
        notice = claimed.notice
        if notice.topic not in WITH_TOKENS:
            return await self.behind.send(claimed, wanted)
        if self.channel != "email":
            return Refused(BY_MAIL_ALONE)
        async with self.pool.acquire() as connection:
            sealed = await store.sealed_token(connection, notice.subject_id)
        if sealed is None:
            # The survey has closed: no token is known any more.
            return NotTried(State.EXPIRED)
        address = self.opening.address(sealed)
        if isinstance(address, Refused):
            return address
        return await self.behind.send(replace(claimed, answer_at=address), wanted)

    async def close(self) -> None:
        """End what is behind."""
        await self.behind.close()


def asking(gateways: Mapping[ChannelName, Gateway], pool: asyncpg.Pool, opening: Opening) -> dict[ChannelName, Gateway]:
    """All channels of a lane, each behind a gateway that knows what may not be kept."""
    return {name: SurveyGateway(name, gateway, pool, opening) for name, gateway in gateways.items()}
