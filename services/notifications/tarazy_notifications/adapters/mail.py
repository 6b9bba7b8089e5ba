"""A notice as a MIME message: words, and for hearings the calendar part (RFC 6047)."""

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime
from uuid import UUID

from tarazy_notifications.adapters import calendar, letters
from tarazy_notifications.adapters.plain_text import shown
from tarazy_notifications.domain.notices import Notice
from tarazy_notifications.domain.people import Court
from tarazy_notifications.domain.stories import HearingStory, Story
from tarazy_notifications.domain.topics import REMINDER

_SEVEN_BIT = SMTP.clone(cte_type="7bit")


@dataclass(frozen=True, slots=True)
class Mail:
    """A message with its envelope. `international` ones need SMTPUTF8 (RFC 6531) of every server on their way."""

    sender: str
    recipient: str
    content: bytes
    international: bool


@dataclass(frozen=True, slots=True)
class MailBuilder:
    """Builds mails of one installation."""

    sender: str
    """The mailbox that mails come from, and the organizer of hearings of a court without one of its own."""

    def build(
        self, notice: Notice, story: Story, court: Court, *, written_at: datetime, follows: UUID | None = None
    ) -> Mail:
        """The mail of one notice; the same input gives the same bytes.

        `follows` is the first notice of the same subject to the same person, which mail readers show it under.
        """
        words = letters.write(notice, story, court)
        recipient = _ascii_domain(notice.address)
        international = not recipient.isascii()
        message = EmailMessage(policy=SMTPUTF8 if international else _SEVEN_BIT)
        message["From"] = _address(letters.named(court.names, notice.language), self.sender)
        message["To"] = _address(shown(notice.name), recipient)
        if court.email:
            message["Reply-To"] = _address("", _ascii_domain(court.email))
        message["Subject"] = words.subject
        message["Date"] = format_datetime(written_at)
        message["Message-ID"] = message_id(notice.notice_id, notice.court_id)
        if follows is not None and follows != notice.notice_id:
            message["References"] = message_id(follows, notice.court_id)
        message["Auto-Submitted"] = "auto-generated"
        message["Tarazy-Notice-Id"] = str(notice.notice_id)
        if isinstance(story, HearingStory):
            message["Tarazy-Hearing-Id"] = str(notice.subject_id)
            message["Tarazy-Hearing-Version"] = str(notice.subject_version)
        self._add_parts(message, notice, story, court, words)
        message["Content-Language"] = notice.language
        if message.is_multipart():
            message.set_boundary(f"=_{notice.notice_id.hex}")
        return Mail(self.sender, recipient, message.as_bytes(), international)

    def _add_parts(
        self, message: EmailMessage, notice: Notice, story: Story, court: Court, words: letters.Letter
    ) -> None:
        message.set_content(words.plain, cte="base64")
        message.add_alternative(words.html, subtype="html", cte="base64")
        if isinstance(story, HearingStory) and not notice.topic.startswith(REMINDER):
            part = calendar.calendar_part(notice, story, court, court.email or self.sender)
            message.add_alternative(
                part.content.decode(),
                subtype="calendar",
                cte="base64",
                params={"method": part.method, "component": "VEVENT"},
            )


def message_id(notice_id: UUID, court_id: str) -> str:
    """One for every attempt to send a notice."""
    return f"<{notice_id}@{court_id}.tarazy>"


def _ascii_domain(address: str) -> str:
    """The mailbox with its domain as the DNS spells it."""
    local, _, domain = address.rpartition("@")
    try:
        return f"{local}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        return address


def _address(name: str, mailbox: str) -> Address:
    local, _, domain = mailbox.rpartition("@")
    return Address(name, local, domain)
