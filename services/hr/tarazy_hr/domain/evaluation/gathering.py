"""Figures, surveys and scores come in, and what they come to is shown to the judge."""

from tarazy_hr.domain.evaluation import commands, facts
from tarazy_hr.domain.evaluation.evaluation import Evaluation
from tarazy_hr.domain.evaluation.indicators import indicators
from tarazy_hr.domain.evaluation.rules import WHOLE
from tarazy_hr.domain.evaluation.scoring import Total, total_of
from tarazy_hr.domain.evaluation.surroundings import Decision, Surroundings
from tarazy_hr.domain.refusal import Refusal, conflict, unknown, wrong


def take_figures(evaluation: Evaluation, around: Surroundings) -> Decision:
    """Take the figures as the facts stand now, until the judge has replied to them."""
    if evaluation.phase not in ("scoring", "reply"):
        return conflict("evaluation_id", "wrong_phase", phase=evaluation.phase)
    if evaluation.phase == "reply" and evaluation.replied:
        return conflict("evaluation_id", "replied_already")
    figures = indicators(around.hearings, around.workload, evaluation.left_out, evaluation.rules)
    return () if figures == evaluation.figures else (facts.FiguresTaken(figures, around.today),)


def take_survey(evaluation: Evaluation, command: commands.TakeSurvey) -> Decision:
    """Take over what a survey came to."""
    if evaluation.phase != "scoring":
        return conflict("evaluation_id", "wrong_phase", phase=evaluation.phase)
    criterion = evaluation.rules.criterion(command.criterion)
    if criterion is None or criterion.basis != "survey":
        return unknown("criterion", "unknown_criterion", command.criterion)
    taken = facts.SurveyTaken(command.criterion, command.survey_id, command.mean, command.answers)
    return () if evaluation.surveys.get(command.criterion) == taken else (taken,)


def score(evaluation: Evaluation, command: commands.Score) -> Decision:
    """Take a member's score."""
    if evaluation.phase != "scoring":
        return conflict("evaluation_id", "wrong_phase", phase=evaluation.phase)
    criterion = evaluation.rules.criterion(command.criterion)
    if criterion is None or criterion.basis != "panel":
        return unknown("criterion", "unknown_criterion", command.criterion)
    if command.member not in evaluation.panel:
        return unknown("member", "not_of_panel", command.member)
    if command.member in evaluation.recused:
        return conflict("member", "member_recused", member=command.member)
    if not 0 <= command.score <= WHOLE:
        return wrong("score", "score_outside", maximum=WHOLE)
    known = evaluation.scores.get(command.criterion, {}).get(command.member)
    return () if known == command.score else (facts.Scored(command.member, command.criterion, command.score),)


def draft(evaluation: Evaluation, around: Surroundings) -> Decision:
    """Show the judge what it comes to."""
    if evaluation.phase != "scoring":
        return conflict("evaluation_id", "wrong_phase", phase=evaluation.phase)
    total = total_so_far(evaluation)
    return total if isinstance(total, Refusal) else (facts.Drafted(total, around.today),)


def total_so_far(evaluation: Evaluation) -> Total | Refusal:
    """What everything together comes to; a refusal where something is missing."""
    rules = evaluation.rules
    if evaluation.figures_on is None and any(one.basis == "indicators" for one in rules.criteria):
        return conflict("evaluation_id", "figures_missing")
    if any(one.basis == "panel" for one in rules.criteria) and len(evaluation.scorers) < rules.quorum:
        return conflict("panel", "panel_short", quorum=rules.quorum)
    if missing := evaluation.missing():
        return conflict("evaluation_id", "scores_missing_of", count=len(missing), criterion=missing[0][0])
    total = total_of(rules, evaluation.figures, evaluation.counting(), evaluation.survey_means())
    return total or conflict("evaluation_id", "nothing_to_say")
