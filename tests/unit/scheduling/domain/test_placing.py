"""The earliest place, against a search that tries everything."""

from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st
from tarazy_scheduling.domain.listing.placing import Place, Wish, choose, find
from tarazy_scheduling.domain.model.calendar import Calendar
from tarazy_scheduling.domain.working_set.slots import Grid, Piece

from tests.unit.scheduling.domain.courts import MONDAY, NOW, an_id, at

GRID = Grid(Calendar(slot_minutes=60), "Asia/Almaty")
FIRST = MONDAY.toordinal()
WEEK = range(FIRST, FIRST + 5)
DAYS = st.lists(st.integers(0, 2**9 - 1), min_size=5, max_size=5)
EVERYBODY = GRID.full


def free_on(days: list[int], day: int) -> int:
    return days[day - FIRST] & EVERYBODY if day in WEEK else 0


def a_wish(**more: Any) -> Wish:
    values: dict[str, Any] = {
        "slots": 1, "first_day": FIRST, "last_day": FIRST + 4, "not_before": NOW.timestamp(), "today": FIRST,
        "present": (), "pools": (), "works": lambda _: EVERYBODY,
    }  # fmt: skip
    return Wish(**(values | more))


def first_of_all(wish: Wish) -> tuple[int, int] | None:
    """The first day and bit at which one by one everything fits."""
    for day in range(wish.first_day, wish.last_day + 1):
        for bit in range(9):
            needed = range(bit, bit + wish.slots)
            open_slots = GRID.day(day).open
            present = [open_slots, *(free(day) for free in wish.present)]
            starts = GRID.starts_at(day, bit) if open_slots >> bit & 1 else None
            if (
                starts
                and starts.timestamp() >= wish.not_before
                and all(mask >> slot & 1 for mask in present for slot in needed)
                and all(any(all(free(day) >> slot & 1 for slot in needed) for _, free in pool) for pool in wish.pools)
            ):
                return day, bit
    return None


@given(st.integers(1, 4), DAYS, DAYS, st.lists(DAYS, min_size=1, max_size=3), st.lists(DAYS, max_size=2))
@settings(max_examples=300)
def test_the_place_is_the_first_of_all(
    slots: int, judge: list[int], party: list[int], rooms: list[list[int]], clerks: list[list[int]]
) -> None:
    pools = [tuple((an_id(f"room{n}"), partial(free_on, days)) for n, days in enumerate(rooms))]
    if clerks:
        pools.append(tuple((an_id(f"clerk{n}"), partial(free_on, days)) for n, days in enumerate(clerks)))
    wish = a_wish(slots=slots, present=(partial(free_on, judge), partial(free_on, party)), pools=tuple(pools))
    place = find(GRID, wish)
    expected = first_of_all(wish)
    assert (place and (place.pieces[0].day, place.pieces[0].first)) == expected
    if place:
        assert len(place.pieces) == 1
        assert choose(wish, place.pieces) == place, "everybody chosen is free there"


def test_slots_that_have_begun_are_not_taken() -> None:
    assert find(GRID, a_wish(not_before=at(MONDAY, 9, 1).timestamp())) == Place((Piece(FIRST, 1, 1),), ())
    assert find(GRID, a_wish(not_before=at(MONDAY, 9).timestamp())) == Place((Piece(FIRST, 0, 1),), ())


def test_a_long_hearing_sits_on_both_sides_of_the_break() -> None:
    place = find(GRID, a_wish(slots=6))
    assert place == Place((Piece(FIRST, 0, 4), Piece(FIRST, 5, 2)), ())


def test_a_hearing_that_fits_into_a_day_waits_for_one() -> None:
    only_afternoon_first = [0b1111_0_0000, *[0b1111_0_1111] * 4]
    place = find(GRID, a_wish(slots=6, present=(partial(free_on, only_afternoon_first),)))
    assert place is not None
    assert {piece.day for piece in place.pieces} == {FIRST + 1}


