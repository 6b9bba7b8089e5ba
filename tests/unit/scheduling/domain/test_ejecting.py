"""Making room: what is in the way of one place moves, if it may and if it can; else nothing changes."""

from dataclasses import replace
from datetime import time, timedelta
from itertools import combinations
from typing import Any
from uuid import UUID

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from tarazy_scheduling.domain.commands import RequestHearing, WithdrawHearing
from tarazy_scheduling.domain.facts import HearingRescheduled, HearingScheduled, HearingUnlisted
from tarazy_scheduling.domain.listing.asking import asking
from tarazy_scheduling.domain.listing.candidates import MOST_MOVED
from tarazy_scheduling.domain.listing.ejecting import Made, make_room
from tarazy_scheduling.domain.listing.fence import beyond_the_fence
from tarazy_scheduling.domain.listing.placing import choose
from tarazy_scheduling.domain.listing.seeking import seek
from tarazy_scheduling.domain.listing.turns import in_turn
from tarazy_scheduling.domain.model.calendar import Calendar
from tarazy_scheduling.domain.model.hearing import Hearing, Placing
from tarazy_scheduling.domain.model.listing_rules import ListingRules, RuleBook
from tarazy_scheduling.domain.working_set.court import Court
from tarazy_scheduling.domain.working_set.slots import Piece

from tests.unit.scheduling.domain.courts import MONDAY, World, a_request, an_id, at, codes, starts

FENCE_DAYS = 4
NEXT_MONDAY = MONDAY + timedelta(days=7)
"""The first day behind the fence."""
TUESDAY = NEXT_MONDAY + timedelta(days=1)
TWO_DAYS: dict[str, Any] = {"earliest_on": NEXT_MONDAY, "latest_on": TUESDAY, "min_notice_days": 0}
A_DAY: dict[str, Any] = {"earliest_on": NEXT_MONDAY, "latest_on": NEXT_MONDAY, "min_notice_days": 0}


def a_world(**more: Any) -> World:
    world = World(**more)
    world.court.listing_rules = RuleBook((MONDAY,), (ListingRules(fence_days=FENCE_DAYS),))
    return world


def a_full_day(**more: Any) -> World:
    """A world whose one judge sits all of next Monday, in a hearing that could sit on Tuesday too."""
    world = a_world(**more)
    world.registers()
    world.registers("other")
    world.asks("filling", estimated_minutes=480, **TWO_DAYS)
    return world


def test_what_is_in_the_way_moves_and_is_told_first() -> None:
    world = a_full_day()
    told = world.does(a_request("new", "other", **A_DAY))
    assert [type(fact).__name__ for fact in told] == ["HearingRescheduled", "HearingScheduled"]
    moved, answer = told
    assert (moved.hearing_id, moved.reason, starts(moved)) == (
        an_id("filling"), "plan", ["2026-03-10 09:00", "2026-03-10 14:00"],
    )  # fmt: skip
    assert starts(answer) == ["2026-03-09 09:00"]


@pytest.mark.parametrize("priority", ["urgent", "custody"])
def test_for_whoever_may_not_wait_it_moves_for_an_urgent_case(priority: str) -> None:
    moved, answer = a_full_day().does(a_request("new", "other", priority=priority, **A_DAY))
    assert (moved.reason, type(answer)) == ("urgent_case", HearingScheduled)


@pytest.mark.parametrize(
    ("sits", "comes"), [("custody", "normal"), ("urgent", "normal"), ("custody", "urgent"), ("normal", "low")]
)
def test_nothing_gives_way_to_what_ranks_behind_it(sits: Any, comes: Any) -> None:
    world = a_world()
    world.registers()
    world.registers("other")
    world.asks("filling", estimated_minutes=480, priority=sits, **TWO_DAYS)
    assert codes(world.asks("new", "other", priority=comes, **A_DAY)) == ["judge_busy"]


