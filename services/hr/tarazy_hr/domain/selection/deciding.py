"""The decision: what a competition's record says, and what somebody wants, make facts or a refusal."""

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from tarazy_shared.terms import IsOpen

from tarazy_hr.domain.post import Holding, PostFact
from tarazy_hr.domain.refusal import Refusal, conflict, unknown, wrong
from tarazy_hr.domain.selection import commands, facts
from tarazy_hr.domain.selection.commands import REASONS, Command
from tarazy_hr.domain.selection.competition import Application, Competition, begun
from tarazy_hr.domain.selection.deadlines import last_day
from tarazy_hr.domain.selection.facts import Fact
from tarazy_hr.domain.selection.procedure import Procedure
from tarazy_hr.domain.selection.ranking import ranking, results_of
from tarazy_hr.domain.selection.vacancy import refuse_unless_vacant

Decision = tuple[Fact, ...] | Refusal
"""No facts at all: what was wanted stands already."""
SMALLEST_SCORE = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a decision has to know beside the competition's own record."""

    today: date
    zone: str
    is_open: IsOpen
    post: PostFact | None = None
    holders: tuple[Holding, ...] = ()
    announced_elsewhere: UUID | None = None
    """Another competition for the same post that has not ended."""
    procedure: Procedure | None = None
    """The one that stands today."""
    same_person: UUID | None = None
    """A standing application of this competition by the person who applies."""
    conflicts: frozenset[tuple[UUID, UUID | None]] = field(default_factory=frozenset)
    """Members who must not score a candidate (None: anybody), as candidates and declared interests say."""


def decide(competition: Competition | None, command: Command, around: Surroundings) -> Decision:
    """What a command makes of a competition, which stays as it is. Found recusals come first, whatever was asked."""
    if isinstance(command, commands.Announce):
        return _announce(competition, command, around)
    if competition is None:
        return unknown("competition_id", "unknown_competition", "")
    competition = deepcopy(competition)
    found = _found(competition, around.conflicts)
    for fact in found:
        competition.take(fact)
    decision = _decide(competition, command, around)
    return decision if isinstance(decision, Refusal) else (*(found if decision else ()), *decision)


def _decide(competition: Competition, command: Command, around: Surroundings) -> Decision:
    match command:
        case commands.Reopen():
            return _reopen(competition, command, around)
        case commands.EraseCandidates():
            return _erase(competition)
    if competition.over:
        return conflict("competition_id", "competition_over", phase=competition.phase)
    match command:
        case commands.Apply():
            return _apply(competition, command, around)
        case commands.Withdraw():
            return _withdraw(competition, command)
        case commands.NamePanel():
            return _name_panel(competition, command)
        case commands.Recuse():
            return _recuse(competition, command)
        case commands.Score():
            return _score(competition, command, around.today)
        case commands.CompleteStage():
            return _complete(competition, command, around)
        case commands.Fill():
            return _fill(competition, command, around)
        case commands.Close():
            return _unknown_reason("close", command.reason) or (facts.Closed(command.reason),)
        case commands.Cancel():
            return _unknown_reason("cancel", command.reason) or (facts.Cancelled(command.reason),)
        case _:
            raise TypeError(command)


def _announce(known: Competition | None, command: commands.Announce, around: Surroundings) -> Decision:
    if known is not None:
        same = known.announced
        asked = (command.court_id, command.post_id, command.role, command.share, command.from_on, command.panel)
        said = (same.court_id, same.post_id, same.role, same.share, same.from_on, same.panel)
        return () if asked == said else conflict("competition_id", "id_taken")
    if command.from_on <= around.today:
        return wrong("from_on", "starts_too_early", today=around.today)
    if refused := _not_vacant(command, around):
        return refused
    if around.announced_elsewhere is not None:
        return conflict("post_id", "announced_already", competition=around.announced_elsewhere)
    if around.procedure is None:
        return unknown("court_id", "no_procedure", around.today)
    if refused := _wrong_panel(around.procedure, command.panel):
        return refused
    until = last_day(around.today, around.procedure.applications, around.is_open)
    due_on = last_day(until, around.procedure.stages[0].period, around.is_open)
    return (
        facts.Announced(
            command.competition_id,
            command.court_id,
            command.post_id,
            command.role,
            command.share,
            command.from_on,
            around.today,
            until,
            due_on,
            around.zone,
            command.panel,
            around.procedure,
        ),
    )


