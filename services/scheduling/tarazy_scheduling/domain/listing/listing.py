"""Giving hearings their places, taking them away, trying again: which hearing is looked at when, and what follows."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from tarazy_scheduling.domain.listing.answers import reschedule, schedule, unlist
from tarazy_scheduling.domain.listing.arranging import Occasion, arrange
from tarazy_scheduling.domain.listing.conflicts import gist, waits_for, window_in_past
from tarazy_scheduling.domain.listing.holding import place_in_hold
from tarazy_scheduling.domain.listing.seeking import place_at_its_time
from tarazy_scheduling.domain.listing.substitutes import judge_away
from tarazy_scheduling.domain.listing.turns import in_turn as in_turn
from tarazy_scheduling.domain.model.hearing import Hearing, Placing
from tarazy_scheduling.domain.outcome import Steps
from tarazy_scheduling.domain.working_set.court import Court

MOST_RETRIES_MAKE_ROOM = 3
"""Of the hearings that are tried again after one decision, for so many others may give way."""


def settle(court: Court, hearing: Hearing, now: datetime, reason: str, *, always: bool = False) -> None:
    """Give a hearing its place, and tell: at the time it has if it may stay there, else at another.

    `reason`: why a hearing that stands is looked at again. One that may stay just as it is is not told of,
    unless `always` an answer is due. Hearings of a case that waits for its draw stay as they are until then.
    """
    if rests(court, hearing):
        return
    previous = hearing.placing
    if previous:
        # Out of its own way.
        hearing = replace(hearing, placing=None)
        court.put_hearing(hearing)
    in_hold = place_in_hold(court, hearing, now) if hearing.request.hold_id and previous is None else None
    found = in_hold or arrange(court, hearing, now, previous, Occasion(reason, anew=always))
    if not isinstance(found, Placing):
        lost_judge = judge_away(court, hearing, previous, reason) if previous else hearing.lost_judge
        unlist(court, replace(hearing, lost_judge=lost_judge), found, previous, now)
    elif previous is None:
        schedule(court, hearing, found, now)
    elif always or found != previous:
        reschedule(court, hearing, found, previous, reason, now)
    else:
        court.put_hearing(replace(hearing, placing=previous))


def settle_all(court: Court, hearings: list[Hearing], now: datetime, reason: str) -> Steps[None]:
    """Settle several that stand with the fewest changes of date.

    First those that may keep their time, so that none of the others is put in their way; then the others.
    """
    moving = []
    for hearing in in_turn(court, hearings):
        if not _kept_its_time(court, hearing, now, reason):
            moving.append(hearing)
        yield
    for hearing in moving:
        settle(court, hearing, now, reason)
        yield


def _kept_its_time(court: Court, hearing: Hearing, now: datetime, reason: str) -> bool:
    previous = hearing.placing
    if previous is None or rests(court, hearing):
        return False
    bare = replace(hearing, placing=None)
    court.put_hearing(bare)
    found = place_at_its_time(court, bare, now, previous)
    if found is None or found == previous:
        court.put_hearing(hearing)
    else:
        reschedule(court, bare, found, previous, reason, now)
    return found is not None


def try_again(court: Court, hearing: Hearing, now: datetime, *, makes_room: bool = True) -> None:
    """Try an unlisted hearing; tell of it only when it gets a place or the reasons have changed."""
    if rests(court, hearing):
        return
    found = arrange(court, hearing, now, None, Occasion(anew=True, makes_room=makes_room))
    if isinstance(found, Placing):
        schedule(court, hearing, found, now)
    elif gist(found) != gist(hearing.conflicts):
        unlist(court, hearing, found, None, now)


def try_freed(court: Court, now: datetime, answered: frozenset[UUID]) -> Steps[None]:
    """Try what waits for anything that has become free, but not what this very decision has answered.

    What gets its place so may be what another hearing is linked to: as long as there are such, again.
    """
    left = MOST_RETRIES_MAKE_ROOM
    while court.freed:
        freed, court.freed = frozenset(court.freed), set()
        waiting = [court.hearings[hearing_id] for hearing_id in court.unlisted if hearing_id not in answered]
        for hearing in in_turn(court, [one for one in waiting if freed & waits_for(court, one)]):
            try_again(court, hearing, now, makes_room=left > 0)
            left -= 1
            yield


def try_case(court: Court, case_id: UUID, now: datetime) -> None:
    """Try the unlisted hearings of a case that has changed."""
    hearings = [court.hearings[hearing_id] for hearing_id in court.hearings_of_case.get(case_id, ())]
    for hearing in in_turn(court, [one for one in hearings if one.state == "unlisted"]):
        try_again(court, hearing, now)


def end_windows(court: Court, now: datetime) -> None:
    """Tell a last time of unlisted hearings whose window has passed."""
    today = court.today(now)
    for hearing in in_turn(court, [court.hearings[hearing_id] for hearing_id in court.unlisted]):
        conflict = window_in_past(hearing.request)
        is_open = court.cases[hearing.case_id].closed_at is None
        has_passed = hearing.request.earliest_on <= hearing.request.latest_on < today
        if is_open and has_passed and gist(hearing.conflicts) != gist((conflict,)):
            unlist(court, hearing, (conflict,), None, now)


def rests(court: Court, hearing: Hearing) -> bool:
    """Whether its case waits for its draw: who sits in the hearing is not known before."""
    return court.cases[hearing.case_id].awaits is not None