def test_nothing_gives_way_before_the_fence() -> None:
    world = a_world()
    world.registers()
    world.registers("other")
    friday = MONDAY + timedelta(days=4)
    world.asks("filling", estimated_minutes=480, earliest_on=friday, min_notice_days=0)
    assert codes(world.asks("new", "other", earliest_on=friday, latest_on=friday, priority="urgent")) == ["judge_busy"]


def test_nothing_gives_way_that_would_have_no_place_then() -> None:
    world = a_world()
    world.registers()
    world.registers("other")
    world.asks("filling", estimated_minutes=480, earliest_on=NEXT_MONDAY, latest_on=NEXT_MONDAY, min_notice_days=0)
    before = dict(world.court.hearings)
    assert codes(world.asks("new", "other", **A_DAY)) == ["judge_busy"]
    assert {one: world.court.hearings[one] for one in before} == before


def test_what_moves_keeps_its_notice() -> None:
    world = a_world()
    world.registers()
    world.registers("other")
    for notice, moves in ((5, True), (6, False)):
        filling, new = f"filling {notice}", f"new {notice}"
        window: dict[str, Any] = {"earliest_on": NEXT_MONDAY, "latest_on": TUESDAY}
        world.asks(filling, estimated_minutes=480, min_notice_days=0, **window)
        world.asks_again(filling, min_notice_days=notice)
        told = world.does(a_request(new, "other", estimated_minutes=480, **A_DAY))
        assert isinstance(told[-1], HearingScheduled) == moves, "on Tuesday there are five working days between"
        for name in (filling, new):
            world.does(WithdrawHearing(an_id(name), world.court.hearings[an_id(name)].case_id))


def test_the_fewest_move_then_the_earliest_place_is_taken() -> None:
    world = a_world()
    world.registers()
    world.registers("other")
    later = {"latest_on": TUESDAY + timedelta(days=3)}
    for name in ("first", "second"):
        world.asks(name, estimated_minutes=240, **(TWO_DAYS | later))
    world.asks("whole day", estimated_minutes=480, **(TWO_DAYS | later))
    told = world.does(a_request("new", "other", estimated_minutes=480, **TWO_DAYS))
    assert [fact.hearing_id for fact in told] == [an_id("whole day"), an_id("new")]


def test_what_has_no_place_gets_one_by_others_giving_way_when_something_frees_up() -> None:
    world = a_world()
    for name in ("case", "other", "third"):
        world.registers(name)
    world.asks("filling", estimated_minutes=480, **TWO_DAYS)
    world.asks("in its way", estimated_minutes=480, earliest_on=TUESDAY, latest_on=TUESDAY)
    assert codes(world.asks("new", "other", **A_DAY)) == ["judge_busy"]
    told = world.does(WithdrawHearing(an_id("in its way"), an_id("case")))
    assert [type(fact).__name__ for fact in told] == ["HearingCancelled", "HearingRescheduled", "HearingScheduled"]


def test_what_is_linked_to_stays() -> None:
    world = a_full_day()
    after = world.asks("after", linked_hearing_id=an_id("filling"), link="after", earliest_on=NEXT_MONDAY)
    assert isinstance(after, HearingScheduled)
    assert codes(world.asks("new", "other", **A_DAY)) == ["judge_busy"]


def test_what_the_newcomer_is_linked_to_itself_stays() -> None:
    world = a_full_day()
    linked = {"linked_hearing_id": an_id("filling"), "link": "same_day"}
    assert codes(world.asks("new", "other", **linked, **A_DAY)) == ["judge_busy"]


def test_a_hearing_of_several_days_comes_out_and_in_as_a_whole() -> None:
    world = a_world(judges=1)
    world.registers()
    world.registers("other")
    world.asks("long", estimated_minutes=960, **(TWO_DAYS | {"latest_on": TUESDAY + timedelta(days=3)}))
    told = world.does(a_request("new", "other", earliest_on=TUESDAY, latest_on=TUESDAY, min_notice_days=0))
    assert [starts(fact)[0] for fact in told] == ["2026-03-11 09:00", "2026-03-10 09:00"]
    long_one = world.does(
        a_request(
            "longer",
            "other",
            estimated_minutes=960,
            earliest_on=TUESDAY,
            latest_on=TUESDAY + timedelta(days=1),
            min_notice_days=0,
        )
    )
    assert isinstance(long_one[-1], HearingUnlisted), "what is in its way would have no place any more"


