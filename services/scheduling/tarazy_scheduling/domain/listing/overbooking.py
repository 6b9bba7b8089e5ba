"""Hearings put over others in a session, where somebody has permitted it: the last resort before there is no place."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import partial, reduce
from operator import and_
from uuid import UUID

from tarazy_scheduling.domain.listing.asking import Asking, attendees_of, features_asked, placing_at
from tarazy_scheduling.domain.listing.placing import Place, Pool
from tarazy_scheduling.domain.model.hearing import Hearing, Placing
from tarazy_scheduling.domain.model.means import Room
from tarazy_scheduling.domain.model.sessions import Overbooking
from tarazy_scheduling.domain.working_set.court import Court
from tarazy_scheduling.domain.working_set.diary import is_free
from tarazy_scheduling.domain.working_set.journeys import building_of
from tarazy_scheduling.domain.working_set.sessions import half_mask
from tarazy_scheduling.domain.working_set.slots import Piece, lowest, runs

Pieces = tuple[Piece, ...]


def overbooked(court: Court, asked: Asking, hearing: Hearing, judge_id: UUID) -> Placing | None:
    """A place over other hearings of the judge, in the first session in which that is permitted and possible.

    The judge, the room and the clerk are those of the hearings below; everybody else has to be free.
    """
    wish = asked.wish()
    for permission in court.sessions.permitted(judge_id) if hearing.request.judges == 1 else ():
        day = permission.day.toordinal()
        may = wish.first_day <= day <= wish.last_day and (wish.start is None or wish.start[0] == day)
        if not may or _used(court, permission) >= permission.hearings:
            continue
        options = [(len(below), piece.first, piece, below) for piece, below in _options(court, asked, permission)]
        for _, _, piece, below in sorted(options, key=lambda one: one[:2]):
            if placing := _over(court, asked, hearing, judge_id, (piece,), below):
                return placing
    return None


def stays_over_or_under(
    court: Court, asked: Asking, hearing: Hearing, previous: Placing, pieces: Pieces
) -> Placing | None:
    """The place that a hearing has, where it sits over others or others over it; None where nothing of that is so."""
    judge_id = previous.judges[0]
    below = _at(court, judge_id, pieces)
    if not below or None in below or len(asked.judges) > 1 or asked.judges[0].person_id != judge_id:
        return None
    sit = [one for one in below if one]
    if any(one.placing and one.placing.lane == previous.lane for one in sit):
        return None
    found = _over(court, asked, hearing, judge_id, pieces, sit)
    return replace(found, lane=previous.lane) if found else None


def _options(court: Court, asked: Asking, permission: Overbooking) -> Iterator[tuple[Piece, list[Hearing]]]:
    """The starts in a session at which the judge sits already and everybody who attends is free."""
    grid, day, judge = court.grid, permission.day.toordinal(), asked.judges[0]
    mask = grid.day(day).open & half_mask(grid, permission.half) & court.diaries.agenda(judge.person_id).on_duty(day)
    if asked.link:
        mask &= asked.link(day)
    mask = reduce(and_, (free(day) for _, free in asked.attendees), mask)
    starts = runs(mask, asked.slots)
    if asked.start:
        starts &= 1 << asked.start[1]
    while starts:
        bit = lowest(starts)
        starts &= starts - 1
        piece = Piece(day, bit, asked.slots)
        below = _at(court, judge.person_id, (piece,))
        in_time = grid.starts_at(day, bit).timestamp() >= asked.not_before
        if in_time and below and None not in below:
            yield piece, [one for one in below if one]


def _over(
    court: Court, asked: Asking, hearing: Hearing, judge_id: UUID, pieces: Pieces, below: Collection[Hearing]
) -> Placing | None:
    """The place over these hearings, with their room and a clerk of theirs."""
    placings = [one.placing for one in below if one.placing]
    rooms = {sitting.room_id for placing in placings for sitting in placing.sittings}
    room = court.rooms.get(rooms.pop()) if len(rooms) == 1 else None
    if room is None or not features_asked(hearing.request) <= room.features:
        return None
    attending = [party.resource_id for party in attendees_of(court.cases[hearing.case_id], hearing.request)]
    everybody_is_free = all(is_free(free, pieces) for _, free in asked.attendees)
    if not everybody_is_free or not all(_is_there(court, room, one, pieces) for one in (judge_id, *attending)):
        return None
    ids = {one.hearing_id for one in below}
    shares = partial(_shares, court, ids, pieces)
    if not shares(judge_id) or not shares(room.room_id) or not _within_limit(court, asked, pieces):
        return None
    clerks = [placing.clerk for placing in placings if placing.clerk]
    clerk = next((one for one in clerks if shares(one) and _is_there(court, room, one, pieces)), None)
    interpreters = [_first_free(court, room, pool, pieces) for _, pool in asked.interpreters]
    if (asked.clerks is not None and clerk is None) or None in interpreters:
        return None
    chosen = [room.room_id, *([clerk] if clerk else []), *(one for one in interpreters if one)]
    lane = next(n for n in range(1, len(placings) + 2) if n not in {placing.lane for placing in placings})
    return replace(placing_at(court, hearing, judge_id, Place(pieces, tuple(chosen))), lane=lane)


def _shares(court: Court, ids: Collection[UUID], pieces: Pieces, resource_id: UUID) -> bool:
    """Whether somebody, or a room, is there and has nothing else at that time than these hearings."""
    agenda = court.diaries.agenda(resource_id)
    booked = {key for piece in pieces for key in agenda.over(piece.day, piece.mask)}
    return booked <= set(ids) and is_free(agenda.on_duty, pieces)


def _within_limit(court: Court, asked: Asking, pieces: Pieces) -> bool:
    """Whether the judge may sit for as long as the hearing goes on beyond those below."""
    left, agenda = asked.judges[0].left, court.diaries.agenda(asked.judges[0].person_id)
    if left is None:
        return True
    added: dict[int, int] = {}
    for piece in pieces:
        added[piece.day] = added.get(piece.day, 0) + agenda.slots_added(piece.day, piece.mask)
    return all(slots <= left(day) for day, slots in added.items())


def _at(court: Court, judge_id: UUID, pieces: Pieces) -> list[Hearing | None]:
    """What a judge is booked for at some time; None for what is no hearing of this court before that judge alone."""
    agenda = court.diaries.agenda(judge_id)
    keys = {key for piece in pieces for key in agenda.over(piece.day, piece.mask)}
    return [_before(court, judge_id, key) for key in sorted(keys)]


def _before(court: Court, judge_id: UUID, key: UUID) -> Hearing | None:
    hearing = court.hearings.get(key)
    is_before = hearing and hearing.placing and hearing.placing.judges == (judge_id,)
    return hearing if is_before else None


def _used(court: Court, permission: Overbooking) -> int:
    """How many hearings sit over others in a session."""
    day = permission.day.toordinal()
    agenda = court.diaries.agenda(permission.person_id)
    over = agenda.over(day, half_mask(court.grid, permission.half))
    found = (court.hearings.get(key) for key in over)
    return sum(1 for one in found if one and one.placing and one.placing.lane)


def _first_free(court: Court, room: Room, pool: Pool, pieces: Pieces) -> UUID | None:
    return next((one for one, free in pool if is_free(free, pieces) and _is_there(court, room, one, pieces)), None)


def _is_there(court: Court, room: Room, person_id: UUID, pieces: Pieces) -> bool:
    """Whether somebody is not in another building, or on the way, where that counts."""
    journeys, building = court.diaries.journeys, building_of(room)
    if journeys is None:
        return True
    return not any(journeys.elsewhere(person_id, piece.day, building) & piece.mask for piece in pieces)
