"""What a court works with: its rooms, its people, and when they are there.

`to_on` is a last day; a person may be in post in several courts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID


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


HalfDays = Mapping[str, frozenset[str]]
"""`mon` … `sun` to `am` and `pm`; a day that is not named is off."""


@dataclass(frozen=True, slots=True)
class PatternToCome:
    """A working pattern from a day on; None: every half day."""

    from_on: date
    working_pattern: HalfDays | None


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
    working_pattern: HalfDays | None = None
    """What holds now; None: every half day."""
    working_patterns: tuple[PatternToCome, ...] = ()
    """Changes to come, in the order of their days; each holds until the next."""

    def is_held_on(self, day: date) -> bool:
        """Whether the day lies between the first and the last in post."""
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)

    def pattern_on(self, day: date) -> HalfDays | None:
        """The working pattern that holds on a day; None: every half day."""
        pattern = self.working_pattern
        for change in self.working_patterns:
            if change.from_on > day:
                break
            pattern = change.working_pattern
        return pattern


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
    """Somebody in post is away. One of another court counts as well: whoever is on leave is on leave everywhere.

    A secondment counts in the court alone that says so: whoever is seconded sits in another one.
    """

    absence_id: UUID
    court_id: str
    person_id: UUID
    kind: str
    starts_at: datetime
    ends_at: datetime
    is_cancelled: bool = False

    def holds_in(self, court_id: str) -> bool:
        """Whether it keeps the person away from a court."""
        return self.kind != "secondment" or self.court_id == court_id


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
    """A person, a party or a room that cannot be had.

    `resource_id` is its person_id, party_id or room_id; of a party that is known to be a person the person_id.
    """

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
    building: str | None = None
    """The building of this court that it is in; None: somewhere else."""
