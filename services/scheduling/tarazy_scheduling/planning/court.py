"""What never changes while a court is planned: an instance laid out in flat lists, so that it can be compiled."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import NamedTuple

from tarazy_scheduling.planning.chance import Ints
from tarazy_scheduling.planning.instance import Instance, Wanted

NONE = -1


@dataclass(slots=True)
class Hearing:
    """What a hearing needs. Each pair `…_from`, `…_to` is a stretch of `Court.pool`."""

    slots: int
    first_day: int
    """The first lawful day inside the horizon."""
    last_day: int
    since: int
    """The day from which waiting counts."""
    weight: int
    penalty: int
    after: int
    """The hearing that comes before, or NONE."""
    days_after: int
    depth: int
    """How many come before it in its chain."""
    people_from: int
    people_to: int
    interpreters_from: int
    interpreters_to: int
    rooms_from: int
    rooms_to: int
    judges_from: int
    judges_to: int
    next_from: int
    """Those that come after it."""
    next_to: int
    stood_day: int
    """The day that it was published for, or NONE."""
    stood_slot: int
    stood_judge: int
    stood_room: int
    stood_interpreter: int
    promised_from: int
    """The first of the days within which it may move and nobody need be told, or NONE."""
    promised_to: int


class Court(NamedTuple):
    """A row is where the days of a resource begin: row + day is the place of one word in `calendar`."""

    days: int
    slots_per_day: int
    sitting_limit: int
    clerks: int
    hearings: list[Hearing]
    pool: Ints
    """Rows of resources and numbers of hearings, one stretch after another; then what is taken at the beginning.

    In one list, since each list that the compiled core is handed from function to function costs a tenth of its speed.
    """
    calendar: Ints
    """By row + day: the slots that are free before anything is listed."""
    sat_from: int
    """Where in `pool`, by row + day, the slots begin that a judge sits before anything is listed."""
    clerks_from: int
    """The same of the clerks who are busy, by day * slots_per_day + slot."""
    change_penalty: int
    change_budget: int


def court_of(instance: Instance) -> Court:
    """Lay an instance out. People who can never be wanted twice at a time are left out of the hearings."""
    ignored = _never_in_two_places(instance)
    depths = _depths(instance.hearings)
    following: list[list[int]] = [[] for _ in instance.hearings]
    for number, wanted in enumerate(instance.hearings):
        if wanted.after is not None:
            following[wanted.after].append(number)
    pool: Ints = []

    def stretch(numbers: Iterable[int]) -> tuple[int, int]:
        begins = len(pool)
        pool.extend(numbers)
        return begins, len(pool)

    def rows(resources: Iterable[int]) -> tuple[int, int]:
        return stretch(resource * instance.days for resource in resources if resource not in ignored)

    hearings = [
        Hearing(
            wanted.slots,
            max(0, wanted.first_day),
            min(instance.days - 1, wanted.last_day),
            wanted.first_day,
            wanted.weight,
            wanted.penalty,
            NONE if wanted.after is None else wanted.after,
            wanted.days_after,
            depths[number],
            *rows(wanted.people),
            *rows(wanted.interpreters),
            *rows(wanted.rooms),
            *rows(wanted.judges),
            *stretch(following[number]),
            *_stand(wanted, instance.days),
            *(wanted.promised or (NONE, NONE)),
        )
        for number, wanted in enumerate(instance.hearings)
    ]
    # Most of those left out come last, since they have no calendar in the file: their rows are not laid out at all.
    rows_end = 1 + max((number for number in range(len(instance.free)) if number not in ignored), default=NONE)
    calendar = [word for words in instance.free[:rows_end] for word in words]
    sat_from, _ = stretch(_sat(instance, len(calendar)))
    no_clerk_busy = [0] * (instance.days * instance.slots_per_day)
    clerks_from, _ = stretch([busy for day in instance.clerks_busy for busy in day] or no_clerk_busy)
    return Court(
        instance.days,
        instance.slots_per_day,
        instance.sitting_limit,
        instance.clerks,
        hearings,
        pool,
        calendar,
        sat_from,
        clerks_from,
        instance.change_penalty,
        instance.change_budget,
    )


def _stand(wanted: Wanted, days: int) -> tuple[int, int, int, int, int]:
    """Where it was published to sit, in rows."""
    if wanted.published is None:
        return NONE, NONE, NONE, NONE, NONE
    day, slot, judge, room, interpreter = wanted.published
    return day, slot, judge * days, room * days, NONE if interpreter is None else interpreter * days


def _sat(instance: Instance, words: int) -> list[int]:
    sat = [0] * words
    for judge, slots in instance.sat.items():
        sat[judge * instance.days : (judge + 1) * instance.days] = slots
    return sat


def rarest_rooms_first(instance: Instance) -> Instance:
    """The same court, but each hearing would rather sit in a room that few others can use: a better start."""
    wanted_by = Counter(room for wanted in instance.hearings for room in wanted.rooms)
    hearings = (
        replace(wanted, rooms=tuple(sorted(wanted.rooms, key=lambda room: (wanted_by[room], room))))
        for wanted in instance.hearings
    )
    return replace(instance, hearings=tuple(hearings))


def _depths(hearings: Sequence[Wanted]) -> list[int]:
    depths = [NONE] * len(hearings)
    for number in range(len(hearings)):
        way = [number]
        before = hearings[number].after
        while before is not None and depths[before] == NONE:
            way.append(before)
            before = hearings[before].after
        depth = NONE if before is None else depths[before]
        for one in reversed(way):
            depth += 1
            depths[one] = depth
    return depths


def _never_in_two_places(instance: Instance) -> set[int]:
    """Who is there whenever a hearing can be, and has all of theirs on different days: the accused, mostly."""
    wanted_as = Counter(
        resource
        for wanted in instance.hearings
        for resources in (wanted.judges, wanted.rooms, wanted.interpreters)
        for resource in resources
    )
    theirs: dict[int, list[int]] = {}
    for number, wanted in enumerate(instance.hearings):
        for person in wanted.people:
            theirs.setdefault(person, []).append(number)
    anybody = tuple(reduce(or_, words) for words in zip(*instance.free, strict=True))
    return {
        person
        for person, numbers in theirs.items()
        if person not in wanted_as
        and instance.free[person] == anybody
        and _on_different_days(instance.hearings, numbers)
    }


def _on_different_days(hearings: Sequence[Wanted], numbers: list[int]) -> bool:
    """Whether they are one chain, each at least a day after the one before."""
    later = [number for number in numbers if hearings[number].after in numbers and hearings[number].days_after >= 1]
    return len(later) == len(numbers) - 1 and len({hearings[number].after for number in later}) == len(later)
