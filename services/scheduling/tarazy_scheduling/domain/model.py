"""What scheduling knows of a court: plain, frozen records. Changing one means putting another in its place.

Instants are aware and in UTC, days are the court's own, ranges are half-open, `to_on` is a last day.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal
from uuid import UUID

Instance = Literal["first", "appeal", "cassation"]
Priority = Literal["urgent", "custody", "normal", "low"]
Channel = Literal["in_person", "video", "hybrid"]
HearingState = Literal["listed", "unlisted", "cancelled", "held", "adjourned", "not_held"]


# The court's means ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Room:
    """A court room. `closed_at`: from when on it cannot be used."""

    room_id: UUID
    name: str
    version: int = 1
    building: str | None = None
    address: str | None = None
    features: frozenset[str] = frozenset()
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """Somebody in post in this court, as hr tells."""

    person_id: UUID
    post_id: UUID
    version: int
    role: str
    name: str
    from_on: date
    to_on: date | None = None
    is_separated: bool = False
    languages: frozenset[str] = frozenset()
    share_milli: int = 1000
    """Share of full time in thousandths."""
    working_pattern: Mapping[str, frozenset[str]] | None = None
    """`mon` … `sun` to `am` and `pm`; a day that is not named is off; None: every half day."""

    def is_held_on(self, day: date) -> bool:
        """Whether the day lies between the first and the last in post."""
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)


@dataclass(frozen=True, slots=True)
class Authorisation:
    """A judge may hear cases of a specialism."""

    person_id: UUID
    specialism: str
    from_on: date
    to_on: date | None = None

    def holds_on(self, day: date) -> bool:
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)


@dataclass(frozen=True, slots=True)
class Absence:
    """Somebody in post is away. One of another court counts as well: whoever is on leave is on leave everywhere."""

    absence_id: UUID
    court_id: str
    person_id: UUID
    kind: str
    starts_at: datetime
    ends_at: datetime
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Suspension:
    """From the first day out to the first day back, which is None while it lasts."""

    person_id: UUID
    from_on: date
    back_on: date | None = None


@dataclass(frozen=True, slots=True)
class Interest:
    """A judge's interest against a party's name, an organisation or a case_id."""

    interest_id: UUID
    person_id: UUID
    against: str
    from_on: date | None = None
    to_on: date | None = None

    def holds_on(self, day: date) -> bool:
        return (self.from_on is None or self.from_on <= day) and (self.to_on is None or day <= self.to_on)


@dataclass(frozen=True, slots=True)
class Unavailability:
    """A person, a party or a room that cannot be had: `resource_id` is its person_id, party_id or room_id."""

    unavailability_id: UUID
    court_id: str
    kind: Literal["person", "party", "room"]
    resource_id: UUID
    starts_at: datetime
    ends_at: datetime
    is_withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Engagement:
    """A booking in another court of somebody who crosses courts."""

    resource_id: UUID
    hearing_id: UUID
    starts_at: datetime
    ends_at: datetime


# The catalogue: dated data ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Category:
    """What a case of the category weighs, and within how many days of filing its hearings have to sit."""

    code: str
    weight_minutes: int
    lawful_days: int | None = None
    """Calendar days from filing; None where the law sets no day."""
    valid_from: date = date.min
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class HearingType:
    """How many working days lie between telling and sitting."""

    code: str
    min_notice_days: int
    valid_from: date = date.min
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class RoomFeature:
    """A code that a request may ask of a room."""

    code: str
    valid_from: date = date.min
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Norm:
    """The court's own weight for a category, from a day on."""

    category: str
    valid_from: date
    weight_minutes: int


