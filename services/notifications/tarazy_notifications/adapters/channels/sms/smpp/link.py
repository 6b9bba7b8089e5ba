"""The one bind of a process to an SMS centre: kept up, asked whether it still lives, shared by all lanes."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from functools import partial
from itertools import cycle

import structlog
from aiosmpplib.state import SmppCommand, SmppCommandStatus
from tarazy_shared.background import backoff
from tarazy_shared.errors import TRANSIENT

from tarazy_notifications.adapters.channels.sms.receipts import Take
from tarazy_notifications.adapters.channels.sms.server import SmppServer
from tarazy_notifications.adapters.channels.sms.smpp import pdus
from tarazy_notifications.adapters.channels.sms.smpp.pdus import HEADER, IS_ANSWER, LONGEST, Pdu

log = structlog.get_logger(__name__)

WINDOW = 10
"""Messages that may wait for their answer at once."""
ENQUIRE_EVERY = 30.0
"""Seconds of silence after which the centre is asked whether it is there."""
LONGEST_REST = 10.0
"""Seconds between two attempts to bind, at most."""


class LinkLostError(Exception):
    """The centre went away before it answered."""


class NotBoundError(LinkLostError):
    """There is no centre to say anything to."""


class SmppLink:
    """A bind as transceiver."""

    def __init__(
        self,
        server: SmppServer,
        take: Take,
        *,
        timeout: float,
        tls: ssl.SSLContext | None = None,
        enquire_every: float = ENQUIRE_EVERY,
    ) -> None:
        """`take` keeps receipts; `timeout` is how many seconds an answer may take."""
        self._server = server
        self._take = take
        self._timeout = timeout
        self._tls = tls if server.tls else None
        self._enquire_every = enquire_every
        self._writer: asyncio.StreamWriter | None = None
        self._bound = asyncio.Event()
        self._failures = 0
        self._waiting: dict[int, asyncio.Future[Pdu]] = {}
        self._sequences = cycle(range(1, 0x7FFF_FFFF))
        self.window = asyncio.Semaphore(WINDOW)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Keep the bind up while the block lasts; unbind at its end."""
        stopping = asyncio.Event()
        task = asyncio.create_task(self._keep_up(stopping), name="smpp")
        try:
            yield
        finally:
            stopping.set()
            if self._bound.is_set():
                with suppress(LinkLostError):
                    await self.ask(partial(pdus.plain, SmppCommand.UNBIND), at_most=2)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def bound(self) -> None:
        """Until the centre has taken us on. Raises `NotBoundError` when that takes too long."""
        try:
            async with asyncio.timeout(self._timeout):
                await self._bound.wait()
        except TimeoutError:
            raise NotBoundError from None

    async def ask(self, make: Callable[[int], bytes], *, at_most: float | None = None) -> Pdu:
        """Send a message, made with its sequence number, and wait for its answer. Raises `LinkLostError`."""
        if self._writer is None:
            raise NotBoundError
        sequence = next(self._sequences)
        answer: asyncio.Future[Pdu] = asyncio.get_running_loop().create_future()
        self._waiting[sequence] = answer
        try:
            async with asyncio.timeout(min(self._timeout, at_most or self._timeout)):
                self._writer.write(make(sequence))
                await self._writer.drain()
                return await answer
        except (TimeoutError, OSError):
            # Whoever does not answer one message will not answer the others that wait.
            self.drop()
            raise LinkLostError from None
        finally:
            self._waiting.pop(sequence, None)

    def drop(self) -> None:
        """End this connection; another is made."""
        self._bound.clear()
        if self._writer is not None:
            self._writer.transport.abort()

    async def _keep_up(self, stopping: asyncio.Event) -> None:
        # A cancellation that meets a connection just ending is lost in its group of tasks: so the event says it too.
        while not stopping.is_set():
            try:
                await self._live()
            except* (OSError, EOFError, LinkLostError, ValueError) as errors:
                if not stopping.is_set():
                    log.warning("sms_centre_lost", reason=type(errors.exceptions[0]).__name__)
            self._failures += 1
            with suppress(TimeoutError):
                await asyncio.wait_for(stopping.wait(), backoff(self._failures, most=LONGEST_REST))

    async def _live(self) -> None:
        """One connection, from its beginning to its end."""
        async with asyncio.timeout(self._timeout):
            reader, writer = await asyncio.open_connection(self._server.host, self._server.port, ssl=self._tls)
        self._writer = writer
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._read(reader, tasks))
                tasks.create_task(self._bind_and_stay())
        finally:
            self.drop()
            self._writer = None
            for answer in self._waiting.values():
                if not answer.done():
                    answer.set_exception(LinkLostError())

    async def _bind_and_stay(self) -> None:
        answer = await self.ask(partial(pdus.bind, self._server))
        if answer.status:
            log.error("sms_centre_refuses_us", code=pdus.code(answer.status))
            raise NotBoundError
        self._failures = 0
        self._bound.set()
        while True:
            await asyncio.sleep(self._enquire_every)
            await self.ask(partial(pdus.plain, SmppCommand.ENQUIRE_LINK))

    async def _read(self, reader: asyncio.StreamReader, tasks: asyncio.TaskGroup) -> None:
        while True:
            header = await reader.readexactly(HEADER.size)
            length, command, status, sequence = HEADER.unpack(header)
            if not HEADER.size <= length <= LONGEST:
                raise ValueError("no PDU is so long")
            pdu = Pdu(command, status, sequence, header + await reader.readexactly(length - HEADER.size))
            if command & IS_ANSWER:
                answer = self._waiting.get(sequence)
                if answer is not None and not answer.done():
                    answer.set_result(pdu)
            elif command == SmppCommand.DELIVER_SM:
                tasks.create_task(self._delivered(pdu))
            else:
                self._say(pdu)

    def _say(self, pdu: Pdu) -> None:
        """Answer what a centre may ask, and say of the rest that it is not known here."""
        if pdu.command in (SmppCommand.ENQUIRE_LINK, SmppCommand.UNBIND):
            self._write(pdus.plain(SmppCommand(pdu.command | IS_ANSWER), pdu.sequence))
        else:
            self._write(pdus.plain(SmppCommand.GENERIC_NACK, pdu.sequence, SmppCommandStatus.ESME_RINVCMDID))
        if pdu.command == SmppCommand.UNBIND:
            raise NotBoundError

    async def _delivered(self, pdu: Pdu) -> None:
        status = SmppCommandStatus.ESME_ROK
        receipt = pdus.receipt_in(pdu)
        if receipt is not None:
            try:
                await self._take(receipt)
            except Exception as error:
                log.warning("receipt_not_kept", error=type(error).__name__, exc_info=not isinstance(error, TRANSIENT))
                status = SmppCommandStatus.ESME_RX_T_APPN
        self._write(pdus.plain(SmppCommand.DELIVER_SM_RESP, pdu.sequence, status, b"\0"))

    def _write(self, octets: bytes) -> None:
        if self._writer is not None:
            self._writer.write(octets)
