"""What a person does with hearings: refused where anybody else has changed them since."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from tarazy_scheduling.domain.commands import (
    ExtendByHand,
    FixByHand,
    MergeByHand,
    PutByHand,
    Restore,
    RestoreByHand,
    Seen,
    SwapByHand,
    VacateByHand,
    seen_in,
)
from tarazy_scheduling.domain.facts import Refusal
from tarazy_scheduling.domain.listing.answers import cancel, reschedule
from tarazy_scheduling.domain.listing.by_hand import cannot_move, put_at
from tarazy_scheduling.domain.listing.fitting import Conflicts
from tarazy_scheduling.domain.listing.listing import rests, settle
from tarazy_scheduling.domain.listing.overrunning import go_on
from tarazy_scheduling.domain.model.case import Conflict
from tarazy_scheduling.domain.model.hearing import Placing
from tarazy_scheduling.domain.model.wanted import Wanted, WantedSitting
from tarazy_scheduling.domain.outcome import Applied, Dead, Dropped, Outcome, Waits
from tarazy_scheduling.domain.working_set.court import Court

APPLIED = Applied()
BY_HAND = "by_hand"
CHANGED = "hearing_changed"
"""The code where a hearing is not any more as whoever orders has seen it."""
NO_PLACE = Conflict("hearing_unlisted", "The hearing has no place")


def put_by_hand(court: Court, asked: PutByHand | SwapByHand | MergeByHand, now: datetime) -> Outcome:
    """Give hearings the places that are meant, all of them or none."""
    seen = seen_in(asked)
    if unusable := _unusable(court, seen):
        return unusable
    if len({one.hearing_id for one in seen}) < len(seen):
        same = Conflict("same_hearing", "It is one and the same hearing")
        return _refused(seen, {one.hearing_id: (same,) for one in seen})
    without = [one.hearing_id for one in seen if court.hearings[one.hearing_id].placing is None]
    if without and not isinstance(asked, PutByHand):
        return _refused(seen, dict.fromkeys(without, (NO_PLACE,)))
    conflicts = put_at(court, wanted_by(court, asked), now, BY_HAND)
    return _refused(seen, conflicts) if conflicts else APPLIED


def wanted_by(court: Court, asked: PutByHand | SwapByHand | MergeByHand) -> dict[UUID, Wanted]:
    """By hearing where it is wanted; without those that would take over the place of one that has none.

    Two that exchange their places each begin when and where the other did: how long each takes stays.
    """
    match asked:
        case PutByHand(puts):
            return {one.seen.hearing_id: one.wanted for one in puts}
        case SwapByHand(one, other):
            takes = {one.hearing_id: other.hearing_id, other.hearing_id: one.hearing_id}
        case MergeByHand(seen):
            takes = {seen.hearing_id: seen.hearing_id}
    return {taker: start for taker, taken in takes.items() if (start := _start_of(court.hearings[taken].placing))}


def fix_by_hand(court: Court, asked: FixByHand, now: datetime) -> Outcome:
    """Let a hearing that stands stay where it is, or be moved again. Nothing is told: its place is the same."""
    if unusable := _unusable(court, (asked.seen,)):
        return unusable
    hearing = court.hearings[asked.seen.hearing_id]
    if cannot := cannot_move(hearing, now, BY_HAND) or (NO_PLACE if hearing.placing is None else None):
        return _refused_one(asked.seen, cannot)
    if hearing.is_fixed == asked.is_fixed:
        return Dropped("fixed_already")
    court.put_hearing(replace(hearing, is_fixed=asked.is_fixed))
    return APPLIED


def vacate_by_hand(court: Court, asked: VacateByHand, now: datetime) -> Outcome:
    """Cancel the hearing: its request waits for no other place, since nobody has asked for one."""
    if unusable := _unusable(court, (asked.seen,)):
        return unusable
    hearing = court.hearings[asked.seen.hearing_id]
    if cannot := cannot_move(hearing, now, BY_HAND):
        return _refused_one(asked.seen, cannot)
    cancel(court, hearing, BY_HAND, now)
    return APPLIED


def extend_by_hand(court: Court, asked: ExtendByHand, now: datetime) -> Outcome:
    """Let a hearing that has begun go on; what it keeps from beginning moves."""
    if unusable := _unusable(court, (asked.seen,)):
        return unusable
    hearing = court.hearings[asked.seen.hearing_id]
    if conflicts := go_on(court, hearing, asked.until, now):
        return _refused((asked.seen,), {hearing.hearing_id: conflicts})
    return APPLIED


def restore_by_hand(court: Court, asked: RestoreByHand, now: datetime) -> Outcome:
    """Undo a change: the people who sat before come back where they can, else others serve at the same place.

    What a longer hearing has moved stays where it is: people have been told.
    """
    seen = [one.seen for one in asked.restores]
    if unusable := _unusable(court, seen):
        return unusable
    if len(asked.restores) == 1 and (ends := _earlier_end(court, asked.restores[0], now)):
        return _end_earlier(court, asked.restores[0].seen, ends, now)
    placed = {one.seen.hearing_id: placing for one in asked.restores if (placing := one.before.placing)}
    others = [one for one in asked.restores if one.before.placing is None]
    cannot = {one.seen.hearing_id: (why,) for one in others if (why := _cannot_wait(court, one, now))}
    if conflicts := cannot or _put_back(court, placed, now):
        return _refused(seen, conflicts)
    for one in others:
        _let_go(court, one, now)
    for one in asked.restores:
        hearing = court.hearings[one.seen.hearing_id]
        if hearing.placing and one.before.placing:
            flags = one.before.is_fixed, one.before.is_placed_by_hand
            court.put_hearing(replace(hearing, is_fixed=flags[0], is_placed_by_hand=flags[1]))
    return APPLIED


def _earlier_end(court: Court, one: Restore, now: datetime) -> Placing | None:
    """The place with its earlier end, of a hearing that has begun and was to go on."""
    placing, before = court.hearings[one.seen.hearing_id].placing, one.before.placing
    if placing is None or before is None or placing.starts_at > now or before.starts_at != placing.starts_at:
        return None
    return before


def _end_earlier(court: Court, seen: Seen, before: Placing, now: datetime) -> Outcome:
    hearing = court.hearings[seen.hearing_id]
    if hearing.state != "listed" or hearing.placing is None or before.ends_at <= now:
        return _refused_one(seen, Conflict("hearing_over", "The hearing, or its earlier end, is over"))
    reschedule(court, hearing, before, hearing.placing, BY_HAND, now)
    return APPLIED


def _start_of(placing: Placing | None) -> Wanted | None:
    return Wanted.at(placing.starts_at, placing.sittings[0].room_id) if placing else None


def _put_back(court: Court, placed: Mapping[UUID, Placing], now: datetime) -> Mapping[UUID, Conflicts]:
    """All to their former places with their former people, or with whoever is free."""
    wanted = {hearing_id: _as_it_was(placing) for hearing_id, placing in placed.items()}
    if not put_at(court, wanted, now, BY_HAND, reopens=True):
        return {}
    anybody = {one: replace(place, clerk_id=None) for one, place in wanted.items()}
    return put_at(court, anybody, now, BY_HAND, reopens=True)


def _cannot_wait(court: Court, one: Restore, now: datetime) -> Conflict | None:
    """Why a hearing cannot wait for a place again."""
    hearing = court.hearings[one.seen.hearing_id]
    if court.cases[hearing.case_id].closed_at:
        return Conflict("case_closed", "The case is closed", str(hearing.case_id))
    if rests(court, hearing):
        return Conflict("case_unallocated", "The case has no judge yet", str(hearing.case_id))
    return cannot_move(hearing, now, BY_HAND, reopens=True)


def _let_go(court: Court, one: Restore, now: datetime) -> None:
    """A hearing that had no place: it gets what its request asks for, or waits again."""
    hearing = court.hearings[one.seen.hearing_id]
    reopened = hearing if hearing.state == "listed" else replace(hearing, state="unlisted")
    settle(court, replace(reopened, is_placed_by_hand=False), now, BY_HAND)


def _as_it_was(placing: Placing) -> Wanted:
    sittings = tuple(
        WantedSitting(one.starts_at, int((one.ends_at - one.starts_at).total_seconds() // 60), one.room_id)
        for one in placing.sittings
    )
    return Wanted(sittings, clerk_id=placing.clerk)


def _unusable(court: Court, seen: Sequence[Seen]) -> Waits | Dead | None:
    """Why an order is about hearings as they are not, if it is."""
    changed = []
    for position, one in enumerate(seen):
        hearing = court.hearings.get(one.hearing_id)
        if hearing is None or hearing.case_id != one.case_id:
            return Waits("unknown_hearing", f"hearings[{position}].hearing_id", str(one.hearing_id))
        if hearing.version != one.version:
            text = f"The hearing has changed since: it is at version {hearing.version}"
            changed.append(Refusal(f"hearings[{position}].version", CHANGED, text, str(one.hearing_id)))
    return Dead(tuple(changed)) if changed else None


def _refused_one(seen: Seen, conflict: Conflict) -> Dead:
    return _refused((seen,), {seen.hearing_id: (conflict,)})


def _refused(seen: Sequence[Seen], conflicts: Mapping[UUID, Conflicts]) -> Dead:
    """What is in the way, by the place of its hearing in the order."""
    return Dead(
        tuple(
            Refusal(f"hearings[{position}]", conflict.code, conflict.text, conflict.refers_to)
            for position, one in enumerate(seen)
            for conflict in conflicts.get(one.hearing_id, ())
        )
    )
