"""What a plan can do with each hearing, told coarsely: which judge, which day, which session; and what limits it.

A session is a stretch of a day between breaks. Each lawful plan chooses at most one option for a hearing, and keeps
every limit, so the cheapest choice that does both costs no more than the best plan. Start times, and which room of
several, are left out: that is why a bound from here can be below what any plan reaches.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import TypeAlias

from tarazy_scheduling.planning.instance import Instance, Wanted
from tarazy_scheduling.planning.words import block, lowest, runs

MOST_POOLS = 24
"""Sets of rooms, and of interpreters, that get limits of their own: those that most hearings ask for."""
NOBODY = -1

LimitKey: TypeAlias = tuple[str | int | frozenset[int], ...]
Pools: TypeAlias = dict[frozenset[int], list[frozenset[int]]]
"""For each set that a hearing may ask for: the sets around it that have a limit."""


@dataclass(slots=True)
class Options:
    """One entry an option in the first lists, one a use in the next, one a limit in the last."""

    hearing: list[int] = field(default_factory=list)
    judge: list[int] = field(default_factory=list)
    cost: list[int] = field(default_factory=list)
    """Against not listing the hearing: mostly negative."""
    used_limit: list[int] = field(default_factory=list)
    used_by: list[int] = field(default_factory=list)
    """The option."""
    amount: list[int] = field(default_factory=list)
    capacity: list[int] = field(default_factory=list)
    """How much all options together may use of a limit."""
    owner: list[int] = field(default_factory=list)
    """The judge whose limit it is, or NOBODY if it binds judges together."""
    numbers: dict[LimitKey, int] = field(default_factory=dict)

    def limit(self, key: LimitKey, capacity: int, owner: int = NOBODY) -> int:
        """The number of a limit, which is made when it is first asked for."""
        number = self.numbers.setdefault(key, len(self.numbers))
        if number == len(self.capacity):
            self.capacity.append(capacity)
            self.owner.append(owner)
        return number


@dataclass(frozen=True, slots=True)
class _Known:
    """What is worked out once for a court."""

    instance: Instance
    sessions: list[int]
    rooms: Pools
    interpreters: Pools
    first_days: list[int]
    steps: list[range]
    """By hearing: the days on which it is held against the one before."""
    following: list[list[int]]
    starts: dict[tuple[tuple[int, ...], int, int], int] = field(default_factory=dict)
    """By resources, slots and day: where one of them is free for so long."""


def sessions_of(open_: int) -> list[int]:
    """The stretches of a word."""
    found = []
    while open_:
        first = lowest(open_)
        session = block(first, lowest(~(open_ >> first)))
        found.append(session)
        open_ ^= session
    return found


def options_of(instance: Instance) -> Options:
    """All options of a court, and all that limits them."""
    known, options = _known(instance), Options()
    for number, wanted in enumerate(instance.hearings):
        for day in range(known.first_days[number], min(instance.days - 1, wanted.last_day) + 1):
            others = _starts_of_others(known, wanted, day)
            if not others:
                continue
            for judge in wanted.judges:
                starts = others & runs(_together(instance, (judge, *wanted.people), day), wanted.slots)
                for at, session in enumerate(known.sessions):
                    if starts & session:
                        _add(options, known, number, judge, day, at)
    return options


def _known(instance: Instance) -> _Known:
    open_ = reduce(or_, (word for words in instance.free for word in words), 0)
    first_days = _first_days(instance)
    following: list[list[int]] = [[] for _ in instance.hearings]
    steps = [range(0)] * len(instance.hearings)
    for number, wanted in enumerate(instance.hearings):
        if wanted.after is not None:
            following[wanted.after].append(number)
            steps[number] = range(first_days[number], min(instance.days, wanted.last_day + 1))
    return _Known(
        instance,
        sessions_of(open_),
        _pools(Counter(frozenset(wanted.rooms) for wanted in instance.hearings)),
        _pools(Counter(frozenset(wanted.interpreters) for wanted in instance.hearings)),
        first_days,
        steps,
        following,
    )


def _pools(asked: Counter[frozenset[int]]) -> Pools:
    del asked[frozenset()]
    limited = [pool for pool, _ in asked.most_common(MOST_POOLS)]
    limited.append(frozenset().union(*asked))
    return {wanted: [pool for pool in dict.fromkeys(limited) if wanted <= pool] for wanted in asked}


def _first_days(instance: Instance) -> list[int]:
    """The first day of each hearing, moved on by those that come before it."""
    first: dict[int, int] = {}
    for number in range(len(instance.hearings)):
        way = [number]
        while (before := instance.hearings[way[-1]].after) is not None and before not in first:
            way.append(before)
        for one in reversed(way):
            wanted = instance.hearings[one]
            moved = 0 if wanted.after is None else first[wanted.after] + wanted.days_after
            first[one] = max(0, wanted.first_day, moved)
    return [first[number] for number in range(len(instance.hearings))]


def _starts_of_others(known: _Known, wanted: Wanted, day: int) -> int:
    """Where a room is free, and an interpreter if one is needed."""
    starts = _starts_of_any(known, wanted.rooms, wanted.slots, day)
    if wanted.interpreters:
        starts &= _starts_of_any(known, wanted.interpreters, wanted.slots, day)
    return starts


def _starts_of_any(known: _Known, resources: tuple[int, ...], slots: int, day: int) -> int:
    key = resources, slots, day
    if key not in known.starts:
        free = known.instance.free
        known.starts[key] = reduce(or_, (runs(free[resource][day], slots) for resource in resources), 0)
    return known.starts[key]


def _together(instance: Instance, resources: tuple[int, ...], day: int) -> int:
    """Where all of them are free; somebody is always among them."""
    word = -1
    for resource in resources:
        word &= instance.free[resource][day]
    return word


def _add(options: Options, known: _Known, number: int, judge: int, day: int, at: int) -> None:
    wanted = known.instance.hearings[number]
    option = len(options.hearing)
    options.hearing.append(number)
    options.judge.append(judge)
    # A day that people know of may cost more than this, at another time or before others, but not less.
    first, last = wanted.promised or (day + 1, day)
    moved = wanted.published is not None and wanted.published[0] != day and not first <= day <= last
    cost = wanted.weight * (day - wanted.first_day) + moved * known.instance.change_penalty
    options.cost.append(cost - wanted.penalty)
    slots = wanted.slots
    for used, amount in (
        *((limit, slots) for limit in _limits_of_time(options, known, wanted, judge, day, at)),
        *_limits_of_chains(options, known, number, day),
    ):
        options.used_limit.append(used)
        options.used_by.append(option)
        options.amount.append(amount)


def _limits_of_time(options: Options, known: _Known, wanted: Wanted, judge: int, day: int, at: int) -> Iterator[int]:
    """Slots of the judge's session and day, of everybody else's session, of all rooms that would do, of all clerks."""
    instance, session = known.instance, known.sessions[at]

    def slots_of(*resources: int) -> int:
        return sum((instance.free[resource][day] & session).bit_count() for resource in resources)

    yield options.limit(("judge", judge, day, at), slots_of(judge), judge)
    sat = instance.sat[judge][day] if judge in instance.sat else 0
    yield options.limit(("judge", judge, day), max(0, instance.sitting_limit - sat), judge)
    for person in wanted.people:
        yield options.limit(("person", person, day, at), slots_of(person))
    for name, pools, resources in (
        ("rooms", known.rooms, wanted.rooms),
        ("interpreters", known.interpreters, wanted.interpreters),
    ):
        for pool in pools.get(frozenset(resources), ()):
            key = (name, pool, day, at)
            yield options.numbers[key] if key in options.numbers else options.limit(key, slots_of(*pool))
    busy = instance.clerks_busy[day] if instance.clerks_busy else ()
    taken = sum(clerks for slot, clerks in enumerate(busy) if session >> slot & 1)
    yield options.limit(("clerks", day, at), instance.clerks * session.bit_count() - taken)


def _limits_of_chains(options: Options, known: _Known, number: int, day: int) -> Iterator[tuple[int, int]]:
    """A hearing is listed by a day at most as often as the one before it is listed early enough."""
    for by in known.steps[number]:
        if day <= by:
            yield options.limit(("chain", number, by), 0, _judge_of_chain(known.instance, number)), 1
    for later in known.following[number]:
        for by in known.steps[later]:
            if day + known.instance.hearings[later].days_after <= by:
                yield options.limit(("chain", later, by), 0, _judge_of_chain(known.instance, later)), -1


def _judge_of_chain(instance: Instance, number: int) -> int:
    """The one judge who can hear both a hearing and the one before it."""
    wanted = instance.hearings[number]
    if wanted.after is None or len(wanted.judges) != 1 or instance.hearings[wanted.after].judges != wanted.judges:
        return NOBODY
    return wanted.judges[0]
