"""Changeover of rooms, the way between buildings, a judge's sitting limit: as the court's rules say, from a day on."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from tarazy_scheduling.domain.commands import KeepRoom, WithdrawHearing
from tarazy_scheduling.domain.facts import HearingUnlisted
from tarazy_scheduling.domain.model.listing_rules import ListingRules, RuleBook
from tarazy_scheduling.domain.model.means import Engagement

from tests.unit.scheduling.domain.courts import (
    MONDAY,
    URGENT,
    World,
    a_party,
    a_room,
    an_id,
    at,
    codes,
    starts,
)

LONG_AGO = date(2020, 1, 1)
ADVOCATE = a_party("advocate", "representative", person_id=an_id("an advocate"))


def under(rules: ListingRules, **more: Any) -> World:
    """A court under rules that began long ago, with cases of two judges."""
    world = World(judges=2, clerks=3, listing_rules=RuleBook((LONG_AGO,), (rules,)), **more)
    for number, other in ((1, 2), (2, 1)):
        parties = (a_party(f"claimant{number}"), ADVOCATE)
        world.registers(f"case{number}", recused=frozenset({an_id(f"judge{other}")}), parties=parties)
    return world


def asks(world: World, name: str, case: str = "case1", **more: Any) -> Any:
    return world.asks(name, case, **{"latest_on": MONDAY, "attendee_ids": (), **URGENT, **more})


def with_buildings(world: World) -> World:
    """A room in each of two buildings, nothing else."""
    world.does(KeepRoom(a_room(1, building="North")))
    world.does(KeepRoom(a_room(2, "dock", building="South")))
    return world


def test_a_room_stays_empty_between_two_hearings() -> None:
    world = under(ListingRules(changeover_minutes=10))
    told = [asks(world, f"hearing{n}", f"case{n}") for n in (1, 2)]
    assert [starts(one) for one in told] == [["2026-03-02 09:00"], ["2026-03-02 10:10"]]


def test_a_gap_between_slots_is_rounded_up_and_runs_on_over_the_break() -> None:
    world = under(ListingRules(changeover_minutes=62))
    asks(world, "long", estimated_minutes=240)
    assert starts(asks(world, "next", "case2")) == ["2026-03-02 14:05"]


def test_what_ends_right_before_needs_the_gap_too() -> None:
    world = under(ListingRules(changeover_minutes=10))
    asks(world, "late", starts_at=at(MONDAY, 10))
    assert starts(asks(world, "other", "case2", estimated_minutes=50)) == ["2026-03-02 09:00"]
    assert starts(asks(world, "third", "case2", estimated_minutes=60)) == ["2026-03-02 11:10"]


def test_the_sittings_of_one_hearing_need_no_gap() -> None:
    world = under(ListingRules(changeover_minutes=120))
    assert starts(asks(world, "whole day", estimated_minutes=480)) == ["2026-03-02 09:00", "2026-03-02 14:00"]


def test_rules_count_on_the_days_of_their_sittings() -> None:
    world = World(
        judges=1,
        clerks=2,
        listing_rules=RuleBook((MONDAY + timedelta(days=1),), (ListingRules(changeover_minutes=10),)),
    )
    world.registers("case1")
    monday = [asks(world, f"m{n}") for n in (1, 2)]
    tuesday = [asks(world, f"t{n}", earliest_on=MONDAY + timedelta(1), latest_on=MONDAY + timedelta(1)) for n in (1, 2)]
    assert starts(monday[1]) == ["2026-03-02 10:00"]
    assert starts(tuesday[1]) == ["2026-03-03 10:10"]


def test_what_is_withdrawn_leaves_no_gap() -> None:
    world = under(ListingRules(changeover_minutes=30, travel_minutes=30, sitting_limit_minutes=60))
    asks(world, "gone")
    world.does(WithdrawHearing(an_id("gone"), an_id("case1")))
    assert starts(asks(world, "next")) == ["2026-03-02 09:00"]


def test_an_advocate_needs_the_way_from_one_building_to_the_other() -> None:
    world = with_buildings(under(ListingRules(travel_minutes=30)))
    advocate: dict[str, Any] = {"attendee_ids": (ADVOCATE.party_id,)}
    asks(world, "first", room_features=frozenset({"dock"}), **advocate)
    told = asks(world, "second", "case2", estimated_minutes=200, **advocate)
    # The room in the other building is free from 10:30 on, that of the same one from 10:00 on.
    assert (starts(told), told.placing.sittings[0].room_id) == (["2026-03-02 14:00"], an_id("room1"))
    told = asks(world, "third", "case2", estimated_minutes=30, **advocate)
    assert (starts(told), told.placing.sittings[0].room_id) == (["2026-03-02 10:00"], an_id("room2"))


def test_whoever_stays_in_the_building_needs_no_way() -> None:
    world = with_buildings(under(ListingRules(travel_minutes=30)))
    rooms = [asks(world, f"h{n}").placing.sittings[0] for n in range(3)]
    assert [one.room_id for one in rooms] == [an_id("room1")] * 3
    assert rooms[1].starts_at == rooms[0].ends_at


def test_a_clerk_who_is_elsewhere_does_not_serve() -> None:
    world = World(judges=2, clerks=1, listing_rules=RuleBook((LONG_AGO,), (ListingRules(travel_minutes=30),)), rooms=0)
    with_buildings(world)
    world.registers("case1", recused=frozenset({an_id("judge2")}))
    world.registers("case2", recused=frozenset({an_id("judge1")}))
    asks(world, "in the north", "case1")
    told = asks(world, "in the south", "case2", room_features=frozenset({"dock"}))
    assert starts(told) == ["2026-03-02 10:30"]


def test_somebody_in_another_court_is_elsewhere() -> None:
    world = with_buildings(under(ListingRules(travel_minutes=45)))
    here = Engagement(an_id("an advocate"), an_id("of another court"), at(MONDAY, 9), at(MONDAY, 10))
    world.court.replace_engagements([], [here])
    told = asks(world, "after it", attendee_ids=(ADVOCATE.party_id,))
    assert starts(told) == ["2026-03-02 10:45"]
    world.court.replace_engagements([an_id("an advocate")], [replace(here, building="South")])
    told = world.asks_again("after it", room_features=frozenset({"dock"}))
    assert starts(told) == ["2026-03-02 10:45"], "a hearing that may stay stays"
    told = asks(
        world,
        "in the same building",
        "case2",
        room_features=frozenset({"dock"}),
        estimated_minutes=45,
        attendee_ids=(ADVOCATE.party_id,),
    )
    assert starts(told) == ["2026-03-02 10:00"]


def test_a_judge_sits_no_longer_than_the_limit() -> None:
    world = under(ListingRules(sitting_limit_minutes=120), rooms=2)
    days: dict[str, Any] = {"latest_on": MONDAY + timedelta(days=1)}
    told = [starts(asks(world, f"h{n}", **days)) for n in range(3)]
    assert told == [["2026-03-02 09:00"], ["2026-03-02 10:00"], ["2026-03-03 09:00"]]
    assert starts(asks(world, "of the other judge", "case2")) == ["2026-03-02 09:00"]


def test_the_limit_is_why_a_judge_is_busy() -> None:
    world = under(ListingRules(sitting_limit_minutes=60), rooms=2)
    asks(world, "first")
    told = asks(world, "second")
    assert isinstance(told, HearingUnlisted)
    assert codes(told) == ["judge_busy"]


def test_a_hearing_longer_than_the_limit_has_its_day_to_itself() -> None:
    world = under(ListingRules(sitting_limit_minutes=60), rooms=2)
    days: dict[str, Any] = {"latest_on": MONDAY + timedelta(days=1)}
    asks(world, "short", estimated_minutes=30, **days)
    assert starts(asks(world, "long", estimated_minutes=180, **days)) == ["2026-03-03 09:00"]
    assert codes(asks(world, "none left", estimated_minutes=45, **days)) == ["judge_busy"]


def test_a_hearing_of_several_days_keeps_the_limit_on_each() -> None:
    world = under(ListingRules(sitting_limit_minutes=300))
    told = asks(world, "long", estimated_minutes=600, latest_on=MONDAY + timedelta(days=4))
    minutes = [(one.ends_at - one.starts_at) // timedelta(minutes=1) for one in told.placing.sittings]
    assert starts(told) == ["2026-03-02 09:00", "2026-03-02 14:00", "2026-03-03 09:00", "2026-03-03 14:00"]
    assert minutes == [240, 60, 240, 60]


def test_a_panel_sits_no_longer_than_any_of_its_judges_may() -> None:
    world = World(
        judges=3, clerks=3, rooms=3, listing_rules=RuleBook((LONG_AGO,), (ListingRules(sitting_limit_minutes=90),))
    )
    world.registers("case1")
    world.registers("case2", recused=frozenset({an_id("judge1"), an_id("judge2")}))
    asks(world, "of the third judge", "case2")
    days: dict[str, Any] = {"latest_on": MONDAY + timedelta(days=1)}
    assert starts(asks(world, "of all", "case1", judges=3, **days)) == ["2026-03-03 09:00"]


@pytest.mark.parametrize("minutes", [5, 10, 15])
def test_slots_are_as_long_as_the_calendar_says(minutes: int) -> None:
    world = under(ListingRules(changeover_minutes=7))
    world.court.change_calendar(replace(world.court.calendar, slot_minutes=minutes), "Asia/Almaty")
    told = asks(world, "first", estimated_minutes=31)
    first = told.placing.sittings[0]
    length = (first.ends_at - first.starts_at) // timedelta(minutes=1)
    assert length == -(-31 // minutes) * minutes
    after = asks(world, "second", "case2").placing.sittings[0].starts_at - first.ends_at
    assert after // timedelta(minutes=1) == -(-7 // minutes) * minutes
