"""When a hearing could sit: as asked for, and with one rule less."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from tarazy_scheduling.domain.commands import CloseCase, KeepRoom
from tarazy_scheduling.domain.listing.suggesting import DATES, Suggestion, suggestions

from tests.unit.scheduling.domain.courts import MONDAY, TUESDAY, World, a_room, an_id, at, leave

NEXT_MONDAY = MONDAY + timedelta(days=7)


def suggested(world: World, name: str = "hearing") -> dict[tuple[str, str | None], Suggestion]:
    hearing = world.court.hearings[an_id(name)]
    before = (dict(world.court.hearings), len(world.told))
    found = suggestions(world.court, hearing, world.now)
    assert isinstance(found, list)
    assert (dict(world.court.hearings), len(world.told)) == before, "nothing is changed"
    return {(one.rule, one.refers_to): one for one in found}


def days(one: Suggestion) -> list[Any]:
    return [day for day, _ in one.places]


def test_a_hearing_that_stands_is_told_its_next_days_without_being_in_its_own_way() -> None:
    world = World()
    world.registers()
    world.asks(min_notice_days=0, latest_on=TUESDAY)
    found = suggested(world)
    assert days(found["as_asked", None]) == [MONDAY, TUESDAY]
    later = days(found["longer_window", TUESDAY.isoformat()])
    assert later == [MONDAY, TUESDAY, TUESDAY + timedelta(days=1)]
    assert len(later) == DATES


def test_less_notice_is_suggested_where_the_notice_is_in_the_way() -> None:
    world = World()
    world.registers()
    world.asks(latest_on=TUESDAY)
    found = suggested(world)
    assert days(found["as_asked", None]) == []
    assert days(found["shorter_notice", None]) == [MONDAY, TUESDAY]
    assert found["shorter_notice", None].authority == "attendees"


def test_a_room_without_one_feature_and_video_are_suggested_in_this_order() -> None:
    world = World()
    world.does(KeepRoom(a_room(2, "video")))
    world.registers()
    world.asks(room_features=frozenset({"dock"}), min_notice_days=0, latest_on=TUESDAY)
    found = suggested(world)
    assert [rule for rule, _ in found] == ["as_asked", "room_feature", "by_video", "longer_window"]
    assert days(found["as_asked", None]) == []
    assert days(found["room_feature", "dock"]) == [MONDAY, TUESDAY]
    assert found["by_video", None].places[0][1].sittings[0].room_id == an_id("room2")


def test_each_other_judge_who_may_sit_is_suggested() -> None:
    world = World(judges=3)
    case = world.registers(recused=frozenset({an_id("judge2"), an_id("judge3")}))
    world.court.put_case(replace(case, recused=frozenset({an_id("judge3")})))
    world.does(leave(2))
    world.asks(min_notice_days=0, latest_on=TUESDAY)
    found = suggested(world)
    assert [refers_to for rule, refers_to in found if rule == "substitute_judge"] == [str(an_id("judge2"))]
    one = found["substitute_judge", str(an_id("judge2"))]
    assert days(one) == [MONDAY, TUESDAY]
    assert {placing.substitute_for for _, placing in one.places} == {an_id("judge1")}


def test_nobody_else_is_suggested_for_a_judgment() -> None:
    world = World(judges=3)
    world.registers()
    world.asks(hearing_type="judgment")
    assert not [rule for rule, _ in suggested(world) if rule == "substitute_judge"]


def test_after_the_limit_needs_a_ruling() -> None:
    world = World()
    world.registers(custody_limit_on=MONDAY - timedelta(days=1))
    world.asks(min_notice_days=0, latest_on=TUESDAY)
    found = suggested(world)
    one = found["after_limit", (MONDAY - timedelta(days=1)).isoformat()]
    assert (one.authority, days(one)) == ("ruling", [MONDAY, TUESDAY, TUESDAY + timedelta(days=1)])
    assert days(found["longer_window", TUESDAY.isoformat()]) == []


def test_another_time_is_suggested_for_one_that_must_start_when_the_judge_is_busy() -> None:
    world = World()
    world.registers()
    world.registers("other")
    starts_at = at(MONDAY, 10)
    world.asks("first", starts_at=starts_at, min_notice_days=0)
    world.asks("second", "other", starts_at=starts_at, min_notice_days=0, latest_on=MONDAY)
    found = suggested(world, "second")
    assert days(found["as_asked", None]) == []
    assert days(found["another_start", starts_at.isoformat()]) == [MONDAY]


def test_what_no_calendar_helps_says_why() -> None:
    world = World()
    world.registers()
    world.asks()
    hearing = world.court.hearings[an_id("hearing")]
    world.does(CloseCase(an_id("case"), world.now, "resolved"))
    found = suggestions(world.court, hearing, world.now)
    assert [one.code for one in found if not isinstance(one, Suggestion)] == ["case_closed"]