# Cases ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Conflict:
    """Why something cannot be: a code, a clear English text, and whom or what it refers to."""

    code: str
    text: str
    refers_to: str | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who takes part in a case."""

    party_id: UUID
    role: str
    name: str
    kind: Literal["person", "organisation"] = "person"
    language: str | None = None
    minor: bool = False
    represents: UUID | None = None
    person_id: UUID | None = None

    @property
    def resource_id(self) -> UUID:
        """Under which id the party is busy: the person's, who may appear in many cases, or else the party's own."""
        return self.person_id or self.party_id


@dataclass(frozen=True, slots=True)
class Case:
    """A case as it stands, with the judge who has it."""

    case_id: UUID
    registration_sha256: bytes
    """Of the registration as it came."""
    number: str
    category: str
    filed_at: datetime
    parties: tuple[Party, ...]
    version: int = 1
    """Of the last `court.case` event applied."""
    instance: Instance = "first"
    language: str | None = None
    complexity: int = 2
    custody_since: date | None = None
    custody_limit_on: date | None = None
    confidential: bool = False
    specialisms: tuple[str, ...] = ()
    related_case_ids: tuple[UUID, ...] = ()
    closed_at: datetime | None = None
    outcome: str | None = None
    judge_id: UUID | None = None
    """Who presides; None while nobody could be drawn."""
    panel: tuple[UUID, ...] = ()
    allocation_version: int = 0
    weight_minutes: int = 0
    """What the first draw credited and debited; 0 before it."""
    recused: frozenset[UUID] = frozenset()
    unallocated: tuple[Conflict, ...] = ()
    """The reasons told last; empty when none are to be told."""


# Hearings ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for, in its latest version."""

    request_version: int
    hearing_type: str
    estimated_minutes: int
    earliest_on: date
    latest_on: date
    starts_at: datetime | None = None
    priority: Priority = "normal"
    channel: Channel = "in_person"
    room_features: frozenset[str] = frozenset()
    interpreter_languages: tuple[str, ...] = ()
    attendee_ids: tuple[UUID, ...] | None = None
    """party_ids; None: all parties of the case."""
    judges: int = 1
    linked_hearing_id: UUID | None = None
    link: Literal["same_day", "before", "after"] | None = None
    min_notice_days: int | None = None


@dataclass(frozen=True, slots=True)
class Sitting:
    """One continuous sitting in one room."""

    starts_at: datetime
    ends_at: datetime
    room_id: UUID


@dataclass(frozen=True, slots=True)
class Placing:
    """When, where and with whom a hearing sits."""

    sittings: tuple[Sitting, ...]
    """In the order of time; `sequence` counts them from 1."""
    judges: tuple[UUID, ...]
    """The allocated judge first."""
    clerk: UUID | None
    interpreters: tuple[UUID, ...]
    attendee_ids: tuple[UUID, ...]
    """party_ids."""
    attending: tuple[UUID, ...]
    """Under which ids the attendees are busy: person_id, or else party_id; each once."""

    @property
    def people(self) -> tuple[UUID, ...]:
        """Everybody who is busy during every sitting; rooms are busy during their own."""
        clerk = (self.clerk,) if self.clerk else ()
        return (*self.judges, *clerk, *self.interpreters, *self.attending)

    @property
    def starts_at(self) -> datetime:
        return self.sittings[0].starts_at

    @property
    def ends_at(self) -> datetime:
        return self.sittings[-1].ends_at


@dataclass(frozen=True, slots=True)
class Venue:
    """A sitting's room in the words in which people are told of it; later the room may be called otherwise."""

    name: str
    building: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Hearing:
    """A hearing that was asked for, and what became of it.

    `placing` is set exactly while the hearing takes time in the calendar: listed, or held.
    """

    hearing_id: UUID
    case_id: UUID
    request: Request
    state: HearingState
    version: int = 0
    """Counts every event about the hearing."""
    placing: Placing | None = None
    venues: tuple[Venue, ...] = ()
    """Of each sitting, as told last; none for a hearing that stood before venues were kept."""
    conflicts: tuple[Conflict, ...] = ()
    """Why it is unlisted, as told last."""


# Draws ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Balance:
    """What a judge got of a court's cases, and what a fair share of them was; in millionths of a minute."""

    load: int = 0
    credit: int = 0

    @property
    def surplus(self) -> int:
        """What the judge carries above a fair share; below zero: what the judge owes."""
        return self.load - self.credit


@dataclass(frozen=True, slots=True)
class LedgerHead:
    """The last link of a court's chain of draws."""

    number: int = 0
    hash: str = "0" * 64


@dataclass(frozen=True, slots=True)
class Beacon:
    """A round of a public randomness beacon."""

    chain: str
    round: int
    randomness: str
    signature: str


@dataclass(frozen=True, slots=True)
class DrawTerms:
    """By what rule and with what chance judges are drawn. The secret is opened only after its day."""

    secret: str = field(repr=False)
    """64 hexadecimal digits."""
    secret_commitment: str
    """SHA-256 of the secret's bytes, published ahead."""
    beacon: Beacon | None = None
    """None marks a draw without a beacon."""
    rule: str = "tarazy-draw-1"
    beta_numerator: int = 1
    beta_denominator: int = 2
    absence_days: int = 2
    """Away for more than so many days from now, or soon: no candidate."""
    leaving_days: int = 30
    """In post for fewer than so many days more: no candidate."""
    ceiling_minutes: int | None = None
    """So far above a fair share: no candidate."""
