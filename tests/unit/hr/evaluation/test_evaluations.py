"""Draft, reply, decision, appeal: each in its time, and nobody in two places."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from tarazy_hr.domain.evaluation import commands, facts
from tarazy_hr.domain.evaluation.deciding import decide
from tarazy_hr.domain.refusal import Refusal

from tests.unit.hr.evaluation.evaluating import HEARINGS, JUDGE, MONDAY, OPEN, OTHERS, PANEL, RULES, Playing, around
from tests.unit.hr.staffing import an_id


@pytest.mark.parametrize(
    ("changes", "known", "code"),
    [
        ({"to_on": date(2025, 3, 1)}, {}, "ends_before_start"),
        ({"to_on": date(2026, 4, 1)}, {}, "in_the_future"),
        ({"panel": (*PANEL[:2], JUDGE)}, {}, "evaluates_self"),
        ({"panel": (PANEL[0], PANEL[0], PANEL[1])}, {}, "member_repeated"),
        ({"panel": PANEL[:2]}, {}, "panel_short"),
        ({}, {"was_judge": False}, "no_judge_then"),
        ({}, {"running": an_id("another")}, "evaluated_already"),
        ({}, {"rules": None}, "no_evaluation_rules"),
    ],
)
def test_what_cannot_be_opened(changes: dict[str, object], known: dict[str, object], code: str) -> None:
    decided = decide(None, replace(OPEN, **changes), around(**known))  # type: ignore[arg-type]
    assert isinstance(decided, Refusal)
    assert decided.code == code


def test_opened_twice_it_is_one_and_another_of_its_id_is_refused() -> None:
    playing = Playing()
    assert playing.do(OPEN) == ()
    assert playing.refused(replace(OPEN, judge=PANEL[0])) == "id_taken"


def test_without_a_panel_it_waits_for_one() -> None:
    playing = Playing(replace(OPEN, panel=()))
    playing.do(commands.TakeFigures())
    assert playing.refused(commands.Draft()) == "panel_short"
    assert playing.refused(commands.NamePanel(())) == "panel_short"
    playing.do(commands.NamePanel(PANEL))
    playing.scored().do(commands.Draft())
    assert playing.stands.phase == "reply"


def test_later_rules_do_not_touch_what_runs() -> None:
    playing = Playing()
    playing.changes = {"rules": replace(RULES, quorum=1)}
    playing.scored()
    assert playing.stands.rules == RULES


def test_a_draft_needs_figures_and_all_scores() -> None:
    playing = Playing()
    assert playing.refused(commands.Draft()) == "figures_missing"
    playing.do(commands.TakeFigures())
    assert playing.refused(commands.Draft()) == "scores_missing_of"
    playing.scored()
    playing.do(commands.Draft())
    assert playing.stands.draft is not None
    assert playing.stands.draft.category == "good"


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (commands.Score(OTHERS[0], "skills", Decimal(50)), "not_of_panel"),
        (commands.Score(PANEL[0], "skills", Decimal(101)), "score_outside"),
        (commands.Score(PANEL[0], "diligence", Decimal(50)), "unknown_criterion"),
        (commands.TakeSurvey("skills", an_id("survey"), Fraction(1), 5), "unknown_criterion"),
        (commands.Recuse(JUDGE, "declared"), "not_of_panel"),
        (commands.Reply(), "wrong_phase"),
        (commands.Appeal(), "wrong_phase"),
        (commands.Decide(PANEL[0]), "wrong_phase"),
    ],
)
def test_what_does_not_belong_is_refused(command: commands.Command, code: str) -> None:
    assert Playing().refused(command) == code


def test_a_recused_members_scores_do_not_count_and_the_panel_is_filled_up() -> None:
    playing = Playing().scored(0, 80, 90)
    playing.do(commands.Recuse(PANEL[0], "granted"))
    assert playing.refused(commands.Score(PANEL[0], "skills", Decimal(50))) == "member_recused"
    assert playing.refused(commands.Draft()) == "panel_short"
    playing.do(commands.NamePanel((*PANEL, OTHERS[0])))
    playing.do(commands.Score(OTHERS[0], "skills", Decimal(85)))
    playing.do(commands.Draft())
    draft = playing.stands.draft
    assert draft is not None
    spread = draft.criteria[1].spread
    assert spread is not None
    assert (spread.lowest, spread.members) == (Decimal(80), 3)


def test_who_has_an_interest_is_recused_whatever_was_asked() -> None:
    playing = Playing()
    done = playing.do(commands.TakeFigures(), interested=frozenset({PANEL[1]}))
    assert done[0] == facts.Recused(PANEL[1], "found")


def test_nothing_is_decided_before_the_judge_replied_or_the_time_is_over() -> None:
    playing = Playing().drafted()
    assert playing.refused(commands.Decide(PANEL[0])) == "reply_runs"
    playing.later(15)
    assert playing.refused(commands.Reply()) == "reply_too_late"
    playing.do(commands.Decide(PANEL[0]))
    assert playing.stands.total is not None
    replied = Playing().drafted()
    replied.do(commands.Reply())
    assert replied.do(commands.Reply()) == ()
    assert replied.refused(commands.Decide(JUDGE)) == "not_of_panel"
    replied.do(commands.Decide(PANEL[0]))


def test_a_dispute_is_settled_before_the_decision_and_changes_the_figures() -> None:
    playing = Playing().drafted()
    late = HEARINGS[-1].hearing_id
    assert playing.refused(commands.Dispute(an_id("somewhere else"))) == "not_counted"
    playing.do(commands.Dispute(late))
    assert playing.do(commands.Dispute(late)) == ()
    playing.do(commands.Reply())
    assert playing.refused(commands.Decide(PANEL[0])) == "disputes_open"
    assert playing.refused(commands.SettleDispute(HEARINGS[0].hearing_id, True)) == "not_disputed"
    playing.do(commands.SettleDispute(late, True))
    before = playing.stands.draft
    done = playing.do(commands.Decide(PANEL[0]))
    assert [type(fact) for fact in done] == [facts.FiguresTaken, facts.Decided]
    total = playing.stands.total
    assert total is not None
    assert before is not None
    assert total.total > before.total


def test_what_is_told_after_the_reply_counts_no_more() -> None:
    playing = Playing().drafted()
    fewer = HEARINGS[:6]
    playing.do(commands.TakeFigures(), hearings=fewer)
    playing.do(commands.Reply())
    assert playing.refused(commands.TakeFigures()) == "replied_already"
    (done,) = playing.do(commands.Decide(PANEL[0]), hearings=HEARINGS)
    assert isinstance(done, facts.Decided)
    assert {one.counted for one in playing.stands.figures if one.behind} == {6}


def test_an_appeal_is_heard_by_somebody_who_has_not_scored() -> None:
    playing = Playing().decided()
    playing.do(commands.Appeal())
    assert playing.do(commands.Appeal()) == ()
    assert playing.refused(commands.DecideAppeal("upheld", PANEL[0])) == "scored_before"
    assert playing.refused(commands.DecideAppeal("upheld", JUDGE)) == "scored_before"
    assert playing.refused(commands.DecideAppeal("returned", OTHERS[0], PANEL)) == "scored_before"
    playing.do(commands.DecideAppeal("returned", OTHERS[0], OTHERS))
    assert (playing.stands.phase, playing.stands.panel, playing.stands.scores) == ("scoring", OTHERS, {})
    playing.scored().do(commands.Draft())
    assert playing.stands.phase == "reply"


def test_an_appeal_that_is_upheld_makes_it_final() -> None:
    playing = Playing().decided()
    playing.do(commands.Appeal())
    done = playing.do(commands.DecideAppeal("upheld", OTHERS[0]))
    assert done[-1] == facts.BecameFinal(MONDAY)
    assert playing.refused(commands.Reply()) == "evaluation_over"


def test_without_an_appeal_it_becomes_final_the_day_after_the_last() -> None:
    playing = Playing().decided()
    playing.today = date(2026, 3, 16)
    assert playing.do(commands.LetPass()) == ()
    playing.today = date(2026, 3, 20)
    assert playing.refused(commands.Appeal()) == "appeal_too_late"
    assert playing.do(commands.LetPass()) == (facts.BecameFinal(date(2026, 3, 17)),)
    assert playing.do(commands.LetPass()) == ()


def test_an_evaluation_can_end_without_a_result() -> None:
    playing = Playing().drafted()
    playing.do(commands.Abandon("left_office"))
    assert (playing.stands.phase, playing.stands.reason) == ("abandoned", "left_office")
    states = {one.urgency(date(2030, 1, 1), around().is_open) for one in playing.stands.clocks.values()}
    assert states == {"void"}
