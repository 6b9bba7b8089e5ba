"""Mails in which mail servers and readers' programs report of a mail of ours: RFC 3464, RFC 8098, RFC 5965.

Nothing in a mail is trusted but what it says of a notice that it names by ids that we wrote, all of which must agree.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes, message_from_string
from email.message import Message
from hashlib import sha256
from itertools import islice
from uuid import UUID

from tarazy_notifications.adapters.reply_mails import PARTS, would_take_long
from tarazy_notifications.domain.delivery.receipts import Happening, Receipt

FIELD_SIZE = 2000
"""Letters of a field that are looked at."""
RECIPIENTS = 20

_ID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_MESSAGE_ID = re.compile(rf"<({_ID})@[a-z0-9-]{{2,40}}\.tarazy>", re.IGNORECASE)
_ALONE = re.compile(rf"\s*({_ID})\s*", re.IGNORECASE)
_STATUS = re.compile(r"\s*([245]\.\d{1,3}\.\d{1,3})\b")

_ACTIONS = {
    "failed": Happening.BOUNCED,
    "delayed": Happening.DEFERRED,
    "delivered": Happening.DELIVERED,
    "relayed": Happening.DELIVERED,
    "expanded": Happening.DELIVERED,
}


def read(mail: bytes, received_at: datetime) -> Receipt | None:
    """What a mail reports; None for a mail that is no report. Raises for none.

    A report about no notice of ours names none, and is kept as such.
    """
    if would_take_long(mail):
        return None
    try:
        message = message_from_bytes(mail)
        if message.get_content_type() != "multipart/report":
            return None
        happening, code = _happening(message)
        notice_id = _named(message)
    except Exception:
        # Libraries raise whatever they like for what nobody wrote in earnest.
        return None
    if happening is None:
        return None
    return Receipt(sha256(mail).hexdigest(), happening, received_at, notice_id, code=code)


def _happening(message: Message) -> tuple[Happening | None, str | None]:
    for part in _parts(message):
        kind = part.get_content_type()
        if kind in {"message/delivery-status", "message/global-delivery-status"}:
            return _delivery(part)
        if kind in {"message/disposition-notification", "message/global-disposition-notification"}:
            return _disposition(part)
        if kind == "message/feedback-report":
            return Happening.COMPLAINED, None
    return None, None


def _delivery(part: Message) -> tuple[Happening | None, str | None]:
    """Of the recipient, which our mails have one of (RFC 3464, section 2.3)."""
    for block in islice(_blocks(part), RECIPIENTS):
        happening = _ACTIONS.get(_field(block, "Action").strip().lower())
        if happening is not None:
            status = _STATUS.match(_field(block, "Status"))
            return happening, f"status_{status[1]}" if status else None
    return None, None


def _disposition(part: Message) -> tuple[Happening | None, str | None]:
    """`Disposition: manual-action/MDN-sent-manually; displayed` (RFC 8098, section 3.2.6)."""
    for block in islice(_blocks(part), 1):
        _, _, what = _field(block, "Disposition").partition(";")
        is_read = what.strip().lower().partition("/")[0] == "displayed"
        return (Happening.READ if is_read else Happening.UNKNOWN), None
    return None, None


def _named(message: Message) -> UUID | None:
    """The notice that the returned mail names, else the envelope; None where there is none, or they are several."""
    returned, envelope = set[str](), set[str]()
    for part in _parts(message):
        kind = part.get_content_type()
        if kind in {"message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers"}:
            headers = _returned(part)
            returned |= _alone(_field(headers, "Tarazy-Notice-Id")) | _ids(_field(headers, "Message-ID"))
        elif kind.startswith("message/"):
            for block in islice(_blocks(part), RECIPIENTS):
                envelope |= _ids(_field(block, "Original-Message-ID"))
                envelope |= _alone(_field(block, "Original-Envelope-Id"))
    replied = _ids(_field(message, "In-Reply-To"))
    ids = (returned | envelope) or replied
    return UUID(next(iter(ids))) if len(ids) == 1 else None


def _returned(part: Message) -> Message:
    payload = part.get_payload()
    if isinstance(payload, list) and payload and isinstance(payload[0], Message):
        return payload[0]
    text = part.get_payload(decode=True)
    return message_from_bytes(text[: 64 * FIELD_SIZE] if isinstance(text, bytes) else b"")


def _blocks(part: Message) -> Iterator[Message]:
    """Blocks of fields; the library reads some kinds of part as blocks and others as a mail with words after it."""
    payload = part.get_payload()
    if not isinstance(payload, list):
        yield message_from_string(str(payload))
        return
    for one in payload:
        if not isinstance(one, Message):
            continue
        yield one
        rest = one.get_payload()
        if isinstance(rest, str):
            yield from (message_from_string(text) for text in re.split(r"\r?\n\r?\n", rest) if text.strip())


def _parts(message: Message) -> Iterator[Message]:
    """The parts of the report itself: what is inside the mail that comes back is that mail's."""
    payload = message.get_payload()
    return (part for part in islice(payload if isinstance(payload, list) else [], PARTS) if isinstance(part, Message))


def _field(block: Message, name: str) -> str:
    text = str(block.get(name, ""))
    return text if len(text) <= FIELD_SIZE else ""


def _alone(text: str) -> set[str]:
    found = _ALONE.fullmatch(text)
    return {found[1].lower()} if found else set()


def _ids(text: str) -> set[str]:
    return {one.lower() for one in _MESSAGE_ID.findall(text)}