def test_several_days_are_consecutive_and_of_the_same_people() -> None:
    rooms: tuple[tuple[UUID, Any], ...] = (
        (an_id("room1"), partial(free_on, [EVERYBODY, EVERYBODY, 0, EVERYBODY, EVERYBODY])),
        (an_id("room2"), partial(free_on, [EVERYBODY, 0, EVERYBODY, EVERYBODY, EVERYBODY])),
    )
    place = find(GRID, a_wish(slots=20, pools=(rooms,)))
    assert place is not None
    assert sorted({piece.day for piece in place.pieces}) == [FIRST + 2, FIRST + 3, FIRST + 4]
    assert place.chosen == (an_id("room2"),)
    assert sum(piece.slots for piece in place.pieces) == 20


def test_a_weekend_lies_between_consecutive_sitting_days() -> None:
    friday = FIRST + 4
    place = find(GRID, a_wish(slots=16, first_day=friday, last_day=friday + 4))
    assert place is not None
    assert sorted({piece.day for piece in place.pieces}) == [friday, friday + 3]


def test_whoever_works_mornings_sits_on_consecutive_mornings() -> None:
    mornings = GRID.hours[0].mask
    place = find(GRID, a_wish(slots=6, present=(lambda _: mornings,), works=lambda _: mornings))
    assert place == Place((Piece(FIRST, 0, 4), Piece(FIRST + 1, 0, 2)), ())


def test_a_fixed_start_is_taken_or_nothing() -> None:
    start = (FIRST, 3)
    assert find(GRID, a_wish(start=start)) == Place((Piece(FIRST, 3, 1),), ())
    assert find(GRID, a_wish(start=start, present=(lambda _: 0b111,))) is None
    assert find(GRID, a_wish(start=start, slots=2)) == Place((Piece(FIRST, 3, 1), Piece(FIRST, 5, 1)), ())
    assert find(GRID, a_wish(start=(FIRST, 8), slots=2)) is None, "what fits into a day does not run into the next"


def test_a_fixed_start_at_which_the_judge_never_works_is_no_start() -> None:
    afternoons = GRID.hours[1].mask
    wish = a_wish(start=(FIRST, 0), present=(lambda _: afternoons,), works=lambda _: afternoons)
    assert find(GRID, wish) is None


HALF = st.lists(
    st.sampled_from([0b1111_0_1111, 0b1111_0_1110, 0b1110_0_1111, 0b1111_0_0000, 0]), min_size=5, max_size=5
)


@given(st.integers(5, 20), HALF, st.lists(HALF, min_size=1, max_size=3))
@settings(max_examples=300)
def test_a_long_place_is_found_where_there_is_one(slots: int, judge: list[int], rooms: list[list[int]]) -> None:
    pool = tuple((an_id(f"room{n}"), partial(free_on, days)) for n, days in enumerate(rooms))
    wish = a_wish(slots=slots, present=(partial(free_on, judge),), pools=(pool,))
    place = find(GRID, wish)
    every = [(day, bit) for day in WEEK for bit in (0, 1, 2, 3, 5, 6, 7, 8)]
    runs_on = [every[start : start + slots] for start in range(len(every) - slots + 1)]

    def days_of(run: list[tuple[int, int]]) -> int:
        return len({day for day, _ in run})

    possible = [
        run for run in runs_on if all(free_on(judge, d) >> b & 1 for d, b in run) and is_possible_in(run, rooms)
    ]
    assert (place is None) == (not possible)
    if place:
        fewest = min(days_of(run) for run in possible)
        first = next(run for run in possible if days_of(run) == fewest)
        assert (place.pieces[0].day, place.pieces[0].first) == first[0]


def is_possible_in(run: list[tuple[int, int]], rooms: list[list[int]]) -> bool:
    return any(all(free_on(room, day) >> bit & 1 for day, bit in run) for room in rooms)


def test_a_court_without_hours_has_no_place() -> None:
    assert find(Grid(Calendar(sitting_hours=()), "Asia/Almaty"), a_wish()) is None


def test_a_window_of_years_is_searched_quickly() -> None:
    wish = a_wish(last_day=FIRST + int(timedelta(days=1100).days), present=(lambda _: 0,))
    assert find(GRID, wish) is None
