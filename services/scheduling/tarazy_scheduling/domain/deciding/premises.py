"""The court's rooms, calendar and catalogue, as the court itself keeps them."""

from dataclasses import replace
from datetime import datetime

from tarazy_scheduling.domain.allocation.allocating import draw_waiting
from tarazy_scheduling.domain.commands import ChangeCalendar, CloseRoom, KeepRoom, ReviewCatalogue, ReviewListing
from tarazy_scheduling.domain.facts import CalendarChanged, RoomClosed, RoomRegistered, RoomUpdated
from tarazy_scheduling.domain.listing.asking import features_asked
from tarazy_scheduling.domain.listing.listing import in_turn, settle
from tarazy_scheduling.domain.listing.moving import repair, repair_all, to_come
from tarazy_scheduling.domain.listing.telling_dates import tell_dates
from tarazy_scheduling.domain.model.hearing import Hearing
from tarazy_scheduling.domain.model.means import Room
from tarazy_scheduling.domain.outcome import Applied, Dropped, Outcome, Steps, Waits, at_once
from tarazy_scheduling.domain.working_set.court import Court

APPLIED = Applied()


def keep_room(court: Court, asked: KeepRoom, now: datetime) -> Outcome:
    """A new room, or what a room is now; hearings that need what it no longer has find another."""
    known = court.rooms.get(asked.room.room_id)
    if known is None:
        _put(court, replace(asked.room, version=1))
        court.tell(RoomRegistered(court.rooms[asked.room.room_id]))
    else:
        closed_at = None if asked.reopens else known.closed_at
        room = replace(asked.room, version=known.version + 1, closed_at=closed_at)
        if replace(room, version=known.version) == known:
            return Dropped()
        _put(court, room)
        court.tell(RoomClosed(room) if room.closed_at else RoomUpdated(room))
        _move_out(court, room, now)
    return APPLIED


def close_room(court: Court, asked: CloseRoom, now: datetime) -> Outcome:
    """Hearings in the room from then on find another room, or another time."""
    known = court.rooms.get(asked.room_id)
    if known is None:
        return Waits("unknown_room", "room_id", str(asked.room_id))
    if known.closed_at and known.closed_at <= asked.closed_at:
        return Dropped()
    room = replace(known, version=known.version + 1, closed_at=asked.closed_at)
    _put(court, room)
    court.tell(RoomClosed(room))
    at_once(repair(court, room.room_id, now, "room_closed"))
    return APPLIED


def change_calendar(court: Court, asked: ChangeCalendar, now: datetime) -> Outcome:
    """Hearings that lie outside the hours move; what had no place is tried again."""
    known, version = court.calendar, court.calendar.version + 1
    # Public holidays are the country's: no order says what they are.
    wanted = replace(asked.calendar, version=known.version, holidays=known.holidays)
    if wanted == known:
        return Dropped()
    changed = replace(wanted, version=version)
    court.change_calendar(changed, court.zone)
    court.changes.calendar = True
    court.tell(CalendarChanged(version, asked.from_on, asked.to_on, changed))
    court.freed.add("calendar")
    repair_all(court, now, "plan")
    return APPLIED


def review_catalogue(court: Court, asked: ReviewCatalogue, now: datetime) -> Outcome:
    """Codes are others than before: what waited for one is tried again."""
    court.freed.add("codes")
    at_once(draw_waiting(court, now))
    return APPLIED


def review_listing(court: Court, asked: ReviewListing, now: datetime) -> Steps[Outcome]:
    """Gaps, limits and the fence are others than before: what waits for a place is tried again."""
    court.freed.add("calendar")
    yield from tell_dates(court, now)
    return APPLIED


def _put(court: Court, room: Room) -> None:
    court.put_room(room)
    court.freed.add("rooms")


def _move_out(court: Court, room: Room, now: datetime) -> None:
    def lacks(hearing: Hearing) -> bool:
        placing = hearing.placing
        sits_here = placing is not None and any(sitting.room_id == room.room_id for sitting in placing.sittings)
        return sits_here and not features_asked(hearing.request) <= room.features

    for hearing in in_turn(court, [one for one in to_come(court.hearings.values(), now) if lacks(one)]):
        settle(court, hearing, now, "room_closed")
    at_once(repair(court, room.room_id, now, "room_closed"))