def test_what_takes_more_than_a_day_of_its_window_is_not_put_on_one_day_after_it() -> None:
    world = a_world(judges=1)
    world.registers()
    world.registers("other")
    bound: dict[str, Any] = {"priority": "custody", "estimated_minutes": 240}
    world.asks("morning", **bound, **A_DAY, starts_at=at(NEXT_MONDAY, 9))
    world.asks("filling", estimated_minutes=240, **(TWO_DAYS | {"latest_on": TUESDAY + timedelta(days=1)}))
    world.asks(
        "afternoon", **bound, earliest_on=TUESDAY, latest_on=TUESDAY, min_notice_days=0, starts_at=at(TUESDAY, 14)
    )
    told = world.does(a_request("new", "other", estimated_minutes=300, **TWO_DAYS))
    assert [starts(fact) for fact in told] == [["2026-03-11 09:00"], ["2026-03-09 14:00", "2026-03-10 09:00"]]


# Against trying everything

WINDOWS = st.tuples(st.integers(0, 3), st.integers(0, 2))
ASKED = st.tuples(
    st.sampled_from([60, 120, 180, 240]),
    WINDOWS,
    st.integers(1, 2),
    st.sampled_from(["normal", "normal", "low", "urgent"]),
)


@given(st.lists(ASKED, min_size=8, max_size=14), st.lists(ASKED, min_size=3, max_size=3), st.integers(1, 2))
@settings(max_examples=150, deadline=None)
def test_room_is_made_whenever_anything_could_make_it(before: list[Any], coming: list[Any], rooms: int) -> None:
    calendar = Calendar(slot_minutes=60, sitting_hours=((time(9), time(13)),))
    world = a_world(judges=2, rooms=rooms, clerks=2, calendar=calendar)
    for number in (1, 2):
        world.registers(f"case{number}", recused=frozenset({an_id(f"judge{3 - number}")}))
    for number, one in enumerate(before):
        world.asks(f"hearing{number}", f"case{one[2]}", **_window(one))
    for number, one in enumerate(coming):
        moved, fewest = _comes(world, a_request(f"new{number}", f"case{one[2]}", **_window(one)))
        assert moved == fewest


def _comes(world: World, asked: RequestHearing) -> tuple[int | None, int | None]:
    """How many give way to a hearing, and how few could: none for what has a free place or can have none."""
    court, now = world.court, world.now
    hearing = Hearing(asked.hearing_id, asked.case_id, asked.request, "unlisted")
    sought, moved, fewest = seek(court, hearing, now, None, anew=True), None, None
    if sought.placing is None and sought.asked:
        diaries = _booked(court)
        made = make_room(court, hearing, sought.asked, now, (10_000, 10_000, 10_000))
        assert _booked(court) == diaries, "looking changes nothing"
        moved, fewest = len(made.moves) if made else None, _fewest_by_trying_everything(court, hearing, now)
        event(f"moved {moved}")
        if made:
            _is_sound(court, hearing, made)
    told = world.does(asked)
    (place,) = [place for place, fact in enumerate(told) if fact.hearing_id == asked.hearing_id]
    assert isinstance(told[place], HearingScheduled if sought.placing or made else HearingUnlisted)
    assert all(isinstance(fact, HearingRescheduled) for fact in told[:place])
    return moved, fewest


def _window(one: Any) -> dict[str, Any]:
    first = NEXT_MONDAY + timedelta(days=one[1][0] - 1)
    last = first + timedelta(days=one[1][1])
    return {
        "estimated_minutes": one[0],
        "earliest_on": first,
        "latest_on": last,
        "priority": one[3],
        "min_notice_days": 0,
    }


def _judge(court: Court, hearing: Hearing) -> UUID:
    judge_id = court.cases[hearing.case_id].judge_id
    assert judge_id
    return judge_id


