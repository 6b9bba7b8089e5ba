"""Several hearings get the places that somebody wants for them: all of them, or nothing changes."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from tarazy_scheduling.domain.listing.answers import reschedule, schedule
from tarazy_scheduling.domain.listing.fitting import Conflicts, fit
from tarazy_scheduling.domain.listing.order_of_moves import in_order_of_giving_way
from tarazy_scheduling.domain.model.case import Conflict
from tarazy_scheduling.domain.model.hearing import Hearing, Placing
from tarazy_scheduling.domain.model.wanted import Wanted
from tarazy_scheduling.domain.working_set.court import Court
from tarazy_scheduling.domain.working_set.trial import on_trial

Found = Mapping[UUID, Placing | Conflicts]


def put_at(
    court: Court, wanted: Mapping[UUID, Wanted], now: datetime, reason: str, *, reopens: bool = False
) -> Mapping[UUID, Conflicts]:
    """Give hearings of the court the wanted places, or say why not: by hearing what is in its way.

    The answer is empty exactly when all have their places. What is told carries `reason`, `by_hand` or `plan`; who
    gives way comes first. A hearing whose place stays as it is is not told of. Those that are linked to the moved
    ones follow with the decision that this is part of, as after any move. `reopens`: cancelled ones stand again.
    """
    found = places_at(court, wanted, now, reason, reopens=reopens)
    conflicts = {hearing_id: place for hearing_id, place in found.items() if not isinstance(place, Placing)}
    if conflicts:
        return conflicts
    before = {hearing_id: court.hearings[hearing_id] for hearing_id in wanted}
    places = {one: place for one, place in found.items() if isinstance(place, Placing) and place != before[one].placing}
    for hearing_id in places:
        court.put_hearing(replace(before[hearing_id], placing=None))
    for hearing_id in in_order_of_giving_way({one: was for one in places if (was := before[one].placing)}, places):
        _put(court, before[hearing_id], places[hearing_id], now, reason)
    return {}


def places_at(
    court: Court, wanted: Mapping[UUID, Wanted], now: datetime, reason: str, *, reopens: bool = False
) -> Found:
    """By hearing the place that it would have, all of them together, or what is in its way. Nothing is changed."""
    before = {one: hearing for one in wanted if (hearing := court.hearings.get(one))}
    found: dict[UUID, Placing | Conflicts] = {}
    for hearing_id in wanted:
        hearing = before.get(hearing_id)
        if hearing is None:
            found[hearing_id] = (Conflict("unknown_hearing", "The hearing is not known", str(hearing_id)),)
        elif cannot := cannot_move(hearing, now, reason, reopens=reopens):
            found[hearing_id] = (cannot,)
    moving = [hearing for hearing_id, hearing in before.items() if hearing_id not in found]
    with on_trial(court):
        for hearing in moving:
            court.put_hearing(replace(hearing, placing=None))
        for hearing in _in_order(moving, wanted):
            bare = court.hearings[hearing.hearing_id]
            place = fit(court, bare, wanted[hearing.hearing_id], now, hearing.placing, reason)
            found[hearing.hearing_id] = place
            if isinstance(place, Placing):
                court.put_hearing(replace(bare, state="listed", placing=place))
    return found


def cannot_move(hearing: Hearing, now: datetime, reason: str, *, reopens: bool = False) -> Conflict | None:
    """Why a hearing has its place or none for good."""
    stands = hearing.state == "listed" and hearing.placing is not None
    may_wait = hearing.state == "unlisted" or (hearing.state == "cancelled" and reopens)
    if not stands and not may_wait:
        return Conflict("hearing_over", "The hearing is over", hearing.state)
    if hearing.placing and hearing.placing.starts_at <= now:
        return Conflict("hearing_over", "The hearing has begun", hearing.placing.starts_at.isoformat())
    if hearing.is_fixed and reason != "by_hand":
        return Conflict("fixed_by_hand", "A person has fixed the hearing where it is")
    return None


def _in_order(hearings: Iterable[Hearing], wanted: Mapping[UUID, Wanted]) -> list[Hearing]:
    """Those first that others are linked to, then those for which most is named, then by their starts.

    By their starts no more clerks are needed at any time than there are hearings.
    """
    by_id = {hearing.hearing_id: hearing for hearing in hearings}

    def depth(hearing: Hearing) -> int:
        steps, following = 0, hearing.request.linked_hearing_id
        while following in by_id and steps <= len(by_id):
            steps, following = steps + 1, by_id[following].request.linked_hearing_id
        return steps

    def turn(hearing: Hearing) -> tuple[int, int, datetime, UUID]:
        place = wanted[hearing.hearing_id]
        named = sum(one is not None for one in (*place.rooms, place.clerk_id, place.interpreter_ids))
        return depth(hearing), -named, place.sittings[0].starts_at, hearing.hearing_id

    return sorted(by_id.values(), key=turn)


def _put(court: Court, before: Hearing, place: Placing, now: datetime, reason: str) -> None:
    bare = court.hearings[before.hearing_id]
    if before.placing is None:
        schedule(court, bare, place, now, reason)
    else:
        reschedule(court, bare, place, before.placing, reason, now)
    if reason == "by_hand":
        placed = court.hearings[before.hearing_id]
        court.put_hearing(replace(placed, is_placed_by_hand=True, is_fixed=before.is_fixed))
