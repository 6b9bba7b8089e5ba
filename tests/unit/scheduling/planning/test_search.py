"""Plans: lawful whatever happens, the same for a seed, compiled or not, and as good as can be in small courts."""

import json
import lzma
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tarazy_scheduling.planning.audit import audit
from tarazy_scheduling.planning.bound import prove
from tarazy_scheduling.planning.chance import begin, below
from tarazy_scheduling.planning.core import PLAIN, compiled_core
from tarazy_scheduling.planning.court import Court, court_of, rarest_rooms_first
from tarazy_scheduling.planning.diary import CHANGES, COST, WAITING, Diary, Place, empty_diary, put, take
from tarazy_scheduling.planning.finding import find, first_lawful_day
from tarazy_scheduling.planning.greedy import arrival_order, list_in_order, list_where_published
from tarazy_scheduling.planning.improving import greedy_cost, improve, present_cost
from tarazy_scheduling.planning.instance import Instance, instance_of
from tarazy_scheduling.planning.plan_file import plan_file
from tarazy_scheduling.planning.round import OUT, ROUND, keep, new_round, put_back
from tarazy_scheduling.planning.ruin import choose_seed, ruin

from tests.unit.scheduling.planning.courts import best_cost, of_long_days, small_court, standing_court

COURT_3 = Path(__file__).parents[3] / "data" / "listing" / "court-3.json.xz"


def violations(document: dict[str, Any], instance: Instance, places: list[Place]) -> list[Any]:
    return list(audit(document, plan_file(instance, places)))


def test_greedy_costs_of_the_published_court() -> None:
    instance = instance_of(json.loads(lzma.decompress(COURT_3.read_bytes())))
    assert greedy_cost(instance) == 30_423


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6), moves=st.lists(st.integers(0, 10**6), max_size=60))
def test_any_sequence_of_put_and_take_is_lawful(seed: int, moves: list[int]) -> None:
    document = small_court(seed)
    instance = instance_of(document)
    court = court_of(instance)
    diary = empty_diary(court)
    chance = [1 + seed]
    for move in moves:
        number = move % len(court.hearings)
        following = [later for later in range(len(court.hearings)) if court.hearings[later].after == number]
        if diary.places[number].day >= 0:
            if not any(diary.places[later].day >= 0 for later in following):
                take(court, diary, number)
            continue
        found = find(court, diary, number, first_lawful_day(court, diary, number), move % 2 == 0, 20, chance)
        if found[0] >= 0:
            put(court, diary, number, *found)
    assert violations(document, instance, diary.places) == []
    assert plan_file(instance, diary.places)["cost"] == diary.sums[COST]
    assert sorted(diary.waiting[: diary.sums[WAITING]]) == [
        number for number, place in enumerate(diary.places) if place.day < 0
    ]
    for number, place in enumerate(diary.places):
        if place.day >= 0:
            take(court, diary, number)
    assert _without_remains(diary) == _without_remains(empty_diary(court))


def _without_remains(diary: Diary) -> tuple[list[int], ...]:
    return diary.free, diary.begins, diary.sat, diary.clerks_busy, diary.clerks_free, diary.sums


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_place_that_is_found_is_the_earliest_there_is(seed: int) -> None:
    document = small_court(seed)
    instance = instance_of(document)
    court = court_of(instance)
    diary = empty_diary(court)
    for number in arrival_order(instance, court):
        first = first_lawful_day(court, diary, number)
        place = find(court, diary, number, first, False, 0, [1])
        assert place[:2] == _earliest(document, instance, diary, number)
        if place[0] >= 0:
            put(court, diary, number, *place)


def _earliest(document: dict[str, Any], instance: Instance, diary: Diary, number: int) -> tuple[int, int]:
    """The first day and slot that the checker has nothing against, every room and everybody tried."""
    one = document["hearings"][number]
    places = [Place(*vars_of(place)) for place in diary.places]
    for day in range(max(0, one["first_day"]), one["last_day"] + 1):
        for slot in range(document["slots_per_day"]):
            for judge in instance.hearings[number].judges:
                for room in instance.hearings[number].rooms:
                    for interpreter in instance.hearings[number].interpreters or (None,):
                        rows = [-1 if each is None else each * instance.days for each in (judge, room, interpreter)]
                        places[number] = Place(day, slot, *rows)
                        if not violations(document, instance, places):
                            return day, slot
    return -1, -1


def vars_of(place: Place) -> tuple[int, int, int, int, int]:
    return place.day, place.slot, place.judge, place.room, place.interpreter


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_round_that_is_undone_leaves_nothing_changed(seed: int) -> None:
    instance = instance_of(small_court(seed))
    court = court_of(instance)
    diary = _listed(instance, court)
    memory = new_round(diary)
    chance = [1 + seed]
    places, before = [vars_of(place) for place in diary.places], [list(one) for one in _without_remains(diary)]
    for _ in range(20):
        memory.counts[ROUND] += 1
        memory.counts[OUT] = 0
        ruin(court, diary, memory, choose_seed(court, diary, chance), chance)
        put_back(court, diary, memory)
        assert [list(one) for one in _without_remains(diary)] == before
        # What is not listed has no place, whatever it had before.
        now = [vars_of(place) for place in diary.places]
        assert [place for place in now if place[0] >= 0] == [place for place in places if place[0] >= 0]
    keep(diary, memory)
    assert [place.day for place in memory.best] == [place.day for place in diary.places]


