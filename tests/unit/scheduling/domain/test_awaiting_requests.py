"""What is asked for and told while a case waits for its round."""

from dataclasses import replace
from datetime import date, timedelta

from tarazy_scheduling.domain.commands import (
    CloseCase,
    CloseRoom,
    ConcludeHearing,
    DrawAtRound,
    GrantRecusal,
    UpdateCase,
    WithdrawHearing,
)
from tarazy_scheduling.domain.facts import (
    CaseReallocated,
    HearingCancelled,
    HearingRescheduled,
    HearingScheduled,
    HearingUnlisted,
)
from tarazy_scheduling.domain.outcome import Applied, Dropped, Waits

from tests.unit.scheduling.domain.courts import MONDAY, NOW, a_beacon, a_party, a_request, an_id, at, draws
from tests.unit.scheduling.domain.waiting import CASE, awaited, case_of, drawn_world, judge_of, recused, waiting_world


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
