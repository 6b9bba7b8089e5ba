"""An SMS centre and an HTTP gateway for text messages as far sides."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from tarazy_local.catcher.texts.centre import Centre, serving
from tarazy_local.catcher.texts.script import Mode, Step, TextBehaviour, TextScript
from tarazy_local.catcher.texts.store import Message
from tarazy_notifications.adapters.channels.port import Wanted
from tarazy_notifications.adapters.channels.sms.gateway import SmsGateway
from tarazy_notifications.adapters.channels.sms.http_way import HttpWay
from tarazy_notifications.adapters.channels.sms.receipts import Receipt
from tarazy_notifications.adapters.channels.sms.server import HttpServer, SmppServer
from tarazy_notifications.adapters.channels.sms.smpp.link import SmppLink
from tarazy_notifications.adapters.channels.sms.smpp.way import SmppWay
from tarazy_notifications.adapters.channels.web.posting import Posting
from tarazy_notifications.adapters.delivery_queue import Claimed
from tarazy_notifications.domain.delivery.outcomes import Outcome
from tarazy_shared.clock import system_clock

from tests.integration.notifications.channels.far_side import Does, claimed
from tests.integration.notifications.channels.web_server import Says, WebServerStub, serving_web, trusting
from tests.unit.notifications.letters_of import notice

NUMBER = "8 (701) 123-45-67"
SENDER = "Sot"


def text_notice() -> Claimed:
    return claimed(notice(channel="sms", address=NUMBER))


class LinkedGateway:
    """A gateway with a link of its own, which otherwise belongs to the process."""

    def __init__(self, link: SmppLink, timeout: float) -> None:
        self._link = link
        self._gateway = SmsGateway(SmppWay(link, SENDER, timeout))
        self._stack: AsyncExitStack | None = None

    async def send(self, claimed: Claimed, wanted: Wanted) -> Outcome:
        if self._stack is None:
            self._stack = AsyncExitStack()
            await self._stack.enter_async_context(self._link.running())
        return await self._gateway.send(claimed, wanted)

    async def close(self) -> None:
        await self._gateway.close()
        if self._stack is not None:
            await self._stack.aclose()


class SmppFarSide:
    """Answers as SMS centres do."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.receipts: list[Receipt] = []
        self.script = TextScript()
        self.centre = Centre(self.messages.append, self.script)
        self.port = 0

    def next(self, does: Does) -> None:
        self.script.follow(_BEHAVIOURS[does])

    def gateway(self, timeout: float = 2.0) -> LinkedGateway:
        return LinkedGateway(self.link(timeout), timeout)

    def link(self, timeout: float = 2.0, enquire_every: float = 30.0) -> SmppLink:
        server = SmppServer("127.0.0.1", self.port, "court", "secret", tls=False)
        return SmppLink(server, self.take, timeout=timeout, enquire_every=enquire_every)

    async def take(self, receipt: Receipt) -> None:
        self.receipts.append(receipt)

    def claimed(self) -> Claimed:
        return text_notice()

    def taken(self) -> list[str]:
        """A telephone knows what comes twice by sender, text and the number that binds its parts."""
        return [f"{one.sender} {one.reference} {one.content}" for one in self.messages]

    @asynccontextmanager
    async def gone(self) -> AsyncIterator[None]:
        here, self.port = self.port, await nobody()
        yield
        self.port = here


class SmsHttpFarSide:
    """Answers as gateways do that take a POST."""

    def __init__(self, server: WebServerStub) -> None:
        self.server = server
        server.usual = Says(200, body=b'{"message_id": "abc-1"}')
        self.port = server.port

    def next(self, does: Does) -> None:
        self.server.next(does, refusal=Says(400))

    def gateway(self, timeout: float = 2.0) -> SmsGateway:
        names = {"to": "phone", "from": "sender", "text": "message", "reference": "ref", "id": "message_id"}
        server = HttpServer(f"https://127.0.0.1:{self.port}/send", "a-token", names)
        posting = Posting(timeout=timeout, clock=system_clock(), tls=trusting(), keep=5.0)
        return SmsGateway(HttpWay(server, SENDER, posting))

    def claimed(self) -> Claimed:
        return text_notice()

    def taken(self) -> list[str]:
        return [json.loads(one.body)["ref"] for one in self.server.posted]

    @asynccontextmanager
    async def gone(self) -> AsyncIterator[None]:
        here, self.port = self.port, await nobody()
        yield
        self.port = here


async def nobody() -> int:
    """A port at which nobody listens."""
    server = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    port = int(server.sockets[0].getsockname()[1])
    server.close()
    return port


@asynccontextmanager
async def smpp() -> AsyncIterator[SmppFarSide]:
    far = SmppFarSide()
    async with serving(far.centre, "127.0.0.1", 0) as far.port:
        yield far


@asynccontextmanager
async def sms_by_http() -> AsyncIterator[SmsHttpFarSide]:
    async with serving_web() as server:
        yield SmsHttpFarSide(server)


_BEHAVIOURS = {
    Does.REFUSE: TextBehaviour(mode=Mode.REFUSE, status=0x0B, times=1),
    Does.BE_BUSY: TextBehaviour(mode=Mode.REFUSE, status=0x08, times=1),
    Does.THROTTLE: TextBehaviour(mode=Mode.REFUSE, status=0x58, times=1),
    Does.HANG_BEFORE: TextBehaviour(mode=Mode.HANG, at=Step.CONNECT, times=1),
    Does.HANG_AFTER: TextBehaviour(mode=Mode.HANG, keep=True, times=1),
    Does.DROP_BEFORE: TextBehaviour(mode=Mode.DROP, at=Step.CONNECT, times=1),
    Does.DROP_AFTER: TextBehaviour(mode=Mode.DROP, keep=True, times=1),
}