def _apply(competition: Competition, command: commands.Apply, around: Surroundings) -> Decision:
    if command.application_id in competition.applications:
        return ()
    until = competition.applications_until
    if competition.phase_on(around.today) != "applications":
        return conflict("application_id", "applied_too_late", day=until, zone=competition.announced.zone)
    if around.same_person is not None:
        return conflict("identity_number", "applied_already", application=around.same_person)
    lacking = [one.code for one in competition.procedure.documents if one.code not in command.documents]
    if lacking:
        return wrong("documents", "document_missing", documents=", ".join(lacking))
    return (facts.Applied(command.application_id),)


def _withdraw(competition: Competition, command: commands.Withdraw) -> Decision:
    application = _application(competition, command.application_id)
    if isinstance(application, Refusal):
        return application
    return () if application.withdrawn else (facts.Withdrawn(command.application_id),)


def _name_panel(competition: Competition, command: commands.NamePanel) -> Decision:
    if refused := _unknown_reason("panel", command.reason) or _wrong_panel(competition.procedure, command.panel):
        return refused
    return () if command.panel == competition.panel else (facts.PanelNamed(command.panel, command.reason),)


def _recuse(competition: Competition, command: commands.Recuse) -> Decision:
    if command.member not in competition.panel:
        return unknown("member", "not_of_panel", command.member)
    if command.application_id is not None:
        application = _application(competition, command.application_id)
        if isinstance(application, Refusal):
            return application
    if (command.member, command.application_id) in competition.recused:
        return ()
    return (facts.Recused(command.member, command.application_id, "declared"),)


def _score(competition: Competition, command: commands.Score, today: date) -> Decision:
    stage = competition.stage_on(today)
    if stage is None or stage.code != command.stage:
        return conflict("stage", "not_this_stage", stage=competition.phase_on(today))
    application = _application(competition, command.application_id)
    if isinstance(application, Refusal):
        return application
    if not application.stands:
        return conflict("application_id", "not_in_it", number=application.number)
    if refused := _wrong_scorer(competition, stage.scored_by, command):
        return refused
    if not 0 <= command.score <= stage.maximum or command.score % SMALLEST_SCORE:
        return wrong("score", "score_outside", maximum=stage.maximum)
    known = {reason.code for reason in competition.procedure.reasons}
    strange = [reason for reason in command.reasons if reason not in known]
    if strange or not command.reasons:
        return wrong("reasons", "unknown_reason", reason=", ".join(strange), reasons=", ".join(sorted(known)))
    fact = facts.Scored(command.application_id, stage.code, command.member, command.score, command.reasons)
    stands = competition.scores.get((stage.code, command.application_id), {}).get(command.member)
    return () if stands == fact else (fact,)


def _wrong_scorer(competition: Competition, scored_by: str, command: commands.Score) -> Refusal | None:
    if scored_by == "officer":
        return None if command.member is None else wrong("member", "scored_by_officer")
    if command.member is None or command.member not in competition.panel:
        return unknown("member", "not_of_panel", command.member or "")
    if competition.is_recused(command.member, command.application_id):
        return conflict("member", "member_recused", member=command.member)
    return None


def _complete(competition: Competition, command: commands.CompleteStage, around: Surroundings) -> Decision:
    procedure = competition.procedure
    if command.stage in competition.results:
        return ()
    stage = competition.stage_on(around.today)
    if stage is None or stage.code != command.stage:
        return conflict("stage", "not_this_stage", stage=competition.phase_on(around.today))
    for application in competition.standing():
        if missing := competition.missing(stage, application.application_id):
            return conflict("stage", "scores_missing", number=application.number, count=len(missing))
        scorers = competition.scorers(stage, application.application_id)
        if stage.scored_by == "panel" and len(scorers) < procedure.quorum:
            return conflict("stage", "panel_too_small", number=application.number, quorum=procedure.quorum)
    if refused := _counted_recused(competition):
        return refused
    place = procedure.position(stage.code) + 1
    following = procedure.stages[place] if place < len(procedure.stages) else None
    due_on = last_day(around.today, following.period, around.is_open) if following else None
    completed = facts.StageCompleted(stage.code, results_of(competition, stage), due_on)
    if not any(result.passed for result in completed.results):
        return completed, facts.Closed("nobody_passed" if competition.applications else "no_applications")
    if following is not None:
        return (completed,)
    competition.take(completed)
    return completed, facts.Ranked(ranking(competition))


