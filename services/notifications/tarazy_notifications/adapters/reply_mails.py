"""Mails with which calendars answer (iMIP REPLY, RFC 6047), as programs write them: read as far as they can be read.

Nothing in a mail is trusted, and nothing in it is kept but who answers what, to which invitation, and when.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.message import Message
from email.policy import default
from itertools import islice
from urllib.parse import unquote

from icalendar import Calendar, Event

from tarazy_notifications.adapters.mail_headers import ascii_domain
from tarazy_notifications.domain.replies import Answer, Reply, Sender, Verdict, same_mailbox

PARTS = 50
"""Parts of a mail that are looked at."""
SEPARATORS, BOUNDARIES, HEADER_SIZE = 1000, 20, 2000
"""Lines that may part a mail, kinds of them, and letters of a header; nobody's answer has as many."""
CALENDAR_SIZE = 256 * 1024
"""Bytes of a calendar part that is read: a reply repeats the invitation, with the words that we wrote."""
EVENTS = 31
"""Days of one reply."""

_ANSWERS: dict[str, Answer] = {"ACCEPTED": "accepted", "DECLINED": "declined", "TENTATIVE": "tentative"}

_CONTENT_HEADER = re.compile(rb"(?:\A|[\r\n])content-[a-z-]+:[^\r\n]*(?:(?:\r\n?|\n)[ \t][^\r\n]*)*", re.IGNORECASE)
_KINDS = frozenset({"text/calendar", "application/ics", "text/x-vcalendar", "text/ics"})


@dataclass(frozen=True, slots=True)
class ReadMail:
    """A mail as it was understood: its replies, or why there are none."""

    sender: Sender
    replies: Sequence[Reply] = ()
    verdict: Verdict | None = None


def read(mail: bytes, received_at: datetime, vouched_by: str | None = None) -> ReadMail:
    """Read a mail; raises for none.

    A clock that is ahead has not the last word for ever: no answer is later than `received_at`. `vouched_by` is the
    mail server whose word on senders counts (RFC 8601); without it who the mail names is taken for its sender.
    """
    nobody = Sender(None, is_authentic=False)
    if would_take_long(mail):
        return ReadMail(nobody, verdict=Verdict.UNREADABLE)
    try:
        # Without the policy that reads every header as soon as it is touched.
        message = message_from_bytes(mail)
        sender = _sender(message, vouched_by)
        calendar = _calendar(message)
        if calendar is None:
            return ReadMail(sender, verdict=Verdict.NO_CALENDAR)
        if str(calendar.get("METHOD", "")).upper() != "REPLY":
            return ReadMail(sender, verdict=Verdict.NO_REPLY)
        found = [_reply(event, sender, received_at) for event in islice(calendar.events, EVENTS)]
        replies = tuple(one for one in found if one is not None)
        return ReadMail(sender, replies, None if replies else Verdict.UNREADABLE)
    except Exception:
        # Libraries raise whatever they like for what nobody wrote in earnest; nesting without end is one of these.
        return ReadMail(nobody, verdict=Verdict.UNREADABLE)


def would_take_long(mail: bytes) -> bool:
    """Whether it is one of those with which the library that reads mails would be busy for minutes."""
    return (
        mail.count(b"\n--") + mail.count(b"\r--") > SEPARATORS
        or mail.lower().count(b"boundary") > BOUNDARIES
        or any(len(header[0]) > HEADER_SIZE for header in _CONTENT_HEADER.finditer(mail))
    )


def _sender(message: Message, vouched_by: str | None) -> Sender:
    headers = [default.header_factory("From", _header(value)) for value in message.get_all("From", [])]
    authors = [each.addr_spec for header in headers for each in header.addresses]
    mailbox = ascii_domain(authors[0]) if len(authors) == 1 and "@" in authors[0] else None
    return Sender(mailbox, vouched_by is None or _is_vouched_for(message, vouched_by))


def _header(value: object) -> str:
    """A header in one line; one that nobody would write says nothing."""
    text = str(value)
    return " ".join(text.split()) if len(text) <= HEADER_SIZE else ""


def _is_vouched_for(message: Message, server: str) -> bool:
    """What the topmost result of that server says: those below it may have come with the mail."""
    for value in message.get_all("Authentication-Results", []):
        named, _, results = _header(value).partition(";")
        if named.split()[:1] == [server]:
            return re.search(r"(?<![\w.-])dmarc\s*=\s*pass\b", results, re.IGNORECASE) is not None
    return False


def _calendar(message: Message) -> Calendar | None:
    """The first part that is a calendar, whatever the mail calls it."""
    for part in islice(leaves(message), PARTS):
        if part.get_content_type() not in _KINDS and not str(part.get_filename("")).lower().endswith(".ics"):
            continue
        payload = part.get_payload(decode=True)
        if not isinstance(payload, bytes) or not 0 < len(payload) <= CALENDAR_SIZE:
            continue
        text = _text(payload, part.get_content_charset())
        if "BEGIN:VCALENDAR" in text.upper():
            found = Calendar.from_ical(text)
            if isinstance(found, Calendar):
                return found
    return None


def leaves(message: Message) -> Iterator[Message]:
    """Parts without parts, in order; without recursion, since a mail may be nested as deep as its sender likes."""
    waiting: list[Message] = [message]
    while waiting:
        part = waiting.pop()
        if part.is_multipart():
            waiting += reversed([one for one in part.get_payload() if isinstance(one, Message)])
        else:
            yield part


def _text(payload: bytes, charset: str | None) -> str:
    """In the charset that the part names, else in UTF-8; letters that cannot be read matter to nobody here."""
    for name in (charset, "utf-8-sig", "utf-16"):
        try:
            text = payload.decode(name or "utf-8-sig")
        except (LookupError, UnicodeError):
            continue
        if "VCALENDAR" in text.upper():
            return text.lstrip("\ufeff")
    return payload.decode("utf-8", errors="replace")


def _reply(event: Event, sender: Sender, received_at: datetime) -> Reply | None:
    attendees = event.get("ATTENDEE")
    people = attendees if isinstance(attendees, list) else [attendees] if attendees is not None else []
    spoken = [(_mailbox(str(one)), one) for one in people]
    # A reply names who answers and nobody else (RFC 5546, section 3.2.3); programs that name others mean the sender.
    mine = [pair for pair in spoken if sender.mailbox and same_mailbox(pair[0], sender.mailbox)]
    if not mine and len(spoken) != 1:
        return None
    mailbox, attendee = (mine or spoken)[0]
    answer = _ANSWERS.get(str(getattr(attendee, "params", {}).get("PARTSTAT", "")).upper())
    stamped_at = _instant(event, "DTSTAMP")
    sequence = event.get("SEQUENCE", 0)
    return Reply(
        str(event.get("UID", "")).strip().lower(),
        mailbox,
        answer,
        sequence if isinstance(sequence, int) and 0 <= sequence < 2**31 else -1,
        min(stamped_at or received_at, received_at),
        _occurrence(event),
    )


def _mailbox(uri: str) -> str:
    scheme, _, rest = uri.strip().partition(":")
    return ascii_domain(unquote(rest.partition("?")[0]).strip()) if scheme.lower() == "mailto" else ""


def _instant(event: Event, name: str) -> datetime | None:
    value = getattr(event.get(name), "dt", None)
    if not isinstance(value, datetime):
        return None
    return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


def _occurrence(event: Event) -> date | None:
    value = getattr(event.get("RECURRENCE-ID"), "dt", None)
    return value if isinstance(value, date) else None
