"""What is counted, what is shown apart, and what can never be counted."""

import dataclasses
import inspect
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tarazy_hr.domain.evaluation import indicators as module
from tarazy_hr.domain.evaluation.indicators import HearingOfJudge, Workload, indicators
from tarazy_hr.domain.evaluation.rules import check
from tarazy_hr.domain.evaluation.scoring import rounded, spread_of, total_of

from tests.unit.hr.evaluation.evaluating import HEARINGS, NAME, PANEL, RULES, clock, hearing

NOBODY: frozenset[object] = frozenset()


def figures(hearings: tuple[HearingOfJudge, ...] = HEARINGS, left_out: frozenset = frozenset()) -> dict:  # type: ignore[type-arg]
    return {one.code: one for one in indicators(hearings, None, left_out, RULES)}


def test_no_field_of_what_is_counted_can_say_how_a_case_was_decided() -> None:
    names = {field.name for field in dataclasses.fields(HearingOfJudge)}
    assert names == {
        "hearing_id", "case_id", "planned_on", "held_on", "course", "latest_on", "adjournment_reason",
    }  # fmt: skip
    taken = inspect.signature(indicators).parameters
    assert set(taken) == {"hearings", "workload", "left_out", "rules"}
    assert {field.name for field in dataclasses.fields(Workload)} == {"carried", "norm"}
    for word in ("resolved", "struck_out", "granted", "reversed", "overturned", "outcome"):
        assert word not in inspect.getsource(module)


def test_a_hearing_that_did_not_take_place_by_others_doing_is_shown_apart() -> None:
    held = figures()["held_as_planned"]
    # six as planned; one later and one adjourned by the judge against; the party's absence apart
    assert (held.counted_for, held.counted) == (6, 8)
    assert {one.why for one in held.behind if one.counted == "apart"} == {"party_absent"}
    own = figures()["own_adjournments"]
    assert (own.counted_for, own.counted) == (7, 8)


def test_timeliness_asks_only_where_a_limit_was_known() -> None:
    no_limit = tuple(replace(one, latest_on=None) for one in HEARINGS)
    assert figures(no_limit)["timeliness"].value is None
    late = figures()["timeliness"]
    assert (late.counted_for, late.counted) == (6, 7)
    assert {one.why for one in late.behind if one.counted == "apart"} == {"not_held"}


def test_every_figure_names_every_hearing_behind_it() -> None:
    for code in ("held_as_planned", "timeliness", "own_adjournments"):
        behind = figures()[code].behind
        assert {one.hearing_id for one in behind} == {one.hearing_id for one in HEARINGS}
        assert sum(1 for one in behind if one.counted == "for") == figures()[code].counted_for


def test_a_disputed_hearing_that_is_left_out_is_out_of_all_figures() -> None:
    late = HEARINGS[-1].hearing_id
    found = figures(left_out=frozenset({late}))
    assert (found["held_as_planned"].counted_for, found["held_as_planned"].counted) == (6, 7)
    assert found["timeliness"].value == 1
    assert all(one.why == "disputed" for figure in found.values() for one in figure.behind if one.hearing_id == late)


def test_few_hearings_say_nothing() -> None:
    assert figures(HEARINGS[:3])["held_as_planned"].value is None
    assert figures(())["own_adjournments"].value is None


def test_who_carries_more_than_the_norm_is_not_above_the_whole() -> None:
    more = indicators((), Workload(Fraction(150), Fraction(100)), frozenset(), RULES)[-1]
    assert more.code == "workload_carried"
    assert more.value == 1
    assert indicators((), Workload(Fraction(1), Fraction(0)), frozenset(), RULES)[-1].value is None


@given(st.permutations(HEARINGS))
def test_the_order_in_which_facts_come_makes_no_difference(hearings: list[HearingOfJudge]) -> None:
    assert figures(tuple(hearings)) == figures()


def test_a_total_weighs_what_can_be_said_and_says_of_how_much() -> None:
    panel = {"skills": dict(zip(PANEL, map(Decimal, (70, 80, 90)), strict=True))}
    whole = total_of(RULES, figures().values(), panel, {"conduct": Fraction(80)})
    assert whole is not None
    # diligence: mean of 6/8 and 7/8; 81.25 x 40 + 80 x 40 + 80 x 20
    assert (whole.weighed, whole.total, whole.category) == (100, Decimal("80.50"), "good")
    without = total_of(RULES, figures().values(), panel, {"conduct": None})
    assert without is not None
    assert (without.weighed, without.total) == (80, Decimal("80.62"))
    assert total_of(RULES, (), {}, {}) is None


def test_low_scores_become_needs_for_training_once_each() -> None:
    panel = {"skills": dict(zip(PANEL, map(Decimal, (30, 40, 50)), strict=True))}
    total = total_of(RULES, figures().values(), panel, {"conduct": Fraction(20)})
    assert total is not None
    assert total.needs == ("drafting", "communication")
    assert total.category == "sufficient"


def test_a_mean_is_never_shown_without_its_spread() -> None:
    spread = spread_of([Decimal(90), Decimal(10), Decimal(50)])
    assert spread is not None
    assert spread.mean == 50
    assert (spread.lowest, spread.highest, spread.members) == (Decimal(10), Decimal(90), 3)
    assert spread_of([]) is None
    assert rounded(Fraction(1, 8) * 100) == Decimal("12.50")


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"criteria": ()}, ("criteria", "none_given")),
        ({"criteria": RULES.criteria[:2]}, ("criteria", "weights_not_whole")),
        ({"criteria": (*RULES.criteria, RULES.criteria[0])}, ("criteria", "code_repeated")),
        (
            {"criteria": (replace(RULES.criteria[0], weight=0), *RULES.criteria[1:])},
            ("criteria[0].weight", "weight_not_positive"),
        ),
        (
            {"criteria": (replace(RULES.criteria[0], indicators=()), *RULES.criteria[1:])},
            ("criteria[0].indicators", "indicators_misplaced"),
        ),
        ({"categories": RULES.categories[:2]}, ("categories", "no_lowest_category")),
        (
            {"categories": (*RULES.categories, replace(RULES.categories[0], code="best", from_score=Decimal(101)))},
            ("categories", "category_outside"),
        ),
        ({"clocks": RULES.clocks[1:]}, ("clocks", "clock_missing")),
        ({"clocks": (*RULES.clocks, clock("reply", 3))}, ("rules[4].code", "code_repeated")),
    ],
)
def test_rules_by_which_nobody_could_be_evaluated_are_refused(
    changes: dict[str, object], refusal: tuple[str, str]
) -> None:
    refused = check(replace(RULES, **changes))  # type: ignore[arg-type]
    assert refused is not None
    assert (refused.field, refused.code) == refusal


def test_whole_rules_are_taken() -> None:
    assert check(RULES) is None
    assert RULES.criteria[0].name == NAME
    assert hearing(0) == HEARINGS[0]
