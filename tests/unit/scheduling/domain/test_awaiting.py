"""A case waits for a round of the beacon that nobody knows yet, and is drawn with just that one."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tarazy_scheduling.domain.commands import ChangePost, CloseCase, DrawAtRound, PassTime, RegisterCase, UpdateCase
from tarazy_scheduling.domain.facts import CaseAllocated, CaseReallocated, CaseUnallocated, HearingRescheduled
from tarazy_scheduling.domain.outcome import Dropped

from tests.unit.scheduling.domain.courts import (
    A_CLOCK,
    MONDAY,
    NOW,
    World,
    a_beacon,
    a_case,
    a_post,
    an_id,
    draws,
    leave,
)
from tests.unit.scheduling.domain.waiting import CASE, awaited, case_of, drawn_world, judge_of, waiting_world


def test_a_registered_case_waits_for_a_round_that_nobody_knows_yet() -> None:
    world = waiting_world()
    assert draws(world) == []
    awaits = awaited(world)
    assert (awaits.chain, awaits.round, awaits.reason) == ("quicknet", 8, "registered")
    assert awaits.due_at == NOW + timedelta(seconds=5)
    assert awaits.since == NOW


def test_it_is_drawn_with_just_that_round() -> None:
    world = waiting_world()
    (fact,) = world.rounds_come_out()
    assert isinstance(fact, CaseAllocated)
    assert fact.reason == "registered"
    assert fact.proof.beacon == a_beacon(8)
    assert case_of(world).awaits is None


def test_without_the_round_it_is_drawn_marked_so() -> None:
    world = waiting_world()
    (fact,) = world.does(DrawAtRound((CASE,), "quicknet", 8, None))
    assert isinstance(fact, CaseAllocated)
    assert fact.proof.beacon is None


@pytest.mark.parametrize(("chain", "number"), [("quicknet", 7), ("quicknet", 9), ("development-1", 8)])
def test_no_other_round_draws_it(chain: str, number: int) -> None:
    world = waiting_world()
    beacon = replace(a_beacon(number), chain=chain)
    assert isinstance(world.hears(DrawAtRound((CASE,), chain, number, beacon)), Dropped)
    assert awaited(world).round == 8


def test_the_value_of_another_round_is_no_value_of_this_one() -> None:
    world = waiting_world()
    with pytest.raises(ValueError, match="Round 9 of quicknet is not 8 of quicknet"):
        world.hears(DrawAtRound((CASE,), "quicknet", 8, a_beacon(9)))


def test_a_round_that_comes_a_second_time_draws_nothing() -> None:
    world = waiting_world()
    order = DrawAtRound((CASE, an_id("nobody's")), "quicknet", 8, a_beacon(8))
    assert len(world.does(order)) == 1
    assert isinstance(world.hears(order), Dropped)


def test_a_second_registration_does_not_change_the_round() -> None:
    world = waiting_world()
    world.now += timedelta(minutes=1)
    assert isinstance(world.hears(RegisterCase(a_case())), Dropped)
    assert awaited(world).round == 8


def test_cases_of_one_round_are_drawn_in_order_each_with_what_the_one_before_left() -> None:
    world = waiting_world()
    world.registers("second")
    told = world.does(DrawAtRound((CASE, an_id("second")), "quicknet", 8, a_beacon(8)))
    assert [(fact.case_id, fact.proof.number) for fact in told] == [(CASE, 1), (an_id("second"), 2)]
    assert told[1].proof.previous_hash == told[0].proof.hash
    scores = {one.person_id: one.score for one in told[1].proof.candidates}
    assert max(scores, key=lambda person_id: scores[person_id].startswith("-")) != told[0].person_id


def test_a_case_that_nobody_can_hear_waits_for_nobodys_round() -> None:
    world = World(judges=0)
    world.court.beacon_clock = A_CLOCK
    world.registers()
    assert case_of(world).awaits is None
    assert isinstance(world.told[-1], CaseUnallocated)


def test_a_case_that_can_be_heard_at_last_waits_for_a_round_from_then_on() -> None:
    world = World(judges=0)
    world.court.beacon_clock = A_CLOCK
    world.registers()
    world.now += timedelta(hours=1)
    world.does(ChangePost(a_post("judge", 1)))
    awaits = awaited(world)
    assert (awaits.reason, awaits.since) == ("became_eligible", world.now)
    assert awaits.due_at > world.now + A_CLOCK.margin
    (fact,) = world.rounds_come_out()
    assert (fact.reason, fact.proof.beacon) == ("became_eligible", a_beacon(awaits.round))


@pytest.mark.parametrize("command", [PassTime(), ChangePost(a_post("judge", 4)), leave(30)])
def test_whoever_comes_or_goes_meanwhile_changes_no_round(command: Any) -> None:
    world = waiting_world()
    world.now += timedelta(seconds=1)
    world.does(command)
    assert awaited(world).round == 8
    (fact,) = world.rounds_come_out()
    excluded = {one.person_id for one in fact.proof.candidates if hasattr(one, "excluded")}
    assert (an_id("judge1") in excluded) == (command == leave(30))


def test_a_case_whose_last_judge_goes_meanwhile_is_unallocated_when_the_round_comes() -> None:
    world = waiting_world(judges=1)
    world.does(leave(30))
    (fact,) = world.rounds_come_out()
    assert isinstance(fact, CaseUnallocated)
    assert (case_of(world).awaits, judge_of(world)) == (None, None)


def test_all_cases_of_a_judge_who_leaves_wait_and_follow_together() -> None:
    world = drawn_world()
    for name in ("second", "third", "fourth"):
        world.registers(name)
    world.rounds_come_out()
    leaving = judge_of(world)
    held = [case.case_id for case in world.court.cases.values() if case.judge_id == leaving]
    number = next(number for number in (1, 2, 3) if an_id(f"judge{number}") == leaving)
    world.does(ChangePost(a_post("judge", number, version=2, to_on=MONDAY, is_separated=True)))
    assert {case.case_id for case in world.court.cases.values() if case.awaits} == set(held)
    told = world.rounds_come_out()
    assert {fact.case_id for fact in told if isinstance(fact, CaseReallocated)} == set(held)
    assert {fact.reason for fact in told if isinstance(fact, CaseReallocated)} == {"judge_separated"}
    assert [fact.reason for fact in told if isinstance(fact, HearingRescheduled)] == ["judge_separated"]


def test_changes_say_who_began_to_wait_and_who_waits_no_longer() -> None:
    world = waiting_world()
    world.registers("second")
    assert list(world.court.take_changes().awaiting) == [CASE, an_id("second")]
    world.does(UpdateCase(CASE, 2, number="other"))
    assert list(world.court.take_changes().awaiting) == []
    world.does(CloseCase(CASE, NOW, "resolved"))
    assert list(world.court.take_changes().awaiting) == [CASE]
