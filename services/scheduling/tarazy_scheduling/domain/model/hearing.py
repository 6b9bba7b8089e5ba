"""A hearing: what was asked for, and when, where and with whom it sits."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from tarazy_scheduling.domain.model.case import Conflict

Priority = Literal["urgent", "custody", "normal", "low"]
Channel = Literal["in_person", "video", "hybrid"]
HearingState = Literal["listed", "unlisted", "cancelled", "held", "adjourned", "not_held"]


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
    link_gap_minutes: int = 0
    """Between the two hearings of a link that says before or after, at least."""
    link_gap_days: int = 0
    """The same in days of the calendar."""
    hold_id: UUID | None = None
    """The hold whose place the hearing is to take."""


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
    substitute_for: UUID | None = None
    """The judge of the case for whom one of the judges sits, in this hearing alone."""
    lane: int = 0
    """Above 0 for a hearing that was put over others: its judge, its clerk and its room are theirs at that time."""

    @property
    def people(self) -> tuple[UUID, ...]:
        """Everybody who is busy during every sitting; rooms are busy during their own."""
        clerk = (self.clerk,) if self.clerk else ()
        return (*self.judges, *clerk, *self.interpreters, *self.attending)

    def meets_the_same(self, other: "Placing") -> bool:
        """Whether those who sit and those who attend are the same at another place."""
        return self.people == other.people and self.attendee_ids == other.attendee_ids

    @property
    def starts_at(self) -> datetime:
        return self.sittings[0].starts_at

    @property
    def ends_at(self) -> datetime:
        return self.sittings[-1].ends_at


@dataclass(frozen=True, slots=True)
class Promised:
    """The days within which people were told that a hearing sits: which of them, and when on it, is told later."""

    from_on: date
    to_on: date
    """Inclusive."""

    def holds(self, first: date, last: date) -> bool:
        """Whether it is kept by what goes from one day to another, both inclusive."""
        return self.from_on <= first and last <= self.to_on


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
    lost_judge: UUID | None = None
    """The judge whose going away took its place from it, as long as it waits for another: a substitute may sit."""
    is_fixed: bool = False
    """Whether a person wants it to stay where it is: nothing but a person moves it as long as it can stay."""
    is_placed_by_hand: bool = False
    """Whether a person chose its times: they may lie outside the window that was asked for."""
    promised: Promised | None = None
    """The days that people know instead of the date; None: they know when it sits."""
    cancelled_at: datetime | None = None
    """Of a cancelled one: when that was decided; None for what was cancelled before this was kept."""
