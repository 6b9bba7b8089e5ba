"""What a court lays down about its sessions: a judge's or a room's half day."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

Half = Literal["am", "pm"]
"""The first of the day's sitting hours, and the others."""


@dataclass(frozen=True, slots=True)
class HalfDayPreference:
    """In which half of a day a judge's hearings are put first, from a day on, where both would do."""

    person_id: UUID
    from_on: date
    half: Half | None
    """None: neither, from then on."""
    to_on: date | None = None
    """The last day."""


@dataclass(frozen=True, slots=True)
class SessionBlock:
    """A weekly session of a judge or a room, kept for some hearings; others get it only a few days before."""

    block_id: UUID
    kind: Literal["judge", "room"]
    resource_id: UUID
    weekday: str
    """`mon` … `sun`."""
    half: Half
    hearing_types: frozenset[str]
    """Hearings of any of these, or of any of the categories, may have it at any time."""
    categories: frozenset[str]
    release_days: int
    """Calendar days before a session from which on others may have it too."""
    from_on: date
    to_on: date | None = None
    """The last day."""
    is_ended: bool = False

    def is_for(self, category: str, hearing_type: str) -> bool:
        return category in self.categories or hearing_type in self.hearing_types

    def holds_on(self, day: date) -> bool:
        return not self.is_ended and self.from_on <= day and (self.to_on is None or day <= self.to_on)


@dataclass(frozen=True, slots=True)
class Overbooking:
    """Somebody permits more hearings in one session of a judge than can sit there one after the other."""

    overbooking_id: UUID
    person_id: UUID
    """The judge."""
    day: date
    half: Half
    hearings: int
    """So many at most are put over others."""
    permitted_by: UUID
    """A person_id."""
    reason: str
    permitted_at: datetime
    is_withdrawn: bool = False
