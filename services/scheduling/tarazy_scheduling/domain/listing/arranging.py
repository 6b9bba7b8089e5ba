"""A place step by step: a free one, one that others give way from, one before a substitute; or why there is none."""

from dataclasses import dataclass, replace
from datetime import datetime

from tarazy_scheduling.domain.listing.answers import reschedule
from tarazy_scheduling.domain.listing.asking import Asking
from tarazy_scheduling.domain.listing.ejecting import make_room, placing_of
from tarazy_scheduling.domain.listing.placing import choose
from tarazy_scheduling.domain.listing.seeking import Sought, seated, seek, seek_as, why_nowhere
from tarazy_scheduling.domain.listing.substitutes import before_substitutes
from tarazy_scheduling.domain.model.case import Conflict
from tarazy_scheduling.domain.model.hearing import Hearing, Placing
from tarazy_scheduling.domain.working_set.court import Court

PRESSING = frozenset({"custody", "urgent"})
SUBSTITUTES_MAKE_ROOM = 2
"""Before so many substitutes, the least burdened, others may have to give way."""
EXCHANGED = frozenset({"rooms", "clerks", "interpreters"})
"""What a hearing that gives way leaves to the one for which it does."""
MOST_SEARCHES = 40
"""So often one decision looks for hearings that give way: where a judge leaves with a thousand, the last wait."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """Why a hearing is looked at, and what may be done for it."""

    reason: str = ""
    """Of the change, where it stands."""
    anew: bool = False
    """The earliest place is wanted, not one after the previous."""
    makes_room: bool = True
    """Whether others may give way."""


def arrange(
    court: Court, hearing: Hearing, now: datetime, previous: Placing | None, occasion: Occasion
) -> Placing | tuple[Conflict, ...]:
    """A place for a hearing that is not in the diaries, or why there is none.

    Those that give way are told of here: before the hearing itself.
    """
    sought = seek(court, hearing, now, previous, anew=occasion.anew)
    if sought.placing:
        return sought.placing
    if sought.asked is None:
        return sought.faults
    found = _room_for(court, hearing, sought.asked, now, occasion)
    if found is None:
        found = _with_substitute(court, hearing, sought, now, previous, occasion)
    return found or why_nowhere(court, sought, hearing)


def _with_substitute(
    court: Court, hearing: Hearing, sought: Sought, now: datetime, previous: Placing | None, occasion: Occasion
) -> Placing | None:
    """The times that it has before the least burdened who can sit then; else the next place before any of them."""
    asked = sought.asked and before_substitutes(court, hearing, sought.asked, previous, occasion.reason, now)
    if not asked:
        return None
    stay = sought.stay
    for one in asked if stay else ():
        if stay and (place := choose(one.wish(), stay)):
            return seated(court, hearing, one, place)
    for one in asked:
        if placing := seek_as(court, hearing, one, now, previous, anew=occasion.anew).placing:
            return placing
    rooms = (_room_for(court, hearing, one, now, occasion) for one in asked[:SUBSTITUTES_MAKE_ROOM])
    return next((placing for placing in rooms if placing), None)


def _room_for(court: Court, hearing: Hearing, asked: Asking, now: datetime, occasion: Occasion) -> Placing | None:
    """The place that others give way from; they are told of."""
    if not occasion.makes_room or court.searches >= MOST_SEARCHES:
        return None
    court.searches += 1
    made = make_room(court, hearing, asked, now)
    if made is None:
        return None
    free_before = court.freed & EXCHANGED
    for move in made.moves:
        reason = "urgent_case" if hearing.request.priority in PRESSING else "plan"
        reschedule(court, replace(move.hearing, placing=None), move.placing, placing_of(move.hearing), reason, now)
    # Room and clerk go from one hearing to the other: whoever waits for any of them has gained nothing by it.
    court.freed -= EXCHANGED - free_before
    return made.placing
