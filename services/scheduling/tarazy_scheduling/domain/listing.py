"""Giving a hearing its place, taking it away, trying again: each change of a hearing and what is told of it."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Literal
from uuid import UUID

from tarazy_scheduling.domain.asking import Asking, asking, before_judge, latest_lawful_on, placing_at
from tarazy_scheduling.domain.conflicts import at_once, explain, gist, waits_for, window_in_past
from tarazy_scheduling.domain.court import Court
from tarazy_scheduling.domain.facts import HearingCancelled, HearingRescheduled, HearingScheduled, HearingUnlisted
from tarazy_scheduling.domain.model.case import Conflict
from tarazy_scheduling.domain.model.hearing import Hearing, Placing, Venue
from tarazy_scheduling.domain.placing import Place, choose, find
from tarazy_scheduling.domain.slots import Piece

Prospect = Literal["keeps_its_time", "moves", "no_place"]
RANKS = {"custody": 0, "urgent": 0, "normal": 1, "low": 2}


def settle(court: Court, hearing: Hearing, now: datetime, reason: str, *, always: bool = False) -> None:
    """Give a hearing its place, and tell: at the time it has if it may stay there, else at another.

    `reason`: why a hearing that stands is looked at again. One that may stay just as it is is not told of,
    unless `always` an answer is due. Hearings of a case that waits for its draw stay as they are until then.
    """
    if _rests(court, hearing):
        return
    previous = hearing.placing
    if previous:
        # Out of its own way.
        hearing = replace(hearing, placing=None)
        court.put_hearing(hearing)
    found = _look_for_place(court, hearing, now, previous, anew=always)
    if not isinstance(found, Placing):
        unlist(court, hearing, found, previous)
    elif previous is None:
        _schedule(court, hearing, found, now)
    elif always or found != previous:
        _reschedule(court, hearing, found, previous, reason, now)
    else:
        court.put_hearing(replace(hearing, placing=previous))


def settle_all(court: Court, hearings: list[Hearing], now: datetime, reason: str) -> None:
    """Settle several that stand with the fewest changes of date.

    First those that may keep their time, so that none of the others is put in their way; then the others.
    """
    moving = [hearing for hearing in in_turn(court, hearings) if not _kept_its_time(court, hearing, now, reason)]
    for hearing in moving:
        settle(court, hearing, now, reason)


def prospects(court: Court, hearing: Hearing, judges: Collection[UUID], now: datetime) -> dict[UUID, Prospect]:
    """What would become of a hearing that stands before each of these judges. Nothing is changed.

    The hearing is looked at by itself, without the others that may move.
    """
    previous = hearing.placing
    if previous is None or not judges or _faults(court, hearing, now, previous, anew=False):
        return dict.fromkeys(judges, "no_place")
    court.diaries.release(hearing.hearing_id, previous)
    try:
        found: dict[UUID, Prospect] = {}
        anybody = asking(court, hearing, next(iter(judges)), now, _resources(previous))
        stay = _where_it_is(court, anybody, hearing, previous, now)
        for judge_id in judges:
            asked = before_judge(court, anybody, judge_id)
            if stay and choose(asked.wish(), stay):
                found[judge_id] = "keeps_its_time"
            elif _after(court, asked, previous) or find(court.grid, asked.wish()):
                found[judge_id] = "moves"
            else:
                found[judge_id] = "no_place"
        return found
    finally:
        court.diaries.book(hearing.hearing_id, previous)


def _kept_its_time(court: Court, hearing: Hearing, now: datetime, reason: str) -> bool:
    previous = hearing.placing
    if previous is None or _rests(court, hearing):
        return False
    bare = replace(hearing, placing=None)
    court.put_hearing(bare)
    found = _place_at_its_time(court, bare, now, previous)
    if found is None or found == previous:
        court.put_hearing(hearing)
    else:
        _reschedule(court, bare, found, previous, reason, now)
    return found is not None


def try_again(court: Court, hearing: Hearing, now: datetime) -> None:
    """Try an unlisted hearing; tell of it only when it gets a place or the reasons have changed."""
    if _rests(court, hearing):
        return
    found = _look_for_place(court, hearing, now, None, anew=True)
    if isinstance(found, Placing):
        _schedule(court, hearing, found, now)
    elif gist(found) != gist(hearing.conflicts):
        unlist(court, hearing, found, None)


def try_freed(court: Court, now: datetime, answered: frozenset[UUID]) -> None:
    """Try what waits for anything that has become free, but not what this very decision has answered.

    What gets its place so may be what another hearing is linked to: as long as there are such, again.
    """
    while court.freed:
        freed, court.freed = frozenset(court.freed), set()
        waiting = [court.hearings[hearing_id] for hearing_id in court.unlisted if hearing_id not in answered]
        for hearing in in_turn(court, [one for one in waiting if freed & waits_for(court, one)]):
            try_again(court, hearing, now)


def try_case(court: Court, case_id: UUID, now: datetime) -> None:
    """Try the unlisted hearings of a case that has changed."""
    hearings = [court.hearings[hearing_id] for hearing_id in court.hearings_of_case.get(case_id, ())]
    for hearing in in_turn(court, [one for one in hearings if one.state == "unlisted"]):
        try_again(court, hearing, now)


def _rests(court: Court, hearing: Hearing) -> bool:
    """Whether its case waits for its draw: who sits in the hearing is not known before."""
    return court.cases[hearing.case_id].awaits is not None


def in_turn(court: Court, hearings: list[Hearing]) -> list[Hearing]:
    """Custody and urgent ones first, then by the age of the case."""

    def turn(hearing: Hearing) -> tuple[int, datetime, UUID]:
        filed_at = court.cases[hearing.case_id].filed_at
        return RANKS[hearing.request.priority], filed_at, hearing.hearing_id

    return sorted(hearings, key=turn)


def unlist(court: Court, hearing: Hearing, conflicts: tuple[Conflict, ...], previous: Placing | None) -> None:
    """The hearing has no place, and why."""
    version = hearing.version + 1
    told = _venues_told(court, hearing, previous)
    court.put_hearing(replace(hearing, state="unlisted", version=version, placing=None, venues=(), conflicts=conflicts))
    court.tell(
        HearingUnlisted(
            hearing_id=hearing.hearing_id,
            case_id=hearing.case_id,
            version=version,
            request_version=hearing.request.request_version,
            conflicts=conflicts,
            previous=previous,
            previous_rooms=told,
        )
    )


def cancel(court: Court, hearing: Hearing, reason: str) -> None:
    """The hearing does not take place."""
    version, previous = hearing.version + 1, hearing.placing
    told = _venues_told(court, hearing, previous)
    court.put_hearing(replace(hearing, state="cancelled", version=version, placing=None, venues=(), conflicts=()))
    court.tell(
        HearingCancelled(
            hearing_id=hearing.hearing_id,
            case_id=hearing.case_id,
            version=version,
            request_version=hearing.request.request_version,
            reason=reason,
            previous=previous,
            previous_rooms=told,
        )
    )


def end_windows(court: Court, now: datetime) -> None:
    """Tell a last time of unlisted hearings whose window has passed."""
    today = court.today(now)
    for hearing in in_turn(court, [court.hearings[hearing_id] for hearing_id in court.unlisted]):
        conflict = window_in_past(hearing.request)
        is_open = court.cases[hearing.case_id].closed_at is None
        has_passed = hearing.request.earliest_on <= hearing.request.latest_on < today
        if is_open and has_passed and gist(hearing.conflicts) != gist((conflict,)):
            unlist(court, hearing, (conflict,), None)


def _venues_told(court: Court, hearing: Hearing, placing: Placing | None) -> tuple[Venue, ...]:
    """Where people were told that the sittings of a hearing are."""
    if placing is None:
        return ()
    return hearing.venues or _venues(court, placing)


def _look_for_place(
    court: Court, hearing: Hearing, now: datetime, previous: Placing | None, *, anew: bool
) -> Placing | tuple[Conflict, ...]:
    """The place, or why there is none. `anew`: the earliest one, not one after the previous."""
    judge_id = court.cases[hearing.case_id].judge_id
    faults = _faults(court, hearing, now, previous, anew=anew)
    if faults or judge_id is None:
        return faults
    prefer = _resources(previous) if previous else ()
    asked = asking(court, hearing, judge_id, now, prefer)
    stay = _where_it_is(court, asked, hearing, previous, now) if previous else None
    place = choose(asked.wish(), stay) if stay else None
    if not place and previous:
        place = _same_start(court, asked, previous) if anew else _after(court, asked, previous)
    if not place:
        place = find(court.grid, asked.wish())
    if place:
        return placing_at(court, hearing, judge_id, place)
    without_notice = replace(asked, notice=None)
    if stay and asked.start and find(court.grid, without_notice.wish()) is None:
        # It must start when it does: staying is what fails, and no notice is needed for that.
        asked = without_notice
    return explain(court, asked, hearing)


def _faults(
    court: Court, hearing: Hearing, now: datetime, previous: Placing | None, *, anew: bool
) -> tuple[Conflict, ...]:
    """What no look into the diaries is needed for."""
    faults = at_once(court, hearing, now)
    if previous and not anew:
        # Whoever was dropped from the case since it was asked for is missed by nobody.
        faults = tuple(fault for fault in faults if fault.code != "unknown_attendee")
    return faults


def _place_at_its_time(court: Court, hearing: Hearing, now: datetime, previous: Placing) -> Placing | None:
    """The place at the times that the hearing has, if everybody can be had then."""
    judge_id = court.cases[hearing.case_id].judge_id
    if judge_id is None or _faults(court, hearing, now, previous, anew=False):
        return None
    asked = asking(court, hearing, judge_id, now, _resources(previous))
    stay = _where_it_is(court, asked, hearing, previous, now)
    place = choose(asked.wish(), stay) if stay else None
    return placing_at(court, hearing, judge_id, place) if place else None


def _where_it_is(
    court: Court, asked: Asking, hearing: Hearing, previous: Placing, now: datetime
) -> tuple[Piece, ...] | None:
    """The times that the hearing has, if they are still what is asked for. No notice is needed for staying."""
    pieces = court.grid.pieces(previous.sittings)
    if pieces is None or sum(piece.slots for piece in pieces) != asked.slots or previous.starts_at < now:
        return None
    latest = asked.latest if asked.lawful is None else min(asked.latest, asked.lawful)
    if pieces[0].day < asked.earliest or pieces[-1].day > latest:
        return None
    if hearing.request.starts_at not in (None, previous.starts_at):
        return None
    return pieces


def _same_start(court: Court, asked: Asking, previous: Placing) -> Place | None:
    """A place that starts when the hearing does now: its length alone has changed."""
    start = court.grid.bit(previous.starts_at)
    if start is None or asked.start not in (None, start):
        return None
    place = find(court.grid, replace(asked, start=start).wish())
    needs_no_break = asked.slots <= court.grid.longest and asked.start is None
    return None if place and len(place.pieces) > 1 and needs_no_break else place


def _after(court: Court, asked: Asking, previous: Placing) -> Place | None:
    """A place on the day it had or later: what has to move is put off, and brought forward only if it must."""
    wish = asked.wish()
    day = court.today(previous.starts_at).toordinal()
    return find(court.grid, replace(wish, first_day=max(wish.first_day, day)))


def _schedule(court: Court, hearing: Hearing, placing: Placing, now: datetime) -> None:
    case, request, version = court.cases[hearing.case_id], hearing.request, hearing.version + 1
    venues = _venues(court, placing)
    court.put_hearing(replace(hearing, state="listed", version=version, placing=placing, venues=venues, conflicts=()))
    court.tell(
        HearingScheduled(
            hearing_id=hearing.hearing_id,
            case_id=case.case_id,
            version=version,
            request_version=request.request_version,
            placing=placing,
            rooms=venues,
            channel=request.channel,
            hearing_type=request.hearing_type,
            category=case.category,
            case_number=case.number,
            confidential=case.confidential,
            latest_lawful_on=latest_lawful_on(court, case, court.today(now)),
        )
    )


def _reschedule(
    court: Court, hearing: Hearing, placing: Placing, previous: Placing, reason: str, now: datetime
) -> None:
    case, request, version = court.cases[hearing.case_id], hearing.request, hearing.version + 1
    venues, told = _venues(court, placing), _venues_told(court, hearing, previous)
    court.put_hearing(replace(hearing, version=version, placing=placing, venues=venues, conflicts=()))
    court.tell(
        HearingRescheduled(
            hearing_id=hearing.hearing_id,
            case_id=case.case_id,
            version=version,
            request_version=request.request_version,
            placing=placing,
            rooms=venues,
            channel=request.channel,
            hearing_type=request.hearing_type,
            category=case.category,
            case_number=case.number,
            confidential=case.confidential,
            latest_lawful_on=latest_lawful_on(court, case, court.today(now)),
            previous=previous,
            previous_rooms=told,
            reason=reason,
        )
    )


def _venues(court: Court, placing: Placing) -> tuple[Venue, ...]:
    rooms = [court.rooms[sitting.room_id] for sitting in placing.sittings]
    return tuple(Venue(room.name, room.building, room.address) for room in rooms)


def _resources(placing: Placing) -> frozenset[UUID]:
    return frozenset(placing.people) | {sitting.room_id for sitting in placing.sittings}
