"""An SMS centre by SMPP 3.4: it binds whoever comes, puts the parts of a message together, and sends receipts."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import count
from struct import Struct

from aiosmpplib.protocol import DeliverSm, SubmitSm
from aiosmpplib.state import (
    MESSAGE_STATE,
    NPI,
    RECEIPTED_MESSAGE_ID,
    TON,
    OptionalParam,
    PduHeader,
    PhoneNumber,
    SmppCommand,
    SmppCommandStatus,
)

from tarazy_local.catcher.texts.script import Delivery, Mode, Step, TextBehaviour, TextScript
from tarazy_local.catcher.texts.store import Message

Keep = Callable[[Message], object]
"""Called with each message that has arrived whole."""

_HEADER = Struct("!IIII")
_LONGEST = 70_000
_IS_ANSWER = 0x8000_0000
_BINDS = (SmppCommand.BIND_TRANSCEIVER, SmppCommand.BIND_TRANSMITTER, SmppCommand.BIND_RECEIVER)
_STATES = {Delivery.DELIVERED: 2, Delivery.EXPIRED: 3, Delivery.UNDELIVERED: 5}
_IS_RECEIPT = 0b0000_0100
_NO_RECEIPT_WANTED = 0


class Centre:
    """One centre, whoever is bound to it."""

    def __init__(self, keep: Keep, script: TextScript) -> None:
        self._keep = keep
        self.script = script
        self.binds = 0
        """How often somebody has bound."""
        self.silent = False
        """Whether it says nothing to whoever asks if it is there."""
        self._numbers = count(1)
        self._parts: dict[tuple[str, str, int], dict[int, str]] = {}
        self._writers: set[asyncio.StreamWriter] = set()
        self._sequences = count(1)

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        self._writers.add(writer)
        try:
            behaviour = self.script.take(Step.CONNECT)
            if behaviour.mode is Mode.HANG:
                await reader.read()
            if behaviour.mode is not Mode.ACCEPT:
                return
            while await self._answer(reader, writer):
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError, ValueError):
            return
        finally:
            self._writers.discard(writer)
            writer.transport.abort()

    def cut(self) -> None:
        """Close all connections without a word."""
        for writer in self._writers:
            writer.transport.abort()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        header = await reader.readexactly(_HEADER.size)
        length, command, _, sequence = _HEADER.unpack(header)
        if not _HEADER.size <= length <= _LONGEST:
            return False
        octets = header + await reader.readexactly(length - _HEADER.size)
        if command in _BINDS:
            self.binds += 1
            writer.write(_plain(command | _IS_ANSWER, sequence, body=b"tarazy\0"))
        elif command == SmppCommand.SUBMIT_SM:
            return await self._submitted(octets, sequence, reader, writer)
        elif command == SmppCommand.ENQUIRE_LINK and self.silent:
            return True
        elif command in (SmppCommand.ENQUIRE_LINK, SmppCommand.UNBIND):
            writer.write(_plain(command | _IS_ANSWER, sequence))
            return bool(command != SmppCommand.UNBIND)
        elif not command & _IS_ANSWER:
            writer.write(_plain(SmppCommand.GENERIC_NACK, sequence, SmppCommandStatus.ESME_RINVCMDID))
        return True

    async def _submitted(
        self, octets: bytes, sequence: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> bool:
        pdu = PduHeader(len(octets), SmppCommand.SUBMIT_SM, SmppCommandStatus.ESME_ROK, sequence)
        message = SubmitSm.from_pdu(octets, pdu, "gsm0338")
        assert isinstance(message, SubmitSm)  # noqa: S101  from_pdu gives its own class
        behaviour = self.script.take(Step.SUBMIT)
        if behaviour.mode is Mode.REFUSE:
            writer.write(_plain(SmppCommand.SUBMIT_SM_RESP, sequence, behaviour.status))
            return True
        if behaviour.mode is Mode.ACCEPT or behaviour.keep:
            self._put_together(message)
        if behaviour.mode is Mode.HANG:
            await reader.read()
        if behaviour.mode is not Mode.ACCEPT:
            return False
        message_id = f"{next(self._numbers):08x}"
        writer.write(_plain(SmppCommand.SUBMIT_SM_RESP, sequence, body=message_id.encode() + b"\0"))
        if message.registered_delivery != _NO_RECEIPT_WANTED and behaviour.receipt is not Delivery.NONE:
            writer.write(self._receipt(message, message_id, behaviour))
        return True

    def _put_together(self, message: SubmitSm) -> None:
        number, part, total = message.get_segmentation_data()
        plus = "+" if message.destination.ton == TON.INTERNATIONAL else ""
        recipient, encoding = plus + message.destination.number, "ucs2" if message.encoding == "ucs2" else "gsm7"
        key = (message.source.number, recipient, number)
        held = self._parts.setdefault(key, {})
        held[part] = message.short_message or message.message_payload
        if len(held) < total:
            return
        text = "".join(held[place] for place in sorted(held))
        reference = str(number) if total else ""
        self._keep(Message("smpp", message.source.number, recipient, text, max(total, 1), encoding, reference))
        del self._parts[key]

    def _receipt(self, message: SubmitSm, message_id: str, behaviour: TextBehaviour) -> bytes:
        arrived = behaviour.receipt is Delivery.DELIVERED
        text = DeliverSm.encode_receipt(
            {
                "id": message_id,
                "sub": 1,
                "dlvrd": int(arrived),
                "stat": behaviour.receipt.value,
                "err": 0 if arrived else 1,
            }
        )
        receipt = DeliverSm(
            sequence_num=next(self._sequences),
            short_message=text,
            source=message.destination,
            destination=message.source if message.source.number else PhoneNumber("1", TON.UNKNOWN, NPI.UNKNOWN),
            esm_class=_IS_RECEIPT,
            registered_delivery=_NO_RECEIPT_WANTED,
            optional_params=[
                OptionalParam(RECEIPTED_MESSAGE_ID, message_id),
                OptionalParam(MESSAGE_STATE, _STATES[behaviour.receipt]),
            ],
        )
        return bytes(receipt.pdu())


@asynccontextmanager
async def serving(centre: Centre, host: str, port: int) -> AsyncIterator[int]:
    """Listen for the length of the block and give the port; `OSError` when it is taken."""
    server = await asyncio.start_server(centre.talk, host, port)
    try:
        yield int(server.sockets[0].getsockname()[1])
    finally:
        server.close()
        centre.cut()


def _plain(command: int, sequence: int, status: int = 0, body: bytes = b"") -> bytes:
    return _HEADER.pack(_HEADER.size + len(body), command, status, sequence) + body
