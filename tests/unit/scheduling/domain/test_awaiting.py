"""A case that waits for a round of the beacon: what is fixed, what may happen meanwhile, what follows the draw."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from tarazy_scheduling.domain.commands import (
    ChangePost,
    CloseCase,
    CloseRoom,
    ConcludeHearing,
    DrawAtRound,
    GrantRecusal,
    PassTime,
    RegisterCase,
    UpdateCase,
    WithdrawHearing,
)
from tarazy_scheduling.domain.facts import (
    CaseAllocated,
    CaseReallocated,
    CaseUnallocated,
    HearingCancelled,
    HearingRescheduled,
    HearingScheduled,
    HearingUnlisted,
)
from tarazy_scheduling.domain.model.case import Case
from tarazy_scheduling.domain.model.drawing import Awaited
from tarazy_scheduling.domain.outcome import Applied, Dropped, Waits

from tests.unit.scheduling.domain.courts import (
    A_CLOCK,
    MONDAY,
    NOW,
    World,
    a_beacon,
    a_case,
    a_party,
    a_post,
    a_request,
    an_id,
    at,
    draws,
    leave,
)

CASE = an_id("case")


def waiting_world(**more: Any) -> World:
    """A court with a beacon and one case that waits for its round."""
    world = World(**({"judges": 3} | more))
    world.court.beacon_clock = A_CLOCK
    world.registers()
    return world


def drawn_world(**more: Any) -> World:
    """The same after the draw, with one hearing that stands."""
    world = waiting_world(**more)
    world.rounds_come_out()
    world.asks()
    return world


def case_of(world: World) -> Case:
    return world.court.cases[CASE]


def judge_of(world: World) -> Any:
    return case_of(world).judge_id


def awaited(world: World) -> Awaited:
    awaits = case_of(world).awaits
    assert awaits is not None
    return awaits


def recused(world: World) -> GrantRecusal:
    """The judge who has the case is recused."""
    return GrantRecusal(CASE, judge_of(world))


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


def test_a_request_waits_for_the_draw_without_being_given_up() -> None:
    world = waiting_world()
    outcome = world.hears(a_request())
    assert outcome == Waits("case_awaits_round", "case_id", str(CASE), is_patient=True)
    assert an_id("hearing") not in world.court.hearings
    world.rounds_come_out()
    answer = world.asks()
    assert isinstance(answer, HearingScheduled)
    assert answer.placing.judges == (judge_of(world),)


def test_a_case_that_closes_meanwhile_is_not_drawn_and_its_requests_are_answered() -> None:
    world = waiting_world()
    world.does(CloseCase(CASE, NOW, "withdrawn"))
    assert case_of(world).awaits is None
    assert isinstance(world.hears(DrawAtRound((CASE,), "quicknet", 8, a_beacon(8))), Dropped)
    answer = world.asks()
    assert isinstance(answer, HearingUnlisted)
    assert [conflict.code for conflict in answer.conflicts] == ["case_closed"]
    assert draws(world) == []


def test_what_is_updated_meanwhile_counts_in_the_draw() -> None:
    world = waiting_world()
    judge = a_party("a judge", person_id=an_id("judge2"))
    world.does(UpdateCase(CASE, 2, parties=(judge, a_party("defendant", "defendant"))))
    assert awaited(world).round == 8
    (fact,) = world.rounds_come_out()
    excluded = {one.person_id for one in fact.proof.candidates if hasattr(one, "excluded")}
    assert an_id("judge2") in excluded


def test_who_is_recused_meanwhile_is_not_drawn() -> None:
    world = waiting_world()
    world.does(GrantRecusal(CASE, an_id("judge1")))
    assert awaited(world).round == 8
    (fact,) = world.rounds_come_out()
    assert fact.person_id != an_id("judge1")


def test_a_recused_judges_hearing_stands_until_the_draw_and_then_follows() -> None:
    world = drawn_world()
    before, standing = judge_of(world), world.court.hearings[an_id("hearing")]
    world.now += timedelta(minutes=1)
    assert world.does(recused(world)) == []
    awaits = awaited(world)
    assert (awaits.reason, awaits.since) == ("judge_recused", world.now)
    assert world.court.hearings[an_id("hearing")] == standing
    drawn, moved = world.rounds_come_out()
    assert isinstance(drawn, CaseReallocated)
    assert (drawn.reason, drawn.proof.beacon) == ("judge_recused", a_beacon(awaits.round))
    assert isinstance(moved, HearingRescheduled)
    assert moved.reason == "judge_recused"
    assert moved.placing.judges == (drawn.person_id,) != (before,)


def test_who_is_recused_while_a_case_waits_to_be_drawn_again_is_not_drawn_either() -> None:
    world = drawn_world()
    first = judge_of(world)
    second = next(one for one in (an_id(f"judge{number}") for number in (1, 2, 3)) if one != first)
    world.does(recused(world))
    world.does(GrantRecusal(CASE, second))
    drawn, _ = world.rounds_come_out()
    assert drawn.person_id not in {first, second}


def test_a_new_version_of_a_request_waits_as_well() -> None:
    world = drawn_world()
    world.does(recused(world))
    assert isinstance(world.hears(a_request(request_version=2, estimated_minutes=120)), Waits)
    world.rounds_come_out()
    answer = world.asks(request_version=2, estimated_minutes=120)
    assert isinstance(answer, HearingRescheduled)
    assert answer.reason == "request_changed"


def test_a_hearing_may_be_withdrawn_while_its_case_waits() -> None:
    world = drawn_world()
    world.does(recused(world))
    (cancelled,) = world.does(WithdrawHearing(an_id("hearing"), CASE))
    assert isinstance(cancelled, HearingCancelled)
    (drawn,) = world.rounds_come_out()
    assert isinstance(drawn, CaseReallocated)


def test_a_room_that_closes_meanwhile_is_left_with_the_draw() -> None:
    world = drawn_world(rooms=2)
    world.does(recused(world))
    room = world.court.hearings[an_id("hearing")].placing.sittings[0].room_id  # type: ignore[union-attr]
    told = world.does(CloseRoom(room, world.now))
    assert not [fact for fact in told if isinstance(fact, HearingRescheduled | HearingUnlisted)]
    _, moved = world.rounds_come_out()
    assert {sitting.room_id for sitting in moved.placing.sittings}.isdisjoint({room})


def test_a_party_who_joins_meanwhile_attends_after_the_draw() -> None:
    world = drawn_world()
    world.does(recused(world))
    joined = a_party("third", "other")
    assert world.does(UpdateCase(CASE, 2, parties=(*case_of(world).parties, joined))) == []
    _, moved = world.rounds_come_out()
    assert joined.party_id in moved.placing.attendee_ids


def test_a_hearing_that_was_held_is_recorded_at_once_and_with_the_next_one_after_the_draw() -> None:
    world = drawn_world()
    world.now = at(MONDAY + timedelta(days=20), 18)
    hearing = world.court.hearings[an_id("hearing")].placing
    assert hearing is not None
    world.does(recused(world))
    held = ConcludeHearing(an_id("hearing"), CASE, "held", hearing.starts_at, hearing.ends_at)
    following = a_request("next", earliest_on=date(2026, 3, 23), latest_on=date(2026, 4, 30))
    assert isinstance(world.hears(replace(held, following=following)), Waits)
    assert world.court.hearings[an_id("hearing")].state == "listed"
    world.rounds_come_out()
    recorded, answer = world.does(replace(held, following=following))
    assert recorded.outcome == "held"
    assert isinstance(answer, HearingScheduled)
    assert answer.placing.judges == (judge_of(world),)


def test_a_conclusion_without_a_next_hearing_does_not_wait() -> None:
    world = drawn_world()
    world.does(recused(world))
    assert isinstance(world.hears(ConcludeHearing(an_id("hearing"), CASE, "not_held")), Applied)


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


def test_a_panel_waits_for_a_round_of_its_own() -> None:
    world = waiting_world(judges=4)
    (first,) = world.rounds_come_out()
    world.now += timedelta(minutes=1)
    assert isinstance(world.hears(a_request(judges=3)), Waits)
    awaits = awaited(world)
    assert (awaits.reason, awaits.since) == ("panel_asked", world.now)
    assert isinstance(world.hears(a_request(judges=3)), Waits)
    assert awaited(world) == awaits
    (second,) = world.rounds_come_out()
    assert (second.reason, second.person_id, len(second.panel)) == ("panel_asked", first.person_id, 2)
    assert second.proof.beacon == a_beacon(awaits.round) != first.proof.beacon
    answer = world.asks(judges=3)
    assert answer.placing.judges == (first.person_id, *second.panel)


def test_a_panel_that_cannot_be_filled_waits_for_nobodys_round() -> None:
    world = waiting_world(judges=2)
    world.rounds_come_out()
    answer = world.asks(judges=3)
    assert isinstance(answer, HearingUnlisted)
    assert case_of(world).awaits is None
    world.does(ChangePost(a_post("judge", 3)))
    assert awaited(world).reason == "panel_asked"
    drawn, scheduled = world.rounds_come_out()
    assert len(drawn.panel) == 2
    assert isinstance(scheduled, HearingScheduled)


def test_the_next_hearing_before_three_judges_waits_with_the_conclusion_that_asks_for_it() -> None:
    world = drawn_world(judges=4)
    concluded = ConcludeHearing(an_id("hearing"), CASE, "not_held", following=a_request("next", judges=3))
    assert isinstance(world.hears(concluded), Waits)
    assert world.court.hearings[an_id("hearing")].state == "listed"
    world.rounds_come_out()
    recorded, answer = world.does(concluded)
    assert recorded.outcome == "not_held"
    assert len(answer.placing.judges) == 3


def panelled_world() -> World:
    """A case with its judge and two beside, and one hearing before the three."""
    world = waiting_world(judges=6)
    world.rounds_come_out()
    world.hears(a_request(judges=3))
    world.rounds_come_out()
    world.asks(judges=3)
    return world


def test_a_seat_that_is_lost_waits_for_a_later_round() -> None:
    world = panelled_world()
    world.now += timedelta(minutes=1)
    left, stays = case_of(world).panel
    assert world.does(GrantRecusal(CASE, left)) == []
    assert (awaited(world).reason, awaited(world).since) == ("judge_recused", world.now)
    drawn, moved = world.rounds_come_out()
    assert drawn.panel[0] == stays
    assert left not in drawn.panel
    assert set(moved.placing.judges) == {drawn.person_id, *drawn.panel}


def test_when_who_presides_goes_while_a_seat_is_to_be_drawn_both_get_rounds_later_than_that() -> None:
    world = panelled_world()
    world.does(GrantRecusal(CASE, case_of(world).panel[0]))
    first = awaited(world)
    world.now += timedelta(seconds=1)
    world.does(recused(world))
    second = awaited(world)
    assert (second.reason, second.since) == ("judge_recused", world.now)
    assert second.due_at > world.now + A_CLOCK.margin
    told = world.rounds_come_out()
    presides, beside = [fact for fact in told if isinstance(fact, CaseReallocated)]
    assert presides.proof.beacon == a_beacon(second.round)
    assert beside.proof.beacon != presides.proof.beacon
    assert first != second
    assert len({beside.person_id, *beside.panel}) == 3
    assert [type(fact) for fact in told[-1:]] == [HearingRescheduled]


def test_when_another_seat_is_lost_meanwhile_both_are_drawn_with_a_round_later_than_that() -> None:
    world = panelled_world()
    left, other = case_of(world).panel
    world.does(GrantRecusal(CASE, left))
    world.now += timedelta(seconds=3)
    world.does(GrantRecusal(CASE, other))
    assert awaited(world).due_at > world.now + A_CLOCK.margin
    drawn, _ = world.rounds_come_out()
    assert set(drawn.panel).isdisjoint({left, other})
    assert len(drawn.panel) == 2
