"""Competitions: announced, applied for, scored, ranked, filled; and all that is refused."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from tarazy_hr.adapters.selection.procedures import shipped
from tarazy_hr.domain.interest import Interest, InterestFact
from tarazy_hr.domain.post import Holding, PostFact
from tarazy_hr.domain.selection import commands, facts
from tarazy_hr.domain.selection.deadlines import last_day, urgency
from tarazy_hr.domain.selection.procedure import Period, check
from tarazy_hr.domain.selection.recusal import Known, conflicts, same_name

from tests.unit.hr.competing import ANNOUNCE, LATER, MEMBERS, POST, PROCEDURE, Playing, around, ranked, scored, stage
from tests.unit.hr.staffing import COURT, TODAY, an_id

HELD = Holding(an_id("holder"), 1, ANNOUNCE.post_id, date(2026, 1, 5), None)


def post(**changes: Any) -> PostFact:
    return replace(POST, post=replace(POST.post, **changes))


def test_the_procedure_of_the_day_is_a_part_of_the_announcement() -> None:
    played = Playing()
    announced = played.stands.announced
    assert announced.procedure == PROCEDURE
    # Thirty days after Tuesday, 24 November: Thursday; five working days later: Thursday.
    assert (announced.applications_until, announced.due_on) == (date(2026, 12, 24), date(2026, 12, 31))
    other = replace(PROCEDURE, code="another")
    assert played.does(ANNOUNCE, procedure=other) == ()
    assert played.stands.procedure.code == "short"


@pytest.mark.parametrize(
    ("changes", "surroundings", "refused"),
    [
        ({}, {"post": None}, ("post_id", "unknown_post")),
        ({}, {"holders": (HELD,)}, ("post_id", "post_overfilled")),
        ({}, {"holders": (replace(HELD, last_on=ANNOUNCE.from_on),)}, ("post_id", "post_overfilled")),
        ({"share": Decimal("1.5")}, {}, ("post_id", "post_overfilled")),
        ({"role": "clerk"}, {"post": post(role="judge")}, ("role", "post_of_another_role")),
        ({}, {"post": post(to_on=TODAY)}, ("post_id", "post_not_there")),
        ({}, {"post": post(share=None), "holders": (HELD,)}, ("post_id", "post_held")),
        ({}, {"announced_elsewhere": an_id("other")}, ("post_id", "announced_already")),
        ({}, {"procedure": None}, ("court_id", "no_procedure")),
        ({"from_on": TODAY}, {}, ("from_on", "starts_too_early")),
        ({"panel": MEMBERS[:1]}, {}, ("panel", "panel_short")),
        ({"panel": MEMBERS[:1] * 2}, {}, ("panel", "member_repeated")),
    ],
)
def test_only_a_vacant_post_is_announced_and_once(changes: Any, surroundings: Any, refused: tuple[str, str]) -> None:
    played = Playing()
    played.competition = None
    assert played.refuses(replace(ANNOUNCE, **changes), **surroundings) == refused


def test_a_post_is_vacant_from_the_day_after_its_holder_leaves() -> None:
    leaving = replace(HELD, last_on=ANNOUNCE.from_on - timedelta(days=1))
    assert Playing(holders=(replace(HELD, acting=True),)).stands.phase == "applications", "who acts takes nothing"
    assert Playing(holders=(leaving,)).stands.phase == "applications"


def test_another_competition_under_the_same_id_is_refused() -> None:
    assert Playing().refuses(replace(ANNOUNCE, role="clerk")) == ("competition_id", "id_taken")


def test_late_applications_are_refused_with_the_deadline() -> None:
    played = Playing()
    until = played.stands.applications_until
    apply = commands.Apply(an_id("a"), frozenset())
    assert played.refuses(apply, until + timedelta(days=1)) == ("application_id", "applied_too_late")
    assert played.does(apply, until) == (facts.Applied(an_id("a")),)
    assert played.does(apply, until + timedelta(days=1)) == (), "the same again is known"


def test_the_same_person_applies_once_and_brings_every_document() -> None:
    played = Playing(procedure=shipped().procedure)
    apply = commands.Apply(an_id("a"), frozenset({"identity", "diploma"}))
    assert played.refuses(apply, same_person=an_id("b")) == ("identity_number", "applied_already")
    assert played.refuses(apply) == ("documents", "document_missing")


def test_scores_are_entered_by_whom_the_stage_says_and_within_its_bounds() -> None:
    played = Playing()
    played.apply("a")
    score = scored("a", "test", 60)
    assert played.refuses(score) == ("stage", "not_this_stage"), "applications are still taken"
    assert played.refuses(scored("a", "interview", 6, 0), LATER) == ("stage", "not_this_stage")
    assert played.refuses(scored("b", "test", 6), LATER) == ("application_id", "unknown_application")
    assert played.refuses(scored("a", "test", 60, 0), LATER) == ("member", "scored_by_officer")
    for wrong in (101, -1, "1.001"):
        assert played.refuses(scored("a", "test", wrong), LATER) == ("score", "score_outside")
    for reasons in ((), ("he is nice",)):
        assert played.refuses(replace(score, reasons=reasons), LATER) == ("reasons", "unknown_reason")
    assert len(played.does(score, LATER)) == 1
    assert played.does(score, LATER) == ()
    played.complete("test")
    assert played.refuses(scored("a", "interview", 6), LATER) == ("member", "not_of_panel")


def test_a_missing_score_holds_the_stage_and_a_correction_supersedes() -> None:
    played = Playing()
    played.apply("a", "b")
    played.score("a", "test", 40)
    assert played.refuses(commands.CompleteStage("test"), LATER) == ("stage", "scores_missing")
    played.score("b", "test", 55)
    played.score("a", "test", 60)
    completed = played.complete("test")[0]
    assert isinstance(completed, facts.StageCompleted)
    assert [(one.mean, one.passed) for one in completed.results] == [(Fraction(60), True), (Fraction(55), True)]
    assert next(fact for _, fact in played.facts if isinstance(fact, facts.Scored)).score == 40, "it is kept"
    assert played.refuses(scored("a", "test", 70), LATER) == ("stage", "not_this_stage")


def test_whoever_does_not_reach_the_threshold_goes_no_further() -> None:
    played = ranked({"a": (49.99, []), "b": (50, [4, 4, 4])})
    assert played.stands.applications[an_id("a")].ended_in == "test"
    assert [place.application_id for place in played.stands.places] == [an_id("b")]
    assert played.stands.places[0].total == Fraction(40, 100) * Fraction(50, 100) + Fraction(60, 100) * Fraction(4, 10)


def test_a_competition_in_which_nobody_passes_is_closed() -> None:
    played = ranked({"a": (10, [])})
    assert (played.stands.phase, played.stands.reason) == ("closed", "nobody_passed")
    nobody = Playing()
    nobody.complete("test")
    assert nobody.stands.reason == "no_applications"


def test_equal_totals_are_decided_by_the_last_stage_then_by_the_order_of_application() -> None:
    # 40/100 x test/100 = 60/100 x interview/10: a test of 15 more weighs as much as an interview of 1 more.
    played = ranked({"c": (65, [8, 8, 8]), "a": (80, [7, 7, 7]), "b": (65, [8, 8, 8])})
    assert len({place.total for place in played.stands.places}) == 1
    assert [one.application_id for one in played.stands.places] == [an_id("c"), an_id("b"), an_id("a")]


def test_a_recused_member_cannot_score_and_what_was_scored_does_not_count() -> None:
    played = Playing()
    played.apply("a")
    played.score("a", "test", 90)
    played.complete("test")
    played.score("a", "interview", 10, 0)
    played.does(commands.Recuse(MEMBERS[0], an_id("a")), LATER)
    assert played.refuses(scored("a", "interview", 9, 0), LATER) == ("member", "member_recused")
    played.score("a", "interview", 4, 1)
    played.score("a", "interview", 6, 2)
    completed = played.complete("interview")[0]
    assert isinstance(completed, facts.StageCompleted)
    assert (completed.results[0].mean, completed.results[0].members) == (Fraction(5), MEMBERS[1:])


def test_a_conflict_that_is_found_is_a_recusal_before_anything_else() -> None:
    played = Playing()
    played.apply("a")
    found = frozenset({(MEMBERS[1], an_id("a")), (an_id("nobody of the panel"), None)})
    played.score("a", "test", 90)
    decided = played.complete("test", conflicts=found)
    assert decided[0] == facts.Recused(MEMBERS[1], an_id("a"), "found")
    assert played.refuses(scored("a", "interview", 9, 1), LATER) == ("member", "member_recused")


def test_too_few_members_hold_the_stage_until_others_are_named() -> None:
    played = Playing()
    played.apply("a")
    played.score("a", "test", 90)
    played.complete("test")
    for member in MEMBERS[:2]:
        played.does(commands.Recuse(member, None), LATER)
    played.score("a", "interview", 9, 2)
    assert played.refuses(commands.CompleteStage("interview"), LATER) == ("stage", "panel_too_small")
    newcomer = an_id("newcomer")
    played.does(commands.NamePanel((*MEMBERS, newcomer), "member_recused"), LATER)
    assert played.refuses(commands.CompleteStage("interview"), LATER) == ("stage", "scores_missing")
    played.does(replace(scored("a", "interview", 8, 0), member=newcomer), LATER)
    played.complete("interview")
    assert played.stands.phase == "ranked"
    assert played.refuses(commands.NamePanel(MEMBERS, "because"), LATER) == ("reason", "unknown_reason")


def test_a_recusal_found_after_the_stage_opens_it_again() -> None:
    played = ranked({"a": (90, [10, 5, 5]), "b": (90, [6, 6, 6])})
    assert played.stands.places[0].application_id == an_id("a")
    found = frozenset({(MEMBERS[0], an_id("a"))})
    fill = commands.Fill(an_id("a"), None)
    assert played.refuses(fill, LATER, conflicts=found) == ("stage", "recused_counted")
    played.does(commands.Reopen("interview", "score_recused"), LATER, conflicts=found)
    played.complete("interview")
    assert played.stands.places[0].application_id == an_id("b")


def test_the_first_is_appointed_and_another_only_with_a_reason() -> None:
    played = ranked({"a": (90, [9, 9, 9]), "b": (80, [8, 8, 8]), "c": (10, [])})
    assert played.refuses(commands.Fill(an_id("b"), None), LATER) == ("reason", "not_first")
    assert played.refuses(commands.Fill(an_id("b"), "we like her"), LATER) == ("reason", "unknown_reason")
    assert played.refuses(commands.Fill(an_id("c"), "declined"), LATER) == ("application_id", "not_in_it")
    assert played.refuses(commands.Fill(an_id("a"), None), LATER, holders=(HELD,)) == ("post_id", "post_overfilled")
    assert played.refuses(commands.Fill(an_id("a"), None), LATER, post=None) == ("post_id", "unknown_post")
    played.does(commands.Withdraw(an_id("a")), LATER)
    assert played.does(commands.Fill(an_id("b"), None), LATER) == (facts.Filled(an_id("b"), None),)
    for command in (commands.Withdraw(an_id("b")), commands.Cancel("post_abolished"), scored("b", "interview", 3, 0)):
        assert played.refuses(command, LATER) == ("competition_id", "competition_over")
    assert played.refuses(commands.Reopen("interview", "appeal_upheld"), LATER) == (
        "competition_id",
        "competition_over",
    )


def test_a_cancelled_competition_goes_on_where_it_is_reopened() -> None:
    played = ranked({"a": (90, [9, 9, 9])})
    assert played.refuses(commands.Cancel("whim"), LATER) == ("reason", "unknown_reason")
    played.does(commands.Cancel("announced_in_error"), LATER)
    reopen = commands.Reopen("interview", "closed_in_error")
    assert played.refuses(reopen, LATER, announced_elsewhere=an_id("x")) == ("post_id", "announced_already")
    assert played.refuses(reopen, LATER, holders=(HELD,)) == ("post_id", "post_overfilled")
    assert played.refuses(replace(reopen, stage="tea"), LATER) == ("stage", "unknown_stage")
    played.does(reopen, LATER)
    assert (played.stands.phase, played.stands.places) == ("interview", ())
    played.score("a", "interview", 8, 0)
    played.complete("interview")
    played.does(commands.Reopen("applications", "more_candidates"), LATER)
    assert played.stands.deadline_on(LATER) == last_day(LATER, PROCEDURE.applications, around().is_open)
    played.does(commands.Apply(an_id("b"), frozenset()), LATER)


def test_a_stage_is_not_reopened_before_those_before_it_are_complete() -> None:
    reopen = commands.Reopen("interview", "appeal_upheld")
    assert Playing().refuses(reopen, LATER) == ("stage", "not_this_stage")


def test_candidates_are_erased_once_and_only_after_the_end() -> None:
    played = ranked({"a": (90, [9, 9, 9])})
    assert played.refuses(commands.EraseCandidates(), LATER) == ("competition_id", "competition_runs")
    played.does(commands.Close("nobody_accepted"), LATER)
    assert played.does(commands.EraseCandidates(), LATER) == (facts.CandidatesErased(1),)
    assert played.does(commands.EraseCandidates(), LATER) == ()
    assert played.refuses(commands.Reopen("test", "appeal_upheld"), LATER) == ("competition_id", "competition_over")


def test_periods_are_counted_in_the_days_they_name() -> None:
    friday = date(2026, 11, 27)
    assert last_day(friday, Period(1, "working"), around().is_open) == date(2026, 11, 30)
    assert last_day(friday, Period(1, "calendar"), around().is_open) == date(2026, 11, 30)
    assert last_day(friday, Period(7, "calendar"), around().is_open) == date(2026, 12, 4)
    assert last_day(friday, Period(5, "working"), lambda day: day.weekday() < 5 and day.day != 1) == date(2026, 12, 7)
    assert [urgency(friday, 3, friday + timedelta(days=days)) for days in (-4, -3, 0, 1)] == [
        "ahead", "near", "near", "overdue",
    ]  # fmt: skip


def test_conflicts_are_found_whoever_declared_them() -> None:
    candidate = Known(an_id("a"), an_id("anna"), "Ёлкина Анна")
    day = date(2026, 11, 1)

    def found(who: str, against: str, names: dict[Any, str] | None = None, **dates: Any) -> Any:
        interest = Interest(an_id("i"), "other-court", an_id(who), against, **dates)
        fact = InterestFact("declared", 1, interest)
        return conflicts([an_id("member")], [candidate], [fact], names or {}, day)

    pair = frozenset({(an_id("member"), an_id("a"))})
    assert found("member", "анна Елкина") == pair
    assert found("member", str(an_id("anna"))) == pair
    assert found("anna", "Members, M.", {an_id("member"): "M. Members"}) == pair
    assert found("anna", str(an_id("member"))) == pair
    assert found("member", "Анна") == frozenset()
    assert found("stranger", "Ёлкина Анна") == frozenset()
    assert found("member", "Ёлкина Анна", to_on=date(2026, 10, 31)) == frozenset()
    assert found("member", "Ёлкина Анна", from_on=date(2026, 11, 2)) == frozenset()
    oneself = conflicts([an_id("anna")], [candidate], [], {}, day)
    assert oneself == frozenset({(an_id("anna"), None)}), "a candidate scores no rival either"
    assert same_name("«Береке»  ТОО", "тоо берЕКЕ")


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"stages": ()}, ("stages", "no_stages")),
        ({"stages": (stage("test", "officer", 9, 1, 0),)}, ("stages", "no_weights")),
        ({"stages": (stage("ranked", "officer", 9, 1, 1),)}, ("stages", "code_repeated")),
        ({"reasons": PROCEDURE.reasons * 2}, ("reasons", "code_repeated")),
        ({"stages": (stage("test", "officer", 9, 10, 1),)}, ("stages[0].threshold", "threshold_outside")),
    ],
)
def test_a_procedure_by_which_nobody_could_be_selected_is_refused(changes: Any, refused: tuple[str, str]) -> None:
    found = check(replace(PROCEDURE, **changes))
    assert found is not None
    assert (found.field, found.code) == refused


def test_the_procedure_that_comes_with_the_program_is_sound_and_says_that_nobody_verified_it() -> None:
    procedure = shipped().procedure
    assert check(procedure) is None
    assert not procedure.verified
    assert [one.code for one in procedure.stages] == ["documents", "qualification", "interview", "panel"]
    assert procedure.stages[1].weight == Decimal(40)


def test_the_court_counts_in_its_own_zone() -> None:
    assert Playing().stands.announced.zone == COURT.zone
