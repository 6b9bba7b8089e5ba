"""SMPP 3.4 as octets. aiosmpplib lays out the fields; headers are read here, since centres have codes of their own."""

from dataclasses import dataclass
from struct import Struct
from typing import Literal

from aiosmpplib.protocol import BindTransceiver, DeliverSm, SubmitSm
from aiosmpplib.state import (
    MESSAGE_STATE,
    NPI,
    RECEIPTED_MESSAGE_ID,
    TON,
    PduHeader,
    PhoneNumber,
    SmppCommand,
    SmppCommandStatus,
)

from tarazy_notifications.adapters.channels.sms.parts import Part
from tarazy_notifications.adapters.channels.sms.receipts import Receipt, read_receipt
from tarazy_notifications.adapters.channels.sms.server import SmppServer
from tarazy_notifications.domain.texts.segments import Encoding

HEADER = Struct("!IIII")
LONGEST = 70_000
"""Octets of one PDU: a payload of 64 KiB and what belongs to it."""
IS_ANSWER = 0x8000_0000
_SEVERAL = 0b0100_0000
"""esm_class: the message begins with a user data header."""
_ON_DELIVERY = 1


@dataclass(frozen=True, slots=True)
class Pdu:
    """One message of the protocol."""

    command: int
    status: int
    sequence: int
    octets: bytes
    """All of it, with the header."""

    @property
    def message_id(self) -> str:
        """What a `submit_sm_resp` calls the message."""
        return self.octets[HEADER.size :].partition(b"\0")[0].decode("ascii", "replace")[:65]


def plain(command: SmppCommand, sequence: int, status: int = 0, body: bytes = b"") -> bytes:
    """A message that needs no layout."""
    return HEADER.pack(HEADER.size + len(body), command, status, sequence) + body


def bind(server: SmppServer, sequence: int) -> bytes:
    """`bind_transceiver`: messages one way, receipts the other."""
    return bytes(BindTransceiver(sequence_num=sequence, system_id=server.user, password=server.password).pdu())


def submit(part: Part, number: str, sender: str | None, encoding: Encoding, *, sequence: int) -> bytes:
    """`submit_sm` of one part, which asks for a receipt: a text is read when all of its parts are there."""
    message = SubmitSm(
        sequence_num=sequence,
        short_message=".",  # replaced by the octets below
        source=_source(sender),
        destination=PhoneNumber(number.removeprefix("+"), TON.INTERNATIONAL, NPI.ISDN),
        esm_class=_SEVERAL if part.is_one_of_several else 0,
        registered_delivery=_ON_DELIVERY,
        encoding="ucs2" if encoding == "ucs2" else None,
    )
    message.set_encoded_message(part.octets)
    return bytes(message.pdu())


def receipt_in(pdu: Pdu) -> Receipt | None:
    """The receipt in a `deliver_sm`; None for one that says nothing final, and for whatever else may come so."""
    header = PduHeader(len(pdu.octets), SmppCommand.DELIVER_SM, SmppCommandStatus.ESME_ROK, pdu.sequence)
    try:
        message = DeliverSm.from_pdu(pdu.octets, header, "gsm0338")
    except Exception:
        return None
    if not isinstance(message, DeliverSm) or not message.is_receipt():
        return None
    extra = {one.tag: one.value for one in message.optional_params or []}
    message_id, state = extra.get(RECEIPTED_MESSAGE_ID), extra.get(MESSAGE_STATE)
    return read_receipt(
        message.short_message or message.message_payload,
        message_id if isinstance(message_id, str) and message_id else None,
        state if isinstance(state, int) else None,
    )


def code(status: int) -> str:
    """A status as a reason."""
    return f"smpp_{status:x}"


Kind = Literal["throttled", "busy", "never", "unbound", "misconfigured"]


def meaning(status: int) -> Kind:
    """What a refusal of `submit_sm` says. A code that nobody knows is a `busy`, which ends after some attempts."""
    try:
        code = SmppCommandStatus(status)
    except ValueError:
        return "busy"
    return _MEANINGS.get(code, "busy")


_MEANINGS: dict[SmppCommandStatus, Kind] = {
    SmppCommandStatus.ESME_RTHROTTLED: "throttled",
    SmppCommandStatus.ESME_RMSGQFUL: "throttled",
    SmppCommandStatus.ESME_RINVDSTADR: "never",
    SmppCommandStatus.ESME_RINVDSTTON: "never",
    SmppCommandStatus.ESME_RINVDSTNPI: "never",
    SmppCommandStatus.ESME_RINVMSGLEN: "never",
    SmppCommandStatus.ESME_RX_P_APPN: "never",
    SmppCommandStatus.ESME_RX_R_APPN: "never",
    SmppCommandStatus.ESME_RINVBNDSTS: "unbound",
    SmppCommandStatus.ESME_RINVSRCADR: "misconfigured",
    SmppCommandStatus.ESME_RINVSRCTON: "misconfigured",
    SmppCommandStatus.ESME_RINVSRCNPI: "misconfigured",
}


def _source(sender: str | None) -> PhoneNumber:
    """A name of up to eleven letters, a number with its country, or a short code; without one, the account's own."""
    if not sender:
        return PhoneNumber("")
    if sender.startswith("+"):
        return PhoneNumber(sender.removeprefix("+"), TON.INTERNATIONAL, NPI.ISDN)
    if sender.isdigit():
        return PhoneNumber(sender, TON.NETWORK_SPECIFIC, NPI.UNKNOWN)
    return PhoneNumber(sender, TON.ALPHANUMERIC, NPI.UNKNOWN)