def _booked(court: Court) -> dict[UUID, dict[int, dict[UUID, int]]]:
    days = range(MONDAY.toordinal(), MONDAY.toordinal() + 20)
    who = [*court.posts, *court.rooms]
    return {one: {day: dict(court.diaries.agenda(one).booked_on(day)) for day in days} for one in who}


def _is_sound(court: Court, hearing: Hearing, made: Made) -> None:
    first = beyond_the_fence(court, FENCE_DAYS, MONDAY)
    assert len(made.moves) <= MOST_MOVED
    for move in made.moves:
        assert move.hearing.placing
        assert court.today(move.hearing.placing.starts_at) >= first
        window = move.hearing.request.earliest_on, move.hearing.request.latest_on
        assert window[0] <= court.today(move.placing.starts_at) <= window[1]
    moved = {move.hearing.hearing_id: move.placing for move in made.moves} | {hearing.hearing_id: made.placing}
    standing = {one.hearing_id: one.placing for one in court.hearings.values() if one.placing} | moved
    for one, other in combinations(standing.values(), 2):
        assert not _overlap(one, other)


def _overlap(one: Placing, other: Placing) -> bool:
    return any(
        a.starts_at < b.ends_at
        and b.starts_at < a.ends_at
        and (a.room_id == b.room_id or {*one.people} & {*other.people})
        for a in one.sittings
        for b in other.sittings
    )


def _fewest_by_trying_everything(court: Court, hearing: Hearing, now: Any) -> int | None:
    """Every set of hearings that may move, every start that they are in the way of: do all fit then?"""
    first = beyond_the_fence(court, FENCE_DAYS, MONDAY).toordinal()
    rank = {"custody": 0, "urgent": 1, "normal": 2, "low": 3}
    may = [
        one
        for one in court.hearings.values()
        if one.placing
        and rank[one.request.priority] >= rank[hearing.request.priority]
        and court.today(one.placing.starts_at).toordinal() >= first
    ]
    for number in range(1, MOST_MOVED + 1):
        if any(_works(court, hearing, out, now) for out in combinations(may, number)):
            return number
    return None


def _works(court: Court, hearing: Hearing, out: tuple[Hearing, ...], now: Any) -> bool:
    for one in out:
        assert one.placing
        court.diaries.release(one.hearing_id, one.placing)
    try:
        asked = asking(court, hearing, _judge(court, hearing), now)
        wish = asked.wish()
        for day in range(wish.first_day, wish.last_day + 1):
            for bit in range(4):
                piece = Piece(day, bit, wish.slots)
                is_open = court.grid.day(day).open & piece.mask == piece.mask
                if is_open and choose(wish, (piece,)) and _others_fit(court, hearing, piece, out, now):
                    return True
        return False
    finally:
        for one in out:
            assert one.placing
            court.diaries.book(one.hearing_id, one.placing)


def _others_fit(court: Court, hearing: Hearing, piece: Piece, out: tuple[Hearing, ...], now: Any) -> bool:
    only_there = replace(hearing.request, starts_at=court.grid.starts_at(piece.day, piece.first))
    place = seek(court, replace(hearing, request=only_there), now, None, anew=True).placing
    if place is None or not all(one.placing and _overlap(place, one.placing) for one in out):
        return False
    court.diaries.book(hearing.hearing_id, place)
    try:
        return any(
            _one_after_the_other(court, order, now) for order in (in_turn(court, out), in_turn(court, out)[::-1])
        )
    finally:
        court.diaries.release(hearing.hearing_id, place)


def _one_after_the_other(court: Court, order: list[Hearing], now: Any) -> bool:
    booked: list[tuple[UUID, Placing]] = []
    try:
        for one in order:
            found = seek(court, one, now, one.placing, anew=False).placing
            if found is None:
                return False
            court.diaries.book(one.hearing_id, found)
            booked.append((one.hearing_id, found))
        return True
    finally:
        for hearing_id, where in booked:
            court.diaries.release(hearing_id, where)
