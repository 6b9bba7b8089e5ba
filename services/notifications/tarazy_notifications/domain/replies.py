"""What people's calendars answer to invitations, and which of it is believed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from enum import StrEnum
from typing import Literal
from uuid import UUID

Answer = Literal["accepted", "declined", "tentative"]

_UID = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@([a-z0-9-]{2,40})\.tarazy").fullmatch


class Verdict(StrEnum):
    """What became of a mail that came in; all of them are kept, and none is ever answered."""

    BELIEVED = "believed"
    OLDER = "older"
    """A newer answer of the same person is known."""
    UNKNOWN_HEARING = "unknown_hearing"
    NOT_INVITED = "not_invited"
    """No invitation went to this mailbox."""
    UNKNOWN_VERSION = "unknown_version"
    """To this mailbox went no such version of the hearing."""
    ANOTHER_SENDER = "another_sender"
    """The mail comes from another mailbox than the one that answers in it."""
    NOT_AUTHENTICATED = "not_authenticated"
    """The court's mail server does not vouch for the sender."""
    NO_ANSWER = "no_answer"
    """Neither accepted, declined nor tentative."""
    NO_REPLY = "no_reply"
    """A calendar part of another method."""
    NO_CALENDAR = "no_calendar"
    """No calendar part that can be read."""
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer as it was written."""

    uid: str
    attendee: str
    """The mailbox that answers."""
    answer: Answer | None
    sequence: int
    """Of the invitation that is answered."""
    stamped_at: datetime
    """When the answer was given, as the calendar says."""
    occurrence: date | None = None
    """The start of the one day that is answered for: an instant, or a day as it was written."""

    def day(self, zone: tzinfo) -> date | None:
        """The day that is answered for, as a court of that zone has it; None for the hearing as a whole."""
        if isinstance(self.occurrence, datetime):
            return (self.occurrence.astimezone(zone) if self.occurrence.tzinfo else self.occurrence).date()
        return self.occurrence

    def is_newer_than(self, known: "Known | None") -> bool:
        """Whether it is the last word (RFC 5546, section 2.1.5)."""
        return known is None or (self.sequence, self.stamped_at) > (known.sequence, known.stamped_at)


@dataclass(frozen=True, slots=True)
class Sender:
    """Where a mail came from."""

    mailbox: str | None
    """Its one author; None where it has none, or several."""
    is_authentic: bool
    """False where the court's mail server was to vouch for it and did not."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation that reached a mailbox, or may have."""

    notice_id: UUID
    court_id: str
    hearing_id: UUID
    version: int
    recipient_id: UUID
    topic: str
    mailbox: str


@dataclass(frozen=True, slots=True)
class Known:
    """The last answer of the same person about the same days that was believed."""

    sequence: int
    stamped_at: datetime


def hearing_of(uid: str) -> tuple[UUID, str] | None:
    """Hearing and court of a UID of ours."""
    found = _UID(uid)
    return (UUID(found[1]), found[2]) if found else None


def same_mailbox(one: str, other: str) -> bool:
    """Whether two spellings are one mailbox: no mail system in use tells them apart by capital letters."""
    return one.casefold() == other.casefold()


def judge(reply: Reply, sender: Sender, invitations: Sequence[Invitation]) -> tuple[Verdict, Invitation | None]:
    """Whether a reply can be believed, and the invitation that it answers.

    `invitations` are those to the hearing of its UID, whoever got them.
    """
    if hearing_of(reply.uid) is None or not invitations:
        return Verdict.UNKNOWN_HEARING, None
    if sender.mailbox is None or not same_mailbox(sender.mailbox, reply.attendee):
        return Verdict.ANOTHER_SENDER, None
    if not sender.is_authentic:
        return Verdict.NOT_AUTHENTICATED, None
    theirs = [one for one in invitations if same_mailbox(one.mailbox, reply.attendee)]
    if not theirs:
        return Verdict.NOT_INVITED, None
    answered = next((one for one in theirs if one.version == reply.sequence + 1), None)
    if answered is None:
        return Verdict.UNKNOWN_VERSION, None
    return (Verdict.BELIEVED if reply.answer else Verdict.NO_ANSWER), answered
