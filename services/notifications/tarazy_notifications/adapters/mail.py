"""A notice as a MIME message: words, and for hearings the calendar part (RFC 6047)."""

from binascii import b2a_base64
from dataclasses import dataclass
from datetime import datetime
from email.charset import SHORTEST, Charset
from email.header import Header
from email.headerregistry import Address
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime
from functools import lru_cache
from unicodedata import category
from uuid import UUID

from tarazy_notifications.adapters import letters
from tarazy_notifications.adapters.calendar import CalendarPart, Organizer, calendar_part
from tarazy_notifications.adapters.links import Links
from tarazy_notifications.adapters.plain_text import shown
from tarazy_notifications.adapters.texts.terms import PLAIN, Terms
from tarazy_notifications.adapters.texts.words import named
from tarazy_notifications.domain.notices import Notice
from tarazy_notifications.domain.people import Court
from tarazy_notifications.domain.stories import HearingStory, Story
from tarazy_notifications.domain.texts.summons import Item
from tarazy_notifications.domain.topics import FAREWELLS, REMINDER, SURVEY_REMINDED

_STEERING = frozenset({"Cc", "Zl", "Zp"})
"""Unicode's controls and ends of lines and paragraphs: what could end or steer a header."""

_SEVEN_BIT = SMTP.clone(cte_type="7bit")


@dataclass(frozen=True, slots=True)
class Mail:
    """A message with its envelope. `international` ones need SMTPUTF8 (RFC 6531) of every server on their way."""

    sender: str
    recipient: str
    content: bytes
    international: bool
    envelope_id: str | None = None
    """What a report of its delivery names it by, where reports are read (RFC 3461, section 4.4)."""
    text_version: str | None = None
    """Of the texts that it was written from."""
    subject: str = ""
    text: str = ""
    """What its reader reads, without the marks of HTML."""
    lacking: tuple[Item, ...] = ()
    """What a summons should say and this one does not."""
    holds_secret: bool = False
    """Whether not even the hash of its bytes may be kept."""


