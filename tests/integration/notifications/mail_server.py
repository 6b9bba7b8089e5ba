"""An SMTP server that keeps what it accepts and misbehaves as a test tells it to."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from ssl import SSLContext
from typing import Any

from aiosmtpd.smtp import SMTP

logging.getLogger("mail.log").setLevel(logging.WARNING)

Answer = str | Callable[[], Awaitable[str]]


@dataclass
class MailServerStub:
    """Answers come from the lists, one each, then `250`. A callable may wait, raise or cut the connection."""

    accepted: list[EmailMessage] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    envelopes: list[tuple[str, list[str]]] = field(default_factory=list)
    to_mail: list[Answer] = field(default_factory=list)
    to_rcpt: list[Answer] = field(default_factory=list)
    to_data: list[Answer] = field(default_factory=list)
    after_data: list[Answer] = field(default_factory=list)
    """Asked after the message was kept: what goes wrong then goes wrong too late."""
    connections: int = 0
    port: int = 0
    protocols: list[SMTP] = field(default_factory=list)

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        if self.to_mail and (answer := await _say(self.to_mail.pop(0))) != "250 OK":
            return answer
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.to_rcpt and (answer := await _say(self.to_rcpt.pop(0))) != "250 OK":
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.to_data and (answer := await _say(self.to_data.pop(0))) != "250 OK":
            return answer
        self.raw.append(envelope.content)
        self.accepted.append(message_from_bytes(envelope.content, policy=default))
        self.envelopes.append((envelope.mail_from, envelope.rcpt_tos))
        if self.after_data:
            return await _say(self.after_data.pop(0))
        return f"250 OK queued as {len(self.accepted)}"

    def cut(self) -> None:
        """Close all connections without a word."""
        for protocol in self.protocols:
            if protocol.transport is not None:
                protocol.transport.close()

    async def cut_now(self) -> str:
        """An answer that never comes because the connection is cut."""
        self.cut()
        await asyncio.sleep(0)
        return "250 OK"


async def hang() -> str:
    """An answer that does not come within the patience of any test."""
    await asyncio.sleep(60)
    return "250 OK"


@asynccontextmanager
async def serving(*, ssl: SSLContext | None = None, **options: Any) -> AsyncIterator[MailServerStub]:
    """Serve on a free port; with `ssl`, TLS from the first byte."""
    stub = MailServerStub()

    def connected() -> SMTP:
        stub.connections += 1
        protocol = SMTP(stub, enable_SMTPUTF8=True, **options)
        stub.protocols.append(protocol)
        return protocol

    server = await asyncio.get_running_loop().create_server(connected, "127.0.0.1", 0, ssl=ssl)
    stub.port = server.sockets[0].getsockname()[1]
    try:
        yield stub
    finally:
        server.close()
        stub.cut()


async def _say(answer: Answer) -> str:
    return answer if isinstance(answer, str) else await answer()
