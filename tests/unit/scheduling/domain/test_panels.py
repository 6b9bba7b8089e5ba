"""Three judges: two are drawn beside the one who presides, once for a case; all three sit, and are free, together."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from hashlib import sha256
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st
from tarazy_scheduling.domain.allocation.foreseeing import chances, foresee
from tarazy_scheduling.domain.allocation.selecting import Selected, planned, select
from tarazy_scheduling.domain.commands import (
    ChangePost,
    ConcludeHearing,
    DrawByHand,
    GrantRecusal,
    PassTime,
    Reallocate,
    Suspend,
)
from tarazy_scheduling.domain.draw.tickets import Standing, holder, number_below, picked, tickets
from tarazy_scheduling.domain.facts import CaseReallocated, Excluded
from tarazy_scheduling.domain.model.case import Case, Taking
from tarazy_scheduling.domain.model.reallocating import Plan, Which
from tarazy_scheduling.domain.outcome import Dead, Waits
from tarazy_scheduling.domain.pool.balances import standings_of

from tests.unit.scheduling.domain.courts import (
    A_CLOCK,
    MONDAY,
    World,
    a_post,
    a_request,
    an_id,
    codes,
    draws,
    leave,
    starts,
)


def a_world(judges: int = 5, lay_judges: int = 0) -> World:
    world = World(judges=judges)
    for number in range(1, lay_judges + 1):
        world.does(ChangePost(a_post("lay_judge", number)))
    return world


def case_of(world: World) -> Case:
    return world.court.cases[an_id("case")]


def test_two_are_drawn_beside_the_judge_once_three_are_asked_for() -> None:
    world = a_world()
    world.registers()
    answer = world.asks(judges=3)
    first, panel = draws(world)
    assert (panel.version, panel.reason, panel.person_id) == (2, "panel_asked", first.person_id)
    assert len({panel.person_id, *panel.panel}) == 3
    assert first.person_id not in {one.person_id for one in panel.proof.candidates}, "who presides is no candidate"
    assert answer.placing.judges == (first.person_id, *panel.panel)
    assert panel.proof.previous_hash == first.proof.hash


def test_the_panel_is_drawn_once_for_a_case() -> None:
    world = a_world()
    world.registers()
    first, second = world.asks(judges=3), world.asks("second", judges=3)
    assert len(draws(world)) == 2
    assert first.placing.judges == second.placing.judges


def test_one_judge_sits_where_one_is_asked_for_though_the_case_has_a_panel() -> None:
    world = a_world()
    world.registers()
    world.asks(judges=3)
    assert world.asks("alone").placing.judges == (case_of(world).judge_id,)


def test_lay_judges_sit_beside_and_never_preside() -> None:
    world = a_world(judges=1, lay_judges=2)
    world.registers()
    answer = world.asks(judges=3)
    assert answer.placing.judges[0] == an_id("judge1")
    assert set(answer.placing.judges[1:]) == {an_id("lay_judge1"), an_id("lay_judge2")}


def test_too_few_beside_leave_the_hearing_unlisted_and_say_who_could_be_drawn() -> None:
    world = a_world(judges=2, lay_judges=1)
    world.does(Suspend(an_id("lay_judge1"), MONDAY))
    world.registers()
    answer = world.asks(judges=3)
    assert codes(answer) == ["no_judge"]
    text = "2 more judges are needed beside the one who presides, 1 can be drawn, 1 suspended"
    assert answer.conflicts[0].text == text
    assert len(draws(world)) == 1


def test_the_panel_is_drawn_when_enough_can_be() -> None:
    world = a_world(judges=2)
    world.registers()
    world.asks(judges=3)
    told = world.does(ChangePost(a_post("judge", 3)))
    panel, scheduled = [one for one in told if isinstance(one, CaseReallocated) or hasattr(one, "placing")]
    assert panel.reason == "panel_asked"
    assert scheduled.placing.judges == (panel.person_id, *panel.panel)


def test_a_case_that_waited_for_its_judge_gets_its_panel_with_the_judge() -> None:
    world = a_world(judges=0)
    world.registers()
    assert codes(world.asks(judges=3)) == ["case_unallocated"]
    for number in (1, 2, 3):
        world.does(ChangePost(a_post("judge", number)))
    hearing = world.court.hearings[an_id("hearing")]
    assert hearing.placing
    assert set(hearing.placing.judges) == {an_id(f"judge{number}") for number in (1, 2, 3)}


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


def test_a_hearing_sits_only_where_all_three_are_free() -> None:
    world = a_world(judges=3)
    world.does(leave(2))
    world.registers()
    answer = world.asks(judges=3, min_notice_days=0)
    assert starts(answer) == [f"{MONDAY + timedelta(days=2)} 09:00"]
    again = world.asks("second", judges=3, min_notice_days=0)
    assert starts(again) == [f"{MONDAY + timedelta(days=2)} 10:00"], "nobody sits in two at once"


def test_a_hearing_moves_when_one_of_the_panel_is_absent() -> None:
    world = a_world(judges=3)
    world.registers()
    answer = world.asks(judges=3, min_notice_days=0)
    assert starts(answer) == [f"{MONDAY} 09:00"]
    (moved,) = [one for one in world.does(leave(2)) if hasattr(one, "placing")]
    assert (starts(moved), moved.reason) == ([f"{MONDAY + timedelta(days=2)} 09:00"], "judge_absent")


def test_whoever_of_the_panel_is_not_free_is_named() -> None:
    world = a_world(judges=3)
    world.registers()
    world.asks(judges=3)
    (unlisted,) = world.does(leave(60))
    assert [(one.code, one.refers_to) for one in unlisted.conflicts] == [("judge_busy", str(an_id("judge1")))]


def test_a_seat_weighs_what_the_case_weighs_and_is_credited_once() -> None:
    world = a_world(judges=4)
    world.registers()
    world.asks(judges=3)
    for _ in range(2):
        world.does(GrantRecusal(an_id("case"), case_of(world).panel[0]))
    balances = world.court.balances.values()
    weight = case_of(world).weight_minutes * 1_000_000
    assert sum(one.credit for one in balances) == 3 * weight
    assert sum(one.load for one in balances) == (1 + len(case_of(world).panel)) * weight


@given(st.lists(st.integers(1, 1000), min_size=2, max_size=8), st.integers(0, 1000))
def test_nobody_sits_twice_and_the_second_seat_is_drawn_among_the_tickets_left(shares: list[int], n: int) -> None:
    held = tickets([Standing(an_id(str(number)), share, number) for number, share in enumerate(shares)], (1, 2))
    seed = sha256(str(n).encode()).hexdigest()
    first, second = picked(held, seed, 2)
    assert first == holder(held, number_below(seed, sum(one.tickets for one in held)))
    left = [one for one in held if one.person_id != first]
    second_seed = sha256(f"{seed}|2".encode()).hexdigest()
    assert second == holder(left, number_below(second_seed, sum(one.tickets for one in left)))
    assert first != second


def test_seats_go_by_share() -> None:
    held = tickets([Standing(an_id(str(number)), 1000, 0) for number in range(4)], (0, 1))
    seats = Counter(one for n in range(4000) for one in picked(held, sha256(str(n).encode()).hexdigest(), 2))
    assert all(1850 < count < 2150 for count in seats.values()), seats


def test_with_a_beacon_the_request_waits_until_the_panel_is_drawn_with_its_round() -> None:
    world = a_world()
    world.court.beacon_clock = A_CLOCK
    world.registers()
    world.rounds_come_out()
    assert world.hears(a_request(judges=3)) == Waits("case_awaits_round", "case_id", str(an_id("case")), True)
    assert len(draws(world)) == 1
    world.rounds_come_out()
    panel = draws(world)[-1]
    assert panel.reason == "panel_asked"
    assert panel.proof.beacon
    assert world.asks(judges=3).placing.judges == (panel.person_id, *panel.panel)


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


def seat_of(world: World) -> tuple[UUID, int]:
    """The first who sits beside, and the judge's number."""
    member = case_of(world).panel[0]
    return member, next(number for number in range(1, 9) if an_id(f"judge{number}") == member)


