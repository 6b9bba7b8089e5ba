"""A receiver of webhooks as the far side, found by a public name."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from tarazy_notifications.adapters.channels.web.dialling import PublicOnly
from tarazy_notifications.adapters.channels.web.posting import Posting
from tarazy_notifications.adapters.channels.webhook.endpoints import Endpoint
from tarazy_notifications.adapters.channels.webhook.gateway import WebhookGateway
from tarazy_notifications.adapters.delivery_queue import Claimed
from tarazy_shared.clock import system_clock

from tests.integration.notifications.channels.far_side import Does, claimed
from tests.integration.notifications.channels.web_server import (
    HOST,
    Dialling,
    Says,
    WebServerStub,
    public,
    serving_web,
    trusting,
)
from tests.unit.notifications.letters_of import notice

ADDRESS = f"https://{HOST}/court/notices?case=1"
KEY = "k" * 32


class KnownReceivers:
    """What is known of receivers, without a database."""

    def __init__(self) -> None:
        self.known: dict[str, Endpoint] = {}

    async def of(self, address: str) -> Endpoint:
        return self.known.get(address, Endpoint(address))

    async def disable(self, address: str, now: datetime) -> None:
        self.known[address] = Endpoint(address, disabled_at=now)


class WebhookFarSide:
    """Answers as receivers do."""

    def __init__(self, server: WebServerStub) -> None:
        self.server = server
        self.receivers = KnownReceivers()
        self.dialling = Dialling(server.port)
        self.clock = system_clock()

    def next(self, does: Does) -> None:
        self.server.next(does, refusal=Says(422))

    def gateway(self, timeout: float = 2.0) -> WebhookGateway:
        posting = Posting(timeout=timeout, clock=self.clock, tls=trusting(), backend=PublicOnly(public, self.dialling))
        return WebhookGateway(KEY, posting, self.receivers, self.clock)

    def claimed(self) -> Claimed:
        return claimed(notice(channel="webhook", address=ADDRESS))

    def taken(self) -> list[str]:
        return [one.headers["webhook-id"] for one in self.server.posted]

    @asynccontextmanager
    async def gone(self) -> AsyncIterator[None]:
        nobody = await asyncio.start_server(self.server.talk, "127.0.0.1", 0)
        port = nobody.sockets[0].getsockname()[1]
        nobody.close()
        self.dialling.port, here = port, self.dialling.port
        yield
        self.dialling.port = here


@asynccontextmanager
async def webhook() -> AsyncIterator[WebhookFarSide]:
    async with serving_web() as server:
        yield WebhookFarSide(server)
