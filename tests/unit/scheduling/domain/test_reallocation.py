"""What becomes of a judge's cases when the judge can no longer hear them."""

from datetime import timedelta
from typing import Any

from tarazy_scheduling.domain.commands import (
    ChangePost,
    CloseCase,
    ConcludeHearing,
    DrawByHand,
    GrantRecusal,
    Suspend,
)
from tarazy_scheduling.domain.facts import CaseReallocated, CaseUnallocated, Excluded, HearingRescheduled
from tarazy_scheduling.domain.model.case import Case, Taking
from tarazy_scheduling.domain.model.catalogue import Catalogue
from tarazy_scheduling.domain.outcome import Dead, Waits

from tests.unit.scheduling.domain.courts import MONDAY, World, a_post, an_id, at, leave

CLERK = an_id("clerk1")


def case_of(world: World, name: str = "case") -> Case:
    return world.court.cases[an_id(name)]


def by_hand(name: str = "case", **more: Any) -> DrawByHand:
    values: dict[str, Any] = {"allocation_version": 1, "stated": "The judge leads a long trial", "approved_by": CLERK}
    return DrawByHand(an_id(name), **(values | more))


def held(world: World, hearing: str = "hearing", case: str = "case") -> None:
    """The hearing has sat for an hour."""
    placing = world.court.hearings[an_id(hearing)].placing
    assert placing
    world.now = placing.ends_at
    world.does(ConcludeHearing(an_id(hearing), an_id(case), "held", placing.starts_at, placing.ends_at, None, None))


def separated(number: int) -> ChangePost:
    return ChangePost(a_post("judge", number, version=2, to_on=MONDAY - timedelta(days=1), is_separated=True))


def test_a_case_drawn_by_hand_goes_to_somebody_else_with_the_reason_beside_it() -> None:
    world = World(judges=3, rooms=2)
    first = world.registers().judge_id
    stood = world.asks()
    drawn, followed = world.does(by_hand())
    assert isinstance(drawn, CaseReallocated)
    assert (drawn.version, drawn.reason) == (2, "by_hand")
    assert drawn.person_id != first
    assert Excluded(first, "relieved") in drawn.proof.candidates if first else False
    assert isinstance(followed, HearingRescheduled)
    assert (followed.reason, followed.placing.judges) == ("by_hand", (drawn.person_id,))
    assert followed.placing.sittings == stood.placing.sittings, "time and room stay"
    (taking,) = world.court.changes.takings[drawn.draw_id]
    assert taking == Taking(first or CLERK, False, world.causes[-1], "The judge leads a long trial", CLERK)
    assert case_of(world).taken is None


def test_the_same_order_again_draws_nothing() -> None:
    world = World(judges=3)
    world.registers()
    world.does(by_hand())
    judge_id, told = case_of(world).judge_id, len(world.told)
    outcome = world.hears(by_hand())
    assert isinstance(outcome, Dead)
    assert [(one.field, one.code) for one in outcome.reasons] == [("allocation_version", "allocation_changed")]
    assert (case_of(world).judge_id, len(world.told)) == (judge_id, told)


def test_nothing_is_drawn_by_hand_where_it_cannot_be() -> None:
    world = World(judges=2)
    judge_id = world.registers().judge_id
    world.registers("closed")
    world.does(CloseCase(an_id("closed"), world.now, "resolved"))
    world.does(ChangePost(a_post("clerk", 1, version=2, to_on=MONDAY)))

    def refused(command: DrawByHand) -> list[tuple[str, str]]:
        outcome = world.hears(command)
        assert isinstance(outcome, Dead), outcome
        return [(one.field, one.code) for one in outcome.reasons]

    assert world.hears(by_hand("nothing")) == Waits("unknown_case", "case_id", str(an_id("nothing")))
    assert refused(by_hand("closed")) == [("case_id", "case_closed")]
    assert refused(by_hand(approved_by=an_id("stranger"))) == [("approver", "unknown_person")]
    assert refused(by_hand(approved_by=judge_id)) == [("approver", "field_wrong")]
    world.now += timedelta(days=1)
    assert refused(by_hand()) == [("approver", "unknown_person")], "whose post has ended answers for nothing"
    other = next(post.person_id for post in world.court.in_role("judge") if post.person_id != judge_id)
    world.does(GrantRecusal(an_id("case"), other))
    assert refused(by_hand(approved_by=other)) == [("case_id", "nobody_eligible")]
    world.does(GrantRecusal(an_id("case"), judge_id or other))
    assert refused(by_hand(approved_by=other)) == [("case_id", "case_unallocated")]


def test_a_case_whose_category_is_no_more_is_not_taken_from_its_judge() -> None:
    world = World(judges=2)
    judge_id = world.registers().judge_id
    world.court.catalogue = Catalogue.of([], [], [])
    outcome = world.hears(by_hand())
    assert isinstance(outcome, Dead)
    assert (outcome.reasons[0].code, case_of(world).judge_id) == ("unknown_category", judge_id)


