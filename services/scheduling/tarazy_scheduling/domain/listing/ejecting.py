"""Making room: exactly what is in the way of one lawful place comes out and gets another place at once."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from tarazy_scheduling.domain.listing.asking import Asking
from tarazy_scheduling.domain.listing.candidates import Candidate, Newcomer, bits, newcomer
from tarazy_scheduling.domain.listing.order_of_moves import in_order_of_giving_way
from tarazy_scheduling.domain.listing.placing import Place, choose, find
from tarazy_scheduling.domain.listing.seeking import seated, seek, seek_as
from tarazy_scheduling.domain.listing.turns import in_turn
from tarazy_scheduling.domain.listing.yielding import Yielding
from tarazy_scheduling.domain.model.hearing import Hearing, Placing
from tarazy_scheduling.domain.working_set.court import Court
from tarazy_scheduling.domain.working_set.slots import Piece

MOST_TRIALS = (12, 3, 1)
"""So many places are tried with one hearing that gives way, with two, with three: some hundred microseconds each."""


@dataclass(frozen=True, slots=True)
class Move:
    """A hearing that gives way, with its new place."""

    hearing: Hearing
    placing: Placing


@dataclass(frozen=True, slots=True)
class Made:
    """Room that was made: the place, and who gives way, in the order in which it is told."""

    placing: Placing
    moves: tuple[Move, ...]


@dataclass(slots=True)
class Trials:
    """One search: how many trials are left, and what those that may have to move ask for."""

    court: Court
    now: datetime
    left: int = 0
    asked: dict[UUID, Asking | None] = field(default_factory=dict)

    def take(self) -> bool:
        """Whether there is one left; it is used up."""
        self.left -= 1
        return self.left >= 0

    def placing_for(self, hearing: Hearing) -> Placing | None:
        """Another place for a hearing that is out of the diaries, or the same times with others."""
        hearing_id = hearing.hearing_id
        if hearing_id not in self.asked:
            sought = seek(self.court, hearing, self.now, hearing.placing, anew=False)
            self.asked[hearing_id] = sought.asked
            return sought.placing
        asked = self.asked[hearing_id]
        if asked is None:
            return None
        return seek_as(self.court, hearing, asked, self.now, hearing.placing, anew=False).placing


def make_room(
    court: Court,
    hearing: Hearing,
    asked: Asking,
    now: datetime,
    most_trials: Sequence[int] = MOST_TRIALS,
) -> Made | None:
    """The place with the fewest hearings that have to give way, of several the earliest; None where none is found.

    The hearing itself is not in the diaries. Nothing is changed: whoever asked applies it.
    """
    coming = newcomer(court, hearing, asked)
    trials = Trials(court, now)
    for moved, trials.left in enumerate(most_trials, 1):
        for candidate in coming.places(moved):
            if made := _first_that_works(court, hearing, coming, candidate, trials):
                return made
            if trials.left <= 0:
                break
    return None


def _first_that_works(
    court: Court,
    hearing: Hearing,
    coming: Newcomer,
    candidate: Candidate,
    trials: Trials,
) -> Made | None:
    """The earliest start of the candidate from which what gives way finds a place."""

    def tried(bit: int) -> Made | None:
        place = _place(coming, candidate, bit)
        if place is None or not trials.take():
            return None
        return _tried(court, hearing, coming, place, candidate.in_the_way, trials)

    starts = list(bits(candidate.starts))
    if found := tried(starts[0]):
        return found
    if len(candidate.in_the_way) == 1:
        return _earliest(starts, tried)
    return next((found for start in starts[1:] if (found := tried(start))), None)


def _earliest(starts: Sequence[int], tried: Callable[[int], Made | None]) -> Made | None:
    """The first start that works, where the first of all does not: the later, the more is free before it.

    Whoever gives way alone then sits before the newcomer, or anywhere: so if the last does not work, none does.
    """
    found = tried(starts[-1]) if len(starts) > 1 else None
    low, high = 0, len(starts) - 1
    while found and high - low > 1:
        middle = (low + high) // 2
        if earlier := tried(starts[middle]):
            found, high = earlier, middle
        else:
            low = middle
    return found


def placing_of(hearing: Hearing) -> Placing:
    """The place of a hearing that stands."""
    if hearing.placing is None:
        raise ValueError(f"Hearing {hearing.hearing_id} has no place")
    return hearing.placing


def _place(coming: Newcomer, candidate: Candidate, bit: int) -> Place | None:
    if coming.asked.slots <= coming.court.grid.longest:
        return Place((Piece(candidate.day, bit, coming.asked.slots),), candidate.chosen)
    return find(coming.court.grid, replace(coming.soft_wish(), first_day=candidate.day))


def _tried(
    court: Court,
    hearing: Hearing,
    coming: Newcomer,
    place: Place,
    out: Collection[UUID],
    trials: Trials,
) -> Made | None:
    """What comes of it when these give way for the place, played through in the diaries and taken back."""
    diaries = court.diaries
    leaving = in_turn(court, [court.hearings[one] for one in out])
    for one in leaving:
        diaries.release(one.hearing_id, placing_of(one))
    try:
        free = choose(coming.wish, place.pieces)
        if free is None:
            return None
        placing = seated(court, hearing, coming.asked, free)
        diaries.book(hearing.hearing_id, placing)
        try:
            moves, day = None, place.pieces[0].day
            for order in (leaving, leaving[::-1])[: len(leaving)]:
                moves = moves or _placed_again(court, order, coming.yielding, day, trials)
        finally:
            diaries.release(hearing.hearing_id, placing)
        return Made(placing, _as_told(moves)) if moves else None
    finally:
        for one in leaving:
            diaries.book(one.hearing_id, placing_of(one))


def _placed_again(
    court: Court, hearings: Sequence[Hearing], yielding: Yielding, day: int, trials: Trials
) -> list[Move] | None:
    """Another place for each, one after the other; the diaries are as before.

    Whoever finds none, even as the first, finds none in any trial, unless on the very day.
    """
    moves: list[Move] = []
    try:
        for one in hearings:
            found = trials.placing_for(one)
            if found is None:
                if not moves:
                    yielding.is_bound_to(one.hearing_id, day)
                return None
            moves.append(Move(one, found))
            court.diaries.book(one.hearing_id, found)
        return moves
    finally:
        for move in moves:
            court.diaries.release(move.hearing.hearing_id, move.placing)


def _as_told(moves: Sequence[Move]) -> tuple[Move, ...]:
    by_id = {move.hearing.hearing_id: move for move in moves}
    before = {hearing_id: placing_of(move.hearing) for hearing_id, move in by_id.items()}
    after = {hearing_id: move.placing for hearing_id, move in by_id.items()}
    return tuple(by_id[hearing_id] for hearing_id in in_order_of_giving_way(before, after))
