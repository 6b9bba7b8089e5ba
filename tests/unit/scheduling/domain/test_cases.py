"""Cases that wait for a judge, judges who lose their cases, cases that change."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from tarazy_scheduling.domain.commands import (
    ApproveAbsence,
    Authorise,
    CancelAbsence,
    ChangePost,
    CloseCase,
    DeclareInterest,
    EndAuthorisation,
    GrantRecusal,
    PassTime,
    RegisterCase,
    Reinstate,
    Suspend,
    UpdateCase,
)
from tarazy_scheduling.domain.deciding.deciding import decide_in_steps
from tarazy_scheduling.domain.facts import (
    CaseAllocated,
    CaseReallocated,
    CaseUnallocated,
    EventRefused,
    HearingRescheduled,
    HearingUnlisted,
)
from tarazy_scheduling.domain.model.drawing import Balance
from tarazy_scheduling.domain.model.means import Absence, Authorisation, Interest
from tarazy_scheduling.domain.outcome import Dead, Dropped, Waits

from tests.unit.scheduling.domain.courts import (
    MONDAY,
    World,
    a_case,
    a_post,
    an_id,
    at,
    codes,
    draws,
    leave,
    starts,
)


def test_a_case_is_drawn_when_it_is_registered() -> None:
    world = World(judges=2)
    world.registers()
    (fact,) = draws(world)
    assert (fact.version, fact.reason) == (1, "registered")


def test_the_same_registration_is_dropped_and_another_one_is_dead() -> None:
    world = World()
    world.registers()
    world.does(UpdateCase(an_id("case"), 4, number="changed since"))
    assert world.hears(RegisterCase(a_case())) == Dropped()
    other = world.hears(RegisterCase(replace(a_case(), registration_sha256=b"other")))
    assert isinstance(other, Dead)
    assert other.reasons[0].code == "already_registered"


@pytest.mark.parametrize(
    ("judges", "more", "code"), [(0, {}, "no_judge"), (1, {"category": "tea"}, "unknown_category")]
)
def test_a_case_for_which_nobody_can_be_drawn_says_why(judges: int, more: dict[str, Any], code: str) -> None:
    world = World(judges=judges)
    world.registers(**more)
    (fact,) = [fact for fact in world.told if isinstance(fact, CaseUnallocated)]
    assert [reason.code for reason in fact.reasons] == [code]


def test_the_reasons_are_told_again_only_when_they_change_and_the_case_is_drawn_once_somebody_can_be() -> None:
    world = World()
    world.does(leave(10))
    world.registers()
    assert world.does(PassTime()) == []
    (changed,) = world.does(GrantRecusal(an_id("case"), an_id("judge1")))
    assert isinstance(changed, CaseUnallocated)
    assert "recused" in changed.reasons[0].text
    (drawn,) = world.does(ChangePost(a_post("judge", 2)))
    assert isinstance(drawn, CaseAllocated)
    assert (drawn.reason, drawn.version) == ("became_eligible", 1)


def test_a_judge_who_is_back_sooner_is_drawn_for_what_waits() -> None:
    world = World()
    world.does(leave(10))
    world.registers()
    (drawn,) = world.does(CancelAbsence(leave(10).absence))
    assert isinstance(drawn, CaseAllocated)


def test_a_judge_who_is_back_is_drawn_as_time_passes() -> None:
    world = World()
    world.does(leave(10))
    world.registers()
    world.now = at(MONDAY + timedelta(days=9), 9)
    (drawn,) = world.does(PassTime())
    assert isinstance(drawn, CaseAllocated)


def test_a_recused_judge_loses_the_case_and_its_hearings_keep_their_time() -> None:
    world = World(judges=2)
    world.registers()
    stood = world.asks()
    judge = stood.placing.judges[0]
    reallocated, moved = world.does(GrantRecusal(an_id("case"), judge))
    assert isinstance(reallocated, CaseReallocated)
    assert (reallocated.version, reallocated.reason) == (2, "judge_recused")
    assert reallocated.person_id != judge
    assert isinstance(moved, HearingRescheduled)
    assert (moved.reason, moved.placing.judges) == ("judge_recused", (reallocated.person_id,))
    assert starts(moved) == starts(stood)


def test_the_debt_of_a_recused_judge_is_restored() -> None:
    world = World(judges=2)
    judge = world.registers().judge_id
    assert judge
    world.does(GrantRecusal(an_id("case"), judge))
    assert world.court.balances[judge] == Balance(load=0, credit=60_000_000), "credited half of the case, carries none"
    assert sum(balance.surplus for balance in world.court.balances.values()) == 0


def test_a_judge_recused_beforehand_is_not_drawn_later() -> None:
    world = World(judges=2)
    case = world.registers()
    other = next(post.person_id for post in world.court.in_role("judge") if post.person_id != case.judge_id)
    assert world.does(GrantRecusal(an_id("case"), other)) == []
    told = world.does(GrantRecusal(an_id("case"), case.judge_id or other))
    assert isinstance(told[0], CaseUnallocated)


def test_hearings_of_a_case_that_nobody_else_can_take_are_unlisted() -> None:
    world = World()
    world.registers()
    stood = world.asks()
    unallocated, gone = world.does(GrantRecusal(an_id("case"), an_id("judge1")))
    assert isinstance(unallocated, CaseUnallocated)
    assert isinstance(gone, HearingUnlisted)
    assert (codes(gone), gone.previous) == (["judge_recused"], stood.placing)
    drawn, back = world.does(ChangePost(a_post("judge", 2)))
    assert isinstance(drawn, CaseReallocated)
    assert (drawn.version, drawn.reason) == (2, "became_eligible")
    assert back.placing.judges == (an_id("judge2"),)


def test_a_case_that_lost_its_judge_otherwise_is_not_said_to_have_lost_it_by_recusal() -> None:
    world = World(judges=2)
    case = world.registers()
    one, other = (1, 2) if case.judge_id == an_id("judge1") else (2, 1)
    world.does(GrantRecusal(an_id("case"), an_id(f"judge{other}")))
    world.asks()
    left = a_post("judge", one, version=2, to_on=MONDAY - timedelta(days=1), is_separated=True)
    unallocated, gone = world.does(ChangePost(left))
    assert isinstance(unallocated, CaseUnallocated)
    assert [(reason.code, reason.refers_to) for reason in gone.conflicts] == [
        ("case_unallocated", str(an_id("case"))),
    ]


def test_a_separated_judges_open_cases_are_drawn_again() -> None:
    world = World(judges=1)
    world.registers()
    world.registers("closed")
    world.asks()
    world.does(CloseCase(an_id("closed"), world.now, "resolved"))
    world.does(ChangePost(a_post("judge", 2)))
    left = a_post("judge", 1, version=2, to_on=MONDAY - timedelta(days=1), is_separated=True)
    reallocated, moved = world.does(ChangePost(left))
    assert (reallocated.case_id, reallocated.reason) == (an_id("case"), "judge_separated")
    assert (moved.reason, moved.placing.judges) == ("judge_separated", (an_id("judge2"),))
    assert world.hears(ChangePost(left)) == Dropped()


def test_a_judge_who_leaves_later_keeps_the_cases_that_are_heard_until_then() -> None:
    world = World(judges=1, rooms=2)
    for name, day in (("soon", 9), ("later", 15), ("unheard", 0)):
        world.registers(name)
        if day:
            first = MONDAY + timedelta(days=day)
            world.asks(f"hearing {name}", name, earliest_on=first, latest_on=first)
    world.does(ChangePost(a_post("judge", 2)))
    last = MONDAY + timedelta(days=9)
    told = world.does(ChangePost(a_post("judge", 1, version=2, to_on=last, is_separated=True)))
    redrawn = {fact.case_id for fact in told if isinstance(fact, CaseReallocated)}
    assert redrawn == {an_id("later"), an_id("unheard")}
    assert [fact.hearing_id for fact in told if isinstance(fact, HearingRescheduled)] == [an_id("hearing later")]
    world.now += timedelta(days=9)
    assert world.does(PassTime()) == [], "it is the last day in post"
    world.now += timedelta(days=1)
    (fact,) = [fact for fact in world.does(PassTime()) if isinstance(fact, CaseReallocated)]
    assert (fact.case_id, fact.reason, fact.person_id) == (an_id("soon"), "judge_separated", an_id("judge2"))


def test_many_cases_of_a_judge_who_leaves_are_drawn_one_after_the_other_with_a_rest_after_each() -> None:
    world = World(judges=3, rooms=3)
    for number in range(1500):
        world.registers(f"case {number}", parties=())
    for number in range(150):
        world.asks(f"hearing {number}", f"case {number}", latest_on=MONDAY + timedelta(days=200))
    left = ChangePost(a_post("judge", 1, version=2, is_separated=True))
    held = sum(1 for case in world.court.cases.values() if case.judge_id == an_id("judge1"))
    steps = sum(1 for _ in decide_in_steps(world.court, left, world.now, "left"))
    assert steps >= 2 * held, "taken and drawn, case by case"


@pytest.mark.parametrize("last", [None, MONDAY - timedelta(days=1)])
def test_an_authorisation_that_has_ended_holds_no_longer(last: date | None) -> None:
    world = World(judges=2)
    for number, specialism in ((1, "tax"), (2, "land")):
        world.does(Authorise(Authorisation(an_id(f"judge{number}"), specialism, MONDAY - timedelta(days=100))))
    ended = Authorisation(an_id("judge1"), "tax", MONDAY - timedelta(days=100), last)
    world.does(EndAuthorisation(ended))
    assert world.hears(EndAuthorisation(ended)) == Dropped()
    world.registers(specialisms=("tax",))
    (fact,) = [fact for fact in world.told if isinstance(fact, CaseUnallocated)]
    assert fact.reasons[0].code == "nobody_eligible"
    assert fact.reasons[0].text == "None of 2 judges can be drawn: 2 not_authorised"


def test_an_authorisation_ends_whatever_first_day_its_end_names() -> None:
    world = World(judges=2)
    for number, specialism in ((1, "tax"), (2, "land")):
        world.does(Authorise(Authorisation(an_id(f"judge{number}"), specialism, MONDAY - timedelta(days=100))))
    yesterday = MONDAY - timedelta(days=1)
    world.does(EndAuthorisation(Authorisation(an_id("judge1"), "tax", yesterday, yesterday)))
    world.registers(specialisms=("tax",))
    assert isinstance(world.told[-1], CaseUnallocated)


def test_a_post_that_ends_by_itself_gives_up_its_cases() -> None:
    world = World(judges=1)
    world.registers()
    world.does(ChangePost(a_post("judge", 1, version=2, to_on=MONDAY + timedelta(days=2))))
    world.does(ChangePost(a_post("judge", 2)))
    assert world.does(PassTime()) == []
    world.now = at(MONDAY + timedelta(days=3), 9)
    (reallocated,) = world.does(PassTime())
    assert (reallocated.person_id, reallocated.reason) == (an_id("judge2"), "judge_separated")


def test_an_update_with_a_lower_version_is_dropped_and_gaps_are_allowed() -> None:
    world = World()
    world.registers()
    world.does(UpdateCase(an_id("case"), 7, number="7", complexity=4, custody=(MONDAY, None)))
    assert world.hears(UpdateCase(an_id("case"), 7, number="8")) == Dropped()
    case = world.court.cases[an_id("case")]
    assert (case.number, case.complexity, case.custody_since, case.version) == ("7", 4, MONDAY, 7)


def test_an_update_to_an_unknown_category_is_refused() -> None:
    world = World()
    world.registers()
    (refused,) = world.does(UpdateCase(an_id("case"), 2, category="tea"))
    assert isinstance(refused, EventRefused)
    assert [(one.field, one.code) for one in refused.reasons] == [("category", "unknown_code")]


def test_a_case_that_gets_a_known_category_is_drawn() -> None:
    world = World()
    world.registers(category="tea")
    (drawn,) = world.does(UpdateCase(an_id("case"), 2, category="civil.contract"))
    assert isinstance(drawn, CaseAllocated)


def test_nothing_is_changed_in_a_closed_case() -> None:
    world = World()
    world.registers()
    world.does(CloseCase(an_id("case"), world.now, "resolved"))
    closing, recusal = CloseCase(an_id("case"), world.now, "resolved"), GrantRecusal(an_id("case"), an_id("judge1"))
    for command in (closing, recusal, UpdateCase(an_id("case"), 2, number="2")):
        (refused,) = world.does(command)
        assert isinstance(refused, EventRefused)
        assert (refused.reasons[0].code, refused.case_id) == ("case_closed", an_id("case"))


def test_what_concerns_an_unknown_case_or_person_waits() -> None:
    world = World()
    unknown_case = Waits("unknown_case", "case_id", str(an_id("case")))
    commands = (
        UpdateCase(an_id("case"), 2),
        CloseCase(an_id("case"), world.now, ""),
        GrantRecusal(an_id("case"), an_id("x")),
    )
    for command in commands:
        assert world.hears(command) == unknown_case
    world.registers()
    nobody = an_id("nobody")
    absence = Absence(an_id("a"), "almaty-1", nobody, "leave", at(MONDAY, 9), at(MONDAY, 10))
    about_nobody = (
        GrantRecusal(an_id("case"), nobody),
        ApproveAbsence(absence),
        CancelAbsence(absence),
        Suspend(nobody, MONDAY),
        Reinstate(nobody, MONDAY),
        Authorise(Authorisation(nobody, "tax", MONDAY)),
        DeclareInterest(Interest(an_id("i"), nobody, "somebody")),
    )
    for one in about_nobody:
        assert world.hears(one) == Waits("unknown_person", "person_id", str(nobody))
