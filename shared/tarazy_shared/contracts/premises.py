"""Of `court.hearings`: a court's rooms and calendar."""

from typing import ClassVar

from tarazy_shared.contracts import topics
from tarazy_shared.contracts.event import EventData
from tarazy_shared.contracts.fields import Code, Day, Id, LaterVersion, Text, Version
from tarazy_shared.contracts.staff import Weekday


class _RoomData(EventData):
    TOPIC: ClassVar[str] = topics.HEARINGS
    SUBJECT: ClassVar[str] = "room_id"

    room_id: Id
    name: Text
    building: Text | None = None
    address: Text | None = None
    features: tuple[Code, ...] = ()


class RoomRegistered(_RoomData):
    """A room can be used."""

    TYPE: ClassVar[str] = "court.room.registered.v1"

    version: Version


class RoomUpdated(_RoomData):
    """The room as it now stands."""

    TYPE: ClassVar[str] = "court.room.updated.v1"

    version: LaterVersion


class RoomClosed(_RoomData):
    """The room cannot be used any more."""

    TYPE: ClassVar[str] = "court.room.closed.v1"

    version: Version


class CalendarChanged(EventData):
    """The court's calendar has changed between from_on and to_on: read that range again.

    The days on which it works are told with it, all of them as they now stand; public holidays are closed besides.
    """

    TYPE: ClassVar[str] = "court.calendar.changed.v1"
    TOPIC: ClassVar[str] = topics.HEARINGS
    SUBJECT: ClassVar[str] = "court_id"

    version: Version
    from_on: Day
    to_on: Day
    weekdays: tuple[Weekday, ...] | None = None
    """Left out where the days are not told; then `closed` and `open` say nothing either."""
    closed: tuple[Day, ...] = ()
    open: tuple[Day, ...] = ()
    """Days on which the court works whatever else says no."""


EVENTS: tuple[type[EventData], ...] = (
    RoomRegistered,
    RoomUpdated,
    RoomClosed,
    CalendarChanged,
)
