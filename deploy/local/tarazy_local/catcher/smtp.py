"""The catcher's SMTP side."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiosmtpd.smtp import SMTP, Envelope, Session
from tarazy_shared.clock import Clock

from tarazy_local.catcher.behaviour import Behaviour, Mode, Script, Step
from tarazy_local.catcher.mailbox import Mailbox

_SIZE_LIMIT = 32 * 1024 * 1024
_DROPPED = "421 Closing"
"""Never read by the other side: the connection is gone when it is written."""


@asynccontextmanager
async def smtp_server(host: str, port: int, *, mailbox: Mailbox, script: Script, clock: Clock) -> AsyncIterator[None]:
    """Listen for the length of the block; `OSError` when the port is taken."""
    catching = _Catching(mailbox, script, clock)

    def converse() -> asyncio.BaseProtocol:
        behaviour = script.take(Step.CONNECT)
        if behaviour.mode is not Mode.ACCEPT:
            return _NoConversation(behaviour)
        return SMTP(
            catching, hostname="localhost", ident="Tarazy catcher", enable_SMTPUTF8=True, data_size_limit=_SIZE_LIMIT
        )

    server = await asyncio.get_running_loop().create_server(converse, host, port)
    try:
        yield
    finally:
        server.close()


class _NoConversation(asyncio.Protocol):
    """A connection that fails as soon as it is there."""

    def __init__(self, behaviour: Behaviour) -> None:
        self._behaviour = behaviour

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101  so create_server promises
        match self._behaviour.mode:
            case Mode.REFUSE:
                transport.write(f"{self._behaviour.code} {self._behaviour.text}\r\n".encode("ascii"))
                transport.close()
            case Mode.HANG:
                asyncio.get_running_loop().call_later(self._behaviour.seconds, transport.abort)
            case _:
                transport.abort()


class _Catching:
    """The hooks that aiosmtpd calls; their names and the order of their arguments are its."""

    def __init__(self, mailbox: Mailbox, script: Script, clock: Clock) -> None:
        self._mailbox = mailbox
        self._script = script
        self._clock = clock

    async def handle_EHLO(self, _: SMTP, session: Session, __: Envelope, name: str, offers: list[str]) -> list[str]:
        """What is offered: several commands at once too (RFC 2920), which are read one after the other anyway."""
        session.host_name = name
        return [*offers[:-1], "250-PIPELINING", offers[-1]]

    async def handle_RCPT(self, server: SMTP, _: Session, envelope: Envelope, address: str, options: list[str]) -> str:
        """A recipient is named."""
        behaviour = self._script.take(Step.RCPT, frozenset({address}))
        if behaviour.mode is not Mode.ACCEPT:
            return await _fail(server, behaviour)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _: Session, envelope: Envelope) -> str:
        """A whole mail has come: keep it, then acknowledge."""
        behaviour = self._script.take(Step.DATA, frozenset(envelope.rcpt_tos))
        kept = 0
        if behaviour.mode is Mode.ACCEPT or behaviour.keep:
            assert isinstance(envelope.content, bytes)  # noqa: S101  decode_data is off
            kept = self._mailbox.keep(envelope.mail_from or "", envelope.rcpt_tos, envelope.content, at=self._clock())
        return f"250 Kept as {kept}" if behaviour.mode is Mode.ACCEPT else await _fail(server, behaviour)


async def _fail(server: SMTP, behaviour: Behaviour) -> str:
    if behaviour.mode is Mode.REFUSE:
        return f"{behaviour.code} {behaviour.text}"
    if behaviour.mode is Mode.HANG:
        await asyncio.sleep(behaviour.seconds)
    if isinstance(server.transport, asyncio.WriteTransport):
        server.transport.abort()
    return _DROPPED
