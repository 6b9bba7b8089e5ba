"""Steps of a disciplinary case as events: `court.discipline.*` on `court.staff`, for the judge to be told by."""

from typing import Any

from tarazy_shared.contracts import discipline
from tarazy_shared.contracts.event import EventData
from tarazy_shared.terms import IsOpen

from tarazy_hr.domain.discipline import facts
from tarazy_hr.domain.discipline.case import DisciplinaryCase
from tarazy_hr.domain.discipline.facts import Fact
from tarazy_hr.domain.discipline.rules import EXPLANATION
from tarazy_hr.domain.entry import Entry


def event_of(case: DisciplinaryCase, entry: Entry[Fact], is_open: IsOpen) -> EventData | None:
    """The event that tells an entry; None for what the judge is not told of. `case` as it stands after it.

    A complaint that was rejected is none of the judge's worries: they may never have heard of it.
    """
    received = case.received
    common: dict[str, Any] = {
        "court_id": received.court_id,
        "person_id": received.judge,
        "proceedings_id": received.case_id,
        "version": entry.number,
    }
    match entry.fact:
        case facts.ExplanationAsked():
            return _reply_awaited(case, common, is_open)
        case facts.Resumed() if case.explanation == "asked":
            return _reply_awaited(case, common, is_open)
        case facts.Extended(clock) if clock == EXPLANATION:
            return _reply_awaited(case, common, is_open)
        case facts.Explained():
            return discipline.DisciplineReplied(**common)
        case facts.HearingSet(_, starts_at, ends_at):
            return discipline.DisciplineHearingSet(**common, starts_at=starts_at, ends_at=ends_at)
        case facts.Decided(measure):
            last = case.clocks["appeal"].last_day(is_open)
            return discipline.DisciplineDecided(**common, decision=measure, appeal_until=last)
        case facts.AppealDecided(_, measure):
            return discipline.DisciplineDecided(**common, decision=measure)
        case facts.Ended() | facts.CameIntoForce() | facts.Expired():
            return discipline.DisciplineClosed(**common)
    return None


def _reply_awaited(case: DisciplinaryCase, common: dict[str, Any], is_open: IsOpen) -> EventData | None:
    """Until when the judge may explain, also when that day has moved; None where there is nothing to wait for."""
    clock = case.clocks[EXPLANATION]
    last = clock.last_day(is_open)
    if last is None or clock.void:
        return None
    return discipline.DisciplineReplyAwaited(**common, due_on=last)
