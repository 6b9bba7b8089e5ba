"""Hearings move when their judge is away, suspended or leaves, and come back."""

from datetime import date, timedelta
from typing import Any

from tarazy_scheduling.domain.commands import ApproveAbsence, CancelAbsence, ChangePost, Reinstate, Suspend
from tarazy_scheduling.domain.facts import HearingRescheduled, HearingScheduled, HearingUnlisted
from tarazy_scheduling.domain.outcome import Dropped

from tests.unit.scheduling.domain.changes import ON_TUESDAY, away, stands_on
from tests.unit.scheduling.domain.courts import (
    MONDAY,
    TUESDAY,
    URGENT,
    World,
    a_post,
    a_world,
    an_id,
    at,
    codes,
    starts,
)


def test_the_hearings_of_an_absent_judge_move_to_the_first_day_back() -> None:
    world = a_world(rooms=2)
    stood = world.asks(**ON_TUESDAY)
    (moved,) = world.does(ApproveAbsence(away("judge1", TUESDAY, 2)))
    assert isinstance(moved, HearingRescheduled)
    assert (moved.reason, moved.version, moved.previous) == ("judge_absent", 2, stood.placing)
    assert starts(moved) == ["2026-03-05 09:00"]
    assert moved.placing.judges == (an_id("judge1"),)


def test_only_hearings_within_the_absence_move() -> None:
    world = a_world()
    world.asks(**ON_TUESDAY)
    assert world.does(ApproveAbsence(away("judge1", TUESDAY + timedelta(days=1)))) == []


def test_a_move_needs_its_notice() -> None:
    world = a_world()
    assert starts(world.asks(hearing_type="main")) == ["2026-03-10 09:00"]
    world.now = at(date(2026, 3, 9), 12)
    (moved,) = world.does(ApproveAbsence(away("judge1", date(2026, 3, 10))))
    assert starts(moved) == ["2026-03-17 09:00"], "Tuesday to Monday are five working days"


def test_what_cannot_be_moved_within_its_window_is_unlisted_and_tells_where_it_stood() -> None:
    world = a_world()
    stood = world.asks(latest_on=TUESDAY, **ON_TUESDAY)
    (gone,) = world.does(ApproveAbsence(away("judge1", TUESDAY)))
    assert isinstance(gone, HearingUnlisted)
    assert codes(gone) == ["judge_busy"]
    assert gone.previous == stood.placing


def test_an_absence_that_has_begun_moves_what_is_still_to_come() -> None:
    world = a_world()
    world.now = at(MONDAY, 12)
    world.asks(starts_at=at(MONDAY, 14), **URGENT)
    stands = world.asks(request_version=2, **URGENT)
    assert starts(stands) == ["2026-03-02 14:00"]
    (moved,) = world.does(ApproveAbsence(away("judge1", MONDAY - timedelta(days=3), 4)))
    assert (moved.reason, starts(moved)) == ("judge_absent", ["2026-03-03 09:00"])


def test_an_absence_that_is_cancelled_brings_unlisted_hearings_back() -> None:
    world = a_world()
    world.asks(latest_on=TUESDAY, **ON_TUESDAY)
    world.does(ApproveAbsence(away("judge1", TUESDAY)))
    (back,) = world.does(CancelAbsence(away("judge1", TUESDAY)))
    assert isinstance(back, HearingScheduled)
    assert back.version == 3
    assert starts(back) == ["2026-03-03 09:00"]


def test_an_absence_that_is_cancelled_and_approved_at_other_times_holds_then() -> None:
    world = a_world()
    world.asks(**ON_TUESDAY)
    world.does(ApproveAbsence(away("judge1", TUESDAY + timedelta(days=1))))
    world.does(CancelAbsence(away("judge1", TUESDAY + timedelta(days=1))))
    (moved,) = world.does(ApproveAbsence(away("judge1", TUESDAY)))
    assert starts(moved) == ["2026-03-04 09:00"]


def test_custody_and_urgent_hearings_choose_first_when_several_have_to_move() -> None:
    world = a_world(judges=1)
    world.registers("older", filed_at=at(date(2025, 1, 1), 9))
    normal: dict[str, Any] = {"earliest_on": TUESDAY, "min_notice_days": 0}
    world.asks("young", **normal)
    world.asks("old", "older", **normal)
    world.asks("custody", priority="custody", **normal)
    told = world.does(ApproveAbsence(away("judge1", TUESDAY)))
    assert [(fact.hearing_id, starts(fact)) for fact in told] == [
        (an_id("custody"), ["2026-03-04 09:00"]),
        (an_id("old"), ["2026-03-04 10:00"]),
        (an_id("young"), ["2026-03-04 11:00"]),
    ]


def test_the_hearings_of_a_suspended_judge_cannot_sit_until_the_judge_is_back() -> None:
    world = a_world()
    world.asks(**ON_TUESDAY)
    (gone,) = world.does(Suspend(an_id("judge1"), MONDAY))
    assert codes(gone) == ["no_judge"]
    (back,) = world.does(Reinstate(an_id("judge1"), TUESDAY + timedelta(days=1)))
    assert starts(back) == ["2026-03-04 09:00"]
    assert world.hears(Reinstate(an_id("judge1"), TUESDAY)) == Dropped()
    assert world.hears(Suspend(an_id("judge1"), MONDAY)) == Dropped()


def test_a_suspension_that_is_lifted_before_it_begins_never_holds() -> None:
    world = a_world()
    world.asks(latest_on=TUESDAY, **ON_TUESDAY)
    (gone,) = world.does(Suspend(an_id("judge1"), TUESDAY))
    assert codes(gone) == ["no_judge"]
    (back,) = world.does(Reinstate(an_id("judge1"), MONDAY))
    assert starts(back) == ["2026-03-03 09:00"]


def test_whoever_leaves_without_a_last_day_has_left() -> None:
    world = a_world(clerks=2)
    stood = world.asks()
    (changed,) = world.does(ChangePost(a_post("clerk", 1, version=2, is_separated=True)))
    assert stood.placing.clerk == an_id("clerk1")
    assert changed.placing.clerk == an_id("clerk2")


def test_a_judge_in_post_for_a_time_who_works_on_fewer_days_is_away_then() -> None:
    world = World(judges=0)
    last = date(2027, 1, 1)
    world.does(ChangePost(a_post("judge", 1, to_on=last)))
    world.registers()
    world.asks(**ON_TUESDAY)
    pattern = {"wed": frozenset({"am"})}
    (moved,) = world.does(ChangePost(a_post("judge", 1, version=2, to_on=last, working_pattern=pattern)))
    assert (moved.reason, starts(moved)) == ("judge_absent", ["2026-03-04 09:00"])


def test_hearings_after_the_last_day_in_post_move_before_it() -> None:
    world = a_world()
    stands_on(world, MONDAY + timedelta(days=8))
    (moved,) = world.does(ChangePost(a_post("judge", 1, version=2, to_on=MONDAY + timedelta(days=4))))
    assert moved.reason == "judge_separated"
    assert starts(moved) == ["2026-03-02 09:00"]


def test_a_hearing_that_has_begun_is_not_moved() -> None:
    world = a_world()
    world.asks(**URGENT)
    world.now = at(MONDAY, 9, 30)
    assert world.does(ApproveAbsence(away("judge1", MONDAY))) == []
