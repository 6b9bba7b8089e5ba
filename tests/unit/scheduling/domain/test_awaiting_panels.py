"""Seats wait for rounds of their own."""

from datetime import timedelta

from tarazy_scheduling.domain.commands import ChangePost, ConcludeHearing, GrantRecusal
from tarazy_scheduling.domain.facts import CaseReallocated, HearingRescheduled, HearingScheduled, HearingUnlisted
from tarazy_scheduling.domain.outcome import Waits

from tests.unit.scheduling.domain.courts import A_CLOCK, World, a_beacon, a_post, a_request, an_id
from tests.unit.scheduling.domain.waiting import CASE, awaited, case_of, drawn_world, recused, waiting_world


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
