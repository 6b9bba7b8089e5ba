"""Many cases of one judge: which would move, what that would bring, and what must still hold when it is approved."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tarazy_scheduling.domain.allocation.foreseeing import Outlook, foresee
from tarazy_scheduling.domain.allocation.selecting import Selected, planned, select
from tarazy_scheduling.domain.commands import (
    ApproveAbsence,
    CancelAbsence,
    ChangePost,
    CloseCase,
    GrantRecusal,
    PassTime,
    Reallocate,
    Reinstate,
    Suspend,
)
from tarazy_scheduling.domain.facts import CaseReallocated
from tarazy_scheduling.domain.model.means import Absence
from tarazy_scheduling.domain.model.reallocating import HowTheyStand, Plan, Which
from tarazy_scheduling.domain.outcome import Dead
from tarazy_scheduling.domain.pool.long_absence import how_they_stand

from tests.unit.scheduling.domain.courts import MONDAY, World, a_post, an_id, at, draws

JUDGE = an_id("judge1")
DAY = timedelta(days=1)


def a_docket(cases: int = 4, judges: int = 3, **more: Any) -> World:
    """All cases are the first judge's, because the others came later."""
    world = World(judges=1, rooms=4, clerks=4, **more)
    for number in range(cases):
        world.registers(f"case{number}")
    for number in range(2, judges + 1):
        world.does(ChangePost(a_post("judge", number)))
    return world


def selected(world: World, which: Which = "all", *listed: str) -> list[Selected]:
    return select(world.court, JUDGE, which, [an_id(name) for name in listed], world.now)


def plan(world: World, which: Which = "all") -> Plan:
    return planned(world.court, JUDGE, selected(world, which), world.now)


def outlook(world: World) -> Outlook:
    return foresee(world.court, JUDGE, [one for one in selected(world) if one.stays is None], world.now)


def approves(world: World, of: Plan, *part_heard: str) -> Any:
    named = frozenset(an_id(name) for name in part_heard)
    return world.hears(Reallocate(an_id("r"), of, "by_hand", named, "The judge leaves", an_id("clerk1")))


def refusals(outcome: Any) -> list[tuple[str, str]]:
    assert isinstance(outcome, Dead), outcome
    return [(one.field, one.text) for one in outcome.reasons]


def absent(name: str, first: int, days: int) -> ApproveAbsence:
    starts_at = at(MONDAY + first * DAY, 0)
    return ApproveAbsence(Absence(an_id(name), "almaty-1", JUDGE, "sickness", starts_at, starts_at + days * DAY))


def proposed(world: World) -> list[tuple[str, str]]:
    return sorted((one.origin, f"{one.began_on}") for one in world.court.changes.proposals.values())


def test_each_case_has_a_draw_of_its_own_and_the_oldest_comes_first() -> None:
    world = a_docket(4)
    of = plan(world)
    before = len(world.told)
    approves(world, of)
    told = [one for one in world.told[before:] if isinstance(one, CaseReallocated)]
    assert [one.case_id for one in told] == [one.case_id for one in of.moving]
    assert [one.proof.number for one in told] == [5, 6, 7, 8]
    assert JUDGE not in {one.person_id for one in told}
    assert world.court.balance_of(JUDGE).load == 0
    assert world.court.balance_of(JUDGE).credit == 480_000_000, "the debt stays"


def test_what_nobody_else_can_take_stays_and_the_reason_is_named() -> None:
    world = a_docket(2, judges=2)
    world.does(GrantRecusal(an_id("case0"), an_id("judge2")))
    assert {one.case.number: one.stays for one in selected(world)} == {"case0": "nobody_eligible", "case1": None}
    assert [one.case_id for one in plan(world).moving] == [an_id("case1")]


def test_a_case_whose_judge_is_sitting_stays() -> None:
    world = a_docket(1)
    world.now = world.asks("hearing", "case0").placing.starts_at
    assert [one.stays for one in selected(world)] == ["hearing_under_way"]
    assert refusals(approves(world, plan(world)))[0][0] == "part_heard_case_ids", "nothing would move"


def closes(world: World) -> str:
    world.does(CloseCase(an_id("case1"), world.now, "resolved"))
    return f"Case {an_id('case1')} is closed"


