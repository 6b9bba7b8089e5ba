"""A seat that is lost goes to somebody else, with how it was lost."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from tarazy_scheduling.domain.commands import ChangePost, DrawByHand, GrantRecusal, PassTime
from tarazy_scheduling.domain.facts import CaseReallocated, Excluded
from tarazy_scheduling.domain.model.case import Taking
from tarazy_scheduling.domain.outcome import Dead

from tests.unit.scheduling.domain.courts import A_CLOCK, MONDAY, a_post, a_request, an_id, codes, draws
from tests.unit.scheduling.domain.panels import a_world, by_hand, case_of, seat_of


def test_a_panel_stays_when_the_presiding_judge_is_replaced() -> None:
    world = a_world()
    world.registers()
    world.asks(judges=3)
    before = case_of(world)
    assert before.judge_id
    world.does(GrantRecusal(before.case_id, before.judge_id))
    last = draws(world)[-1]
    assert (last.panel, last.reason) == (before.panel, "judge_recused")
    assert not {one.person_id for one in last.proof.candidates} & set(before.panel), "who sits is no candidate"
    hearing = world.court.hearings[an_id("hearing")]
    assert hearing.placing
    assert hearing.placing.judges == (last.person_id, *before.panel)


def test_of_a_recused_member_only_the_seat_is_drawn_again() -> None:
    world = a_world()
    world.registers()
    world.asks(judges=3)
    before = case_of(world)
    told = world.does(GrantRecusal(before.case_id, before.panel[0]))
    (drawn,) = [one for one in told if isinstance(one, CaseReallocated)]
    assert (drawn.person_id, drawn.panel[0], drawn.reason) == (before.judge_id, before.panel[1], "judge_recused")
    excluded = {one.person_id: one.excluded for one in drawn.proof.candidates if isinstance(one, Excluded)}
    assert excluded == {before.panel[0]: "recused"}
    (moved,) = [one for one in told if hasattr(one, "placing")]
    assert (moved.placing.judges, moved.reason) == ((drawn.person_id, *drawn.panel), "judge_recused")


def test_a_seat_that_nobody_can_take_leaves_the_hearing_unlisted_until_somebody_can() -> None:
    world = a_world(judges=3)
    world.registers()
    world.asks(judges=3)
    world.does(GrantRecusal(an_id("case"), case_of(world).panel[0]))
    assert codes(world.told[-1]) == ["no_judge"]
    world.does(ChangePost(a_post("judge", 4)))
    last = draws(world)[-1]
    assert (last.reason, last.panel[-1]) == ("became_eligible", an_id("judge4"))
    assert world.court.hearings[an_id("hearing")].placing


def test_a_member_who_leaves_the_court_is_replaced() -> None:
    world = a_world()
    world.registers()
    world.asks(judges=3)
    member = case_of(world).panel[1]
    number = next(number for number in range(1, 6) if an_id(f"judge{number}") == member)
    world.does(ChangePost(a_post("judge", number, version=2, is_separated=True)))
    last = draws(world)[-1]
    assert last.reason == "judge_separated"
    assert member not in last.panel
    assert len(last.panel) == 2


def test_with_a_beacon_a_lost_seat_waits_for_a_round_and_the_hearing_follows() -> None:
    world = a_world()
    world.registers()
    world.asks(judges=3)
    world.court.beacon_clock = A_CLOCK
    lost = case_of(world).panel[0]
    assert world.does(GrantRecusal(an_id("case"), lost)) == []
    world.rounds_come_out()
    told: list[Any] = world.told[-2:]
    drawn, moved = told
    assert (drawn.reason, drawn.proof.beacon is not None) == ("judge_recused", True)
    assert moved.placing.judges == (drawn.person_id, *drawn.panel)
    assert lost not in moved.placing.judges


def test_with_a_beacon_a_judge_lost_while_the_panel_waits_is_drawn_for_that_reason() -> None:
    world = a_world()
    world.court.beacon_clock = A_CLOCK
    world.registers()
    world.rounds_come_out()
    world.hears(a_request(judges=3))
    judge_id = case_of(world).judge_id
    assert judge_id
    world.does(GrantRecusal(an_id("case"), judge_id))
    world.rounds_come_out()
    assert draws(world)[-1].reason == "judge_recused"
    world.hears(a_request(judges=3))
    world.rounds_come_out()
    assert world.asks(judges=3).placing.judges == (case_of(world).judge_id, *case_of(world).panel)


def test_a_seat_drawn_by_hand_goes_to_somebody_else_with_the_reason_beside_it() -> None:
    world = a_world()
    world.registers()
    stood = world.asks(judges=3)
    before = case_of(world)
    member, _ = seat_of(world)
    load = world.court.balance_of(member).load
    drawn, moved = world.does(by_hand(member))
    assert (drawn.reason, drawn.person_id, drawn.panel[0]) == ("by_hand", before.judge_id, before.panel[1])
    assert member not in drawn.panel
    assert Excluded(member, "relieved") in drawn.proof.candidates
    assert world.court.changes.takings[drawn.draw_id] == (
        Taking(member, False, world.causes[-1], "The judge leads a long trial", an_id("clerk1"), beside=True),
    )
    assert world.court.balance_of(member).load == load - 120_000_000, "the load goes, the credit stays"
    assert (moved.reason, moved.placing.judges) == ("by_hand", (drawn.person_id, *drawn.panel))
    assert moved.placing.sittings == stood.placing.sittings
    assert case_of(world).seats_taken == ()


def test_a_seat_is_not_drawn_by_hand_where_it_cannot_be() -> None:
    world = a_world(judges=3)
    world.registers()
    world.asks(judges=3)
    member, _ = seat_of(world)

    def refused(command: DrawByHand) -> tuple[str, str]:
        outcome = world.hears(command)
        assert isinstance(outcome, Dead), outcome
        return outcome.reasons[0].field, outcome.reasons[0].code

    assert refused(by_hand(an_id("stranger"))) == ("person_id", "no_seat")
    assert refused(by_hand(member, version=1)) == ("allocation_version", "allocation_changed")
    assert refused(replace(by_hand(member), approved_by=member)) == ("approver", "field_wrong")
    assert refused(by_hand(member)) == ("case_id", "nobody_eligible"), "three judges, and all of them sit"
    assert member in case_of(world).panel


def test_how_a_seat_was_lost_is_told_with_the_draw_that_fills_it() -> None:
    world = a_world(judges=3)
    world.registers()
    world.asks(judges=3)
    lost = case_of(world).panel
    causes = []
    for member in lost:
        world.does(GrantRecusal(an_id("case"), member))
        causes.append(world.causes[-1])
    assert [one.person_id for one in case_of(world).seats_taken] == list(lost)
    world.does(ChangePost(a_post("judge", 4)))
    world.does(ChangePost(a_post("judge", 5)))
    last = draws(world)[-1]
    assert [one.person_id for one in world.court.changes.takings[last.draw_id]] == list(lost)


def test_a_judge_who_becomes_a_lay_judge_gives_up_cases_and_keeps_seats_and_a_clerk_gives_up_both() -> None:
    world = a_world()
    world.registers()
    world.asks(judges=3)
    member, number = seat_of(world)
    world.does(ChangePost(a_post("lay_judge", number, version=2, person_id=member)))
    assert member in case_of(world).panel
    world.does(ChangePost(a_post("clerk", number, version=3, person_id=member)))
    assert member not in case_of(world).panel
    assert draws(world)[-1].reason == "judge_separated"


def test_a_member_whose_last_day_passes_is_replaced() -> None:
    world = a_world()
    world.registers()
    world.asks(judges=3)
    member, number = seat_of(world)
    world.does(ChangePost(a_post("judge", number, version=2, to_on=MONDAY + timedelta(days=2))))
    assert member in case_of(world).panel
    world.now += timedelta(days=3)
    world.does(PassTime())
    assert member not in case_of(world).panel
