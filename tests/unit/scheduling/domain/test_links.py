"""Hearings that sit before, after or on the same day as another, and follow it."""

from datetime import timedelta
from typing import Any

import pytest
from tarazy_scheduling.domain.commands import (
    ApproveAbsence,
    CancelAbsence,
    Command,
    ConcludeHearing,
    DeclareUnavailability,
    UpdateCase,
    WithdrawHearing,
)
from tarazy_scheduling.domain.facts import HearingRescheduled, HearingScheduled, HearingUnlisted
from tarazy_scheduling.domain.model.hearing import Placing
from tarazy_scheduling.domain.model.means import Absence, Unavailability

from tests.unit.scheduling.domain.courts import MONDAY, World, a_party, a_request, an_id, at, codes, starts

TUESDAY, WEDNESDAY, THURSDAY = (MONDAY + timedelta(days=number) for number in (1, 2, 3))
URGENT: dict[str, Any] = {"priority": "urgent"}


def linked(link: str, to: str = "main") -> dict[str, Any]:
    return {"link": link, "linked_hearing_id": an_id(to), **URGENT}


def a_world(**more: Any) -> World:
    """Two cases before two judges; the main hearing of the first sits on Tuesday from eleven to twelve."""
    world = World(judges=2, rooms=2, clerks=2, **more)
    for name, not_by in (("case", "judge2"), ("other", "judge1")):
        world.registers(name, recused=frozenset({an_id(not_by)}))
    world.asks("main", starts_at=at(TUESDAY, 11), **URGENT)
    return world


def main_cannot_sit_before(world: World, day: Any, hour: int) -> list[Any]:
    """The room, judge and clerk are there, but a party of the main hearing is not."""
    world.does(a_request("main", request_version=2, earliest_on=TUESDAY, **URGENT))
    party = an_id("claimant of case")
    away = Unavailability(an_id("u"), "almaty-1", "party", party, at(MONDAY, 0), at(day, hour))
    return world.does(DeclareUnavailability(away))


@pytest.mark.parametrize(
    ("link", "minutes", "place"),
    [
        ("before", 60, "2026-03-02 09:00"),
        ("after", 60, "2026-03-03 12:00"),
        ("after", 120, "2026-03-03 14:00"),
        ("same_day", 60, "2026-03-03 09:00"),
    ],
)
def test_a_linked_hearing_sits_where_its_link_allows(link: str, minutes: int, place: str) -> None:
    answer = a_world().asks("linked", "other", estimated_minutes=minutes, **linked(link))
    assert starts(answer) == [place]


def test_a_hearing_may_end_when_the_one_starts_before_which_it_is() -> None:
    answer = a_world().asks("linked", "other", earliest_on=TUESDAY, estimated_minutes=120, **linked("before"))
    assert starts(answer) == ["2026-03-03 09:00"]


def test_a_link_that_leaves_no_place_is_told_and_tried_again_when_the_other_moves() -> None:
    world = a_world()
    unmet = world.asks("linked", "other", earliest_on=TUESDAY, estimated_minutes=180, **linked("before"))
    assert [(one.code, one.refers_to) for one in unmet.conflicts] == [("link_unmet", str(an_id("main")))]
    moved, listed = main_cannot_sit_before(world, TUESDAY, 14)
    assert starts(moved) == ["2026-03-03 14:00"]
    assert isinstance(listed, HearingScheduled)
    assert starts(listed) == ["2026-03-03 09:00"]


def test_a_linked_hearing_follows_the_one_that_moves_and_stays_where_it_still_may() -> None:
    world = a_world()
    world.asks("sooner", "other", **linked("before"))
    world.asks("later", "other", **linked("after"))
    moved, followed = main_cannot_sit_before(world, WEDNESDAY, 12)
    assert (moved.hearing_id, starts(moved)) == (an_id("main"), ["2026-03-04 12:00"])
    assert isinstance(followed, HearingRescheduled)
    assert (followed.hearing_id, starts(followed)) == (an_id("later"), ["2026-03-04 14:00"])
    assert followed.reason == moved.reason == "attendee_unavailable"


def test_what_is_linked_to_what_follows_follows_too() -> None:
    world = a_world()
    world.asks("second", "other", **linked("after"))
    world.asks("third", "other", **linked("after", "second"))
    told = main_cannot_sit_before(world, WEDNESDAY, 9)
    assert {fact.hearing_id: starts(fact) for fact in told} == {
        an_id("main"): ["2026-03-04 09:00"],
        an_id("second"): ["2026-03-04 10:00"],
        an_id("third"): ["2026-03-04 11:00"],
    }
    assert [fact.hearing_id for fact in told] == [an_id("main"), an_id("second"), an_id("third")]


def test_a_hearing_that_cannot_follow_is_unlisted() -> None:
    world = a_world()
    stood = world.asks("linked", "other", latest_on=TUESDAY, **linked("same_day"))
    _, gone = main_cannot_sit_before(world, WEDNESDAY, 9)
    assert isinstance(gone, HearingUnlisted)
    assert (codes(gone), gone.previous) == (["link_unmet"], stood.placing)


