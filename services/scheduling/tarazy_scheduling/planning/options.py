"""What a plan can do with each hearing, told coarsely: which judge, which day, which session; and what limits it.

A session is a stretch of a day between breaks. Each lawful plan chooses at most one option for a hearing, and keeps
every limit, so the cheapest choice that does both costs no more than the best plan. Start times, and which room of
several, are left out: that is why a bound from here can be below what any plan reaches.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TypeAlias

from tarazy_scheduling.planning.instance import Instance
from tarazy_scheduling.planning.words import block, lowest, runs

MOST_POOLS = 24
"""Sets of rooms (or of interpreters) that get limits of their own: those that most hearings ask for."""

CHAIN_STEP = 6
"""Days between those on which a hearing and the one before it are held against each other."""

LimitKey: TypeAlias = tuple[str | int, ...]


@dataclass(slots=True)
class Options:
    """One entry an option in the first lists; `uses` has (limit, option, amount)."""

    hearing: list[int] = field(default_factory=list)
    judge: list[int] = field(default_factory=list)
    cost: list[int] = field(default_factory=list)
    """Against not listing the hearing: mostly negative."""
    uses_limit: list[int] = field(default_factory=list)
    uses_option: list[int] = field(default_factory=list)
    uses_amount: list[int] = field(default_factory=list)
    limits: dict[LimitKey, int] = field(default_factory=dict)
    """The number of each limit."""
    capacity: list[int] = field(default_factory=list)
    """By limit: how much all options together may use of it."""
    judge_of_limit: list[int] = field(default_factory=list)
    """By limit: whose it is, or -1 if it binds judges together."""


def sessions_of(open_: int) -> list[int]:
    """The stretches of a word."""
    found = []
    while open_:
        first = lowest(open_)
        length = lowest(~(open_ >> first))
        found.append(block(first, length))
        open_ &= ~block(first, length)
    return found


def options_of(instance: Instance) -> Options:
    """All options of a court, and the limits that can bind."""
    options = Options()
    open_ = 0
    for words in instance.free:
        for word in words:
            open_ |= word
    sessions = sessions_of(open_)
    pools = {
        kind: _pools(Counter(frozenset(getattr(wanted, kind)) for wanted in instance.hearings))
        for kind in ("rooms", "interpreters")
    }

    @cache
    def starts_of_any(resources: tuple[int, ...], slots: int, day: int) -> int:
        starts = 0
        for resource in resources:
            starts |= runs(instance.free[resource][day], slots)
        return starts

    @cache
    def room_of(resources: frozenset[int], day: int, session: int) -> int:
        return sum((instance.free[resource][day] & session).bit_count() for resource in resources)

    def limit(key: LimitKey, capacity: int, judge: int = -1) -> int:
        number = options.limits.setdefault(key, len(options.limits))
        if number == len(options.capacity):
            options.capacity.append(capacity)
            options.judge_of_limit.append(judge)
        return number

    def limits(number: int, judge: int, day: int, at: int, session: int) -> Iterator[tuple[int, int]]:
        wanted = instance.hearings[number]
        yield limit(("sits", judge, day, at), room_of(frozenset((judge,)), day, session), judge), wanted.slots
        yield limit(("sits", judge, day), instance.sitting_limit, judge), wanted.slots
        for person in wanted.people:
            yield limit(("person", person, day, at), room_of(frozenset((person,)), day, session)), wanted.slots
        for kind, resources in (("rooms", wanted.rooms), ("interpreters", wanted.interpreters)):
            for pool_number, pool in pools[kind].get(frozenset(resources), ()):
                yield limit((kind, pool_number, day, at), room_of(pool, day, session)), wanted.slots
        yield limit(("clerks", day, at), instance.clerks * session.bit_count()), wanted.slots
        # Listed so early at most as often as the one before it is listed early enough.
        for by in steps[number]:
            if day <= by:
                yield limit(("after", number, by), 0), 1
        for later in following[number]:
            for by in steps[later]:
                if day <= by - instance.hearings[later].days_after:
                    yield limit(("after", later, by), 0), -1

    first_days = _first_days(instance)
    following: list[list[int]] = [[] for _ in instance.hearings]
    steps: list[tuple[int, ...]] = [()] * len(instance.hearings)
    for number, wanted in enumerate(instance.hearings):
        if wanted.after is not None:
            following[wanted.after].append(number)
            last = min(instance.days - 1, wanted.last_day)
            steps[number] = tuple(dict.fromkeys((*range(first_days[number], last, CHAIN_STEP), last)))
    for number, wanted in enumerate(instance.hearings):
        for day in range(first_days[number], min(instance.days - 1, wanted.last_day) + 1):
            everybody = starts_of_any(wanted.rooms, wanted.slots, day)
            if wanted.interpreters:
                everybody &= starts_of_any(wanted.interpreters, wanted.slots, day)
            together = open_
            for person in wanted.people:
                together &= instance.free[person][day]
            if not everybody or not runs(together, wanted.slots):
                continue
            cost = wanted.weight * (day - wanted.first_day) - wanted.penalty
            for judge in wanted.judges:
                starts = everybody & runs(together & instance.free[judge][day], wanted.slots)
                for at, session in enumerate(sessions):
                    if not starts & session:
                        continue
                    option = len(options.hearing)
                    options.hearing.append(number)
                    options.judge.append(judge)
                    options.cost.append(cost)
                    for one, amount in limits(number, judge, day, at, session):
                        options.uses_limit.append(one)
                        options.uses_option.append(option)
                        options.uses_amount.append(amount)
    return options


def _pools(asked: Counter[frozenset[int]]) -> dict[frozenset[int], list[tuple[int, frozenset[int]]]]:
    """For each set that hearings ask for: the sets around it that have a limit, with their numbers."""
    asked.pop(frozenset(), None)
    largest = [pool for pool, _ in asked.most_common(MOST_POOLS)]
    largest.append(frozenset().union(*asked))
    limited = list(enumerate(dict.fromkeys(largest)))
    return {wanted: [(number, pool) for number, pool in limited if wanted <= pool] for wanted in asked}


def _first_days(instance: Instance) -> list[int]:
    """The first day of each hearing, moved on by those that come before it."""
    first: list[int | None] = [None] * len(instance.hearings)
    for number in range(len(first)):
        way = [number]
        while (before := instance.hearings[way[-1]].after) is not None and first[before] is None:
            way.append(before)
        for one in reversed(way):
            wanted = instance.hearings[one]
            earliest = max(0, wanted.first_day)
            if wanted.after is not None:
                earliest = max(earliest, (first[wanted.after] or 0) + wanted.days_after)
            first[one] = earliest
    return [day or 0 for day in first]
