"""A notice as a MIME message: words, and for hearings the calendar part (RFC 6047)."""

from binascii import b2a_base64
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tarazy_notifications.adapters import letters, mail_headers
from tarazy_notifications.adapters.calendar import CalendarPart, Organizer, calendar_part
from tarazy_notifications.adapters.links import Links
from tarazy_notifications.adapters.mail_headers import ascii_domain, plain
from tarazy_notifications.adapters.plain_text import shown
from tarazy_notifications.adapters.texts.terms import PLAIN, Terms
from tarazy_notifications.adapters.texts.words import named
from tarazy_notifications.domain.notices import Notice
from tarazy_notifications.domain.people import Court
from tarazy_notifications.domain.stories import HearingStory, Story
from tarazy_notifications.domain.texts.summons import Item
from tarazy_notifications.domain.topics import FAREWELLS, REMINDER, SURVEY_REMINDED


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
            *self._head(notice, court, mail_headers.subject(words.subject, international), written_at, follows),
            *self._ways_out(notice, known_by, written_at),
        ]
        if isinstance(story, HearingStory):
            lines.append(plain("Tarazy-Hearing-Id", str(notice.subject_id)))
            lines.append(plain("Tarazy-Hearing-Version", str(notice.subject_version)))
        boundary = f"=_{notice.notice_id.hex}"
        lines.append(plain("MIME-Version", "1.0"))
        lines.append(plain("Content-Type", f'multipart/alternative; boundary="{boundary}"'))
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

    def _head(
        self, notice: Notice, court: Court, subject: bytes, written_at: datetime, follows: UUID | None
    ) -> list[bytes]:
        """From whom, to whom, about what, and which mail it follows."""
        people, reply_to = mail_headers.people, court.email
        lines = [
            people("From", named(court.names, notice.language), self.sender),
            people("To", shown(notice.name), ascii_domain(notice.address)),
            *([people("Reply-To", "", ascii_domain(reply_to))] if reply_to else []),
            subject,
            mail_headers.date(written_at),
            plain("Message-ID", message_id(notice.notice_id, notice.court_id)),
        ]
        if follows is not None and follows != notice.notice_id:
            lines.append(plain("References", message_id(follows, notice.court_id)))
        return [
            *lines,
            plain("Auto-Submitted", "auto-generated"),
            plain("Content-Language", notice.language),
            plain("Tarazy-Notice-Id", str(notice.notice_id)),
        ]

    def _ways_out(self, notice: Notice, known_by: UUID, written_at: datetime) -> list[bytes]:
        """How a mail program unsubscribes its reader with one click (RFC 8058), of what one may do without alone."""
        if self.links is None or not self.links.is_https or not notice.optional:
            return []
        address = self.links.to("unsubscribe", known_by, written_at)
        return [
            plain("List-Unsubscribe", f"<{address}>"),
            plain("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
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


def _part(kind: str, content: bytes) -> bytes:
    encoded = b2a_base64(content, newline=False)
    lines = [encoded[start : start + 76] for start in range(0, len(encoded), 76)]
    headers = plain("Content-Type", kind) + plain("Content-Transfer-Encoding", "base64")
    return b"\r\n".join((headers, *lines, b""))


def _with_crlf(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode()
