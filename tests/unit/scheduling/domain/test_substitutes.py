"""A substitute for one hearing alone: after the judge went away, never in what is heard in part, and it stays so."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from tarazy_scheduling.domain.commands import (
    ApproveAbsence,
    Authorise,
    CancelAbsence,
    ChangePost,
    CloseRoom,
    ConcludeHearing,
    DeclareInterest,
    GrantRecusal,
    Suspend,
    UpdateCase,
)
from tarazy_scheduling.domain.facts import HearingRescheduled, HearingScheduled, HearingUnlisted
from tarazy_scheduling.domain.model.listing_rules import ListingRules, RuleBook
from tarazy_scheduling.domain.model.means import Absence, Authorisation, Interest

from tests.unit.scheduling.domain.courts import (
    MONDAY,
    World,
    a_party,
    a_post,
    a_request,
    an_id,
    at,
    codes,
    leave,
    starts,
)

TUESDAY = MONDAY + timedelta(days=8)
THE_DAY: dict[str, Any] = {"earliest_on": TUESDAY, "latest_on": TUESDAY}
AWAY = leave(5, MONDAY + timedelta(days=7))


def a_hearing(more_about_case: dict[str, Any] | None = None, judges: int = 3, **more: Any) -> World:
    """A world in which judge 1 is to hold a hearing on the only day on which it can be."""
    world = World(judges=judges, rooms=2, clerks=2)
    others = frozenset(an_id(f"judge{number}") for number in range(2, judges + 1))
    case = world.registers(recused=others, **(more_about_case or {}))
    world.court.put_case(replace(case, recused=frozenset()))
    assert isinstance(world.asks(**(THE_DAY | more)), HearingScheduled)
    return world


def too(person_id: UUID) -> Absence:
    """Somebody is away as long as the judge."""
    return Absence(an_id("another"), "almaty-1", person_id, "sick", AWAY.absence.starts_at, AWAY.absence.ends_at)


def test_nobody_sits_for_a_judge_in_a_court_that_does_without_substitutes() -> None:
    world = a_hearing()
    world.court.listing_rules = RuleBook((MONDAY,), (ListingRules(substitutes=False),))
    (told,) = world.does(AWAY)
    assert codes(told) == ["judge_busy"]


def test_substitute_who_is_known_stays_when_the_court_does_without_from_now_on() -> None:
    world = a_hearing()
    world.does(AWAY)
    world.court.listing_rules = RuleBook((MONDAY,), (ListingRules(substitutes=False),))
    assert world.does(CancelAbsence(AWAY.absence)) == []
    assert world.court.hearings[an_id("hearing")].placing.substitute_for == an_id("judge1")  # type: ignore[union-attr]


def test_somebody_else_sits_at_the_same_time_when_the_judge_goes_on_leave() -> None:
    world = a_hearing()
    (told,) = world.does(AWAY)
    assert isinstance(told, HearingRescheduled)
    assert (told.reason, told.placing.substitute_for) == ("judge_absent", an_id("judge1"))
    assert told.placing.judges[0] in {an_id("judge2"), an_id("judge3")}
    assert told.placing.sittings == told.previous.sittings
    assert world.court.cases[an_id("case")].judge_id == an_id("judge1"), "the case stays whose it is"


def test_the_judge_holds_it_on_another_day_where_that_can_be() -> None:
    world = a_hearing(latest_on=TUESDAY + timedelta(days=10))
    (told,) = world.does(AWAY)
    assert (starts(told), told.placing.substitute_for) == (["2026-03-16 09:00"], None)


def test_others_give_way_before_a_substitute_sits() -> None:
    world = a_hearing(latest_on=MONDAY + timedelta(days=14))
    world.registers("other", recused=frozenset({an_id("judge2"), an_id("judge3")}))
    next_week = MONDAY + timedelta(days=14)
    world.asks("other", "other", estimated_minutes=480, earliest_on=next_week, latest_on=next_week + timedelta(days=1))
    told = [fact for fact in world.does(AWAY) if fact.hearing_id in (an_id("other"), an_id("hearing"))]
    assert [fact.hearing_id for fact in told] == [an_id("other"), an_id("hearing")]
    assert [fact.reason for fact in told] == ["plan", "judge_absent"]
    assert told[1].placing.judges == (an_id("judge1"),)


def test_it_stays_with_the_substitute_when_the_judge_is_back() -> None:
    world = a_hearing()
    world.does(AWAY)
    before = world.court.hearings[an_id("hearing")]
    assert world.does(CancelAbsence(AWAY.absence)) == []
    assert world.court.hearings[an_id("hearing")] == before
    parties = (*world.court.cases[an_id("case")].parties, a_party("joins"))
    (told,) = world.does(UpdateCase(an_id("case"), 2, parties=parties))
    assert (told.placing.judges, told.placing.substitute_for) == (before.placing.judges, an_id("judge1"))  # type: ignore[union-attr]


def test_when_the_substitute_goes_the_judge_who_is_back_sits_again() -> None:
    world = a_hearing()
    (told,) = world.does(AWAY)
    world.does(CancelAbsence(AWAY.absence))
    gone = too(told.placing.judges[0])
    (told,) = world.does(ApproveAbsence(gone))
    assert (told.placing.judges, told.placing.substitute_for) == ((an_id("judge1"),), None)


def test_when_the_substitute_goes_another_one_sits() -> None:
    world = a_hearing()
    (told,) = world.does(AWAY)
    first = told.placing.judges[0]
    gone = too(first)
    (told,) = world.does(ApproveAbsence(gone))
    assert told.placing.substitute_for == an_id("judge1")
    assert {first, *told.placing.judges} == {an_id("judge2"), an_id("judge3")}


def test_a_substitute_who_is_recused_is_replaced_by_another() -> None:
    world = a_hearing()
    (told,) = world.does(AWAY)
    first = told.placing.judges[0]
    (told,) = world.does(GrantRecusal(an_id("case"), first))
    assert (told.reason, told.placing.substitute_for) == ("judge_recused", an_id("judge1"))
    assert told.placing.judges != (first,)


def test_a_substituted_hearing_finds_another_room() -> None:
    world = a_hearing()
    (told,) = world.does(AWAY)
    _, moved = world.does(CloseRoom(told.placing.sittings[0].room_id, world.now))
    assert (moved.reason, moved.placing.judges) == ("room_closed", told.placing.judges)
    assert moved.placing.substitute_for == an_id("judge1")


def test_a_suspended_judge_is_replaced_too() -> None:
    world = a_hearing()
    (told,) = world.does(Suspend(an_id("judge1"), TUESDAY))
    assert (told.reason, told.placing.substitute_for) == ("judge_suspended", an_id("judge1"))


@pytest.mark.parametrize("kind", ["continued", "judgment"])
def test_nobody_else_goes_on_with_what_a_judge_has_heard(kind: str) -> None:
    (told,) = a_hearing(hearing_type=kind).does(AWAY)
    assert codes(told) == ["judge_busy"]


def test_a_case_that_is_heard_in_part_stays_with_its_judge_but_for_custody() -> None:
    for kind, replaced in (("main", False), ("custody_review", True)):
        world = a_hearing(hearing_type=kind, min_notice_days=0)
        world.does(a_request("begun", priority="urgent"))
        begun = world.court.hearings[an_id("begun")].placing
        assert begun
        world.now = begun.ends_at
        world.does(ConcludeHearing(an_id("begun"), an_id("case"), "held", begun.starts_at, begun.ends_at))
        (told,) = world.does(AWAY)
        assert isinstance(told, HearingRescheduled) == replaced


def test_whoever_has_an_interest_is_recused_or_lacks_authority_does_not_sit() -> None:
    world = a_hearing({"specialisms": ("juvenile",)}, judges=5)
    world.does(DeclareInterest(Interest(an_id("interest"), an_id("judge2"), "claimant of case")))
    world.does(GrantRecusal(an_id("case"), an_id("judge3")))
    for judge in ("judge1", "judge2", "judge3", "judge5"):
        world.does(Authorise(Authorisation(an_id(judge), "juvenile", MONDAY)))
    (told,) = world.does(AWAY)
    assert told.placing.judges == (an_id("judge5"),)


def test_the_least_burdened_sits() -> None:
    world = a_hearing()
    for number in (1, 2):
        world.registers(f"busy {number}", recused=frozenset({an_id("judge1"), an_id("judge3")}))
        world.asks(
            f"busy {number}",
            f"busy {number}",
            earliest_on=TUESDAY + timedelta(days=number),
            latest_on=TUESDAY + timedelta(days=20),
        )
    (told,) = world.does(AWAY)
    assert told.placing.judges == (an_id("judge3"),)


def test_where_nobody_can_sit_it_waits_and_is_given_to_whoever_is_back() -> None:
    world = a_hearing(judges=2)
    gone = too(an_id("judge2"))
    world.does(ApproveAbsence(gone))
    (told,) = world.does(AWAY)
    assert isinstance(told, HearingUnlisted)
    (told,) = world.does(CancelAbsence(gone))
    assert isinstance(told, HearingScheduled)
    assert (told.placing.judges, told.placing.substitute_for) == ((an_id("judge2"),), an_id("judge1"))


@pytest.mark.parametrize(("priority", "placed"), [("custody", True), ("urgent", True), ("normal", False)])
def test_for_somebody_in_custody_a_substitute_sits_at_once(priority: str, placed: bool) -> None:
    world = World(judges=2)
    world.registers(recused=frozenset())
    case = world.court.cases[an_id("case")]
    assert case.judge_id
    week = at(MONDAY, 0), at(MONDAY + timedelta(days=5), 0)
    gone = Absence(an_id("absence"), "almaty-1", case.judge_id, "leave", *week)
    world.does(ApproveAbsence(gone))
    told = world.asks(earliest_on=MONDAY, latest_on=MONDAY + timedelta(days=2), priority=priority, min_notice_days=0)
    assert isinstance(told, HearingScheduled) == placed
    if placed:
        assert told.placing.substitute_for == case.judge_id


def test_no_substitute_sits_for_a_judge_who_is_merely_busy() -> None:
    world = a_hearing()
    world.asks("whole day", estimated_minutes=420, priority="custody", **THE_DAY)
    waits = world.asks("another", priority="custody", **THE_DAY)
    assert codes(waits) == ["judge_busy"]


def test_what_a_substitute_has_held_is_not_heard_in_part_by_the_judge() -> None:
    world = a_hearing()
    (told,) = world.does(AWAY)
    world.now = told.placing.ends_at
    (told,) = world.does(
        ConcludeHearing(an_id("hearing"), an_id("case"), "held", told.placing.starts_at, told.placing.ends_at)
    )
    assert told.judges[0] != an_id("judge1")
    assert world.court.cases[an_id("case")].heard_by is None


def test_in_a_panel_one_seat_is_taken_for_the_hearing() -> None:
    world = World(judges=5, rooms=2, clerks=2)
    world.does(ChangePost(a_post("lay_judge", 1)))
    world.registers()
    told = world.asks(judges=3, **THE_DAY)
    beside = told.placing.judges[1]
    gone = too(beside)
    (moved,) = world.does(ApproveAbsence(gone))
    assert moved.placing.substitute_for == beside
    assert moved.placing.judges[0] == told.placing.judges[0]
    assert moved.placing.judges[2] == told.placing.judges[2]
    assert moved.placing.judges[1] not in told.placing.judges
