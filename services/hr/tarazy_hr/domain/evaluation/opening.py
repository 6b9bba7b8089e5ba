"""An evaluation is opened, and who scores is named. Nobody evaluates themselves."""

from datetime import timedelta
from uuid import UUID

from tarazy_hr.domain.evaluation import commands, facts
from tarazy_hr.domain.evaluation.evaluation import Evaluation
from tarazy_hr.domain.evaluation.rules import EvaluationRules
from tarazy_hr.domain.evaluation.surroundings import Decision, Surroundings
from tarazy_hr.domain.refusal import Refusal, conflict, unknown, wrong

ONE_DAY = timedelta(days=1)


def open_evaluation(known: Evaluation | None, command: commands.Open, around: Surroundings) -> Decision:
    """Open it over a period that has passed. Without a panel one has to be named before anybody scores."""
    if known is not None:
        said = known.opened
        same = (said.court_id, said.judge, said.kind, said.from_on, said.to_on) == (
            command.court_id, command.judge, command.kind, command.from_on, command.to_on,
        )  # fmt: skip
        return () if same else conflict("evaluation_id", "id_taken")
    if around.rules is None:
        return unknown("court_id", "no_evaluation_rules", around.today)
    if command.from_on >= command.to_on:
        return wrong("to_on", "ends_before_start", start=command.from_on, end=command.to_on)
    if command.to_on > around.today + ONE_DAY:
        return wrong("to_on", "in_the_future", today=around.today)
    if not around.was_judge:
        return unknown("judge", "no_judge_then", command.from_on)
    if around.running is not None:
        return conflict("judge", "evaluated_already", evaluation=around.running)
    if command.panel and (refused := unfit_panel(around.rules, command.panel, command.judge)):
        return refused
    opened = facts.Opened(
        command.evaluation_id,
        command.court_id,
        command.judge,
        command.kind,
        command.from_on,
        command.to_on,
        around.today,
        command.panel,
        around.zone,
        around.rules,
    )
    return (opened,)


def name_panel(evaluation: Evaluation, command: commands.NamePanel) -> Decision:
    """Name the panel anew, before it has been drafted; nobody scores twice."""
    if evaluation.phase != "scoring":
        return conflict("evaluation_id", "wrong_phase", phase=evaluation.phase)
    if refused := unfit_panel(evaluation.rules, command.panel, evaluation.opened.judge):
        return refused
    if again := evaluation.decided_by & set(command.panel):
        return conflict("panel", "scored_before", member=sorted(again)[0], source=evaluation.rules.source)
    return () if command.panel == evaluation.panel else (facts.PanelNamed(command.panel),)


def unfit_panel(rules: EvaluationRules, panel: tuple[UUID, ...], judge: UUID) -> Refusal | None:
    """Why these people cannot score this judge."""
    if len(set(panel)) < len(panel):
        return wrong("panel", "member_repeated")
    if judge in panel:
        return wrong("panel", "evaluates_self", person=judge, source=rules.source)
    if len(panel) < rules.quorum and any(one.basis == "panel" for one in rules.criteria):
        return wrong("panel", "panel_short", quorum=rules.quorum)
    return None
