"""From what the search found to moves of hearings, checked against everybody's diaries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from tarazy_scheduling.domain.listing.by_hand import places_at
from tarazy_scheduling.domain.model.case import Conflict
from tarazy_scheduling.domain.model.hearing import Placing
from tarazy_scheduling.domain.model.planning import Move
from tarazy_scheduling.domain.model.wanted import Wanted, WantedSitting
from tarazy_scheduling.domain.plans.instance import Drawn
from tarazy_scheduling.domain.working_set.court import Court

PLAN = "plan"
"""The reason that is told of every move."""
Place = tuple[int, int, str, str, str | None]
"""Day, slot, judge, room, interpreter, as a plan file has them."""


@dataclass(frozen=True, slots=True)
class Impossible(Exception):
    """Places of a plan that cannot be: by hearing, why not."""

    conflicts: Mapping[UUID, tuple[Conflict, ...]]


def moves_of(court: Court, drawn: Drawn, plan: Mapping[str, Place], now: datetime) -> tuple[Move, ...]:
    """What a plan moves, with the people of each new place. The court is as it stands, and stays so.

    Raises `Impossible`. That should not happen to a plan that fits its instance, but for clerks: the search counts
    them, and here each is somebody.
    """
    stands = {one["id"]: one.get("published") for one in drawn.document["hearings"]}
    wanted = {
        UUID(hearing_id): _wanted(drawn, place)
        for hearing_id, place in plan.items()
        if list(place) != stands[hearing_id]
    }
    found = places_at(court, wanted, now, PLAN)
    lacking = [one for one, place in found.items() if not isinstance(place, Placing) and _lacks_a_clerk(place)]
    if lacking:
        # Those that stay could do with another clerk: choose anew for all who sit on these days.
        days = {plan[str(one)][0] for one in lacking}
        others = {UUID(one): _wanted(drawn, place) for one, place in plan.items() if place[0] in days}
        found = places_at(court, wanted | others, now, PLAN)
    conflicts = {one: place for one, place in found.items() if not isinstance(place, Placing)}
    if conflicts:
        raise Impossible(conflicts)
    return tuple(_moves(court, found))


def wanted_at(placing: Placing) -> Wanted:
    """Exactly this place, with these people."""
    sittings = tuple(
        WantedSitting(one.starts_at, round((one.ends_at - one.starts_at).total_seconds() / 60), one.room_id)
        for one in placing.sittings
    )
    return Wanted(sittings, placing.judges[0], placing.clerk, placing.interpreters or None)


def _wanted(drawn: Drawn, place: Place) -> Wanted:
    day, slot, _, room, interpreter = place
    grid, scale = drawn.scale.grid, drawn.scale
    starts_at = grid.starts_at(drawn.document["dates"][day].toordinal(), scale.firsts[slot])
    wanted = Wanted.at(starts_at, UUID(room))
    return replace(wanted, interpreter_ids=(UUID(interpreter),)) if interpreter else wanted


def _lacks_a_clerk(conflicts: Iterable[Conflict]) -> bool:
    return any(conflict.code == "no_clerk" for conflict in conflicts)


def _moves(court: Court, found: Mapping[UUID, Any]) -> Iterable[Move]:
    for hearing_id, placing in found.items():
        hearing = court.hearings[hearing_id]
        if placing != hearing.placing:
            yield Move(hearing_id, hearing.placing, hearing.conflicts, placing)
