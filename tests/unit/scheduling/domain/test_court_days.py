"""Closed and opened days, other sitting hours and another zone move what they concern."""

from datetime import datetime, time, timedelta
from typing import Any

from tarazy_scheduling.domain.commands import ChangeCalendar, ChangePost, DescribeCourt
from tarazy_scheduling.domain.facts import CalendarChanged
from tarazy_scheduling.domain.model.calendar import Calendar
from tarazy_scheduling.domain.outcome import Dropped

from tests.unit.scheduling.domain.changes import ON_TUESDAY
from tests.unit.scheduling.domain.courts import MONDAY, TUESDAY, URGENT, World, a_post, a_world, at, codes, starts


def test_a_day_that_is_closed_moves_its_hearings() -> None:
    world = a_world()
    world.asks(**ON_TUESDAY)
    told = world.does(ChangeCalendar(Calendar(closed=frozenset({TUESDAY})), TUESDAY, TUESDAY))
    assert told[0] == CalendarChanged(1, TUESDAY, TUESDAY, Calendar(closed=frozenset({TUESDAY}), version=1))
    assert (told[1].reason, starts(told[1])) == ("plan", ["2026-03-04 09:00"])
    assert world.hears(ChangeCalendar(Calendar(closed=frozenset({TUESDAY})), TUESDAY, TUESDAY)) == Dropped()


def test_public_holidays_stay_closed_whatever_else_changes_and_are_opened_by_name() -> None:
    world = a_world(calendar=Calendar(holidays=frozenset({TUESDAY})))
    on_that_day: dict[str, Any] = {"latest_on": TUESDAY, **ON_TUESDAY}
    world.does(ChangeCalendar(Calendar(slot_minutes=10), MONDAY, MONDAY))
    assert world.hears(ChangeCalendar(Calendar(slot_minutes=10), MONDAY, MONDAY)) == Dropped()
    assert codes(world.asks(**on_that_day)) == ["court_closed"]
    told = world.does(ChangeCalendar(Calendar(open=frozenset({TUESDAY})), TUESDAY, TUESDAY))
    assert starts(told[1]) == ["2026-03-03 09:00"]


def test_a_day_that_is_opened_takes_what_waits() -> None:
    world = a_world()
    saturday = MONDAY + timedelta(days=5)
    assert codes(world.asks(earliest_on=saturday, latest_on=saturday, **URGENT)) == ["court_closed"]
    told = world.does(ChangeCalendar(Calendar(open=frozenset({saturday})), saturday, saturday))
    assert starts(told[1]) == ["2026-03-07 09:00"]


def test_other_sitting_hours_move_what_lies_outside_them() -> None:
    world = a_world()
    world.asks(**ON_TUESDAY)
    hours = ((time(10), time(13)), (time(14), time(18)))
    told = world.does(ChangeCalendar(Calendar(sitting_hours=hours), TUESDAY, TUESDAY))
    assert (told[1].reason, starts(told[1])) == ("plan", ["2026-03-03 10:00"])


def test_other_sitting_hours_move_what_lies_in_another_half_of_the_day_than_the_judge_works() -> None:
    world = World(judges=0)
    world.does(ChangePost(a_post("judge", 1, working_pattern={"tue": frozenset({"am"})})))
    world.registers()
    world.asks(starts_at=at(TUESDAY, 11), **URGENT)
    world.asks(request_version=2, **URGENT)
    hours = ((time(9), time(11)), (time(11), time(13)), (time(14), time(18)))
    told = world.does(ChangeCalendar(Calendar(sitting_hours=hours), TUESDAY, TUESDAY))
    assert (told[1].reason, starts(told[1])) == ("plan", ["2026-03-03 09:00"])


def test_another_zone_moves_what_lies_outside_its_hours() -> None:
    world = a_world()
    world.asks(**ON_TUESDAY)
    (moved,) = world.does(DescribeCourt(2, "Europe/Berlin", "kk", "district"))
    assert moved.placing.sittings[0].starts_at == datetime.fromisoformat("2026-03-03T09:00:00+01:00")
    assert world.hears(DescribeCourt(2, "Asia/Almaty", "kk", "district")) == Dropped()
