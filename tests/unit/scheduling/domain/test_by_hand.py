"""Several hearings get given places: all of them, or nothing changes."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from tarazy_scheduling.domain.commands import ApproveAbsence, KeepRoom, UpdateCase
from tarazy_scheduling.domain.facts import HearingRescheduled, HearingScheduled
from tarazy_scheduling.domain.listing.by_hand import put_at
from tarazy_scheduling.domain.model.case import Conflict
from tarazy_scheduling.domain.model.wanted import Wanted, WantedSitting

from tests.unit.scheduling.domain.changes import away
from tests.unit.scheduling.domain.courts import (
    MONDAY,
    TUESDAY,
    URGENT,
    World,
    a_party,
    a_room,
    a_world,
    an_id,
    at,
    local,
)

WEDNESDAY = MONDAY + timedelta(days=2)
THURSDAY = MONDAY + timedelta(days=3)
SATURDAY = MONDAY + timedelta(days=5)
Answer = Mapping[UUID, tuple[Conflict, ...]]


def puts(world: World, reason: str = "by_hand", **wanted: Wanted) -> Answer:
    return put_at(world.court, {an_id(name): place for name, place in wanted.items()}, world.now, reason)


def why(answer: Answer, name: str = "hearing") -> list[str]:
    return [conflict.code for conflict in answer[an_id(name)]]


def told(world: World) -> list[Any]:
    return [one.fact for one in world.court.take_changes().told]


def stands(world: World, name: str = "hearing") -> list[str]:
    placing = world.court.hearings[an_id(name)].placing
    return [f"{local(one.starts_at)}–{local(one.ends_at)[-5:]}" for one in placing.sittings] if placing else []


def a_standing(**more: Any) -> World:
    """A court in which one hearing of an hour stands on Monday at nine, its facts taken."""
    world = a_world(rooms=2, clerks=2)
    world.asks(**URGENT, **more)
    world.court.take_changes()
    return world


def two_standing() -> World:
    """Two hearings of one judge, at nine and at ten."""
    world = a_standing()
    world.registers("other")
    world.asks("second", "other", **URGENT)
    world.court.take_changes()
    return world


def test_a_hearing_moves_to_the_wanted_place_and_is_told() -> None:
    world = a_standing()
    assert puts(world, hearing=Wanted.at(at(TUESDAY, 11), an_id("room2"))) == {}
    (moved,) = told(world)
    assert isinstance(moved, HearingRescheduled)
    assert (moved.version, moved.reason) == (2, "by_hand")
    assert stands(world) == ["2026-03-03 11:00–12:00"]
    assert moved.placing.sittings[0].room_id == an_id("room2")
    assert moved.placing.clerk == moved.previous.clerk, "whoever has it now is taken first"


def test_by_hand_a_hearing_may_leave_the_window_and_its_start_but_a_plan_keeps_them() -> None:
    world = a_standing(latest_on=TUESDAY, starts_at=at(MONDAY, 10))
    later = Wanted.at(at(THURSDAY, 9))
    assert why(puts(world, "plan", hearing=later)) == ["start_outside_window"]
    assert why(puts(world, "plan", hearing=Wanted.at(at(MONDAY, 11)))) == ["start_outside_window"]
    assert puts(world, hearing=later) == {}
    assert stands(world) == ["2026-03-05 09:00–10:00"]


def test_what_was_placed_outside_its_window_by_hand_stays_there_when_parties_join() -> None:
    world = a_standing(latest_on=TUESDAY)
    puts(world, hearing=Wanted.at(at(THURSDAY, 9)))
    parties = (*world.court.cases[an_id("case")].parties, a_party("witness", "witness"))
    (told_of,) = world.does(UpdateCase(an_id("case"), 2, parties=parties))[-1:]
    assert (told_of.reason, stands(world)) == ("request_changed", ["2026-03-05 09:00–10:00"])


def test_a_new_request_brings_it_back_into_its_window() -> None:
    world = a_standing(latest_on=TUESDAY)
    puts(world, hearing=Wanted.at(at(THURSDAY, 9)))
    world.asks_again("hearing", latest_on=WEDNESDAY)
    assert stands(world) == ["2026-03-02 09:00–10:00"]
    assert not world.court.hearings[an_id("hearing")].is_placed_by_hand


def test_nobody_leaves_the_last_lawful_day() -> None:
    world = World(rooms=2, clerks=2)
    world.registers(custody_since=at(MONDAY, 0), custody_limit_on=TUESDAY)
    world.asks(**URGENT)
    assert why(puts(world, hearing=Wanted.at(at(WEDNESDAY, 9)))) == ["after_lawful_limit"]


def test_the_notice_counts_for_another_time_but_not_for_another_room() -> None:
    world = a_world(rooms=2)
    world.asks(min_notice_days=1)
    assert stands(world) == ["2026-03-04 09:00–10:00"]
    assert why(puts(world, hearing=Wanted.at(at(TUESDAY, 9)))) == ["notice_period"]
    world.now = at(TUESDAY, 12)
    assert puts(world, hearing=Wanted.at(at(WEDNESDAY, 9), an_id("room2"))) == {}
    assert why(puts(world, hearing=Wanted.at(at(WEDNESDAY, 11)))) == ["notice_period"]


@pytest.mark.parametrize(
    ("starts_at", "code"),
    [
        (at(MONDAY, 7), "window_in_past"),
        (at(SATURDAY, 9), "court_closed"),
        (at(TUESDAY, 13), "start_outside_sitting_hours"),
        (at(TUESDAY, 9, 2), "start_outside_sitting_hours"),
        (at(TUESDAY, 17, 30), "start_outside_sitting_hours"),
        (datetime.max.replace(tzinfo=UTC), "start_outside_sitting_hours"),
    ],
)
def test_a_start_that_is_none_says_why(starts_at: datetime, code: str) -> None:
    world = a_standing()
    assert why(puts(world, hearing=Wanted.at(starts_at))) == [code]
    assert told(world) == []


def test_everybody_who_is_not_free_is_named_at_once() -> None:
    world = a_world(rooms=1, clerks=1)
    world.asks(**URGENT)
    same = (a_party("claimant of case"), a_party("accused", "accused"))
    world.registers("other", parties=same)
    world.asks("second", "other", starts_at=at(TUESDAY, 9), **URGENT)
    answer = puts(world, hearing=Wanted.at(at(TUESDAY, 9)))
    assert why(answer) == ["judge_busy", "attendee_busy", "no_room", "no_clerk"]
    assert [one.refers_to for one in answer[an_id("hearing")]][:2] == [
        str(an_id("judge1")), str(an_id("claimant of case")),
    ]  # fmt: skip


def test_an_absent_judge_is_not_free() -> None:
    world = a_standing()
    world.does(ApproveAbsence(away("judge1", TUESDAY)))
    assert why(puts(world, hearing=Wanted.at(at(TUESDAY, 9)))) == ["judge_busy"]


def test_only_the_judge_of_the_case_presides() -> None:
    world = World(judges=2)
    case = world.registers()
    world.asks(**URGENT)
    other = ({an_id("judge1"), an_id("judge2")} - {case.judge_id}).pop()
    tuesday = Wanted.at(at(TUESDAY, 9))
    assert why(puts(world, hearing=replace(tuesday, judge_id=other))) == ["judge_not_allocated"]
    assert puts(world, hearing=replace(tuesday, judge_id=case.judge_id)) == {}


def test_a_named_room_must_be_known_and_have_what_is_asked_for() -> None:
    world = a_world(rooms=1)
    world.does(KeepRoom(a_room(2, "dock")))
    world.asks(room_features=frozenset({"dock"}), **URGENT)
    for room, code in (("room1", "room_feature_missing"), ("nowhere", "unknown_room")):
        assert why(puts(world, hearing=Wanted.at(at(TUESDAY, 9), an_id(room)))) == [code]


def test_named_people_are_taken_or_it_is_said_that_they_cannot() -> None:
    world = a_world(rooms=2, clerks=2, interpreters=("kk", "kk"))
    world.asks(interpreter_languages=("kk",), **URGENT)
    named = replace(Wanted.at(at(TUESDAY, 9)), clerk_id=an_id("clerk2"), interpreter_ids=(an_id("interpreter2"),))
    assert puts(world, hearing=named) == {}
    placing = world.court.hearings[an_id("hearing")].placing
    assert placing
    assert (placing.clerk, placing.interpreters) == (an_id("clerk2"), (an_id("interpreter2"),))
    strangers = replace(named, clerk_id=an_id("judge1"), interpreter_ids=(an_id("clerk1"),))
    assert why(puts(world, hearing=strangers)) == ["no_clerk", "no_interpreter"]


def test_two_hearings_exchange_their_places() -> None:
    world = two_standing()
    assert puts(world, hearing=Wanted.at(at(MONDAY, 10)), second=Wanted.at(at(MONDAY, 9))) == {}
    assert (stands(world), stands(world, "second")) == (["2026-03-02 10:00–11:00"], ["2026-03-02 09:00–10:00"])
    assert [fact.version for fact in told(world)] == [2, 2]


def test_who_gives_way_is_told_first() -> None:
    world = two_standing()
    world.registers("third")
    world.asks("last", "third", **URGENT)
    world.court.take_changes()
    places = {"hearing": at(MONDAY, 10), "second": at(MONDAY, 11), "last": at(TUESDAY, 9)}
    wanted = {an_id(name): Wanted.at(start) for name, start in places.items()}
    assert put_at(world.court, wanted, world.now, "by_hand") == {}
    assert [fact.hearing_id for fact in told(world)] == [an_id("last"), an_id("second"), an_id("hearing")]


def test_if_one_cannot_nothing_changes_and_only_that_one_says_why() -> None:
    world = two_standing()
    before = dict(world.court.hearings)
    answer = puts(world, hearing=Wanted.at(at(TUESDAY, 9)), second=Wanted.at(at(SATURDAY, 9)))
    assert list(answer) == [an_id("second")]
    assert world.court.hearings == before
    assert told(world) == []
    assert puts(world, hearing=Wanted.at(at(MONDAY, 11))) == {}, "its time in the diaries is as it was"


def test_an_unlisted_hearing_is_scheduled() -> None:
    world = a_world(rooms=1)
    world.asks(latest_on=MONDAY)
    world.court.take_changes()
    assert puts(world, hearing=Wanted.at(at(MONDAY + timedelta(days=10), 9))) == {}
    (placed,) = told(world)
    assert isinstance(placed, HearingScheduled)
    assert placed.version == 2


def test_a_place_that_it_has_is_not_told_of() -> None:
    world = a_standing()
    assert puts(world, hearing=Wanted.at(at(MONDAY, 9))) == {}
    assert told(world) == []


def test_what_has_begun_or_is_over_or_unknown_stays() -> None:
    world = a_standing()
    world.now = at(MONDAY, 9)
    tuesday = Wanted.at(at(TUESDAY, 9))
    assert why(puts(world, hearing=tuesday)) == ["hearing_over"]
    assert why(puts(world, nobody=tuesday), "nobody") == ["unknown_hearing"]


def test_a_plan_leaves_a_fixed_hearing_alone_and_a_person_does_not() -> None:
    world = a_standing()
    world.court.put_hearing(replace(world.court.hearings[an_id("hearing")], is_fixed=True))
    tuesday = Wanted.at(at(TUESDAY, 9))
    assert why(puts(world, "plan", hearing=tuesday)) == ["fixed_by_hand"]
    assert puts(world, hearing=tuesday) == {}
    assert world.court.hearings[an_id("hearing")].is_fixed, "it is fixed where the person has put it"


def test_a_hearing_is_split_and_sits_in_two_rooms() -> None:
    world = a_standing()
    halves = Wanted(
        (WantedSitting(at(MONDAY, 11), 30, an_id("room1")), WantedSitting(at(TUESDAY, 15), 30, an_id("room2")))
    )
    assert puts(world, hearing=halves) == {}
    assert stands(world) == ["2026-03-02 11:00–11:30", "2026-03-03 15:00–15:30"]
    placing = world.court.hearings[an_id("hearing")].placing
    assert placing
    assert [one.room_id for one in placing.sittings] == [an_id("room1"), an_id("room2")]
    assert puts(world, hearing=Wanted.at(at(TUESDAY, 15))) == {}, "and in one again"
    assert stands(world) == ["2026-03-03 15:00–16:00"]


@pytest.mark.parametrize(
    ("sittings", "code"),
    [
        (((MONDAY, 9, 30), (MONDAY, 10, 20)), "minutes_wrong"),
        (((MONDAY, 9, 60), (MONDAY, 11, 0)), "minutes_wrong"),
        (((MONDAY, 9, 30), (MONDAY, 9, 30)), "sittings_overlap"),
        (((TUESDAY, 9, 30), (MONDAY, 9, 30)), "sittings_overlap"),
        (((MONDAY, 9, 30), (WEDNESDAY, 9, 30)), "days_not_consecutive"),
        (((MONDAY, 9, 30), (MONDAY, 10, None)), "minutes_wrong"),
        (((MONDAY, 9, -30), (MONDAY, 10, 90)), "minutes_wrong"),
    ],
)
def test_sittings_that_make_no_hearing_say_why(sittings: Any, code: str) -> None:
    world = a_standing()
    split = Wanted(tuple(WantedSitting(at(day, hour), minutes) for day, hour, minutes in sittings))
    assert why(puts(world, hearing=split)) == [code]


def test_a_long_hearing_goes_on_over_the_break_and_the_next_day() -> None:
    world = a_standing()
    world.asks("long", estimated_minutes=600, **URGENT)
    assert puts(world, long=Wanted.at(at(TUESDAY, 11), an_id("room2"))) == {}
    assert stands(world, "long") == [
        "2026-03-03 11:00–13:00", "2026-03-03 14:00–18:00", "2026-03-04 09:00–13:00",
    ]  # fmt: skip


def test_links_hold_between_those_that_move_together() -> None:
    world = a_standing()
    world.asks("after", linked_hearing_id=an_id("hearing"), link="after", **URGENT)
    first, then = Wanted.at(at(TUESDAY, 11)), Wanted.at(at(TUESDAY, 14))
    assert why(puts(world, hearing=then, after=first), "after") == ["link_unmet"]
    assert puts(world, after=then, hearing=first) == {}
    assert (stands(world), stands(world, "after")) == (["2026-03-03 11:00–12:00"], ["2026-03-03 14:00–15:00"])
