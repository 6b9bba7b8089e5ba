"""What a court can use, and when."""

from dataclasses import dataclass
from datetime import date

from tarazy_scheduling.domain.model.calendar import Calendar
from tarazy_scheduling.domain.model.drawing import AllocationReason as AllocationReason
from tarazy_scheduling.domain.model.means import Room


@dataclass(frozen=True, slots=True)
class RoomRegistered:
    """A room can be used."""

    room: Room


@dataclass(frozen=True, slots=True)
class RoomUpdated:
    """The room as it now stands."""

    room: Room


@dataclass(frozen=True, slots=True)
class RoomClosed:
    """The room cannot be used any more."""

    room: Room


@dataclass(frozen=True, slots=True)
class CalendarChanged:
    """The days from `from_on` to `to_on`, both included, are to be read again."""

    version: int
    from_on: date
    to_on: date
    calendar: Calendar
    """As it now stands."""
