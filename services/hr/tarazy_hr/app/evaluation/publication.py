"""Facts of an evaluation as events: `court.evaluation.*` on `court.staff`, each for those who may know of it. What it
came to is told to nobody there."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from tarazy_shared.contracts import evaluation as contracts
from tarazy_shared.contracts.event import EventData
from tarazy_shared.terms import IsOpen

from tarazy_hr.domain.entry import Entry
from tarazy_hr.domain.evaluation import facts
from tarazy_hr.domain.evaluation.evaluation import Evaluation
from tarazy_hr.domain.evaluation.facts import Fact


@dataclass(frozen=True, slots=True)
class Others:
    """Who has a part in evaluations of the court without being of the panel."""

    secretaries: Collection[UUID] = ()
    appeals: Collection[UUID] = ()
    """Of the body of appeals."""


def events_of(
    before: Evaluation | None, after: Evaluation, entry: Entry[Fact], is_open: IsOpen, others: Others
) -> list[EventData]:
    """The events that tell an entry. `before` and `after`: as it stood before and after the command."""
    to_judge = _to_judge(after, entry, is_open)
    return [*([to_judge] if to_judge is not None else []), *_to_parts(before, after, entry, is_open, others)]


def _to_judge(evaluation: Evaluation, entry: Entry[Fact], is_open: IsOpen) -> EventData | None:
    opened = evaluation.opened
    common = _common(evaluation, entry) | {"person_id": opened.judge}
    match entry.fact:
        case facts.Opened():
            return contracts.EvaluationStarted(**common, cycle=opened.kind)
        case facts.Drafted(on=day):
            return contracts.EvaluationReplyAwaited(**common, due_on=_last(evaluation, "reply", is_open) or day)
        case facts.Replied():
            return contracts.EvaluationReplied(**common)
        case facts.Decided():
            return contracts.EvaluationDecided(**common, appeal_until=_last(evaluation, "appeal", is_open))
        case facts.Appealed():
            return contracts.EvaluationAppealed(**common)
        case facts.AppealDecided(result=result):
            return contracts.EvaluationAppealDecided(**common, result=result)
        case facts.BecameFinal() | facts.Abandoned():
            return contracts.EvaluationClosed(**common)
    return None


def _to_parts(
    before: Evaluation | None, after: Evaluation, entry: Entry[Fact], is_open: IsOpen, others: Others
) -> Iterator[EventData]:
    """To the panel, to the secretary of one without a panel, to the body of appeals. Never to the judge."""
    common = _common(after, entry)
    judge, was = after.opened.judge, set(before.scorers) if before else set()
    match entry.fact:
        case facts.Opened(panel=()):
            people = [one for one in others.secretaries if one != judge]
            yield from _given(common, after, "secretary", people)
        case facts.Opened(panel=panel):
            yield from _given(common, after, "panel_member", panel)
        case facts.PanelNamed(panel=panel):
            yield from _ended(common, after, was - set(panel))
            yield from _given(common, after, "panel_member", [one for one in panel if one not in was])
        case facts.Recused(member=member):
            yield from _ended(common, after, {member})
        case facts.Abandoned():
            yield from _ended(common, after, set(after.scorers))
        case facts.Replied(on=day):
            yield contracts.EvaluationDecisionAwaited(
                **common, **_part(after, "panel_member", after.scorers), due_on=_last(after, "decision", is_open) or day
            )
        case facts.Appealed():
            people = [one for one in others.appeals if one != judge and one not in after.decided_by]
            due_on = _last(after, "appeal_decision", is_open)
            yield from _given(common, after, "appeal_member", people, due_on)


def _given(
    common: dict[str, Any], evaluation: Evaluation, part: str, people: Collection[UUID], due_on: date | None = None
) -> Iterator[EventData]:
    if people:
        yield contracts.EvaluationPartGiven(**common, **_part(evaluation, part, people), due_on=due_on)


def _ended(common: dict[str, Any], evaluation: Evaluation, people: Collection[UUID]) -> Iterator[EventData]:
    if people:
        yield contracts.EvaluationPartEnded(**common, **_part(evaluation, "panel_member", people))


def _part(evaluation: Evaluation, part: str, people: Collection[UUID]) -> dict[str, Any]:
    """With an id of its own for each set of people: word to some never takes the place of word to others."""
    named = " ".join(sorted(map(str, people)))
    part_id = uuid5(evaluation.opened.evaluation_id, f"{part} {named}")
    return {"people": tuple(sorted(people)), "part_id": part_id, "part": part}


def _common(evaluation: Evaluation, entry: Entry[Fact]) -> dict[str, Any]:
    opened = evaluation.opened
    return {"court_id": opened.court_id, "evaluation_id": opened.evaluation_id, "version": entry.number}


def _last(evaluation: Evaluation, clock: str, is_open: IsOpen) -> date | None:
    return evaluation.clocks[clock].last_day(is_open) if clock in evaluation.clocks else None