def test_a_case_is_not_taken_from_a_judge_who_sits_in_it_at_this_moment() -> None:
    world = World(judges=2)
    world.registers()
    world.now = world.asks().placing.starts_at
    outcome = world.hears(by_hand())
    assert isinstance(outcome, Dead)
    assert outcome.reasons[0].code == "hearing_under_way"


def test_whoever_loses_a_case_keeps_the_credit_and_loses_the_load() -> None:
    world = World(judges=3)
    judge_id = world.registers().judge_id
    assert judge_id
    before = world.court.balance_of(judge_id)
    credits_before = sum(one.credit for one in world.court.balances.values())
    drawn = world.does(by_hand())[0]
    after = world.court.balance_of(judge_id)
    assert (after.credit, after.load) == (before.credit, before.load - 120_000_000)
    assert world.court.balance_of(drawn.person_id).load == 120_000_000
    assert sum(one.credit for one in world.court.balances.values()) == credits_before


def test_a_case_is_part_heard_once_a_hearing_was_held_before_its_judge() -> None:
    world = World(judges=2)
    world.registers()
    world.asks()
    assert not case_of(world).is_part_heard
    held(world)
    assert case_of(world).is_part_heard
    world.does(by_hand())
    assert not case_of(world).is_part_heard, "the new judge has heard nothing yet"


def test_an_adjourned_hearing_makes_no_case_part_heard() -> None:
    world = World()
    world.registers()
    world.asks()
    world.does(ConcludeHearing(an_id("hearing"), an_id("case"), "adjourned", None, None, "illness", None))
    assert not case_of(world).is_part_heard


def test_part_heard_cases_of_a_separated_judge_are_drawn_again_and_marked() -> None:
    world = World(judges=1)
    for name in ("case", "unheard"):
        world.registers(name)
    world.asks()
    held(world)
    world.does(ChangePost(a_post("judge", 2)))
    told = world.does(separated(1))
    takings = {one.case_id: world.court.changes.takings[one.draw_id][0] for one in told}
    assert {one.reason for one in told} == {"judge_separated"}
    assert {case_id: one.is_part_heard for case_id, one in takings.items()} == {
        an_id("case"): True,
        an_id("unheard"): False,
    }
    assert {one.person_id for one in takings.values()} == {an_id("judge1")}


def test_how_a_case_was_taken_is_told_when_somebody_can_be_drawn_at_last() -> None:
    world = World()
    world.registers()
    (unallocated,) = world.does(GrantRecusal(an_id("case"), an_id("judge1")))
    assert isinstance(unallocated, CaseUnallocated)
    cause = world.causes[-1]
    (drawn,) = world.does(ChangePost(a_post("judge", 2)))
    assert world.court.changes.takings == {drawn.draw_id: (Taking(an_id("judge1"), False, cause),)}


def test_suspension_and_leave_take_no_case_from_a_judge() -> None:
    world = World(judges=2)
    world.registers()
    judge_id = case_of(world).judge_id
    assert judge_id
    world.does(Suspend(judge_id, MONDAY))
    world.does(leave(90))
    assert case_of(world).judge_id == judge_id


def test_of_the_hearings_that_follow_all_that_can_keep_their_time_do() -> None:
    """The other judge is busy at every second one: those alone move, and none to where another could have stayed."""
    hearings = 6
    world = World(judges=1, rooms=2, clerks=2)
    day = MONDAY + timedelta(days=14)
    for number in range(hearings):
        world.registers(f"case{number}")
        world.asks(f"hearing{number}", f"case{number}", starts_at=at(day, 9 + number // 2, 30 * (number % 2)),
                   earliest_on=day, latest_on=day, estimated_minutes=30)  # fmt: skip
        # The start was asked for; from here on any time of that day will do.
        world.asks_again(f"hearing{number}", starts_at=None)
    world.does(ChangePost(a_post("judge", 2)))
    for number in range(0, hearings, 2):
        world.registers(f"other{number}", recused=frozenset({an_id("judge1")}))
        world.asks(f"taken{number}", f"other{number}", starts_at=at(day, 9 + number // 2), earliest_on=day,
                   latest_on=day, estimated_minutes=30)  # fmt: skip
    before = {one: world.court.hearings[an_id(f"hearing{one}")].placing for one in range(hearings)}
    world.does(separated(1))
    after = {one: world.court.hearings[an_id(f"hearing{one}")].placing for one in range(hearings)}
    kept = [one for one in range(hearings) if before[one].sittings[0].starts_at == after[one].sittings[0].starts_at]  # type: ignore[union-attr]
    assert kept == [1, 3, 5]
    assert all(one and one.judges == (an_id("judge2"),) for one in after.values())
