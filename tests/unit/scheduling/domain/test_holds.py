"""A time is held for a hearing that nobody has asked for yet, and given back."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from tarazy_scheduling.domain.commands import PassTime, PlaceHold, ReleaseHold
from tarazy_scheduling.domain.model.hold import Hold
from tarazy_scheduling.domain.model.listing_rules import ListingRules, RuleBook
from tarazy_scheduling.domain.outcome import Dead, Dropped, Waits

from tests.unit.scheduling.domain.courts import MONDAY, NOW, URGENT, World, a_party, a_world, an_id, at, starts

ADVOCATE = an_id("an advocate")


def a_hold(name: str = "hold", **more: Any) -> Hold:
    values: dict[str, Any] = {
        "starts_at": at(MONDAY, 9),
        "ends_at": at(MONDAY, 11),
        "person_ids": (an_id("judge1"),),
        "room_id": an_id("room1"),
        "held_by": an_id("clerk1"),
        "reason": "The prosecutor has announced a motion",
        "expires_at": at(MONDAY, 8, 30),
        "held_at": NOW,
    }
    return Hold(an_id(name), **(values | more))


def asks(world: World, name: str = "hearing", **more: Any) -> Any:
    return world.asks(name, **{"latest_on": MONDAY, **URGENT, **more})


def test_what_is_held_is_not_given_to_others() -> None:
    world = a_world()
    assert world.does(PlaceHold(a_hold())) == []
    assert starts(asks(world)) == ["2026-03-02 11:00"]


def test_a_room_alone_can_be_held() -> None:
    world = a_world(rooms=2)
    world.does(PlaceHold(a_hold(person_ids=())))
    told = asks(world)
    assert (starts(told), told.placing.sittings[0].room_id) == (["2026-03-02 09:00"], an_id("room2"))


def test_a_hearing_takes_the_place_that_was_held_for_it() -> None:
    world = a_world(rooms=2)
    hold = a_hold(starts_at=at(MONDAY, 15), ends_at=at(MONDAY, 16), room_id=an_id("room2"))
    world.does(PlaceHold(hold))
    told = asks(world, hold_id=hold.hold_id)
    assert (starts(told), told.placing.sittings[0].room_id) == (["2026-03-02 15:00"], an_id("room2"))
    used = world.court.holds[hold.hold_id]
    assert (used.state, used.hearing_id, used.ended_at) == ("used", an_id("hearing"), NOW)
    other = asks(world, "other", hold_id=hold.hold_id)
    assert starts(other) == ["2026-03-02 09:00"], "a hold is used once"


def test_a_hearing_that_cannot_sit_in_its_hold_is_listed_as_any_other_and_the_hold_stays() -> None:
    world = a_world()
    world.does(PlaceHold(a_hold(starts_at=at(MONDAY, 16), ends_at=at(MONDAY, 17))))
    told = asks(world, hold_id=an_id("hold"), estimated_minutes=180)
    assert starts(told) == ["2026-03-02 09:00"]
    assert world.court.holds[an_id("hold")].state == "held"
    assert starts(asks(world, "late", estimated_minutes=60, earliest_on=MONDAY)) == ["2026-03-02 12:00"]
    assert starts(asks(world, "later", estimated_minutes=120)) == ["2026-03-02 14:00"]


def test_an_expired_hold_gives_back_what_others_wait_for() -> None:
    world = a_world()
    world.does(PlaceHold(a_hold(ends_at=at(MONDAY, 18))))
    waiting = asks(world)
    assert [one.code for one in waiting.conflicts] == ["judge_busy"]
    world.now = at(MONDAY, 8, 29)
    assert world.does(PassTime()) == []
    world.now = at(MONDAY, 8, 30)
    [told] = world.does(PassTime())
    assert starts(told) == ["2026-03-02 09:00"]
    assert world.court.holds[an_id("hold")].state == "expired"


def test_a_released_hold_gives_it_back_at_once() -> None:
    world = a_world()
    world.does(PlaceHold(a_hold(ends_at=at(MONDAY, 18))))
    asks(world)
    [told] = world.does(ReleaseHold(an_id("hold")))
    assert starts(told) == ["2026-03-02 09:00"]
    assert world.hears(ReleaseHold(an_id("hold"))) == Dropped()
    assert isinstance(world.hears(ReleaseHold(an_id("unknown"))), Waits)


def test_nobody_is_held_who_is_busy_and_then_nobody_at_all() -> None:
    world = a_world()
    asks(world)
    outcome = world.hears(PlaceHold(a_hold(person_ids=(an_id("judge1"), an_id("clerk1")))))
    assert isinstance(outcome, Dead)
    assert [reason.code for reason in outcome.reasons] == ["judge_busy", "attendee_busy", "no_room"]
    assert world.court.holds == {}
    assert starts(asks(world, "next", starts_at=at(MONDAY, 10))) == ["2026-03-02 10:00"]


def test_two_holds_do_not_overlap() -> None:
    world = a_world(rooms=2)
    world.does(PlaceHold(a_hold()))
    outcome = world.hears(
        PlaceHold(a_hold("second", room_id=an_id("room2"), starts_at=at(MONDAY, 10, 55), ends_at=at(MONDAY, 12)))
    )
    assert isinstance(outcome, Dead)
    world.does(PlaceHold(a_hold("third", starts_at=at(MONDAY, 11), ends_at=at(MONDAY, 12))))
    assert world.hears(PlaceHold(a_hold())) == Dropped("known_id")


@pytest.mark.parametrize(
    ("wrong", "field", "code"),
    [
        ({"starts_at": at(MONDAY, 7)}, "starts_at", "in_the_past"),
        ({"ends_at": at(MONDAY, 9)}, "ends_at", "field_wrong"),
        ({"ends_at": at(MONDAY + timedelta(days=32), 9)}, "ends_at", "field_wrong"),
        ({"expires_at": at(MONDAY, 8)}, "expires_at", "field_wrong"),
        ({"expires_at": at(MONDAY, 9, 1)}, "expires_at", "field_wrong"),
        ({"person_ids": (), "room_id": None}, "person_ids", "field_missing"),
        ({"person_ids": (an_id("judge1"), an_id("nobody"))}, "person_ids[1]", "unknown_person"),
        ({"room_id": an_id("no room")}, "room_id", "unknown_room"),
        ({"held_by": an_id("nobody")}, "held_by", "unknown_person"),
        ({"starts_at": at(MONDAY, 19), "ends_at": at(MONDAY, 20)}, "", "court_closed"),
    ],
)
def test_a_wrong_hold_is_refused_with_the_field(wrong: dict[str, Any], field: str, code: str) -> None:
    outcome = a_world().hears(PlaceHold(a_hold(**wrong)))
    assert isinstance(outcome, Dead)
    assert (outcome.reasons[0].field, outcome.reasons[0].code) == (field, code)


def test_a_party_can_be_held_and_the_room_of_a_hold_stays_empty_before_and_after() -> None:
    world = World(
        clerks=2, rooms=1, listing_rules=RuleBook((date(2020, 1, 1),), (ListingRules(changeover_minutes=15),))
    )
    world.registers(parties=(a_party("advocate", person_id=ADVOCATE),))
    world.does(PlaceHold(a_hold(person_ids=(ADVOCATE,))))
    assert starts(asks(world, attendee_ids=())) == ["2026-03-02 11:15"]


def test_holds_stand_when_the_calendar_is_read_anew() -> None:
    world = a_world()
    world.does(PlaceHold(a_hold()))
    world.court.change_calendar(replace(world.court.calendar, slot_minutes=10), "Asia/Almaty")
    assert starts(asks(world)) == ["2026-03-02 11:00"]