def is_recused(world: World) -> str:
    world.does(GrantRecusal(an_id("case1"), JUDGE))
    return f"Case {an_id('case1')} was drawn again"


def another_leaves(world: World) -> str:
    world.does(ChangePost(a_post("judge", 3, version=2, to_on=MONDAY + DAY)))
    return f"Judge {an_id('judge3')} could be drawn for 4 of the cases and can be for 0"


def is_suspended(world: World) -> str:
    world.does(Suspend(JUDGE, MONDAY))
    return "The judge was serving and is suspended"


@pytest.mark.parametrize("happens", [closes, is_recused, another_leaves, is_suspended])
def test_what_was_previewed_and_holds_no_longer_is_named_and_nothing_is_drawn(happens: Any) -> None:
    world = a_docket(4)
    of = plan(world)
    reason = happens(world)
    told = len(world.told)
    assert reason in [text for _, text in refusals(approves(world, of))]
    assert len(world.told) == told


def test_a_case_that_came_after_the_preview_changes_none_of_its_facts_and_stays() -> None:
    world = a_docket(2)
    of = plan(world)
    others = frozenset({an_id("judge2"), an_id("judge3")})
    world.registers("new", recused=others)
    approves(world, of)
    assert world.court.cases[an_id("new")].judge_id == JUDGE
    assert world.court.cases[an_id("case0")].judge_id in others


def test_the_expected_numbers_are_those_of_the_tickets() -> None:
    world = a_docket(4, judges=3)
    world.does(ChangePost(a_post("judge", 3, version=2, share_milli=500)))
    shares = {share.person_id: share for share in outlook(world).shares}
    # Both owe nothing and carry nothing; of equals the lower id holds its tickets first.
    fair = {an_id("judge2"): Fraction(2, 3), an_id("judge3"): Fraction(1, 3)}
    first = min(fair)
    for person_id, part in fair.items():
        carry_more = Fraction(0) if person_id != first else 1 - part
        chance = part / 2 + (part * part + 2 * part * carry_more) / 2
        assert shares[person_id].cases == 4 * chance
        assert shares[person_id].minutes == 480 * chance
        assert shares[person_id].at_least <= shares[person_id].cases <= shares[person_id].at_most


@given(st.lists(st.tuples(st.integers(100, 1000), st.integers(-500, 500)), min_size=1, max_size=6))
def test_expected_numbers_lie_between_their_bounds_whatever_anybody_carries(others: list[tuple[int, int]]) -> None:
    world = a_docket(3, judges=1)
    for number, (share, minutes) in enumerate(others, 2):
        world.does(ChangePost(a_post("judge", number, share_milli=share)))
        balance = world.court.balance_of(an_id(f"judge{number}"))
        world.court.put_balance(an_id(f"judge{number}"), replace(balance, load=minutes * 1_000_000))
    shares = outlook(world).shares
    assert sum(share.cases for share in shares) == 3
    assert all(share.at_least <= share.cases <= share.at_most for share in shares)


def test_hearings_are_looked_at_before_each_judge_who_could_be_drawn() -> None:
    world = a_docket(1, judges=3)
    stood = world.asks("hearing", "case0", latest_on=MONDAY + 30 * DAY)
    world.registers("other", recused=frozenset({JUDGE, an_id("judge3")}))
    taken = world.asks("taken", "other", starts_at=stood.placing.starts_at, earliest_on=MONDAY)
    assert taken.placing.starts_at == stood.placing.starts_at
    found = outlook(world)
    chances = {share.person_id: share.cases for share in found.shares}
    kept, moves = found.hearings["keeps_its_time"], found.hearings["moves"]
    assert (kept.number, kept.at_least, kept.at_most) == (chances[an_id("judge3")], 0, 1)
    assert (moves.number, moves.at_least, moves.at_most) == (chances[an_id("judge2")], 0, 1)
    assert world.court.hearings[an_id("hearing")].placing == stood.placing, "looking changes nothing"
    assert found.people == {"claimant": 1, "clerk": 1, "defendant": 1, "judge": 3}


