"""What changes while a case runs: a member leaves the body, the judge moves, a second complaint comes in."""

from dataclasses import replace
from datetime import date

import pytest
from tarazy_hr.domain.discipline import commands, facts
from tarazy_hr.domain.refusal import Refusal
from tarazy_hr.verify_matters import check

from tests.unit.hr.discipline.proceedings import (
    BODY,
    INSPECTOR,
    JUDGE,
    MONDAY,
    OTHER_INSPECTOR,
    RECEIVE,
    Playing,
    around,
    member,
)
from tests.unit.hr.discipline.test_verifying import recorded
from tests.unit.hr.staffing import an_id

COLLEAGUE = an_id("a colleague who complained")
OTHER = replace(RECEIVE, case_id=an_id("second complaint"))


@pytest.mark.parametrize("change", ["left", "suspended", "interested"])
def test_who_has_left_the_body_decides_nothing_until_the_seat_is_drawn_again(change: str) -> None:
    playing = Playing().heard()
    gone, decision = playing.member(), playing.decision("remark")
    others = tuple(one for one in BODY if one.person_id != gone)
    known = next(one for one in BODY if one.person_id == gone)
    changed = {
        "left": (),
        "suspended": (replace(known, away="suspended"),),
        "interested": (replace(known, interested=True),),
    }[change]
    playing.changes["body"] = (*others, *changed)  # type: ignore[index]
    refused = playing.tell(decision)
    assert isinstance(refused, Refusal)
    assert (refused.code, refused.particulars) == ("member_cannot_sit", {"person": str(gone)})
    assert playing.refused(commands.RecordHearing(playing.today)) == "member_cannot_sit"
    playing.do(commands.Recuse(gone, "left"))
    playing.seated("again").do(commands.RecordHearing(playing.today))
    assert gone not in playing.stands.panels["first"]
    playing.do(playing.decision("remark"))


def test_whoever_is_away_for_a_time_keeps_the_seat() -> None:
    playing = Playing().heard()
    away = tuple(replace(one, away="absent") if one.person_id == playing.member() else one for one in BODY)
    playing.do(playing.decision("remark"), body=away)
    assert (playing.stands.phase, playing.stands.measure) == ("decided", "remark")


def test_members_of_the_court_to_which_a_judge_has_moved_are_left_out() -> None:
    body = (*BODY, member("colleague there", court_id="kz-new"))
    playing = Playing(body=body, judge_court="kz-new").referred()
    playing.do(commands.OrderPanel())
    order = playing.facts[-1]
    assert isinstance(order, facts.PanelOrdered)
    assert [(one.person_id, one.reason) for one in order.left_out] == [(an_id("colleague there"), "own_court")]


def test_a_second_complaint_goes_on_in_the_first_case_with_its_grounds_and_the_earlier_limitation() -> None:
    earlier = replace(
        OTHER,
        complained_by=COLLEAGUE,
        grounds=("gross_breach_of_legality",),
        learned_on=date(2026, 2, 10),
    )
    other, main = Playing(earlier), Playing().inquired()
    other.do(commands.Admit(OTHER_INSPECTOR))
    before = main.stands.clocks["limitation_from_learning"].last_day(around().is_open)
    main.do(commands.TakeIn(other.stands))
    other.do(commands.JoinInto(RECEIVE.case_id))
    assert (other.stands.phase, other.stands.joined_into) == ("joined", RECEIVE.case_id)
    assert all(clock.void or clock.stopped_on for clock in other.stands.clocks.values())
    assert other.refused(commands.Refer(("ethics_breach",))) == "case_over"
    after = main.stands.clocks["limitation_from_learning"].last_day(around().is_open)
    assert before is not None
    assert after is not None
    assert after < before
    assert main.stands.clocks["limitation_from_act"].started_on == RECEIVE.happened_on
    assert main.stands.grounds == ("ethics_breach", "gross_breach_of_legality")
    assert (main.stands.initiator, main.stands.complainants) == (INSPECTOR, {COLLEAGUE})
    # neither the colleague nor either inspector is ever drawn
    extra = (member("x"), *(replace(member("y"), person_id=who) for who in (COLLEAGUE, OTHER_INSPECTOR, INSPECTOR)))
    main.changes["body"] = (*BODY, *extra)  # type: ignore[index]
    main.do(commands.Refer(("gross_breach_of_legality",)))
    main.do(commands.OrderPanel())
    order = main.facts[-1]
    assert isinstance(order, facts.PanelOrdered)
    assert {one.person_id for one in order.left_out} == {COLLEAGUE, OTHER_INSPECTOR, INSPECTOR}
    main.do(commands.Draw(main.round()))
    check(recorded(main.facts))
    check(recorded(other.facts, matter=OTHER.case_id))


def test_a_later_complaint_gives_no_more_time() -> None:
    main = Playing()
    clocks = dict(main.stands.clocks)
    main.do(commands.TakeIn(Playing(replace(OTHER, happened_on=date(2026, 2, 20), learned_on=MONDAY)).stands))
    assert main.stands.clocks == clocks


def test_what_cannot_be_joined() -> None:
    main = Playing().inquired()
    assert main.refused(commands.TakeIn(main.stands)) == "joins_itself"
    elsewhere = replace(OTHER, judge=an_id("another judge"))
    assert main.refused(commands.TakeIn(Playing(elsewhere).stands)) == "another_judge"
    assert main.refused(commands.TakeIn(Playing(OTHER).referred().stands)) == "wrong_phase"
    assert Playing().referred().refused(commands.TakeIn(Playing(OTHER).stands)) == "wrong_phase"
    by_inspector = replace(OTHER, complained_by=INSPECTOR)
    assert main.refused(commands.TakeIn(Playing(by_inspector).stands)) == "initiator_concerned"
    third = Playing(replace(RECEIVE, case_id=an_id("third complaint")))
    taken = Playing(OTHER)
    taken.do(commands.TakeIn(third.stands))
    assert main.refused(commands.TakeIn(taken.stands)) == "has_taken_in"
    paused = Playing(OTHER)
    paused.do(commands.Pause("judge_ill"))
    assert main.refused(commands.TakeIn(paused.stands)) == "case_paused"
    assert JUDGE not in main.stands.complainants
