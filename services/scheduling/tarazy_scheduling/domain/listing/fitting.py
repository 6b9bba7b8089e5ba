"""Whether a hearing fits a place that somebody wants for it, and everything that is in the way if it does not."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import reduce
from itertools import accumulate, pairwise
from operator import or_
from uuid import UUID

from tarazy_scheduling.domain.listing.asking import Asking, asking, placing_at
from tarazy_scheduling.domain.listing.conflicts import explain
from tarazy_scheduling.domain.listing.listing import rests
from tarazy_scheduling.domain.listing.placing import Pool, choose, find
from tarazy_scheduling.domain.listing.seeking import faults_of, resources_of
from tarazy_scheduling.domain.model.case import Conflict
from tarazy_scheduling.domain.model.hearing import Hearing, Placing
from tarazy_scheduling.domain.model.wanted import Wanted
from tarazy_scheduling.domain.working_set.court import Court
from tarazy_scheduling.domain.working_set.diary import is_free
from tarazy_scheduling.domain.working_set.slots import Piece

Pieces = tuple[Piece, ...]
Conflicts = tuple[Conflict, ...]
MOST_DAYS = 366
"""After the first within which a hearing of several days ends."""


def fit(
    court: Court, hearing: Hearing, wanted: Wanted, now: datetime, previous: Placing | None, reason: str
) -> Placing | Conflicts:
    """The wanted place with its people, or everything that is in the way of it.

    The hearing takes no time at present; `previous` is the place that it had. By hand the place may lie outside the
    window that was asked for; the last lawful day, the notice and everybody else's time always count.
    """
    case = court.cases[hearing.case_id]
    if rests(court, hearing) or case.judge_id is None:
        return (Conflict("case_unallocated", "The case has no judge yet", str(case.case_id)),)
    if wanted.judge_id not in (None, case.judge_id):
        text = "The case was allocated to another judge"
        return (Conflict("judge_not_allocated", text, str(wanted.judge_id)),)
    starts = [sitting.starts_at for sitting in wanted.sittings]
    if wrong := tuple(filter(None, (_wrong_start(court, at, now) for at in starts))):
        return wrong
    wide = eased(court, hearing, wanted) if reason == "by_hand" else hearing
    if faults := faults_of(court, wide, now, previous, anew=False):
        return faults
    prefer = resources_of(previous) if previous else ()
    asked = asking(court, wide, case.judge_id, now, prefer)
    pieces = _pieces(court, asked, wanted)
    if isinstance(pieces, Conflict):
        return (pieces,)
    rooms = _rooms_named(wanted, pieces)
    named = _named(asked, wanted, rooms, pieces)
    if previous and court.grid.pieces(previous.sittings) == pieces:
        # No notice is needed for staying at the same times.
        named = replace(named, notice=None)
    if in_the_way := tuple(_in_the_way(court, named, wanted, pieces)):
        return in_the_way
    place = choose(named.wish(), pieces)
    if place is None:
        return explain(court, replace(named, start=(pieces[0].day, pieces[0].first)), wide)
    placing = placing_at(court, wide, case.judge_id, place)
    if not rooms:
        return placing
    sittings = zip(placing.sittings, rooms, strict=True)
    return replace(placing, sittings=tuple(replace(sitting, room_id=room) for sitting, room in sittings))


def pieces_of(court: Court, hearing: Hearing, wanted: Wanted, now: datetime) -> Pieces:
    """The slots that a hearing would take by hand, whoever is free then; none where no sittings can be so."""
    judge_id = court.cases[hearing.case_id].judge_id
    if judge_id is None or any(_wrong_start(court, sitting.starts_at, now) for sitting in wanted.sittings):
        return ()
    wide = eased(court, hearing, wanted)
    pieces = _pieces(court, asking(court, wide, judge_id, now), wanted)
    return () if isinstance(pieces, Conflict) else pieces


def _wrong_start(court: Court, at: datetime, now: datetime) -> Conflict | None:
    """Why no sitting can begin then, whatever the hearing."""
    day = court.today(at)
    if at < now:
        return Conflict("window_in_past", "The start has passed", at.isoformat())
    if not court.calendar.is_open(day):
        return Conflict("court_closed", "The court does not sit on this day", day.isoformat())
    if court.grid.bit(at) is None:
        text = "The start is not the start of a slot of the court's sitting hours"
        return Conflict("start_outside_sitting_hours", text, at.isoformat())
    return None


def eased(court: Court, hearing: Hearing, wanted: Wanted) -> Hearing:
    """The same hearing asked for within a window that reaches to the wanted days, at no given start."""
    request = hearing.request
    days = [court.today(sitting.starts_at) for sitting in wanted.sittings]
    last = date.fromordinal(min(days[-1].toordinal() + MOST_DAYS, date.max.toordinal()))
    window = min(request.earliest_on, days[0]), max(request.latest_on, last)
    return replace(hearing, request=replace(request, starts_at=None, earliest_on=window[0], latest_on=window[1]))


def _pieces(court: Court, asked: Asking, wanted: Wanted) -> Pieces | Conflict:
    """The slots of the wanted sittings, or why no sittings can be so."""
    if any(sitting.minutes is None for sitting in wanted.sittings):
        return _in_one_go(court, asked, wanted)
    pieces = []
    for sitting in wanted.sittings:
        day, first = court.grid.bit(sitting.starts_at) or (0, 0)
        slots = court.grid.slots_for(sitting.minutes or 0)
        piece = Piece(day, first, min(max(slots, 0), asked.slots))
        if piece.mask & court.grid.day(day).open != piece.mask:
            return _too_long(sitting.starts_at)
        pieces.append(piece)
    if sum(piece.slots for piece in pieces) != asked.slots or not all(piece.slots for piece in pieces):
        minutes = asked.slots * court.calendar.slot_minutes
        return Conflict("minutes_wrong", f"The sittings must add up to {minutes} minutes", str(minutes))
    for before, after in pairwise(pieces):
        if (after.day, after.first) < (before.day, before.first + before.slots):
            return Conflict("sittings_overlap", "Each sitting must begin after the one before has ended")
        if any(court.grid.day(day).open for day in range(before.day + 1, after.day)):
            return Conflict("days_not_consecutive", "A hearing of several days sits on consecutive sitting days")
    return tuple(pieces)


def _in_one_go(court: Court, asked: Asking, wanted: Wanted) -> Pieces | Conflict:
    """As any hearing goes on from a start: over the break and on following days where it has to."""
    if len(wanted.sittings) > 1:
        return Conflict("minutes_wrong", "Each of several sittings needs its minutes")
    starts_at = wanted.sittings[0].starts_at
    # Nobody's time is looked at yet, only when the judges work at all.
    judges = tuple(replace(judge, serves=lambda _: -1) for judge in asked.judges)
    bare = replace(
        asked, rooms=None, clerks=None, interpreters=(), attendees=(), link=None, notice=None, lawful=None,
        start=court.grid.bit(starts_at), judges=judges,
    )  # fmt: skip
    for possible in (bare, replace(bare, judges=())):
        if place := find(court.grid, possible.wish()):
            return place.pieces
    if not asked.earliest <= court.today(starts_at).toordinal() <= asked.latest:
        return _outside_window(starts_at)
    return _too_long(starts_at)


def _named(asked: Asking, wanted: Wanted, rooms: tuple[UUID, ...], pieces: Pieces) -> Asking:
    """With those alone who were named."""
    clerks, interpreters = asked.clerks, asked.interpreters
    if clerks is not None and wanted.clerk_id:
        clerks = _only(clerks, (wanted.clerk_id,))
    if wanted.interpreter_ids is not None:
        interpreters = tuple(
            (language, _only(pool, wanted.interpreter_ids[position : position + 1]))
            for position, (language, pool) in enumerate(interpreters)
        )
    of_rooms = _these_rooms(asked.rooms, rooms, pieces) if asked.rooms is not None and rooms else asked.rooms
    return replace(asked, rooms=of_rooms, clerks=clerks, interpreters=interpreters)


def _only(pool: Pool, named: Collection[UUID]) -> Pool:
    return tuple(member for member in pool if member[0] in named)


def _rooms_named(wanted: Wanted, pieces: Pieces) -> tuple[UUID, ...]:
    """The room of each piece; none where none is named. A sitting for which none is has that of the one before."""
    first = next((room for room in wanted.rooms if room), None)
    if first is None:
        return ()
    if len(wanted.rooms) != len(pieces):
        return (first,) * len(pieces)
    return tuple(accumulate(wanted.rooms, lambda before, room: room or before, initial=first))[1:]


def _these_rooms(rooms: Pool, named: tuple[UUID, ...], pieces: Pieces) -> Pool:
    """The named rooms as one that is free where each of them is during its own sittings."""
    free_of = dict(rooms)
    if not free_of.keys() >= set(named):
        return ()

    def free(day: int) -> int:
        masks = (piece.mask & free_of[room](day) for room, piece in zip(named, pieces, strict=True) if piece.day == day)
        return reduce(or_, masks, 0)

    return ((named[0], free),)


def _in_the_way(court: Court, asked: Asking, wanted: Wanted, pieces: Pieces) -> Iterator[Conflict]:
    """Everything that keeps a hearing from these very slots."""
    first, last = pieces[0].day, pieces[-1].day
    starts_at = court.grid.starts_at(first, pieces[0].first)
    if first < asked.earliest or last > asked.latest or asked.start not in (None, (first, pieces[0].first)):
        yield _outside_window(starts_at)
    if asked.lawful is not None and last > asked.lawful:
        yield Conflict("after_lawful_limit", "The last lawful day lies before", _day(asked.lawful))
    if asked.notice is not None and first < asked.notice:
        yield Conflict("notice_period", "The notice would be too short", _day(asked.notice))
    for judge in asked.judges:
        if not is_free(judge.serves, pieces):
            yield Conflict("judge_busy", "The judge is not free then", str(judge.person_id))
    for party_id, free in asked.attendees:
        if not is_free(free, pieces):
            yield Conflict("attendee_busy", "An attendee is not free then", str(party_id))
    if asked.link is not None and not is_free(asked.link, pieces):
        yield Conflict("link_unmet", "The link to another hearing does not allow this time")
    if asked.rooms is not None and not _is_any_free(asked.rooms, pieces):
        yield _no_room(court, asked, wanted)
    if asked.clerks is not None and not _is_any_free(asked.clerks, pieces):
        yield Conflict("no_clerk", "No clerk is free then", str(wanted.clerk_id) if wanted.clerk_id else None)
    for language, pool in asked.interpreters:
        if not _is_any_free(pool, pieces):
            yield Conflict("no_interpreter", f"No interpreter for {language} is free then", language)


def _is_any_free(pool: Pool, pieces: Pieces) -> bool:
    return any(is_free(free, pieces) for _, free in pool)


def _no_room(court: Court, asked: Asking, wanted: Wanted) -> Conflict:
    """Why none of the rooms, or not the one that is named, will do."""
    named = next((room for room in wanted.rooms if room), None)
    if named is None:
        return Conflict("no_room", "No room that will do is free then")
    unknown = next((room for room in wanted.rooms if room and room not in court.rooms), None)
    if unknown:
        return Conflict("unknown_room", "The court has no such room", str(unknown))
    if not asked.rooms:
        return Conflict("room_feature_missing", "The room lacks what the hearing asks for", str(named))
    return Conflict("no_room", "The room is not free then", str(named))


def _outside_window(starts_at: datetime) -> Conflict:
    text = "The place lies outside the window that was asked for"
    return Conflict("start_outside_window", text, starts_at.isoformat())


def _too_long(starts_at: datetime) -> Conflict:
    text = "The sitting would not end within the sitting hours"
    return Conflict("start_outside_sitting_hours", text, starts_at.isoformat())


def _day(number: int) -> str:
    return date.fromordinal(number).isoformat()