def _fill(competition: Competition, command: commands.Fill, around: Surroundings) -> Decision:
    if competition.phase != "ranked":
        return conflict("competition_id", "not_ranked", phase=competition.phase_on(around.today))
    application = _application(competition, command.application_id)
    if isinstance(application, Refusal):
        return application
    if not application.stands:
        return conflict("application_id", "not_in_it", number=application.number)
    if refused := _counted_recused(competition):
        return refused
    if refused := _not_vacant(competition.announced, around):
        return refused
    first = next(
        one.application_id for one in competition.places if competition.applications[one.application_id].stands
    )
    if first == command.application_id:
        return (facts.Filled(command.application_id, None),)
    if command.reason is None:
        return wrong("reason", "not_first", number=competition.applications[first].number)
    return _unknown_reason("fill", command.reason) or (facts.Filled(command.application_id, command.reason),)


def _reopen(competition: Competition, command: commands.Reopen, around: Surroundings) -> Decision:
    if refused := _unknown_reason("reopen", command.reason):
        return refused
    if competition.phase == "filled" or competition.erased:
        return conflict("competition_id", "competition_over", phase=competition.phase)
    stages = [stage.code for stage in competition.procedure.stages]
    if command.stage not in ("applications", *stages):
        return unknown("stage", "unknown_stage", command.stage)
    before = stages[: stages.index(command.stage)] if command.stage in stages else []
    if any(code not in competition.results for code in before):
        return conflict("stage", "not_this_stage", stage=competition.phase_on(around.today))
    if competition.over:
        if refused := _not_vacant(competition.announced, around):
            return refused
        if around.announced_elsewhere is not None:
            return conflict("post_id", "announced_already", competition=around.announced_elsewhere)
    until, begins_on = competition.applications_until, around.today
    if command.stage == "applications":
        until = begins_on = last_day(around.today, competition.procedure.applications, around.is_open)
    stage = competition.procedure.stage(command.stage) or competition.procedure.stages[0]
    due_on = last_day(begins_on, stage.period, around.is_open)
    return (facts.Reopened(command.stage, command.reason, until, due_on),)


def _erase(competition: Competition) -> Decision:
    if not competition.over:
        return conflict("competition_id", "competition_runs")
    return () if competition.erased else (facts.CandidatesErased(len(competition.applications)),)


def _not_vacant(wanted: commands.Announce | facts.Announced, around: Surroundings) -> Refusal | None:
    post, holders = around.post, around.holders
    return refuse_unless_vacant(wanted.post_id, post, holders, wanted.from_on, wanted.share, wanted.role)


def _found(competition: Competition, conflicts: Iterable[tuple[UUID, UUID | None]]) -> tuple[facts.Recused, ...]:
    if competition.over:
        return ()
    new = [pair for pair in conflicts if pair not in competition.recused and pair[0] in competition.panel]
    return tuple(facts.Recused(member, one, "found") for member, one in sorted(new, key=str))


def _counted_recused(competition: Competition) -> Refusal | None:
    """A score that counted in a complete stage turned out to be that of a recused member: the stage is open again."""
    for code, results in competition.results.items():
        for result in results:
            for member in result.members:
                if member is not None and competition.is_recused(member, result.application_id):
                    return conflict("stage", "recused_counted", member=member, stage=code)
    return None


def _application(competition: Competition, application_id: UUID) -> Application | Refusal:
    known = competition.applications.get(application_id)
    return known or unknown("application_id", "unknown_application", application_id)


def _wrong_panel(procedure: Procedure, panel: tuple[UUID, ...]) -> Refusal | None:
    if len(set(panel)) < len(panel):
        return wrong("panel", "member_repeated")
    if len(panel) < procedure.quorum and any(stage.scored_by == "panel" for stage in procedure.stages):
        return wrong("panel", "panel_short", quorum=procedure.quorum)
    return None


def _unknown_reason(kind: str, reason: str) -> Refusal | None:
    known = REASONS[kind]
    if reason in known:
        return None
    return wrong("reason", "unknown_reason", reason=reason, reasons=", ".join(sorted(known)))


def entered(competition: Competition | None, decided: Iterable[Fact]) -> Competition | None:
    """The competition after facts that were decided about it as its record stood."""
    for fact in decided:
        if competition is not None:
            competition.take(fact)
        elif isinstance(fact, facts.Announced):
            competition = begun(fact)
    return competition
