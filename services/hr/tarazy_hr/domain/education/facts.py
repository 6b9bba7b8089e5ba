"""What the record of a session of training says, entry by entry."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from tarazy_hr.domain.education.programme import Programme

Mode = Literal["in_person", "online"]


@dataclass(frozen=True, slots=True)
class Part:
    """A continuous part of a session, half-open [starts_at, ends_at)."""

    starts_at: datetime
    ends_at: datetime

    @property
    def minutes(self) -> int:
        """How long it is, whole minutes."""
        return int((self.ends_at - self.starts_at).total_seconds() // 60)


@dataclass(frozen=True, slots=True)
class Planned:
    """A session is held."""

    session_id: UUID
    court_id: str
    """The court that holds it."""
    programme: Programme
    parts: tuple[Part, ...]
    """In order and apart."""
    places: int
    mode: Mode
    venue: str
    """Where, or the address under which one takes part."""
    enrol_until: date
    """Last day, in the court's zone."""
    zone: str
    trainers: tuple[UUID, ...] = ()
    """Members of courts who teach; the provider's own people are not known here."""


@dataclass(frozen=True, slots=True)
class Changed:
    """Other times, places, venue or trainers. Who has a place keeps it, unless the new times forbid it."""

    parts: tuple[Part, ...]
    places: int
    mode: Mode
    venue: str
    enrol_until: date
    trainers: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Enrolled:
    """Somebody has a place."""

    person_id: UUID
    court_id: str
    role: str


@dataclass(frozen=True, slots=True)
class PutOnWaitingList:
    """Somebody gets a place as soon as one is free."""

    person_id: UUID
    court_id: str
    role: str


@dataclass(frozen=True, slots=True)
class MovedUp:
    """Somebody from the waiting list has a place now."""

    person_id: UUID


@dataclass(frozen=True, slots=True)
class Offered:
    """A place is kept for somebody from the waiting list, who has to accept it."""

    person_id: UUID
    until: datetime


@dataclass(frozen=True, slots=True)
class OfferLapsed:
    """Somebody did not accept in time, and waits no more."""

    person_id: UUID


@dataclass(frozen=True, slots=True)
class Withdrew:
    """Somebody gave a place, or a turn on the waiting list, back."""

    person_id: UUID


@dataclass(frozen=True, slots=True)
class LostPlace:
    """Somebody with a place cannot come: the session moved, or they have left."""

    person_id: UUID
    because: str
    """What they do then: `hearing`, `leave` or `training`; `left`: they are in no post of the court any more."""


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The session is not held: everybody has the time back."""

    reason: str


@dataclass(frozen=True, slots=True)
class Reopened:
    """It is held after all: whoever had a place has it again."""

    without: tuple[UUID, ...] = ()
    """But for these, who do something else by now or have left."""


@dataclass(frozen=True, slots=True)
class ListClosed:
    """It has begun: whoever still waits gets no place."""


@dataclass(frozen=True, slots=True)
class Attended:
    """For how long somebody was there; of several entries the last counts."""

    person_id: UUID
    minutes: int


@dataclass(frozen=True, slots=True)
class Tested:
    """What somebody reached in the test, of 100; of several the last counts."""

    person_id: UUID
    score: Decimal


@dataclass(frozen=True, slots=True)
class Certified:
    """Somebody completed the programme."""

    person_id: UUID
    code: str
    """With it anybody can check the certificate."""
    on: date
    expires_on: date | None
    """The first day on which it no longer holds."""


@dataclass(frozen=True, slots=True)
class Revoked:
    """A certificate was given in error."""

    person_id: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class Rated:
    """What those who were there think of it: counts of 1 to 5, with nobody's name."""

    counts: tuple[int, int, int, int, int]


Fact = (
    Planned
    | Changed
    | Enrolled
    | PutOnWaitingList
    | MovedUp
    | Offered
    | OfferLapsed
    | Withdrew
    | LostPlace
    | Cancelled
    | Reopened
    | ListClosed
    | Attended
    | Tested
    | Certified
    | Revoked
    | Rated
)