@dataclass(frozen=True, slots=True)
class MailBuilder:
    """Builds mails of one installation."""

    sender: str
    """The mailbox that mails come from, and the organizer of hearings of a court without one of its own."""
    answers_to: str | None = None
    """Where set, the organizer of all hearings: the mailbox in which answers of calendars are read."""
    reads_answers: bool = False
    """Whether calendars are asked for answers."""
    bounces_to: str | None = None
    """The mailbox in which reports of what could not be delivered are read; without it they go to `sender`."""
    links: Links | None = None
    """Where set, mails lead to the page on which their readers choose how they are told."""

    def build(
        self,
        notice: Notice,
        story: Story,
        court: Court,
        *,
        written_at: datetime,
        follows: UUID | None = None,
        may_hold: bool = True,
        terms: Terms = PLAIN,
        answer_at: str | None = None,
    ) -> Mail:
        """The mail of one notice; the same input gives the same bytes.

        `follows` is the first notice of the same subject to the same person, which mail readers show it under.
        `may_hold`: whether the hearing may be in this person's calendar; nothing is taken out that was never put in.
        `answer_at` is where its reader alone answers: it is in the mail and in nothing that is kept of it.
        """
        recipient = ascii_domain(notice.address)
        entry = self.entry(notice, story, court) if may_hold or notice.topic not in FAREWELLS else None
        # Of a reminder of a survey nothing is kept: its links are those of the invitation.
        known_by = follows if follows and notice.topic == SURVEY_REMINDED else notice.notice_id
        link = self.links.to("preferences", known_by, written_at) if self.links else None
        words = letters.write(
            notice,
            story,
            court,
            has_entry=entry is not None,
            terms=terms,
            link=link,
            answer_at=answer_at or letters.HIDDEN,
        )
        international = not recipient.isascii()
        lines = [
            _people("From", named(court.names, notice.language), self.sender),
            _people("To", shown(notice.name), recipient),
            *([_people("Reply-To", "", ascii_domain(court.email))] if court.email else []),
            _subject(words.subject, international),
            _date(written_at),
            _plain("Message-ID", message_id(notice.notice_id, notice.court_id)),
        ]
        if follows is not None and follows != notice.notice_id:
            lines.append(_plain("References", message_id(follows, notice.court_id)))
        lines += [
            _plain("Auto-Submitted", "auto-generated"),
            _plain("Content-Language", notice.language),
            _plain("Tarazy-Notice-Id", str(notice.notice_id)),
        ]
        lines += self._ways_out(notice, known_by, written_at)
        if isinstance(story, HearingStory):
            lines.append(_plain("Tarazy-Hearing-Id", str(notice.subject_id)))
            lines.append(_plain("Tarazy-Hearing-Version", str(notice.subject_version)))
        boundary = f"=_{notice.notice_id.hex}"
        lines.append(_plain("MIME-Version", "1.0"))
        lines.append(_plain("Content-Type", f'multipart/alternative; boundary="{boundary}"'))
        content = b"".join(lines) + _alternatives(boundary, words, entry)
        return Mail(
            self.bounces_to or self.sender,
            recipient,
            content,
            international,
            str(notice.notice_id) if self.bounces_to else None,
            words.version,
            words.subject,
            _without(words.plain, link, answer_at),
            words.lacking,
            answer_at is not None,
        )

    def _ways_out(self, notice: Notice, known_by: UUID, written_at: datetime) -> list[bytes]:
        """How a mail program unsubscribes its reader with one click (RFC 8058), of what one may do without alone."""
        if self.links is None or not self.links.is_https or not notice.optional:
            return []
        address = self.links.to("unsubscribe", known_by, written_at)
        return [
            _plain("List-Unsubscribe", f"<{address}>"),
            _plain("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
        ]

    def entry(self, notice: Notice, story: Story, court: Court) -> CalendarPart | None:
        """The calendar part; None for what is about no hearing, and for a reminder, which changes nothing."""
        if not isinstance(story, HearingStory) or notice.topic.startswith(REMINDER):
            return None
        registry = ascii_domain(self.answers_to or court.email or self.sender)
        organizer = Organizer(registry, self.sender, self.reads_answers)
        return calendar_part(notice._replace(address=ascii_domain(notice.address)), story, court, organizer)


def _without(text: str, *links: str | None) -> str:
    """The words with these links hidden."""
    for link in links:
        if link:
            text = text.replace(link, letters.HIDDEN)
    return text


def _alternatives(boundary: str, words: letters.Letter, entry: CalendarPart | None) -> bytes:
    """The parts from the plainest to the richest, as RFC 2046 orders them."""
    parts = [
        _part('text/plain; charset="utf-8"', _with_crlf(words.plain)),
        _part('text/html; charset="utf-8"', _with_crlf(words.html)),
    ]
    if entry is not None:
        kind = f'text/calendar; charset="utf-8"; method="{entry.method}"; component="VEVENT"'
        parts.append(_part(kind, entry.content))
    between = b"\r\n--" + boundary.encode()
    return b"".join(between + b"\r\n" + part for part in parts) + between + b"--\r\n"


def message_id(notice_id: UUID, court_id: str) -> str:
    """One for every attempt to send a notice."""
    return f"<{notice_id}@{court_id}.tarazy>"


def ascii_domain(address: str) -> str:
    """The mailbox with its domain as the DNS spells it."""
    local, _, domain = address.rpartition("@")
    if domain.isascii():
        return f"{local}@{domain}"
    try:
        return f"{local}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        return address


def _part(kind: str, content: bytes) -> bytes:
    encoded = b2a_base64(content, newline=False)
    lines = [encoded[start : start + 76] for start in range(0, len(encoded), 76)]
    headers = _plain("Content-Type", kind) + _plain("Content-Transfer-Encoding", "base64")
    return b"\r\n".join((headers, *lines, b""))


def _with_crlf(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode()


def _plain(name: str, value: str) -> bytes:
    """A header that is ours alone. Raises ValueError for anything that could end or steer it."""
    if not (value.isascii() and value.isprintable()):
        raise ValueError(f"{name} cannot hold {value!r}")
    return f"{name}: {value}\r\n".encode()


@lru_cache(maxsize=256)
def _date(at: datetime) -> bytes:
    return _plain("Date", format_datetime(at))


@lru_cache(maxsize=256)
def _subject(text: str, international: bool) -> bytes:
    if international:
        return _folded("Subject", text, international)
    return f"Subject: {_encoded('Subject', text)}\r\n".encode()


@lru_cache(maxsize=1024)
def _people(name: str, display: str, mailbox: str) -> bytes:
    """A header of one mailbox with a name. The address is checked by the library, the name is not: see `_named_by`."""
    # Quoted where it has to be; one that holds an end of line is refused.
    address = Address("", *mailbox.rsplit("@", 1)).addr_spec
    if not mailbox.isascii():
        address = _folded(name, Address("", *mailbox.rsplit("@", 1)), True).decode().partition(": ")[2].strip()
    return f"{name}: {_named_by(name, display, address)}\r\n".encode() if display else f"{name}: {address}\r\n".encode()


def _named_by(name: str, display: str, address: str) -> str:
    """The name as a quoted string where it fits into the line and has nothing to escape, else as encoded words.

    Python 3.11 folds a long quoted name without its quotes: what looked like an address in it became one.
    """
    quoted = f"{display} <{address}>" if display.replace(" ", "").isalnum() else f'"{display}" <{address}>'
    if display.isascii() and not set(display) & set('"\\') and len(f"{name}: {quoted}") <= 78:
        return quoted
    return f"{_encoded(name, display, 'utf-8')}\r\n <{address}>"


UTF8 = Charset("utf-8")
UTF8.header_encoding = SHORTEST
"""Our own: libraries change the common one, Apprise among them, and mails written again would not be the same."""


def _encoded(name: str, text: str, charset: str | None = None) -> str:
    """Words as RFC 5322 folds them, those outside ASCII as RFC 2047 writes them.

    The policies of Python 3.11 lose the space where they break a text into two encoded words (`14 декабря` was read
    as `14декабря`); the older `Header` keeps it inside.
    """
    if any(category(character) in _STEERING for character in text):
        raise ValueError(f"{name} cannot hold {text!r}")
    charset = charset or ("us-ascii" if text.isascii() else "utf-8")
    if charset == "utf-8" and _is_shorter_in_base64(text):
        return _in_base64(name, text)
    chosen = UTF8 if charset == "utf-8" else charset
    return Header(text, chosen, maxlinelen=75, header_name=name).encode(linesep="\r\n")


_WORD, _WORD_ENDS = "=?utf-8?b?", "?="
_FITS = 75 - len(_WORD) - len(_WORD_ENDS)
"""Letters of base64 in a line that begins with an encoded word."""


def _is_shorter_in_base64(text: str) -> bool:
    """Whether it certainly is: each byte outside ASCII takes three letters the other way (RFC 2047, section 4.2)."""
    inside = sum(map(str.isascii, text))
    size = len(text.encode())
    return (size + 2) // 3 * 4 < inside + 3 * (size - inside)


def _in_base64(name: str, text: str) -> str:
    """As `Header` writes it, which tries every beginning of the text for every word."""
    found, word, room = [], bytearray(), (_FITS - len(name) - 2) // 4 * 3
    for character in text:
        encoded = character.encode()
        if len(word) + len(encoded) > room:
            found.append(bytes(word))
            word.clear()
            room = (_FITS - 1) // 4 * 3
        word += encoded
    words = (f"{_WORD}{b2a_base64(one, newline=False).decode()}{_WORD_ENDS}" for one in [*found, bytes(word)])
    return "\r\n ".join(words)


def _folded(name: str, value: str | Address, international: bool) -> bytes:
    """A header with words from outside, encoded and folded by the standard library, which refuses line ends."""
    policy = SMTPUTF8 if international else _SEVEN_BIT
    _, parsed = policy.header_store_parse(name, value)
    return policy.fold_binary(name, parsed)
