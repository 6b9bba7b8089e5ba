"""A hearing as notices see it: where it is placed, what became of it, and who has been invited."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from tarazy_notifications.domain.people import Role

Happening = Literal["scheduled", "rescheduled", "cancelled", "unlisted", "recorded"]


@dataclass(frozen=True, slots=True)
class Sitting:
    """One continuous sitting, in UTC, half-open."""

    starts_at: datetime
    ends_at: datetime
    room_name: str
    building: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Promised:
    """The days within which people are told that a hearing sits, instead of its sittings."""

    from_on: date
    to_on: date
    """Inclusive."""


@dataclass(frozen=True, slots=True)
class Placing:
    """Where and when a hearing stands and who takes part in it."""

    sittings: tuple[Sitting, ...]
    judges: tuple[UUID, ...]
    clerk: UUID | None
    interpreters: tuple[UUID, ...]
    attendees: tuple[UUID, ...]
    """party_ids."""
    promised: Promised | None = None
    """What people are told of its time, where that is not the sittings."""

    @property
    def court_people(self) -> tuple[UUID, ...]:
        """Judges, clerk and interpreters, in this order."""
        return (*self.judges, *((self.clerk,) if self.clerk else ()), *self.interpreters)

    @property
    def court_roles(self) -> dict[UUID, Role]:
        """What each of the court's people does in it; who does two things, the first."""
        roles: dict[UUID, Role] = {}
        for person_id in self.judges:
            roles.setdefault(person_id, "judge")
        if self.clerk:
            roles.setdefault(self.clerk, "clerk")
        for person_id in self.interpreters:
            roles.setdefault(person_id, "interpreter")
        return roles

    @property
    def starts_at(self) -> datetime:
        """When the first sitting begins."""
        return min(sitting.starts_at for sitting in self.sittings)

    @property
    def ends_at(self) -> datetime:
        """When the last sitting ends."""
        return max(sitting.ends_at for sitting in self.sittings)


@dataclass(frozen=True, slots=True)
class Matter:
    """What a hearing is about, as its notices name it."""

    hearing_type: str = ""
    case_number: str = ""
    channel: str = "in_person"
    video_url: str | None = None
    confidential: bool = False
    substituted: bool = False
    """Whether somebody sits for the judge of the case, in this hearing alone."""
    interpreter_languages: tuple[str, ...] = ()
    """Codes of the languages from and into which it is interpreted."""


@dataclass(frozen=True, slots=True)
class HearingChange:
    """One event about a hearing."""

    hearing_id: UUID
    case_id: UUID
    court_id: str
    version: int
    happening: Happening
    at: datetime
    """The event's own time."""
    placing: Placing | None = None
    """Where it stands now; only of `scheduled` and `rescheduled`."""
    previous: Placing | None = None
    matter: Matter | None = None
    reason: str | None = None
    """Code; of `unlisted` the first conflict, of `recorded` why it was adjourned."""
    outcome: str | None = None
    """`held`, `adjourned` or `not_held`; only of `recorded`."""
    begun: bool = False
    """Whether the court says that it had begun; only of `recorded`."""


@dataclass(frozen=True, slots=True)
class Hearing:
    """What is known of a hearing after its newest version."""

    hearing_id: UUID
    court_id: str
    case_id: UUID
    version: int
    placing: Placing | None
    """Where it stands, if it does; once it is called off or over, where it last stood is `last_placing`."""
    last_placing: Placing | None
    matter: Matter
    invited: Mapping[UUID, None]
    """Recipients who are to come, in the order in which they were told."""
    leaving: Mapping[UUID, None]
    """Recipients whose word that they need not come has not left yet: their calendars may still hold the hearing."""
    untold: frozenset[UUID] = frozenset()
    """Recipients whose word that they are to come, or that it has moved, has not left yet."""
