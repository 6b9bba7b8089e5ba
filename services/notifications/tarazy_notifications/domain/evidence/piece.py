"""What is evidence of a notice: how it went on, what was answered to it, what a clerk did in its place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tarazy_notifications.domain.evidence.lines import CaseNumbers


@dataclass(frozen=True, slots=True)
class About:
    """Of which notice something is evidence."""

    notice_id: UUID
    court_id: str
    subject_id: UUID
    """The hearing, case or whatever it tells of."""
    subject_version: int
    recipient_id: UUID
    role: str
    channel: str
    topic: str
    language: str
    event_id: str
    """`ce_id` of the event that it tells of; empty where there was none."""
    digest_id: UUID | None = None
    """What the notice itself is about, where it is a digest and this is one of the hearings in it."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of its state, as `notice_transitions` has it."""

    number: int
    at: datetime
    state: str
    attempt: int
    reason: str | None
    provider_reference: str | None
    cause: str | None
    text_version: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the recipient's calendar answered to it."""

    reply_id: UUID
    received_at: datetime
    answer: str
    stamped_at: datetime
    day: str | None
    """The one day of several that is answered for."""
    mail_sha256: str


@dataclass(frozen=True, slots=True)
class ByHand:
    """What a clerk did about a task, which then stands in the place of a notice."""

    number: int
    """Of the step of the task."""
    at: datetime
    what: str
    """`done` or `reopened`: to be done again."""
    by: str
    """As the audit trail names them."""
    note_code: str | None
    """What was done, by the court's list of that day."""
    tells: bool | None
    """Whether the person knows by it."""
    told_at: datetime | None
    document: str | None
    """Number of the record that shows it. Not in the chain itself: it can be erased."""


@dataclass(frozen=True, slots=True)
class Personal:
    """To whom it went. Not in the chain itself: it can be erased."""

    name: str
    address: str
    capacity: str
    acts_for: str


@dataclass(frozen=True, slots=True)
class Words:
    """What left, as its reader reads it. Not in the chain itself: it can be erased."""

    subject: str | None
    text: str | None
    """None where the channel keeps no words."""
    sha256: str
    """Of the exact bytes that were handed over."""

    @property
    def lines(self) -> Sequence[str]:
        """The subject, then the text line by line; none where no words are kept."""
        return [self.subject or "", *self.text.split("\n")] if self.text is not None else []


@dataclass(frozen=True, slots=True)
class Piece:
    """What one entry binds."""

    about: About
    changes: Sequence[Change] = ()
    answer: Answer | None = None
    personal: Personal | None = None
    """With the first changes of a notice."""
    words: Words | None = None
    """Of the one change with which something left."""
    cases: CaseNumbers | None = None
    """What a digest names, where what it says of one case is to be handed out."""
    by_hand: ByHand | None = None
    """In place of changes: what a clerk did."""
