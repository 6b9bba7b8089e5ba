"""A complaint comes in, is looked into, or is not."""

from dataclasses import replace
from datetime import date

import pytest
from tarazy_hr.domain.discipline import commands, facts
from tarazy_hr.domain.discipline.deciding import decide
from tarazy_hr.domain.discipline.rules import check
from tarazy_hr.domain.refusal import Refusal

from tests.unit.hr.discipline.proceedings import (
    INSPECTOR,
    JUDGE,
    MONDAY,
    OTHER_INSPECTOR,
    RECEIVE,
    RULES,
    Playing,
    around,
)
from tests.unit.hr.staffing import an_id


def refusal_of(**changes: object) -> tuple[str, str]:
    decided = decide(None, replace(RECEIVE, **changes), around())  # type: ignore[arg-type]
    assert isinstance(decided, Refusal)
    return decided.field, decided.code


def test_a_complaint_keeps_the_rules_that_stood_when_it_came_in() -> None:
    playing = Playing()
    later = replace(RULES, seats=5)
    playing.do(commands.Admit(INSPECTOR), rules=later)
    assert playing.stands.rules == RULES


def test_an_anonymous_complaint_needs_evidence() -> None:
    assert refusal_of(complainant="anonymous") == ("evidence", "anonymous_without_evidence")
    assert not isinstance(decide(None, replace(RECEIVE, complainant="anonymous", evidence=("ab",)), around()), Refusal)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"grounds": ()}, ("grounds", "none_given")),
        ({"grounds": ("ethics_breach", "ruling_reversed")}, ("grounds[1]", "unknown_ground")),
        ({"happened_on": date(2026, 2, 21)}, ("learned_on", "learned_before")),
        ({"learned_on": date(2026, 3, 3)}, ("learned_on", "in_the_future")),
        ({"complained_by": JUDGE}, ("complained_by", "complains_of_self")),
    ],
)
def test_what_no_complaint_can_say_is_refused(changes: dict[str, object], refusal: tuple[str, str]) -> None:
    assert refusal_of(**changes) == refusal


def test_only_a_judge_of_that_day_can_be_complained_of() -> None:
    decided = decide(None, RECEIVE, around(is_judge=False))
    assert isinstance(decided, Refusal)
    assert decided.code == "no_judge_then"


def test_without_rules_nothing_comes_in() -> None:
    decided = decide(None, RECEIVE, around(rules=None))
    assert isinstance(decided, Refusal)
    assert decided.code == "no_discipline_rules"


def test_the_same_complaint_again_changes_nothing_and_another_of_its_id_is_refused() -> None:
    playing = Playing()
    assert playing.do(RECEIVE) == ()
    assert playing.refused(replace(RECEIVE, judge=an_id("somebody else"))) == "id_taken"


def test_who_is_concerned_does_not_look_into_it() -> None:
    playing = Playing(replace(RECEIVE, complained_by=OTHER_INSPECTOR))
    assert playing.refused(commands.Admit(JUDGE)) == "initiator_concerned"
    assert playing.refused(commands.Admit(OTHER_INSPECTOR)) == "initiator_concerned"
    assert playing.refused(commands.Admit(an_id("a clerk"))) == "not_inspector"
    assert playing.refused(commands.Admit(INSPECTOR), interests={INSPECTOR: True}) == "interest_declared"
    playing.do(commands.Admit(INSPECTOR))
    assert playing.stands.phase == "inquiry"


def test_a_rejected_complaint_is_over_and_its_clocks_press_nobody() -> None:
    playing = Playing()
    assert playing.refused(commands.Reject("no such reason")) == "unknown_reason_code"
    playing.do(commands.Reject("unfounded"))
    assert playing.refused(commands.Admit(INSPECTOR)) == "case_over"
    states = {clock.urgency(date(2030, 1, 1), around().is_open) for clock in playing.stands.clocks.values()}
    assert states == {"met", "void"}


def test_nothing_is_admitted_or_referred_once_a_limitation_has_passed() -> None:
    # six months from 20 February
    playing = Playing().days_later(172)
    assert playing.today == date(2026, 8, 21)
    assert playing.refused(commands.Admit(INSPECTOR)) == "limitation_passed"
    known = Playing().inquired().days_later(172)
    assert known.refused(commands.Refer(("ethics_breach",))) == "limitation_passed"


def test_charges_are_grounds_of_the_rules() -> None:
    playing = Playing().inquired()
    assert playing.refused(commands.Refer(())) == "none_given"
    assert playing.refused(commands.Refer(("ruling_reversed",))) == "unknown_ground"
    assert playing.do(commands.Refer(("ethics_breach",))) == (facts.Referred(("ethics_breach",), MONDAY),)


def test_the_inquiry_can_change_hands_for_a_reason() -> None:
    playing = Playing().inquired()
    assert playing.refused(commands.NameInitiator(OTHER_INSPECTOR, "no such reason")) == "unknown_reason_code"
    playing.do(commands.NameInitiator(OTHER_INSPECTOR, "judge_ill"))
    assert playing.stands.initiators == [INSPECTOR, OTHER_INSPECTOR]
    assert playing.do(commands.NameInitiator(OTHER_INSPECTOR, "judge_ill")) == ()


def test_an_inquiry_that_found_nothing_ends_the_case() -> None:
    playing = Playing().inquired()
    playing.do(commands.End("unfounded"))
    assert (playing.stands.phase, playing.stands.reason) == ("ended", "unfounded")
    assert Playing().refused(commands.End("unfounded")) == "wrong_phase"


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"seats": 4}, ("seats", "seats_even")),
        ({"grounds": ()}, ("grounds", "none_given")),
        ({"measures": RULES.measures[1:]}, ("measures", "no_acquittal")),
        ({"measures": (*RULES.measures, RULES.measures[0])}, ("measures", "code_repeated")),
        ({"clocks": RULES.clocks[2:]}, ("clocks", "clock_missing")),
        ({"clocks": tuple(one for one in RULES.clocks if one.code != "appeal")}, ("clocks", "clock_missing")),
        (
            {"clocks": tuple(one for one in RULES.clocks if one.code != "expiry_of_remark")},
            ("measures[1].expires_by", "clock_missing"),
        ),
    ],
)
def test_rules_by_which_no_case_could_run_are_refused(changes: dict[str, object], refusal: tuple[str, str]) -> None:
    refused = check(replace(RULES, **changes))  # type: ignore[arg-type]
    assert refused is not None
    assert (refused.field, refused.code) == refusal


def test_whole_rules_are_taken() -> None:
    assert check(RULES) is None
