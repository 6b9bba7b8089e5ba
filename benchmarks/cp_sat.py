"""A court solved by OR-tools CP-SAT alone, from the greedy plan, to stand beside the search in one table.

    python -m benchmarks.cp_sat FILE --seconds N

A process of its own: OR-tools and HiGHS bring the same library under one name and cannot be loaded together. In large
courts rooms and interpreters that are interchangeable are counted, and assigned when the solver is done: with intervals
of their own the same model finds next to nothing. What cannot be assigned then is not listed.
"""

import json
import lzma
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any, TypeAlias

import click
from ortools.sat.python import cp_model
from tarazy_scheduling.planning.audit import audit
from tarazy_scheduling.planning.court import court_of
from tarazy_scheduling.planning.diary import empty_diary
from tarazy_scheduling.planning.greedy import arrival_order, list_in_order
from tarazy_scheduling.planning.instance import Instance, Wanted, instance_of
from tarazy_scheduling.planning.plan_file import plan_file
from tarazy_scheduling.planning.words import runs

MOST_POOLS = 24
"""Sets of rooms that have a limit of their own: those that most hearings ask for, and all rooms."""
EXACT = 5000
"""Hearings times rooms up to which each room is an interval of its own."""
Places: TypeAlias = dict[str, list[Any]]