def by_hand(person_id: UUID, version: int = 2) -> DrawByHand:
    return DrawByHand(an_id("case"), version, "The judge leads a long trial", an_id("clerk1"), person_id)


def held(world: World, hearing: str = "hearing") -> None:
    placing = world.court.hearings[an_id(hearing)].placing
    assert placing
    world.now = placing.ends_at
    world.does(ConcludeHearing(an_id(hearing), an_id("case"), "held", placing.starts_at, placing.ends_at, None, None))


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


@given(st.lists(st.integers(1, 1000), min_size=2, max_size=7), st.integers(0, 3))
def test_chances_of_two_seats_are_those_of_drawing_them_one_after_the_other(shares: list[int], beta: int) -> None:
    world = World(judges=0)
    world.court.terms = replace(world.court.terms, beta_numerator=beta, beta_denominator=4)
    posts = [a_post("judge", number, share_milli=share) for number, share in enumerate(shares)]
    held = {one.person_id: one.tickets for one in tickets(standings_of(world.court, posts), (beta, 4))}
    total, found = sum(held.values()), chances(world.court, posts, 2)
    for person_id, mine in held.items():
        first = Fraction(mine, total)
        second = sum(
            Fraction(other, total) * Fraction(mine, total - other) for one, other in held.items() if one != person_id
        )
        assert found[person_id] == first + second
    assert sum(found.values()) == 2