def test_whoever_is_back_after_a_reallocation_is_drawn_no_more_often_than_the_rule_allows() -> None:
    """The debt is paid by draws that favour whoever owes, one and a half times a fair share at most: no flood."""
    world = a_docket(12, judges=4)
    approves(world, plan(world))
    for number in range(8):
        case = world.registers(f"new{number}")
        assert case.judge_id
        held = {one.person_id: one.tickets for one in draws(world)[-1].proof.candidates}
        assert Fraction(held[JUDGE], sum(held.values())) <= Fraction(1, 4) * (1 + Fraction(1, 2))


def test_a_long_absence_is_one_that_lasts_longer_than_the_configured_days() -> None:
    world = a_docket(1)
    world.does(absent("sick", 1, 60))
    assert (proposed(world), how_they_stand(world.court, JUDGE, world.now)) == ([], HowTheyStand("serving"))
    world.does(absent("sick", 1, 61))
    assert proposed(world) == [("judge_absent", "2026-03-03")]
    assert how_they_stand(world.court, JUDGE, world.now) == HowTheyStand("absent", MONDAY + 62 * DAY)
    world.does(CancelAbsence(absent("sick", 1, 61).absence))
    assert how_they_stand(world.court, JUDGE, world.now) == HowTheyStand("serving")


def test_absences_with_no_working_hour_between_are_one() -> None:
    world = a_docket(1)
    # From Tuesday to Saturday morning, and on from the Monday after.
    world.does(absent("first", 1, 32))
    world.does(absent("second", 35, 30))
    assert proposed(world) == [("judge_absent", "2026-03-03")]
    apart = a_docket(1)
    apart.does(absent("first", 1, 32))
    apart.does(absent("second", 36, 40))
    assert proposed(apart) == [], "the Monday between is a day of work"


def test_an_absence_far_ahead_is_looked_at_when_it_is_near() -> None:
    world = a_docket(1)
    world.does(absent("leave", 100, 90))
    assert proposed(world) == []
    world.now += 75 * DAY
    world.does(PassTime())
    assert proposed(world) == [("judge_absent", "2026-06-10")]


def test_a_suspension_is_looked_at_after_as_many_days_as_the_court_says() -> None:
    world = a_docket(1)
    world.court.terms = replace(world.court.terms, suspension_days=10)
    world.does(Suspend(JUDGE, MONDAY))
    assert proposed(world) == []
    world.now += 10 * DAY
    world.does(PassTime())
    assert proposed(world) == [("judge_suspended", "2026-03-02")]
    assert how_they_stand(world.court, JUDGE, world.now) == HowTheyStand("suspended")
    world.court.changes.proposals.clear()
    world.does(Reinstate(JUDGE, MONDAY + 10 * DAY))
    world.does(PassTime())
    assert proposed(world) == []


def test_nothing_is_proposed_of_whoever_has_no_case_or_hears_none() -> None:
    world = World(judges=2)
    world.does(absent("sick", 0, 100))
    clerk = replace(absent("of the clerk", 0, 100).absence, person_id=an_id("clerk1"))
    world.does(ApproveAbsence(clerk))
    assert proposed(world) == []


def test_a_judge_who_becomes_a_clerk_gives_up_the_cases_and_one_who_presides_over_the_court_keeps_them() -> None:
    world = a_docket(1, judges=2)
    world.does(ChangePost(replace(a_post("judge", 1, version=2), role="chair")))
    assert world.court.cases[an_id("case0")].judge_id == JUDGE
    world = a_docket(1, judges=2)
    (told,) = world.does(ChangePost(replace(a_post("judge", 1, version=2), role="clerk")))
    assert (told.reason, told.person_id) == ("judge_separated", an_id("judge2"))


def test_a_judge_who_leaves_the_post_soon_is_said_to_leave() -> None:
    world = a_docket(1)
    world.does(ChangePost(a_post("judge", 1, version=2, to_on=MONDAY + 10 * DAY)))
    assert how_they_stand(world.court, JUDGE, world.now) == HowTheyStand("leaving", MONDAY + 10 * DAY)
    world.now += 11 * DAY
    assert how_they_stand(world.court, JUDGE, world.now) == HowTheyStand("separated")
