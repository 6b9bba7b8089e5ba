"""A checker of mails that carry a calendar part (RFC 6047), and of those that a program sends by itself (RFC 3834)."""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP

from tests.unit.notifications import itip

_ONCE = (b"Message-ID", b"Date", b"From", b"To", b"Subject", b"MIME-Version")


def calendar_of(mail: bytes) -> tuple[bytes, dict[str, str]]:
    """The one calendar part of a mail and the parameters of its Content-Type. Raises ValueError if there is not one."""
    part = _part_of(message_from_bytes(mail, policy=SMTP))
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return payload, {str(key).lower(): str(value) for key, value in part.get_params() or []}


def faults(mail: bytes) -> list[str]:
    """Every rule that the mail breaks, in words; empty when it breaks none."""
    try:
        content, params = calendar_of(mail)
    except ValueError as error:
        return [str(error)]
    return [*_byte_faults(mail), *_mail_faults(mail, params, content), *itip.content_faults(content)]


def _part_of(message: EmailMessage) -> EmailMessage:
    parts = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    if message.get_content_type() != "multipart/alternative" or len(parts) != 1:
        raise ValueError("one text/calendar within multipart/alternative is wanted")
    (part,) = parts
    assert isinstance(part, EmailMessage)
    return part


def _byte_faults(mail: bytes) -> Iterator[str]:
    if any(byte > 127 for byte in mail):
        yield "the mail is not 7bit"
    if any(len(line) > 998 for line in mail.split(b"\r\n")):
        yield "a line of the mail is longer than 998"
    if re.search(rb"(?<!\r)\n|\r(?!\n)", mail):
        yield "the mail has a bare CR or LF"
    head, _, _ = mail.partition(b"\r\n\r\n")
    for name in _ONCE:
        if len(re.findall(rb"(?im)^" + name + rb":", head)) != 1:
            yield f"{name.decode()} is not there once"


def _mail_faults(mail: bytes, params: dict[str, str], content: bytes) -> Iterator[str]:
    message = message_from_bytes(mail, policy=SMTP)
    calendar = itip.parse(content)
    if params.get("charset", "").lower() != "utf-8":
        yield "the calendar part does not say that it is UTF-8"
    if params.get("method", "") != calendar.text("METHOD"):
        yield "method differs between Content-Type and VCALENDAR"
    if _part_of(message).get("Content-Disposition", "inline").lower().startswith("attachment"):
        yield "the calendar part is an attachment"
    kinds = [part.get_content_type() for part in message.iter_parts()]
    if "text/plain" not in kinds or kinds[-1] != "text/calendar":
        yield "no words before the calendar part"
    organizers = [one for event in calendar.named("VEVENT") for one in event.all("ORGANIZER")]
    acting = {itip.address(one.params.get("SENT-BY", one.value)) for one in organizers}
    if acting != {each.addr_spec for each in message["From"].addresses}:
        yield "who sends it is neither the organizer nor acts for it"
    if message.get("Auto-Submitted") != "auto-generated":
        yield "it does not say that a program sends it"
    if any(name.lower().startswith("list-unsubscribe") for name in message):
        yield "one cannot unsubscribe from one's hearings"