def _listed(instance: Instance, court: Court) -> Diary:
    diary = empty_diary(court)
    list_in_order(court, diary, arrival_order(instance, court), [1])
    return diary


@pytest.mark.parametrize("seed", range(12))
def test_small_court_is_planned_as_well_as_can_be_and_the_bound_is_no_more(seed: int) -> None:
    document = small_court(seed, hearings=7)
    instance = instance_of(document)
    best = best_cost(document)
    assert improve(instance, seed=1, iterations=600).cost == best
    quick, thorough = prove(instance), prove(instance, seconds=60)
    assert quick.penalties <= quick.cost <= thorough.cost <= best


@pytest.mark.parametrize("seed", range(12))
def test_small_standing_court_is_planned_as_well_as_can_be_and_the_bound_is_no_more(seed: int) -> None:
    document = standing_court(seed, hearings=7)
    budget = document.pop("change_budget", None)
    instance = instance_of(document)
    best = best_cost(document)
    assert improve(instance, seed=1, iterations=800).cost == best
    assert prove(instance).cost <= prove(instance, seconds=60).cost <= best
    # Less may be reached within a budget, never more.
    if budget is not None:
        within = instance_of(document | {"change_budget": budget})
        assert best <= improve(within, seed=1, iterations=800).cost <= present_cost(within)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6), hearings=st.integers(6, 30))
def test_standing_calendar_gets_no_worse_and_nobody_loses_a_place(seed: int, hearings: int) -> None:
    document = standing_court(seed, hearings)
    instance = instance_of(document)
    improved = improve(instance, seed, 200)
    assert violations(document, instance, improved.places) == []
    assert improved.cost <= present_cost(instance)
    stands = [number for number, one in enumerate(instance.hearings) if one.published]
    assert all(improved.places[number].day >= 0 for number in stands)
    diary = empty_diary(court_of(instance))
    list_where_published(court_of(instance), diary, arrival_order(instance, court_of(instance)))
    assert diary.sums[CHANGES] == 0, "what is published fits"


@pytest.mark.parametrize("seed", range(8))
def test_plan_is_lawful_no_worse_than_what_it_begins_with_and_the_same_for_the_same_seed(seed: int) -> None:
    document = small_court(seed, hearings=40)
    if seed % 2:
        document = of_long_days(document)
    instance = instance_of(document)
    told: list[float] = []
    improved = improve(instance, seed, 400, told=lambda step: told.append(step.part))
    assert violations(document, instance, improved.places) == []
    assert plan_file(instance, improved.places)["cost"] == improved.cost
    assert improve(instance, seed, 400) == improved
    assert told[-1] == 1
    assert told == sorted(told)
    begins_with = rarest_rooms_first(instance)
    assert improved.cost <= _listed(begins_with, court_of(begins_with)).sums[COST]


@pytest.mark.timeout(300)
def test_compiled_core_makes_the_same_plans() -> None:
    """Many courts, since each takes other turns; compiling takes most of the time, once."""
    core = compiled_core()
    for seed in range(30):
        document = small_court(seed, hearings=10 + seed)
        instance = instance_of(of_long_days(document) if seed % 3 == 0 else document)
        assert improve(instance, seed, 300, core) == improve(instance, seed, 300, PLAIN)
    for seed in range(30):
        instance = instance_of(standing_court(seed, hearings=10 + seed))
        assert improve(instance, seed, 300, core) == improve(instance, seed, 300, PLAIN)
    chance = [0]
    begin(chance, 5)
    document = json.loads(lzma.decompress(COURT_3.read_bytes()))
    instance = instance_of(document)
    improved = improve(instance, below(chance, 1000), 3000, core)
    assert improved == improve(instance, improved.seed, 3000, PLAIN)
    assert violations(document, instance, improved.places) == []


def test_chance_covers_its_range_evenly() -> None:
    chance = [0]
    begin(chance, 42)
    seen = [0] * 7
    for _ in range(7000):
        seen[below(chance, 7)] += 1
    assert min(seen) > 850
    assert max(seen) < 1150
    begin(chance, 42)
    first = [below(chance, 1 << 30) for _ in range(3)]
    begin(chance, 43)
    assert first != [below(chance, 1 << 30) for _ in range(3)]


def test_random_instances_need_no_luck() -> None:
    """Courts in which nothing can be listed, or nothing is asked, are planned all the same."""
    changes: list[dict[str, Any]] = [{"clerks": 0}, {"hearings": []}, {"sitting_limit": 0}, {"open": 0}]
    for change in changes:
        document = small_court(Random(3).randrange(100)) | change
        instance = instance_of(document)
        improved = improve(instance, 1, 50)
        assert all(place.day < 0 for place in improved.places)
        assert prove(instance).cost == improved.cost
