"""A hearing that has begun and goes on longer: until when, and who gives way to it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from tarazy_scheduling.domain.listing.answers import BY_HAND, reschedule
from tarazy_scheduling.domain.listing.listing import in_turn, settle
from tarazy_scheduling.domain.listing.moving import LATE_START
from tarazy_scheduling.domain.model.case import Conflict
from tarazy_scheduling.domain.model.hearing import Hearing, Placing, Sitting
from tarazy_scheduling.domain.working_set.court import Court
from tarazy_scheduling.domain.working_set.slots import Piece

REASON = "overrun"
IMMEDIATE = timedelta(0)


@dataclass(frozen=True, slots=True)
class Longer:
    """A hearing as it goes on, and the hearings that cannot begin meanwhile."""

    placing: Placing
    gives_way: tuple[Hearing, ...]


def go_on(court: Court, hearing: Hearing, until: datetime, now: datetime) -> tuple[Conflict, ...]:
    """Let a hearing go on until an instant of the same day; or say why it cannot.

    What should begin meanwhile before the same people or in the same room moves, reason `overrun`, and is told first.
    What can begin no more than a quarter of an hour late stays: then the hearing has its time until that begins.
    """
    found = longer(court, hearing, until, now)
    if not isinstance(found, Longer):
        return found
    previous = hearing.placing
    if previous is None or found.placing == previous:
        return ()
    for one in found.gives_way:
        court.put_hearing(replace(one, placing=None))
    court.put_hearing(replace(hearing, placing=found.placing))
    for one in in_turn(court, found.gives_way):
        settle(court, one, now, REASON)
    reschedule(court, court.hearings[hearing.hearing_id], found.placing, previous, BY_HAND, now)
    return ()


def longer(court: Court, hearing: Hearing, until: datetime, now: datetime) -> Longer | tuple[Conflict, ...]:
    """How the hearing would go on, or what is in the way of it. Nothing is changed."""
    placing = hearing.placing
    if hearing.state != "listed" or placing is None:
        return (Conflict("hearing_over", "The hearing is over or has no place", hearing.state),)
    begun = [sitting for sitting in placing.sittings if sitting.starts_at <= now]
    if not begun or court.today(begun[-1].starts_at) != court.today(now):
        return (Conflict("not_begun", "The hearing has not begun today", placing.starts_at.isoformat()),)
    if until <= max(now, begun[-1].ends_at):
        return (Conflict("not_later", "It goes on until then already", begun[-1].ends_at.isoformat()),)
    pieces = _pieces(court, begun[-1], until)
    if not pieces or any(sitting.starts_at < until for sitting in placing.sittings[len(begun) :]):
        text = "The sitting would not end within the sitting hours of the day, or before the hearing's next one"
        return (Conflict("start_outside_sitting_hours", text, until.isoformat()),)
    late = list(_beginning_meanwhile(court, hearing, begun[-1].ends_at, until))
    staying = [one for one in late if one.placing and one.placing.starts_at >= until - LATE_START]
    if staying:
        until = min(one.placing.starts_at for one in staying if one.placing)
        pieces = _pieces(court, begun[-1], until)
    gives_way = tuple(one for one in late if one not in staying and one.placing and one.placing.starts_at < until)
    if busy := tuple(_busy(court, hearing, placing, pieces, {one.hearing_id for one in late})):
        return busy
    sittings = (*placing.sittings[: len(begun) - 1], *_joined(court, begun[-1], pieces))
    return Longer(replace(placing, sittings=(*sittings, *placing.sittings[len(begun) :])), gives_way)


def _pieces(court: Court, sitting: Sitting, until: datetime) -> tuple[Piece, ...]:
    """The slots from the planned end on, hour by hour; none where the court does not sit until then."""
    grid, day = court.grid, court.today(sitting.starts_at).toordinal()
    mask = grid.touched(day, sitting.ends_at.timestamp(), until.timestamp()) & grid.day(day).open
    parts = [(hour, mask & hour.mask) for hour in grid.hours if mask & hour.mask]
    pieces = tuple(Piece(day, part.bit_length() - part.bit_count(), part.bit_count()) for hour, part in parts)
    return pieces if pieces and _end(court, pieces[-1]) >= until else ()


def _end(court: Court, piece: Piece) -> datetime:
    return court.grid.starts_at(piece.day, piece.first) + timedelta(seconds=piece.slots * court.grid.seconds)


def _joined(court: Court, sitting: Sitting, pieces: tuple[Piece, ...]) -> Iterator[Sitting]:
    """The sitting with what goes on from it at once; after the break it is another one in the same room."""
    for piece in pieces:
        starts_at = court.grid.starts_at(piece.day, piece.first)
        if starts_at - sitting.ends_at > IMMEDIATE:
            yield sitting
            sitting = Sitting(starts_at, _end(court, piece), sitting.room_id)
        else:
            sitting = replace(sitting, ends_at=_end(court, piece))
    yield sitting


def _beginning_meanwhile(court: Court, hearing: Hearing, begins: datetime, ends: datetime) -> Iterator[Hearing]:
    """The court's hearings that begin in `[begins, ends)` with any of the same people or in the same room."""
    placing, day = hearing.placing, court.today(begins).toordinal()
    if placing is None:
        return
    used = {*placing.people, *(sitting.room_id for sitting in placing.sittings)}
    keys = {key for who in used for key in court.diaries.agenda(who).booked_on(day)}
    for one in (court.hearings.get(key) for key in sorted(keys - {hearing.hearing_id})):
        if one and one.state == "listed" and one.placing and one.placing.lane == placing.lane:
            shared = used & {*one.placing.people, *(sitting.room_id for sitting in one.placing.sittings)}
            if shared and begins <= one.placing.starts_at < ends:
                yield one


def _busy(
    court: Court, hearing: Hearing, placing: Placing, pieces: tuple[Piece, ...], giving_way: set[UUID]
) -> Iterator[Conflict]:
    """Who is awaited by somebody who does not give way: another court, a hold, another day's hearing of several."""
    parties = {party.resource_id: party.party_id for party in court.cases[hearing.case_id].parties}
    for who in dict.fromkeys((*placing.people, placing.sittings[-1].room_id)):
        booked = {
            key: mask
            for piece in pieces
            for key, slots in court.diaries.agenda(who).booked_on(piece.day).items()
            if (mask := slots & piece.mask)
        }
        if any(_is_in_the_way(court, key, placing) for key in booked.keys() - giving_way - {hearing.hearing_id}):
            yield _conflict(placing, who, parties)


def _is_in_the_way(court: Court, key: UUID, placing: Placing) -> bool:
    other = court.hearings.get(key)
    # A room that stays empty after a hearing is in nobody's way who sits there already.
    return other is None or (
        other.placing is not None and other.placing.starts_at > placing.starts_at and other.placing.lane == placing.lane
    )


def _conflict(placing: Placing, who: UUID, parties: dict[UUID, UUID]) -> Conflict:
    if who in placing.judges:
        return Conflict("judge_busy", "The judge is not free then", str(who))
    if who in placing.attending:
        return Conflict("attendee_busy", "An attendee is not free then", str(parties.get(who, who)))
    if who == placing.clerk:
        return Conflict("no_clerk", "The clerk is not free then", str(who))
    if who in placing.interpreters:
        return Conflict("no_interpreter", "The interpreter is not free then", str(who))
    return Conflict("no_room", "The room is not free then", str(who))
