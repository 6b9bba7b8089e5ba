"""The judge answers, the panel decides, an appeal is heard by others, and it becomes final."""

from datetime import timedelta

from tarazy_hr.domain.evaluation import commands, facts
from tarazy_hr.domain.evaluation.evaluation import Evaluation
from tarazy_hr.domain.evaluation.facts import Fact
from tarazy_hr.domain.evaluation.gathering import total_so_far
from tarazy_hr.domain.evaluation.indicators import recounted
from tarazy_hr.domain.evaluation.opening import unfit_panel
from tarazy_hr.domain.evaluation.surroundings import Decision, Surroundings
from tarazy_hr.domain.refusal import Refusal, conflict, unknown

ONE_DAY = timedelta(days=1)


def answer(
    evaluation: Evaluation, command: commands.Reply | commands.Dispute | commands.SettleDispute, around: Surroundings
) -> Decision:
    """A reply or a dispute of the judge, in time; a dispute settled."""
    if evaluation.phase != "reply":
        return conflict("evaluation_id", "wrong_phase", phase=evaluation.phase)
    if isinstance(command, commands.SettleDispute):
        if command.hearing_id not in evaluation.disputes:
            return unknown("hearing_id", "not_disputed", command.hearing_id)
        settled = facts.DisputeSettled(command.hearing_id, command.left_out)
        return () if evaluation.disputes[command.hearing_id] is command.left_out else (settled,)
    clock = evaluation.clocks["reply"]
    end = clock.last_day(around.is_open)
    if end is not None and around.today > end:
        return conflict("evaluation_id", "reply_too_late", day=end, source=clock.rule.source)
    if isinstance(command, commands.Reply):
        return () if evaluation.replied else (facts.Replied(around.today),)
    counted = {one.hearing_id for figure in evaluation.figures for one in figure.behind}
    if command.hearing_id not in counted:
        return unknown("hearing_id", "not_counted", command.hearing_id)
    return () if command.hearing_id in evaluation.disputes else (facts.Disputed(command.hearing_id, around.today),)


def conclude(evaluation: Evaluation, command: commands.Decide, around: Surroundings) -> Decision:
    """Decide, once the judge has replied or the time for it is over, and no dispute is open."""
    if evaluation.phase != "reply":
        return conflict("evaluation_id", "wrong_phase", phase=evaluation.phase)
    if command.by not in evaluation.scorers:
        return unknown("by", "not_of_panel", command.by)
    end = evaluation.clocks["reply"].last_day(around.is_open)
    if not evaluation.replied and end is not None and around.today <= end:
        return conflict("evaluation_id", "reply_runs", day=end)
    if open_ones := [hearing for hearing, left_out in evaluation.disputes.items() if left_out is None]:
        return conflict("evaluation_id", "disputes_open", count=len(open_ones))
    # Of the facts that the judge was shown: what was told since can be replied to no more.
    figures = recounted(evaluation.figures, evaluation.left_out, evaluation.rules)
    taken: tuple[Fact, ...] = ()
    if figures != evaluation.figures:
        taken = (facts.FiguresTaken(figures, around.today),)
        evaluation.take(taken[0])
    total = total_so_far(evaluation)
    if isinstance(total, Refusal):
        return total
    return (*taken, facts.Decided(total, evaluation.scorers, around.today))


def appeal(evaluation: Evaluation, around: Surroundings) -> Decision:
    """Appeal, in time."""
    if evaluation.phase == "appealed":
        return ()
    if evaluation.phase != "decided":
        return conflict("evaluation_id", "wrong_phase", phase=evaluation.phase)
    clock = evaluation.clocks["appeal"]
    end = clock.last_day(around.is_open)
    if end is not None and around.today > end:
        return conflict("evaluation_id", "appeal_too_late", day=end, source=clock.rule.source)
    return (facts.Appealed(around.today),)


def decide_appeal(evaluation: Evaluation, command: commands.DecideAppeal, around: Surroundings) -> Decision:
    """Uphold it, or return it to another panel. Nobody who has scored decides that."""
    if evaluation.phase != "appealed":
        return conflict("evaluation_id", "wrong_phase", phase=evaluation.phase)
    if command.by in evaluation.decided_by or command.by == evaluation.opened.judge:
        return conflict("by", "scored_before", member=command.by, source=evaluation.rules.source)
    if command.result == "upheld":
        return facts.AppealDecided("upheld", around.today), facts.BecameFinal(around.today)
    if refused := unfit_panel(evaluation.rules, command.panel, evaluation.opened.judge):
        return refused
    if again := evaluation.decided_by & set(command.panel):
        return conflict("panel", "scored_before", member=sorted(again)[0], source=evaluation.rules.source)
    return facts.AppealDecided("returned", around.today), facts.PanelNamed(command.panel)


def let_pass(evaluation: Evaluation, around: Surroundings) -> Decision:
    """It becomes final once nobody can appeal any more."""
    if evaluation.phase != "decided":
        return ()
    end = evaluation.clocks["appeal"].last_day(around.is_open)
    return (facts.BecameFinal(end + ONE_DAY),) if end is not None and around.today > end else ()
