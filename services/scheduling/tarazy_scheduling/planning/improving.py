"""A plan for an instance: the greedy one, and what the search makes of it within a budget of rounds."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from tarazy_scheduling.planning.chance import Ints, begin
from tarazy_scheduling.planning.core import PLAIN, Core
from tarazy_scheduling.planning.court import Court, court_of, rarest_rooms_first
from tarazy_scheduling.planning.diary import CHANGES, COST, WAITING, Diary, Place, empty_diary
from tarazy_scheduling.planning.greedy import arrival_order, list_in_order, list_where_published
from tarazy_scheduling.planning.instance import Instance
from tarazy_scheduling.planning.round import Round, new_round
from tarazy_scheduling.planning.search import LOGARITHMS, heat_at

HEATS = 200
"""Steps in which the search cools down."""
TRIAL, TRIAL_PART = 2000, 0.04
"""Rounds of the first trial of the speed; the part of the time that the last one takes at least."""
MOST_STEP = 64
"""Times as many rounds as in the trial before."""


@dataclass(frozen=True, slots=True)
class Step:
    """How far the search is."""

    part: float
    """From 0 to 1."""
    cost: int
    unlisted: int
    """Of the plan at hand, not of the best."""
    changes: int = 0
    """Published hearings that it would have elsewhere than they were published for."""


@dataclass(frozen=True, slots=True)
class Improved:
    """What the search found."""

    places: list[Place]
    """By hearing; rows of resources are their numbers in the instance times its days."""
    cost: int
    iterations: int
    seed: int


def present_cost(instance: Instance) -> int:
    """What it costs that everything stays as it was published, and nothing else is listed."""
    court = court_of(instance)
    diary = empty_diary(court)
    list_where_published(court, diary, arrival_order(instance, court))
    return diary.sums[COST]


def greedy_cost(instance: Instance) -> int:
    """What listing hearing after hearing, rooms in the file's order, would cost."""
    court = court_of(instance)
    diary = empty_diary(court)
    list_in_order(court, diary, arrival_order(instance, court), [0])
    return diary.sums[COST]


def improve(
    instance: Instance,
    seed: int,
    iterations: int,
    core: Core = PLAIN,
    told: Callable[[Step], None] = lambda step: None,
) -> Improved:
    """List everything, then search for so many rounds. The same arguments give the same plan, with either core."""
    search = _begun(instance, seed, core)
    _run(search, iterations, core, told)
    return Improved(core.places(search.memory.best), int(search.memory.best_cost[0]), iterations, seed)


def rounds_within(
    instance: Instance, seed: int, seconds: float, core: Core = PLAIN, clock: Callable[[], float] = time.perf_counter
) -> int:
    """How many rounds fit into so many seconds of this machine, less what measuring takes of them.

    Measured by whole searches on a small scale, since cold rounds are not as fast as hot ones.
    """
    _run(_begun(instance, seed, core), 1, core)  # compiles, or reads what was compiled before
    began = clock()
    iterations = TRIAL
    while True:
        search = _begun(instance, seed, core)
        begins = clock()
        _run(search, iterations, core)
        now = clock()
        took, left = now - begins, seconds - (now - began)
        if took >= TRIAL_PART * seconds or left < seconds / 2:
            return max(1, int(iterations * max(0.0, left) / took))
        iterations = int(iterations * min(MOST_STEP, 1.2 * TRIAL_PART * seconds / max(took, 1e-6))) + 1


class _Search(NamedTuple):
    court: Court
    diary: Diary
    memory: Round
    chance: Ints
    logarithms: Ints


def _begun(instance: Instance, seed: int, core: Core) -> _Search:
    """What is published where it is, the rest listed in order of arrival."""
    instance = rarest_rooms_first(instance)
    court = court_of(instance)
    diary, chance = empty_diary(court), [0]
    begin(chance, seed)
    order = arrival_order(instance, court)
    list_where_published(court, diary, order)
    list_in_order(court, diary, order, chance)
    return _Search(*map(core.lists, (court, diary, new_round(diary), chance, LOGARITHMS)))


def _run(search: _Search, iterations: int, core: Core, told: Callable[[Step], None] = lambda step: None) -> None:
    if not len(search.diary.places):
        return
    for step in range(HEATS):
        count = iterations * (step + 1) // HEATS - iterations * step // HEATS
        core.rounds(*search, heat_at(step / HEATS), count)
        sums = search.diary.sums
        told(Step((step + 1) / HEATS, int(search.memory.best_cost[0]), int(sums[WAITING]), int(sums[CHANGES])))
