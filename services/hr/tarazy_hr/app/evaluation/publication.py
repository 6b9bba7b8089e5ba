"""Facts of an evaluation as events: `court.evaluation.*` on `court.staff`. What it came to is told to nobody there."""

from datetime import date
from typing import Any

from tarazy_shared.contracts import evaluation as contracts
from tarazy_shared.contracts.event import EventData
from tarazy_shared.terms import IsOpen

from tarazy_hr.domain.entry import Entry
from tarazy_hr.domain.evaluation import facts
from tarazy_hr.domain.evaluation.evaluation import Evaluation
from tarazy_hr.domain.evaluation.facts import Fact


def event_of(evaluation: Evaluation, entry: Entry[Fact], is_open: IsOpen) -> EventData | None:
    """The event that tells an entry; None for what concerns the panel alone."""
    opened = evaluation.opened
    common: dict[str, Any] = {
        "court_id": opened.court_id,
        "person_id": opened.judge,
        "evaluation_id": opened.evaluation_id,
        "version": entry.number,
    }

    def last_day(clock: str) -> date | None:
        return evaluation.clocks[clock].last_day(is_open) if clock in evaluation.clocks else None

    match entry.fact:
        case facts.Opened():
            return contracts.EvaluationStarted(**common, cycle=opened.kind)
        case facts.Drafted(on=day):
            return contracts.EvaluationReplyAwaited(**common, due_on=last_day("reply") or day)
        case facts.Replied():
            return contracts.EvaluationReplied(**common)
        case facts.Decided():
            return contracts.EvaluationDecided(**common, appeal_until=last_day("appeal"))
        case facts.AppealDecided():
            return contracts.EvaluationDecided(**common)
        case facts.BecameFinal() | facts.Abandoned():
            return contracts.EvaluationClosed(**common)
    return None
