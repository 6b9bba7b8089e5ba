"""Weeks of a made-up court: requests come day by day and are listed at once, and each night the calendar is improved.

What is told of a hearing's place is counted when it changes: that is what a fence and a price for changes are for.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from tarazy_scheduling.planning.core import PLAIN, Core
from tarazy_scheduling.planning.court import NONE, court_of
from tarazy_scheduling.planning.diary import COST, WAITING, Place, empty_diary, put, take
from tarazy_scheduling.planning.finding import find, first_lawful_day
from tarazy_scheduling.planning.improving import improve
from tarazy_scheduling.planning.instance import Instance, Stand, Wanted


@dataclass(frozen=True, slots=True)
class Policy:
    """How a court goes about its calendar."""

    name: str
    fence: int | None
    """Days from today whose hearings stay; None: nothing is improved at night."""
    penalty: int = 0
    """Of a changed place."""
    budget: int | None = None
    """Changes a night at most."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the weeks under a policy."""

    policy: Policy
    cost: int
    unlisted: int
    dates_changed: int
    """How often people who knew a day were told another one."""
    changes: int
    """How often people were told again of a place: another day, hour, room or interpreter."""
    most_a_night: int
    inside_the_fence: int
    """Of the changes: those of hearings within the fence, or into it."""
    places: tuple[Place, ...] = field(default=(), repr=False, compare=False)
    """Where each hearing sat in the end."""


def play(
    instance: Instance,
    policy: Policy,
    rounds: int,
    core: Core = PLAIN,
    told: Callable[[int], None] = lambda day: None,
) -> Outcome:
    """All days of an instance under a policy, `rounds` of the search each night."""
    court = court_of(instance)
    diary = empty_diary(court)
    dates_changed = changes = most = inside = 0
    for today in range(min(0, *(one.arrival for one in instance.hearings)), instance.days):
        known = [number for number, one in enumerate(instance.hearings) if one.arrival <= today]
        for number in sorted(known, key=lambda one: (court.hearings[one].depth, instance.hearings[one].arrival, one)):
            if diary.places[number].day == NONE:
                first = max(today + 1, first_lawful_day(court, diary, number))
                found = find(court, diary, number, first, False, 0, [0])
                if found[0] != NONE:
                    put(court, diary, number, *found)
        told(today)
        if policy.fence is None:
            continue
        night = _night(instance, policy, today, known, diary.places)
        if not night.instance.hearings:
            continue
        improved = improve(night.instance, today + 1000, rounds, core)
        moved = night.moved(diary.places, improved.places)
        most = max(most, sum(diary.places[number].day != NONE for number in moved))
        for number, place in moved.items():
            before = diary.places[number].day
            if before != NONE:
                changes += 1
                dates_changed += before != place.day
                inside += min(before, place.day) < today + 1 + policy.fence
                take(court, diary, number)
        for number, place in moved.items():
            put(court, diary, number, place.day, place.slot, place.judge, place.room, place.interpreter)
    places = tuple(diary.places)
    return Outcome(policy, diary.sums[COST], diary.sums[WAITING], dates_changed, changes, most, inside, places)


@dataclass(frozen=True, slots=True)
class _Night:
    instance: Instance
    numbers: list[int]
    """Of its hearings in the whole instance."""

    def moved(self, before: list[Place], after: list[Place]) -> dict[int, Place]:
        """What has another place now, or one for the first time."""
        pairs = zip(self.numbers, after, strict=True)
        return {number: place for number, place in pairs if place.day != NONE and place != before[number]}


def _night(instance: Instance, policy: Policy, today: int, known: list[int], places: list[Place]) -> _Night:
    """What may be moved tonight, everything else taken out of the calendars."""
    first = today + 1 + (policy.fence or 0)
    numbers = [number for number in known if _may_move(instance, number, first, places)]
    while gone := [one for one in numbers if not _has_its_chain(instance, one, numbers, places)]:
        numbers = [one for one in numbers if one not in gone]
    at = {number: position for position, number in enumerate(numbers)}
    free = [list(words) for words in instance.free]
    sat = {judge: [0] * instance.days for one in instance.hearings for judge in one.judges}
    busy = [[0] * instance.slots_per_day for _ in range(instance.days)]
    for number, place in enumerate(places):
        if place.day != NONE and number not in at:
            _fix(instance, instance.hearings[number], place, free, sat, busy)
    hearings = tuple(_tonight(instance, number, first, places, at) for number in numbers)
    return _Night(
        replace(
            instance,
            free=tuple(map(tuple, free)),
            hearings=hearings,
            change_penalty=policy.penalty,
            change_budget=instance.change_budget if policy.budget is None else policy.budget,
            sat={judge: tuple(slots) for judge, slots in sat.items()},
            clerks_busy=tuple(map(tuple, busy)),
        ),
        numbers,
    )


def _may_move(instance: Instance, number: int, first: int, places: list[Place]) -> bool:
    day = places[number].day
    return day >= first if day != NONE else instance.hearings[number].last_day >= first


def _has_its_chain(instance: Instance, number: int, numbers: list[int], places: list[Place]) -> bool:
    """Whether what comes before it may be moved too, or has its place, early enough."""
    one = instance.hearings[number]
    if one.after is None or one.after in numbers:
        return True
    before = places[one.after].day
    return before != NONE and before + one.days_after <= one.last_day


def _fix(
    instance: Instance,
    one: Wanted,
    place: Place,
    free: list[list[int]],
    sat: dict[int, list[int]],
    busy: list[list[int]],
) -> None:
    rows = [place.judge, place.room, *([] if place.interpreter == NONE else [place.interpreter])]
    block = ((1 << one.slots) - 1) << place.slot
    for resource in {*one.people, *(row // instance.days for row in rows)}:
        free[resource][place.day] &= ~block
    sat[place.judge // instance.days][place.day] += one.slots
    for slot in range(place.slot, place.slot + one.slots):
        busy[place.day][slot] += 1


def _tonight(instance: Instance, number: int, first: int, places: list[Place], at: dict[int, int]) -> Wanted:
    """A hearing with the window that is left of its own, published where it stands."""
    one, place = instance.hearings[number], places[number]
    earliest, after, days_after = max(one.first_day, first), None, 0
    if one.after is not None and one.after in at:
        after, days_after = at[one.after], one.days_after
    elif one.after is not None:
        earliest = max(earliest, places[one.after].day + one.days_after)
    published: Stand | None = None
    if place.day != NONE:
        interpreter = None if place.interpreter == NONE else place.interpreter // instance.days
        published = place.day, place.slot, place.judge // instance.days, place.room // instance.days, interpreter
    # Of what stands nothing loses its place: that would cost more than anything could gain.
    penalty = one.penalty if published is None else one.penalty * 100
    return replace(one, first_day=earliest, after=after, days_after=days_after, published=published, penalty=penalty)
