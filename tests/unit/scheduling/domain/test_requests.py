"""A hearing is requested: the place that it gets, and what its request refers to."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tarazy_scheduling.domain.commands import ChangePost, CloseCase, KeepRoom, RegisterCase, WithdrawHearing
from tarazy_scheduling.domain.facts import HearingScheduled
from tarazy_scheduling.domain.model.means import Engagement
from tarazy_scheduling.domain.outcome import Dead, Waits

from tests.unit.scheduling.domain.courts import (
    MONDAY,
    URGENT,
    World,
    a_case,
    a_party,
    a_post,
    a_request,
    a_room,
    a_world,
    an_id,
    at,
    codes,
    conclusion,
    starts,
)


def test_a_hearing_gets_the_earliest_place_that_leaves_the_notice() -> None:
    answer = a_world().asks(hearing_type="main")
    assert isinstance(answer, HearingScheduled)
    assert starts(answer) == ["2026-03-10 09:00"], "Tuesday to Monday are the five working days"
    assert answer.version == 1
    assert answer.placing.judges == (an_id("judge1"),)
    assert answer.placing.clerk == an_id("clerk1")
    assert answer.placing.attendee_ids == (an_id("claimant of case"), an_id("defendant of case"))
    assert [room.name for room in answer.rooms] == ["Room 1"]


@pytest.mark.parametrize("priority", ["urgent", "custody"])
def test_urgent_and_custody_need_no_notice(priority: Any) -> None:
    assert starts(a_world().asks(priority=priority)) == ["2026-03-02 09:00"]


def test_notice_that_is_asked_for_counts_before_the_catalogue_and_the_priority() -> None:
    assert starts(a_world().asks(min_notice_days=1, priority="urgent")) == ["2026-03-04 09:00"]


def test_the_same_day_is_taken_only_from_now_on() -> None:
    world = a_world()
    world.now = at(MONDAY, 10, 3)
    assert starts(world.asks(**URGENT)) == ["2026-03-02 10:05"]


def test_minutes_are_rounded_up_to_the_slot() -> None:
    answer = a_world().asks(estimated_minutes=62)
    (sitting,) = answer.placing.sittings
    assert sitting.ends_at - sitting.starts_at == timedelta(minutes=65)


def test_two_hearings_of_one_judge_follow_each_other() -> None:
    world = a_world(rooms=2, clerks=2)
    world.registers("other")
    assert starts(world.asks(**URGENT)) == ["2026-03-02 09:00"]
    assert starts(world.asks("second", "other", **URGENT)) == ["2026-03-02 10:00"]


def test_an_advocate_in_two_cases_is_in_one_place_at_a_time() -> None:
    world = World(judges=2, rooms=2, clerks=2)
    for name, not_by in (("case", "judge2"), ("other", "judge1")):
        advocate = a_party(f"advocate in {name}", "representative", person_id=an_id("advocate"))
        world.registers(name, parties=(advocate,), recused=frozenset({an_id(not_by)}))
    first, second = world.asks(**URGENT), world.asks("second", "other", **URGENT)
    assert first.placing.judges != second.placing.judges
    assert [starts(first), starts(second)] == [["2026-03-02 09:00"], ["2026-03-02 10:00"]]


def test_an_advocate_busy_in_another_court_is_not_free_here() -> None:
    world = World()
    world.registers(parties=(a_party("advocate", person_id=an_id("A")),))
    busy = Engagement(an_id("A"), an_id("elsewhere"), at(MONDAY, 9), at(MONDAY, 10, 2))
    world.court.replace_engagements([an_id("A")], [busy])
    assert starts(world.asks(**URGENT)) == ["2026-03-02 10:05"]
    world.court.replace_engagements([an_id("A")], [])
    world.registers("other", parties=(a_party("advocate again", person_id=an_id("A")),))
    assert starts(world.asks("second", "other", **URGENT)) == ["2026-03-02 09:00"]


def test_only_the_attendees_that_are_named_have_to_be_free() -> None:
    answer = a_world().asks(attendee_ids=(an_id("defendant of case"),))
    assert answer.placing.attendee_ids == (an_id("defendant of case"),)


def test_a_room_has_what_is_asked_for_and_no_more_than_it_must() -> None:
    world = a_world(rooms=0)
    for room in (a_room(1, "dock", "video"), a_room(2), a_room(3, "dock")):
        world.does(KeepRoom(room))
    assert [room.name for room in world.asks().rooms] == ["Room 2"]
    assert [room.name for room in world.asks("docked", room_features=frozenset({"dock"})).rooms] == ["Room 3"]
    assert [room.name for room in world.asks("remote", channel="video").rooms] == ["Room 1"]


def test_each_language_has_somebody_who_speaks_it() -> None:
    world = a_world(interpreters=["tr", "uz"])
    answer = world.asks(interpreter_languages=("uz", "tr"))
    assert answer.placing.interpreters == (an_id("interpreter2"), an_id("interpreter1"))


def test_a_court_without_a_clerk_post_needs_no_clerk() -> None:
    assert a_world(clerks=0).asks().placing.clerk is None


def test_whoever_attends_does_not_serve_as_clerk() -> None:
    world = World(clerks=2)
    world.registers(parties=(a_party("witness", "witness", person_id=an_id("clerk1")),))
    assert world.asks().placing.clerk == an_id("clerk2")


def test_half_days_of_a_working_pattern_are_kept() -> None:
    world = World(judges=0)
    pattern = {"tue": frozenset({"pm"}), "thu": frozenset({"am"})}
    world.does(ChangePost(a_post("judge", 1, working_pattern=pattern)))
    world.registers()
    assert starts(world.asks(estimated_minutes=240, **URGENT)) == ["2026-03-03 14:00"]
    assert starts(world.asks("second", **URGENT)) == ["2026-03-05 09:00"]


def test_a_long_hearing_gets_several_sittings_of_the_same_people() -> None:
    answer = a_world().asks(estimated_minutes=600, **URGENT)
    lengths = [(s.ends_at - s.starts_at) // timedelta(minutes=1) for s in answer.placing.sittings]
    assert starts(answer) == ["2026-03-02 09:00", "2026-03-02 14:00", "2026-03-03 09:00"]
    assert lengths == [240, 240, 120]


def test_an_answer_tells_the_last_lawful_day() -> None:
    world = World()
    world.registers(custody_limit_on=MONDAY + timedelta(days=12))
    assert world.asks().latest_lawful_on == MONDAY + timedelta(days=12)


def test_what_refers_to_something_unknown_waits_for_it() -> None:
    world = World()
    assert world.hears(a_request()) == Waits("unknown_case", "case_id", str(an_id("case")))
    world.registers()
    withdrawal = WithdrawHearing(an_id("hearing"), an_id("case"))
    assert world.hears(withdrawal) == Waits("unknown_hearing", "hearing_id", str(an_id("hearing")))
    assert world.hears(conclusion("not_held")) == Waits("unknown_hearing", "hearing_id", str(an_id("hearing")))
    assert isinstance(world.asks(), HearingScheduled)


def test_a_hearing_of_another_case_is_dead() -> None:
    world = a_world()
    world.registers("other")
    world.asks()
    outcome = world.hears(a_request("hearing", "other", request_version=2))
    assert isinstance(outcome, Dead)
    assert outcome.reasons[0].code == "field_wrong"
    world.asks("of other", "other")
    outcome = world.hears(conclusion("not_held", following=a_request("of other")))
    assert isinstance(outcome, Dead)
    assert world.court.hearings[an_id("hearing")].state == "listed", "nothing was changed"


def test_what_is_told_of_a_hearing_under_another_case_is_dead_at_once() -> None:
    world = a_world()
    world.registers("other")
    world.asks()
    withdrawal = WithdrawHearing(an_id("hearing"), an_id("other"))
    for told in (withdrawal, replace(conclusion("not_held"), case_id=an_id("other"))):
        outcome = world.hears(told)
        assert isinstance(outcome, Dead), "it never becomes a hearing of that case: there is nothing to wait for"
        assert (outcome.reasons[0].field, outcome.reasons[0].code) == ("case_id", "field_wrong")
    assert world.court.hearings[an_id("hearing")].state == "listed"


def test_a_hearing_in_a_closed_case_is_unlisted() -> None:
    world = a_world()
    world.does(CloseCase(an_id("case"), world.now, "resolved"))
    assert codes(world.asks()) == ["case_closed"]


def test_nothing_is_decided_for_a_court_that_is_not_registered() -> None:
    world = World()
    world.court.version = 0
    assert world.hears(RegisterCase(a_case())) == Waits("unknown_court", "court_id", "almaty-1")
