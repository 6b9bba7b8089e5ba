"""Where the court's mail server hands over the mails with which calendars answer: LMTP (RFC 2033), or SMTP."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

import structlog
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session
from tarazy_shared.errors import TRANSIENT, ConfigurationError

log = structlog.get_logger(__name__)

SIZE_LIMIT = 1024 * 1024
"""Bytes of one mail. An answer has a few thousand."""
CONNECTIONS = 20
"""At once: a mail server that has more to hand over waits its turn."""
PATIENCE = 60
"""Seconds that a silent connection is kept."""

LATER = "451 4.3.0 Not now, try again"
Take = Callable[[bytes], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class IntakeAddress:
    """Where to listen, and how what comes speaks."""

    protocol: Literal["lmtp", "smtp"]
    host: str
    port: int

    @classmethod
    def at(cls, url: str) -> "IntakeAddress":
        """Read `lmtp://host:port` or `smtp://host:port`. Raises `ConfigurationError` for anything else."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            port = None
        if port and parts.hostname and not parts.username and parts.path in {"", "/"}:
            if parts.scheme == "lmtp":
                return cls("lmtp", parts.hostname, port)
            if parts.scheme == "smtp":
                return cls("smtp", parts.hostname, port)
        raise ConfigurationError(
            "TARAZY_NOTIFICATIONS_REPLIES_AT must be lmtp://host:port or smtp://host:port, such as lmtp://127.0.0.1:8024"
        )


@asynccontextmanager
async def listening(address: IntakeAddress, take: Take) -> AsyncIterator[None]:
    """Listen while the block lasts; a mail is acknowledged when `take` has kept it.

    `OSError` when the port is taken.
    """
    conversations: set[SMTP] = set()
    protocol, hooks = _counted(LMTP if address.protocol == "lmtp" else SMTP, conversations), _Hooks(take)

    def converse() -> asyncio.BaseProtocol:
        if len(conversations) >= CONNECTIONS:
            return _Full()
        return protocol(
            hooks,
            hostname="tarazy",
            ident="Tarazy replies",
            enable_SMTPUTF8=True,
            data_size_limit=SIZE_LIMIT,
            timeout=PATIENCE,
        )

    server = await asyncio.get_running_loop().create_server(converse, address.host, address.port)
    try:
        yield
    finally:
        server.close()
        for conversation in list(conversations):
            if conversation.transport is not None:
                conversation.transport.close()


def _counted(protocol: type[SMTP], conversations: set[SMTP]) -> type[SMTP]:
    """The protocol, with those that speak it kept in a set."""

    class Counted(protocol):  # type: ignore[misc,valid-type]
        line_length_limit = SIZE_LIMIT
        """Whoever breaks the rule of 1,000 has an answer to give all the same."""

        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            conversations.add(self)
            super().connection_made(transport)

        def connection_lost(self, error: Exception | None) -> None:
            conversations.discard(self)
            super().connection_lost(error)

    return Counted


class _Full(asyncio.Protocol):
    """One connection too many."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101  so create_server promises
        transport.write(b"421 4.3.2 Busy, try again\r\n")
        transport.close()


class _Hooks:
    """What aiosmtpd calls; the names and the order of the arguments are its."""

    def __init__(self, take: Take) -> None:
        self._take = take

    async def handle_RCPT(self, _: SMTP, __: Session, envelope: Envelope, address: str, options: list[str]) -> str:
        """A recipient is named: whether it is ours is the mail server's to know. LMTP answers for each by itself."""
        if envelope.rcpt_tos:
            return "452 4.5.3 One recipient at a time"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, _: SMTP, __: Session, envelope: Envelope) -> str:
        """A whole mail has come: keep it, then acknowledge. What cannot be kept now comes again."""
        assert isinstance(envelope.content, bytes)  # noqa: S101  decode_data is off
        try:
            await self._take(envelope.content)
        except TRANSIENT as error:
            log.warning("reply_not_kept", error=type(error).__name__)
            return LATER
        except Exception:
            log.exception("reply_not_kept")
            return LATER
        return "250 2.0.0 Kept"
