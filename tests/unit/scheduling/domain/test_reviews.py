"""What is tried again when codes become known, time passes or the case changes."""

from dataclasses import replace
from datetime import date, timedelta

from tarazy_scheduling.domain.commands import (
    ApproveAbsence,
    CloseCase,
    KeepRoom,
    PassTime,
    ReviewCatalogue,
    UpdateCase,
    WithdrawHearing,
)
from tarazy_scheduling.domain.facts import HearingCancelled, HearingScheduled, RoomRegistered
from tarazy_scheduling.domain.model.catalogue import Catalogue
from tarazy_scheduling.domain.model.codes import RoomFeature

from tests.unit.scheduling.domain.changes import away, stands_on
from tests.unit.scheduling.domain.courts import (
    CATALOGUE,
    MONDAY,
    TUESDAY,
    URGENT,
    a_room,
    a_world,
    an_id,
    at,
    codes,
    starts,
)


def test_a_code_that_becomes_known_lists_what_waits_for_it() -> None:
    world = a_world(rooms=0)
    world.does(KeepRoom(a_room(1, "fireplace")))
    assert codes(world.asks(room_features=frozenset({"fireplace"}))) == ["unknown_code"]
    features = {**CATALOGUE.features, "fireplace": (RoomFeature("fireplace"),)}
    known = Catalogue(CATALOGUE.categories, CATALOGUE.hearing_types, features)
    world.court.catalogue = known
    (back,) = world.does(ReviewCatalogue())
    assert isinstance(back, HearingScheduled)


def test_a_code_that_begins_to_hold_lists_what_waits_for_it() -> None:
    world = a_world(rooms=0)
    world.does(KeepRoom(a_room(1, "fireplace")))
    features = {**CATALOGUE.features, "fireplace": (RoomFeature("fireplace", valid_from=TUESDAY),)}
    world.court.catalogue = Catalogue(CATALOGUE.categories, CATALOGUE.hearing_types, features)
    assert codes(world.asks(room_features=frozenset({"fireplace"}))) == ["unknown_code"]
    assert world.does(PassTime()) == []
    world.now = at(TUESDAY, 0, 1)
    (back,) = world.does(PassTime())
    assert isinstance(back, HearingScheduled)


def test_an_unlisted_hearing_is_told_of_again_only_when_the_reasons_change() -> None:
    world = a_world(rooms=0)
    world.asks(room_features=frozenset({"dock"}))
    (room,) = world.does(KeepRoom(a_room(1, "jury")))[:1]
    assert isinstance(room, RoomRegistered)
    told = world.does(KeepRoom(a_room(2)))
    assert [type(fact) for fact in told] == [RoomRegistered], "still no dock"


def test_a_window_that_has_passed_is_told_once() -> None:
    world = a_world()
    world.asks(latest_on=TUESDAY)
    world.now = at(TUESDAY, 20)
    assert world.does(PassTime()) == []
    world.now = at(TUESDAY + timedelta(days=1), 0, 1)
    (last,) = world.does(PassTime())
    assert codes(last) == ["window_in_past"]
    assert world.does(PassTime()) == []


def test_a_closed_case_cancels_what_stands_and_what_waits_but_not_what_is_past() -> None:
    world = a_world()
    world.asks("past", **URGENT)
    world.now = at(MONDAY, 12)
    world.asks("standing")
    world.asks("waiting", room_features=frozenset({"dock"}))
    told = world.does(CloseCase(an_id("case"), world.now, "resolved"))
    assert all(isinstance(fact, HearingCancelled) and fact.reason == "case_closed" for fact in told)
    assert {fact.hearing_id for fact in told} == {an_id("standing"), an_id("waiting")}
    (refused,) = world.does(WithdrawHearing(an_id("past"), an_id("case")))
    assert refused.reasons[0].code == "case_closed"


def test_a_shorter_custody_brings_a_hearing_forward() -> None:
    world = a_world()
    stands_on(world, MONDAY + timedelta(days=8))
    (moved,) = world.does(UpdateCase(an_id("case"), 2, custody=(MONDAY, MONDAY + timedelta(days=3))))
    assert moved.latest_lawful_on == MONDAY + timedelta(days=3)
    assert starts(moved) == ["2026-03-02 09:00"]


def test_what_was_changed_is_noted_once_for_storing() -> None:
    world = a_world()
    world.asks()
    world.does(ApproveAbsence(away("judge1", TUESDAY)))
    changes = world.court.take_changes()
    assert changes.hearings == {an_id("hearing")}
    assert changes.absences == {an_id("absence")}
    assert an_id("case") in changes.cases
    assert len(changes.told) == len(world.told)
    empty = world.court.take_changes()
    assert not empty.hearings
    assert not empty.told


def test_a_court_that_is_loaded_again_decides_the_same() -> None:
    world = a_world(rooms=2, clerks=2)
    world.asks()
    world.does(ApproveAbsence(away("judge1", date(2026, 3, 11), 5)))
    court = replace(world.court)
    world.court = court.open()
    world.registers("other")
    assert starts(world.asks("second", "other")) == ["2026-03-10 10:00"]
