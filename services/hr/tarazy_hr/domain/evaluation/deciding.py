"""The decision: what an evaluation's record says, and what somebody wants, make facts or a refusal."""

from copy import deepcopy

from tarazy_hr.domain.evaluation import commands, facts
from tarazy_hr.domain.evaluation.closing import answer, appeal, conclude, decide_appeal, let_pass
from tarazy_hr.domain.evaluation.commands import Command
from tarazy_hr.domain.evaluation.evaluation import OVER, Evaluation
from tarazy_hr.domain.evaluation.gathering import draft, score, take_figures, take_survey
from tarazy_hr.domain.evaluation.opening import name_panel, open_evaluation
from tarazy_hr.domain.evaluation.surroundings import Decision, Surroundings
from tarazy_hr.domain.refusal import Refusal, conflict, unknown


def decide(evaluation: Evaluation | None, command: Command, around: Surroundings) -> Decision:
    """What a command makes of an evaluation, which stays as it is. Found recusals come first, whatever was asked."""
    if isinstance(command, commands.Open):
        return open_evaluation(evaluation, command, around)
    if evaluation is None:
        return unknown("evaluation_id", "unknown_evaluation", "")
    evaluation = deepcopy(evaluation)
    if evaluation.phase in OVER:
        over = conflict("evaluation_id", "evaluation_over", phase=evaluation.phase)
        return () if isinstance(command, commands.LetPass) else over
    found = _found(evaluation, around)
    for fact in found:
        evaluation.take(fact)
    decision = _decide(evaluation, command, around)
    return decision if isinstance(decision, Refusal) else (*(found if decision else ()), *decision)


def _decide(evaluation: Evaluation, command: Command, around: Surroundings) -> Decision:
    match command:
        case commands.NamePanel():
            return name_panel(evaluation, command)
        case commands.Recuse():
            if command.member not in evaluation.panel:
                return unknown("member", "not_of_panel", command.member)
            return () if command.member in evaluation.recused else (facts.Recused(command.member, command.ground),)
        case commands.TakeFigures():
            return take_figures(evaluation, around)
        case commands.TakeSurvey():
            return take_survey(evaluation, command)
        case commands.Score():
            return score(evaluation, command)
        case commands.Draft():
            return draft(evaluation, around)
        case commands.Reply() | commands.Dispute() | commands.SettleDispute():
            return answer(evaluation, command, around)
        case commands.Decide():
            return conclude(evaluation, command, around)
        case commands.Appeal():
            return appeal(evaluation, around)
        case commands.DecideAppeal():
            return decide_appeal(evaluation, command, around)
        case commands.LetPass():
            return let_pass(evaluation, around)
        case commands.Abandon():
            return (facts.Abandoned(command.reason, around.today),)
        case _:
            raise TypeError(command)


def _found(evaluation: Evaluation, around: Surroundings) -> tuple[facts.Recused, ...]:
    if evaluation.phase != "scoring":
        return ()
    return tuple(facts.Recused(who, "found") for who in evaluation.scorers if who in around.interested)
