"""Clerks, interpreters and rooms: others take over, and what finds none waits."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tarazy_scheduling.domain.commands import (
    ApproveAbsence,
    CancelAbsence,
    ChangePost,
    CloseRoom,
    KeepRoom,
    WithdrawHearing,
)
from tarazy_scheduling.domain.facts import HearingRescheduled, HearingScheduled, RoomClosed, RoomRegistered, RoomUpdated
from tarazy_scheduling.domain.outcome import Dropped

from tests.unit.scheduling.domain.changes import ON_TUESDAY, away, unavailable
from tests.unit.scheduling.domain.courts import (
    MONDAY,
    TUESDAY,
    World,
    a_post,
    a_room,
    a_world,
    an_id,
    at,
    codes,
    leave,
    starts,
)


def test_what_must_start_when_it_does_is_unlisted_for_want_of_people_not_of_notice() -> None:
    world = World()
    world.registers()
    world.asks(starts_at=at(MONDAY + timedelta(days=14), 10))
    world.now = at(MONDAY + timedelta(days=14), 8)
    absence = leave(1, MONDAY + timedelta(days=14))
    (unlisted,) = world.does(absence)
    assert codes(unlisted) == ["judge_busy"]
    (unlisted,) = world.does(CancelAbsence(absence.absence))
    assert codes(unlisted) == ["notice_period"], "it was told that it does not take place"


def test_what_must_start_when_it_does_cannot_become_longer_without_notice() -> None:
    world = World()
    world.registers()
    world.asks(starts_at=at(MONDAY + timedelta(days=14), 10))
    world.now = at(MONDAY + timedelta(days=14), 8)
    unlisted = world.asks(starts_at=at(MONDAY + timedelta(days=14), 10), request_version=2, estimated_minutes=90)
    assert codes(unlisted) == ["notice_period"]


def test_another_clerk_takes_over_at_the_same_time() -> None:
    world = a_world(clerks=2)
    stood = world.asks()
    (changed,) = world.does(ApproveAbsence(away("clerk1", MONDAY, 20)))
    assert starts(changed) == starts(stood)
    assert changed.placing.clerk == an_id("clerk2")
    assert changed.placing.sittings == stood.placing.sittings


def test_without_a_clerk_there_is_no_hearing_until_one_is_appointed() -> None:
    world = a_world(clerks=1)
    world.asks()
    (gone,) = world.does(ApproveAbsence(away("clerk1", MONDAY, 60)))
    assert codes(gone) == ["no_clerk"]
    (back,) = world.does(ChangePost(a_post("clerk", 2)))
    assert back.placing.clerk == an_id("clerk2")


def test_another_interpreter_takes_over_at_the_same_time() -> None:
    world = a_world(interpreters=["tr", "tr"])
    stood = world.asks(interpreter_languages=("tr",))
    (taken,) = stood.placing.interpreters
    absent = "interpreter1" if taken == an_id("interpreter1") else "interpreter2"
    (changed,) = world.does(ApproveAbsence(away(absent, MONDAY, 20)))
    assert starts(changed) == starts(stood)
    assert changed.placing.interpreters != stood.placing.interpreters
    assert changed.reason == "attendee_unavailable"


def test_a_closed_rooms_hearings_go_to_another_room_at_the_same_time() -> None:
    world = a_world(rooms=2)
    stood = world.asks()
    told = world.does(CloseRoom(an_id("room1"), world.now))
    assert [type(fact) for fact in told] == [RoomClosed, HearingRescheduled]
    assert (told[1].reason, starts(told[1])) == ("room_closed", starts(stood))
    assert [room.name for room in told[1].rooms] == ["Room 2"]
    assert [room.name for room in told[1].previous_rooms] == ["Room 1"]


def test_a_room_that_cannot_be_had_moves_what_finds_no_other() -> None:
    world = a_world()
    world.asks(**ON_TUESDAY)
    (moved,) = world.does(unavailable("room", an_id("room1"), at(TUESDAY, 8), at(TUESDAY, 12)))
    assert (moved.reason, starts(moved)) == ("room_closed", ["2026-03-03 12:00"])


def test_a_room_that_loses_a_feature_loses_the_hearings_that_need_it() -> None:
    world = a_world(rooms=0)
    world.does(KeepRoom(a_room(1, "dock")))
    world.does(KeepRoom(a_room(2, "dock")))
    world.asks(room_features=frozenset({"dock"}))
    told = world.does(KeepRoom(a_room(1)))
    assert [type(fact) for fact in told] == [RoomUpdated, HearingRescheduled]
    assert told[0].room.version == 2
    assert [room.name for room in told[1].rooms] == ["Room 2"]


@pytest.mark.parametrize("then", ["moved", "cancelled", "unlisted"])
def test_where_a_hearing_stood_is_told_in_the_words_in_which_it_was_told(then: str) -> None:
    world = a_world(rooms=0)
    before = {"building": "Old building", "address": "Abai avenue 1"}
    world.does(KeepRoom(a_room(1, **before)))
    stood = world.asks(latest_on=TUESDAY, **ON_TUESDAY)
    after = replace(a_room(1), name="Room of mirrors", building="New building", address=None)
    assert [type(fact) for fact in world.does(KeepRoom(after))] == [RoomUpdated], "nothing but the name has changed"
    commands: dict[str, Any] = {
        "moved": unavailable("room", an_id("room1"), at(TUESDAY, 8), at(TUESDAY, 12)),
        "cancelled": WithdrawHearing(an_id("hearing"), an_id("case")),
        "unlisted": ApproveAbsence(away("judge1", TUESDAY)),
    }
    (fact,) = world.does(commands[then])
    assert fact.previous_rooms == stood.rooms
    (told,) = fact.previous_rooms
    assert (told.name, told.building, told.address) == ("Room 1", "Old building", "Abai avenue 1")
    if then == "moved":
        assert [room.name for room in fact.rooms] == ["Room of mirrors"]
        (cancelled,) = world.does(WithdrawHearing(an_id("hearing"), an_id("case")))
        assert [room.name for room in cancelled.previous_rooms] == ["Room of mirrors"], "that was told last"


def test_a_closed_room_stays_closed_until_it_is_reopened() -> None:
    world = a_world()
    world.does(CloseRoom(an_id("room1"), world.now))
    assert world.hears(KeepRoom(a_room(1))) == Dropped()
    (told,) = world.does(KeepRoom(a_room(1, name="Another name")))
    assert isinstance(told, RoomClosed)
    assert codes(world.asks()) == ["no_room"]
    told, listed = world.does(KeepRoom(a_room(1), reopens=True))
    assert (type(told), told.room.version) == (RoomUpdated, 4)
    assert isinstance(listed, HearingScheduled)


def test_a_new_room_is_taken_by_what_waits() -> None:
    world = a_world(rooms=0)
    assert codes(world.asks()) == ["no_room"]
    told = world.does(KeepRoom(a_room(1)))
    assert [type(fact) for fact in told] == [RoomRegistered, HearingScheduled]
    assert world.hears(KeepRoom(a_room(1))) == Dropped()