def test_a_hearing_that_has_to_move_by_itself_keeps_to_its_link() -> None:
    world = a_world()
    world.asks("linked", "other", earliest_on=TUESDAY, **linked("before"))
    absence = Absence(an_id("absence"), "almaty-1", an_id("judge2"), "leave", at(TUESDAY, 0), at(TUESDAY, 10))
    (moved,) = world.does(ApproveAbsence(absence))
    assert starts(moved) == ["2026-03-03 10:00"]
    longer = Absence(an_id("longer"), "almaty-1", an_id("judge2"), "leave", at(TUESDAY, 0), at(WEDNESDAY, 0))
    (gone,) = world.does(ApproveAbsence(longer))
    assert set(codes(gone)) == {"link_unmet", "judge_busy"}
    (back,) = world.does(CancelAbsence(longer))
    assert starts(back) == ["2026-03-03 10:00"]


def test_a_link_to_nothing_waits_until_that_is_asked_for_and_each_request_has_its_one_answer() -> None:
    world = a_world()
    unmet = world.asks("linked", "other", **linked("after", "unheard of"))
    assert [(one.code, one.refers_to) for one in unmet.conflicts] == [("link_unmet", str(an_id("unheard of")))]
    answer, listed = world.does(a_request("unheard of", starts_at=at(WEDNESDAY, 9), **URGENT))
    assert (answer.hearing_id, listed.hearing_id) == (an_id("unheard of"), an_id("linked"))
    assert starts(listed) == ["2026-03-04 10:00"]


@pytest.mark.parametrize("outcome", ["withdrawn", "adjourned", "not_held"])
def test_a_link_to_what_does_not_stand_any_more_is_unmet(outcome: Any) -> None:
    world = a_world()
    stood: Placing = world.asks("linked", "other", **linked("after")).placing
    command: Command = WithdrawHearing(an_id("main"), an_id("case"))
    if outcome != "withdrawn":
        command = ConcludeHearing(an_id("main"), an_id("case"), outcome)
    _, gone = world.does(command)
    assert isinstance(gone, HearingUnlisted)
    assert (codes(gone), gone.previous) == (["link_unmet"], stood)
    if outcome == "withdrawn":
        _, back = world.does(a_request("main", request_version=2, starts_at=at(THURSDAY, 9), **URGENT))
        assert starts(back) == ["2026-03-05 10:00"]


def test_a_hearing_that_was_held_goes_on_to_be_what_others_come_after() -> None:
    world = a_world()
    world.asks("linked", "other", earliest_on=THURSDAY, **linked("after"))
    world.now = at(TUESDAY, 12)
    held = ConcludeHearing(an_id("main"), an_id("case"), "held", at(TUESDAY, 11), at(TUESDAY, 12))
    assert len(world.does(held)) == 1
    parties = (*world.court.cases[an_id("other")].parties, a_party("joins"))
    (changed,) = world.does(UpdateCase(an_id("other"), 2, parties=parties))
    assert starts(changed) == ["2026-03-05 09:00"]


def test_a_request_that_gives_the_link_up_is_free_of_it() -> None:
    world = a_world()
    world.asks("linked", "other", **linked("after"))
    world.does(a_request("linked", "other", request_version=2, **URGENT))
    (moved,) = main_cannot_sit_before(world, THURSDAY, 9)
    assert moved.hearing_id == an_id("main")


@pytest.mark.parametrize(
    ("link", "gap", "place"),
    [
        ("after", {"link_gap_minutes": 90}, "2026-03-03 14:00"),
        ("after", {"link_gap_minutes": 150}, "2026-03-03 14:30"),
        ("after", {"link_gap_days": 1}, "2026-03-04 09:00"),
        ("after", {"link_gap_days": 2, "link_gap_minutes": 60}, "2026-03-05 09:00"),
        ("before", {"link_gap_minutes": 60, "earliest_on": TUESDAY}, "2026-03-03 09:00"),
        ("before", {"link_gap_days": 1}, "2026-03-02 09:00"),
    ],
)
def test_a_gap_lies_between_linked_hearings(link: str, gap: dict[str, Any], place: str) -> None:
    answer = a_world().asks("linked", "other", **linked(link), **gap)
    assert starts(answer) == [place]


def test_where_the_gap_leaves_no_place_the_link_is_why() -> None:
    answer = a_world().asks("linked", "other", earliest_on=TUESDAY, link_gap_minutes=61, **linked("before"))
    assert codes(answer) == ["link_unmet"]


def test_a_hearing_keeps_its_gap_when_the_other_moves() -> None:
    world = a_world()
    world.asks("linked", "other", link_gap_days=1, **linked("after"))
    told = main_cannot_sit_before(world, WEDNESDAY, 9)
    moved = {one.hearing_id: starts(one) for one in told if isinstance(one, HearingRescheduled)}
    assert moved == {an_id("main"): ["2026-03-04 09:00"], an_id("linked"): ["2026-03-05 09:00"]}
