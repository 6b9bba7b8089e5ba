"""What can be asked of a session of training."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from tarazy_hr.domain.education.facts import Mode, Part


@dataclass(frozen=True, slots=True)
class Plan:
    """Hold a session of a programme."""

    session_id: UUID
    court_id: str
    programme: str
    parts: tuple[Part, ...]
    places: int
    mode: Mode
    venue: str
    enrol_until: date
    trainers: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """Change its times, places, venue or trainers."""

    parts: tuple[Part, ...]
    places: int
    mode: Mode
    venue: str
    enrol_until: date
    trainers: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Enrol:
    """Give somebody a place, or a turn on the waiting list.

    `move_hearings`: hearings at that time are to be moved; without it they speak against the enrolment.
    """

    person_id: UUID
    court_id: str
    move_hearings: bool = False


@dataclass(frozen=True, slots=True)
class Accept:
    """Take a place that was offered."""

    person_id: UUID
    court_id: str


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Give a place or a turn back."""

    person_id: UUID
    court_id: str | None = None
    """The court through which it was taken; None: whichever."""


@dataclass(frozen=True, slots=True)
class LookAgain:
    """Give back the places of those who have left, and free places to those who wait and can come by now."""


@dataclass(frozen=True, slots=True)
class Cancel:
    """Do not hold the session."""

    reason: str


@dataclass(frozen=True, slots=True)
class Reopen:
    """Hold a session after all that was called off; who cannot come any more has no place."""


@dataclass(frozen=True, slots=True)
class Attend:
    """Enter for how long somebody was there."""

    person_id: UUID
    minutes: int


@dataclass(frozen=True, slots=True)
class Test:
    """Enter what somebody reached in the test."""

    person_id: UUID
    score: Decimal


@dataclass(frozen=True, slots=True)
class Certify:
    """Certify that somebody completed the programme; `code` is new and cannot be guessed."""

    person_id: UUID
    code: str


@dataclass(frozen=True, slots=True)
class Revoke:
    """Take a certificate back."""

    person_id: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class Rate:
    """Enter what those who were there think of it, as counts of 1 to 5."""

    counts: tuple[int, int, int, int, int]


Command = (
    Plan | Change | Enrol | Accept | Withdraw | LookAgain | Cancel | Reopen | Attend | Test | Certify | Revoke | Rate
)
