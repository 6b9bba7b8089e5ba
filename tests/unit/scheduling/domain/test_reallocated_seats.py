"""Seats beside others go with the cases of a judge whose cases are reallocated."""

from typing import Any
from uuid import UUID

from tarazy_scheduling.domain.allocation.foreseeing import foresee
from tarazy_scheduling.domain.allocation.selecting import Selected, planned, select
from tarazy_scheduling.domain.commands import GrantRecusal, Reallocate, Suspend
from tarazy_scheduling.domain.model.reallocating import Plan, Which
from tarazy_scheduling.domain.outcome import Dead

from tests.unit.scheduling.domain.courts import A_CLOCK, MONDAY, World, an_id, draws
from tests.unit.scheduling.domain.panels import a_world, case_of, held, seat_of


def bulk(world: World, member: UUID, which: Which = "all") -> tuple[list[Selected], Plan]:
    selected = select(world.court, member, which, [], world.now)
    return selected, planned(world.court, member, selected, world.now)


def approves(world: World, plan: Plan, *part_heard: str) -> Any:
    named = frozenset(an_id(name) for name in part_heard)
    return world.hears(Reallocate(an_id("r"), plan, "judge_suspended", named, "Suspended", an_id("clerk1")))


def test_seats_of_a_suspended_judge_are_proposed_and_go_to_others_with_the_cases() -> None:
    world = a_world()
    world.registers()
    world.asks(judges=3)
    member, _ = seat_of(world)
    world.does(Suspend(member, MONDAY))
    assert [one.origin for one in world.court.changes.proposals.values()] == ["judge_suspended"]
    assert member in case_of(world).panel, "a suspension may be lifted: nothing is drawn by itself"
    selected, plan = bulk(world, member)
    assert [(one.case_id, one.beside) for one in plan.moving] == [(an_id("case"), True)]
    outlook = foresee(world.court, member, selected, world.now)
    assert sum(share.cases for share in outlook.shares) == 1
    assert all(share.at_least <= share.cases <= share.at_most for share in outlook.shares)
    approves(world, plan)
    told: list[Any] = world.told[-2:]
    drawn, scheduled = told
    assert drawn.reason == "by_hand"
    assert scheduled.placing.judges == (drawn.person_id, *drawn.panel)
    assert member not in drawn.panel
    (taking,) = world.court.changes.takings[drawn.draw_id]
    assert (taking.beside, taking.reallocation_id) == (True, an_id("r"))


def test_a_part_heard_seat_stays_unless_it_is_named() -> None:
    world = a_world()
    world.registers()
    world.asks(judges=3, min_notice_days=0)
    member, _ = seat_of(world)
    held(world)
    world.asks("alone", judges=1, min_notice_days=0)
    held(world, "alone")
    assert case_of(world).is_part_heard_by(member), "a hearing before one judge does not undo it"
    assert [one.stays for one in bulk(world, member, "not_part_heard")[0]] == ["part_heard"]
    _, plan = bulk(world, member)
    assert [one.is_part_heard for one in plan.moving] == [True]
    assert isinstance(approves(world, plan), Dead), "nothing would move"
    approves(world, plan, "case")
    assert member not in case_of(world).panel
    assert world.court.changes.takings[draws(world)[-1].draw_id][0].is_part_heard


def test_a_seat_that_was_previewed_and_is_lost_meanwhile_is_named() -> None:
    world = a_world()
    world.registers()
    world.asks(judges=3)
    member, _ = seat_of(world)
    _, plan = bulk(world, member)
    world.does(GrantRecusal(an_id("case"), member))
    outcome = approves(world, plan)
    assert f"Case {an_id('case')} was drawn again" in [one.text for one in outcome.reasons]


def test_with_a_beacon_seats_of_a_reallocation_wait_for_its_round_and_the_hearings_with_them() -> None:
    world = a_world()
    world.registers()
    stood = world.asks(judges=3)
    world.court.beacon_clock = A_CLOCK
    member, _ = seat_of(world)
    _, plan = bulk(world, member)
    approves(world, plan)
    assert world.court.hearings[an_id("hearing")].placing == stood.placing
    world.rounds_come_out()
    told: list[Any] = world.told[-2:]
    drawn, moved = told
    assert (drawn.reason, moved.reason) == ("by_hand", "judge_suspended")
    assert member not in moved.placing.judges
    assert world.court.changes.takings[drawn.draw_id][0].person_id == member
