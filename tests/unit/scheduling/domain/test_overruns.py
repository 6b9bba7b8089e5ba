"""A hearing that went on longer than planned: what should have begun meanwhile moves, what can begin late stays."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from tarazy_scheduling.domain.commands import ConcludeHearing
from tarazy_scheduling.domain.facts import HearingRecorded, HearingRescheduled, HearingUnlisted

from tests.unit.scheduling.domain.courts import MONDAY, TUESDAY, World, a_request, an_id, at, starts

TODAY: dict[str, Any] = {"earliest_on": MONDAY, "latest_on": TUESDAY, "min_notice_days": 0}


def a_day(**more: Any) -> World:
    """From nine to ten `first`, from ten to eleven `second`, both of one judge."""
    world = World(rooms=2, clerks=2)
    for name, when in (("first", 9), ("second", 10)):
        world.registers(f"case of {name}")
        world.asks(name, f"case of {name}", starts_at=at(MONDAY, when), **TODAY)
        world.asks_again(name, starts_at=None, **(more if name == "second" else {}))
    return world


def ends(world: World, ended_at: datetime, name: str = "first") -> list[Any]:
    world.now = ended_at + timedelta(minutes=1)
    return world.does(ConcludeHearing(an_id(name), an_id(f"case of {name}"), "held", at(MONDAY, 9), ended_at))


def test_what_should_have_begun_meanwhile_begins_later() -> None:
    recorded, moved = ends(a_day(), at(MONDAY, 10, 40))
    assert isinstance(recorded, HearingRecorded)
    assert isinstance(moved, HearingRescheduled)
    assert (moved.hearing_id, moved.reason, starts(moved)) == (an_id("second"), "overrun", ["2026-03-02 10:45"])


def test_what_needs_notice_moves_to_a_day_that_leaves_it() -> None:
    _, moved = ends(a_day(min_notice_days=2, latest_on=MONDAY + timedelta(days=9)), at(MONDAY, 10, 40))
    assert (moved.reason, starts(moved)) == ("overrun", ["2026-03-05 09:00"])


def test_what_finds_no_other_place_is_told_so() -> None:
    _, told = ends(a_day(min_notice_days=2), at(MONDAY, 10, 40))
    assert isinstance(told, HearingUnlisted)
    assert told.previous is not None


@pytest.mark.parametrize("minutes", [0, 10, 15])
def test_what_can_begin_a_little_later_stays(minutes: int) -> None:
    assert len(ends(a_day(), at(MONDAY, 10, minutes))) == 1


def test_others_stay_where_they_are() -> None:
    world = World(judges=2, rooms=2, clerks=2)
    for number in (1, 2):
        world.registers(f"case of {number}", recused=frozenset({an_id(f"judge{3 - number}")}))
        world.asks(f"{number}", f"case of {number}", starts_at=at(MONDAY, 8 + number), **TODAY)
    before = world.court.hearings[an_id("2")]
    ends(world, at(MONDAY, 10, 40), "1")
    same_room = world.court.hearings[an_id("2")].placing != before.placing
    first_room = before.placing.sittings[0].room_id == an_id("room1") if before.placing else False
    assert same_room == first_room, "another judge's hearing moves only where it needs the very room"


def test_what_is_told_days_later_moves_nothing() -> None:
    world = a_day()
    world.now = at(TUESDAY, 9)
    times = at(MONDAY, 9), at(MONDAY, 12)
    assert len(world.does(ConcludeHearing(an_id("first"), an_id("case of first"), "held", *times))) == 1


def test_what_is_to_come_after_an_adjourned_hearing_comes_after_the_next_one() -> None:
    world = World(rooms=2, clerks=2)
    world.registers()
    world.asks("main", starts_at=at(MONDAY, 9), **TODAY)
    week: dict[str, Any] = {"earliest_on": MONDAY, "latest_on": MONDAY + timedelta(days=6), "min_notice_days": 0}
    after = world.asks("after", linked_hearing_id=an_id("main"), link="after", **week)
    assert starts(after) == ["2026-03-02 10:00"]
    following = a_request("next", starts_at=at(TUESDAY, 10), **TODAY)
    concluded = ConcludeHearing(an_id("main"), an_id("case"), "adjourned", None, None, "settlement_talks", following)
    told = world.does(concluded)
    assert [(fact.hearing_id, getattr(fact, "reason", None)) for fact in told[1:]] == [
        (an_id("next"), None), (an_id("after"), "adjourned"),
    ]  # fmt: skip
    assert starts(told[2]) == ["2026-03-03 11:00"]