class Model:
    """One optional interval for each hearing and judge, within the starts that their calendars allow."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.model = cp_model.CpModel()
        self.slots = instance.slots_per_day
        self.of_resource: dict[int, list[Any]] = defaultdict(list)
        self.used: dict[frozenset[int], list[tuple[Any, int]]] = defaultdict(list)
        """By set of interchangeable rooms or interpreters: the intervals that need one of them."""
        self.everything: list[Any] = []
        self.days: dict[int, list[tuple[Any, int]]] = defaultdict(list)
        """By judge: an interval of a whole day for each hearing, with its slots."""
        self.listed: list[Any] = []
        self.start: list[Any] = []
        self.day: list[Any] = []
        self.by: list[list[tuple[int, Any]]] = []
        self.one_of: list[list[list[tuple[int, Any]]]] = []
        """By hearing, for rooms and for interpreters, which of them is chosen; nothing where they are counted."""
        rooms = {room for one in instance.hearings for room in one.rooms}
        self.exact = len(instance.hearings) * len(rooms) <= EXACT
        for number in range(len(instance.hearings)):
            self._add(number)
        self._limit()
        self.model.minimize(
            sum(
                one.weight * (self.day[number] - max(0, one.first_day)) + one.penalty * (1 - self.listed[number])
                for number, one in enumerate(instance.hearings)
            )
        )

    def _add(self, number: int) -> None:
        one, model = self.instance.hearings[number], self.model
        first, last = max(0, one.first_day), min(self.instance.days - 1, one.last_day)
        listed = model.new_bool_var(f"listed{number}")
        start = model.new_int_var(first * self.slots, (last + 1) * self.slots - 1, f"start{number}")
        day = model.new_int_var(first, last, f"day{number}")
        slot = model.new_int_var(0, self.slots - 1, f"slot{number}")
        model.add(start == day * self.slots + slot)
        model.add(day == first).only_enforce_if(listed.negated())
        by = []
        for judge in one.judges:
            starts = self._starts(one, judge, first, last)
            if not starts:
                continue
            chosen = model.new_bool_var(f"judge{number}.{judge}") if len(one.judges) > 1 else listed
            model.add_linear_expression_in_domain(start, cp_model.Domain.from_values(starts)).only_enforce_if(chosen)
            interval = model.new_optional_fixed_size_interval_var(start, one.slots, chosen, f"at{number}.{judge}")
            self.of_resource[judge].append(interval)
            whole = model.new_optional_fixed_size_interval_var(day, 1, chosen, f"on{number}.{judge}")
            self.days[judge].append((whole, one.slots))
            by.append((judge, chosen))
        if len(one.judges) > 1:
            model.add(sum(chosen for _, chosen in by) == listed)
        elif not by:
            model.add(listed == 0)
        interval = model.new_optional_fixed_size_interval_var(start, one.slots, listed, f"at{number}")
        for person in one.people:
            self.of_resource[person].append(interval)
        self.one_of.append([])
        for pool in (one.rooms, one.interpreters):
            if self.exact:
                self.one_of[-1].append(self._one_of(number, pool, start, listed))
            elif pool:
                self.used[frozenset(pool)].append((interval, number))
        self.everything.append(interval)
        self.listed.append(listed)
        self.start.append(start)
        self.day.append(day)
        self.by.append(by)

    def _one_of(self, number: int, pool: tuple[int, ...], start: Any, listed: Any) -> list[tuple[int, Any]]:
        """One room, or one interpreter, each with its own calendar."""
        one, model, chosen = self.instance.hearings[number], self.model, []
        first, last = max(0, one.first_day), min(self.instance.days - 1, one.last_day)
        for member in pool:
            starts = self._starts_of(member, one.slots, first, last)
            if not starts:
                continue
            has = model.new_bool_var(f"has{number}.{member}")
            model.add_linear_expression_in_domain(start, cp_model.Domain.from_values(starts)).only_enforce_if(has)
            self.of_resource[member].append(
                model.new_optional_fixed_size_interval_var(start, one.slots, has, f"in{number}.{member}")
            )
            chosen.append((member, has))
        if pool:
            model.add(sum(has for _, has in chosen) == listed)
        return chosen

    def _starts_of(self, resource: int, slots: int, first: int, last: int) -> list[int]:
        words = ((day, runs(self.instance.free[resource][day], slots)) for day in range(first, last + 1))
        return [day * self.slots + slot for day, word in words for slot in range(self.slots) if word >> slot & 1]

    def _starts(self, one: Wanted, judge: int, first: int, last: int) -> list[int]:
        found = []
        for day in range(first, last + 1):
            word = self.instance.free[judge][day]
            for person in one.people:
                word &= self.instance.free[person][day]
            word = runs(word, one.slots)
            found += [day * self.slots + slot for slot in range(self.slots) if word >> slot & 1]
        return found

    def _limit(self) -> None:
        model, instance = self.model, self.instance
        for intervals in self.of_resource.values():
            if len(intervals) > 1:
                model.add_no_overlap(intervals)
        for of in self.days.values():
            model.add_cumulative([one for one, _ in of], [slots for _, slots in of], instance.sitting_limit)
        model.add_cumulative(self.everything, [1] * len(self.everything), instance.clerks)
        rooms = Counter(frozenset(one.rooms) for one in instance.hearings)
        people = Counter(frozenset(one.interpreters) for one in instance.hearings)
        for asked in (rooms, people):
            del asked[frozenset()]
            pools = [pool for pool, _ in asked.most_common(MOST_POOLS)] + [frozenset().union(*asked)]
            for pool in dict.fromkeys(pools):
                inside = [
                    one for wanted, of in self.used.items() if wanted <= pool and wanted in asked for one, _ in of
                ]
                self._count(pool, inside)
        for number, one in enumerate(instance.hearings):
            if one.after is None:
                continue
            model.add_implication(self.listed[number], self.listed[one.after])
            model.add(self.day[number] >= self.day[one.after] + one.days_after).only_enforce_if(self.listed[number])

    def _count(self, pool: frozenset[int], intervals: list[Any]) -> None:
        """No more at a time than there are; those who are away are in a hearing of nobody's."""
        taken, demands = list(intervals), [1] * len(intervals)
        for at in range(self.instance.days * self.slots):
            day, slot = divmod(at, self.slots)
            away = sum(not self.instance.free[one][day] >> slot & 1 for one in pool)
            if away:
                taken.append(self.model.new_fixed_size_interval_var(at, 1, ""))
                demands.append(away)
        self.model.add_cumulative(taken, demands, len(pool))

    def hint(self, places: list[Any]) -> None:
        """Begin with this plan."""
        for number, place in enumerate(places):
            listed = place.day >= 0
            day = place.day if listed else max(0, self.instance.hearings[number].first_day)
            self.model.add_hint(self.listed[number], listed)
            self.model.add_hint(self.day[number], day)
            self.model.add_hint(self.start[number], day * self.slots + (place.slot if listed else 0))
            for judge, chosen in self.by[number]:
                if len(self.by[number]) > 1:
                    self.model.add_hint(chosen, listed and place.judge == judge * self.instance.days)


