"""How a court keeps its rooms, its calendar and its catalogue."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tarazy_scheduling.domain.model.calendar import Calendar
from tarazy_scheduling.domain.model.means import Room


@dataclass(frozen=True, slots=True)
class KeepRoom:
    """A room as it is to stand, new or changed; its version is given here, not taken from the order.

    A room that was closed stays so, unless the order reopens it.
    """

    room: Room
    reopens: bool = False


@dataclass(frozen=True, slots=True)
class CloseRoom:
    """The room cannot be used from then on."""

    room_id: UUID
    closed_at: datetime


@dataclass(frozen=True, slots=True)
class ChangeCalendar:
    """The court's calendar as it is to stand; its version and the public holidays are not taken from the order."""

    calendar: Calendar
    from_on: date
    """The first day that may differ."""
    to_on: date
    """The last day that may differ."""


@dataclass(frozen=True, slots=True)
class ReviewCatalogue:
    """The catalogue or the rules of draws, which were read with the court, are others than before.

    What waits for a code or a judge is tried again.
    """


@dataclass(frozen=True, slots=True)
class ReviewListing:
    """The rules of listing, which were read with the court, are others than before.

    What waits for a place is tried again. What stands stays where it is.
    """