def solved(document: dict[str, Any], seconds: float, seed: int) -> dict[str, Any]:
    """What the solver finds within a budget, on one core."""
    instance = instance_of(document)
    court = court_of(instance)
    diary = empty_diary(court)
    list_in_order(court, diary, arrival_order(instance, court), [0])
    greedy = plan_file(instance, diary.places)
    model = Model(instance)
    model.hint(diary.places)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.random_seed = seed
    status = solver.status_name(solver.solve(model.model))
    found = {"status": status, "seconds": solver.wall_time, "greedy": greedy["cost"], "bound": None, "cost": None}
    if status not in ("OPTIMAL", "FEASIBLE"):
        return found
    places = _assigned(instance, model, solver)
    unlisted = [one.id for one in instance.hearings if str(one.id) not in places]
    cost = sum(one.penalty for one in instance.hearings if str(one.id) not in places)
    cost += sum(
        one.weight * (places[str(one.id)][0] - one.first_day) for one in instance.hearings if str(one.id) in places
    )
    plan = {"plan": places, "cost": cost, "unlisted": unlisted}
    if broken := audit(document, plan):
        raise AssertionError(f"the model's plan is not lawful: {broken[0]}")
    return found | {"bound": solver.best_objective_bound, "cost": cost, "unlisted": len(unlisted)}


def _assigned(instance: Instance, model: Model, solver: cp_model.CpSolver) -> Places:
    """Rooms and interpreters, hearing after hearing in the order of time, those with the fewest choices first."""
    if model.exact:
        return _chosen(instance, model, solver)
    left = {
        (one, day): word
        for one in {one for pool in model.used for one in pool}
        for day, word in enumerate(instance.free[one])
    }
    places: Places = {}
    numbers = [number for number in range(len(instance.hearings)) if solver.value(model.listed[number])]
    numbers.sort(key=lambda number: (solver.value(model.start[number]), len(instance.hearings[number].rooms)))
    for number in numbers:
        one = instance.hearings[number]
        day, slot = divmod(solver.value(model.start[number]), instance.slots_per_day)
        block = ((1 << one.slots) - 1) << slot
        judge = next(judge for judge, chosen in model.by[number] if solver.value(chosen))
        taken = []
        for pool in (one.rooms, one.interpreters):
            free = [each for each in pool if left[each, day] & block == block]
            taken.append(min(free, key=lambda each: left[each, day].bit_count()) if free else None)
        if taken[0] is None or (one.interpreters and taken[1] is None):
            continue
        for each in taken:
            if each is not None:
                left[each, day] &= ~block
        names = [None if each is None else instance.resources[each] for each in (judge, *taken)]
        places[str(one.id)] = [day, slot, *names]
    # Whatever comes after what has no room has no place either.
    while lost := [
        str(one.id)
        for one in instance.hearings
        if str(one.id) in places and one.after is not None and str(instance.hearings[one.after].id) not in places
    ]:
        for hearing in lost:
            del places[hearing]
    return places


def _chosen(instance: Instance, model: Model, solver: cp_model.CpSolver) -> Places:
    places: Places = {}
    for number, one in enumerate(instance.hearings):
        if not solver.value(model.listed[number]):
            continue
        day, slot = divmod(solver.value(model.start[number]), instance.slots_per_day)
        of = [model.by[number], *model.one_of[number]]
        taken = [next((each for each, chosen in pool if solver.value(chosen)), None) for pool in of]
        places[str(one.id)] = [day, slot, *(None if each is None else instance.resources[each] for each in taken)]
    return places


@click.command()
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option("--seconds", type=float, default=60.0)
@click.option("--seed", type=int, default=1)
def main(file: Path, seconds: float, seed: int) -> None:
    """One line of JSON."""
    data = file.read_bytes()
    document = json.loads(lzma.decompress(data) if file.suffix == ".xz" else data)
    click.echo(json.dumps(solved(document, seconds, seed)))


if __name__ == "__main__":
    main()
