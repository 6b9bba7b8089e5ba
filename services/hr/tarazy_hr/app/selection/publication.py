"""Facts of a competition as events: `court.vacancy.*` on `court.staff`."""

from typing import Any
from uuid import UUID

from tarazy_shared.contracts import vacancies
from tarazy_shared.contracts.event import EventData

from tarazy_hr.domain.entry import Entry
from tarazy_hr.domain.selection import facts
from tarazy_hr.domain.selection.competition import Competition
from tarazy_hr.domain.selection.facts import Fact


def event_of(competition: Competition, entry: Entry[Fact], digest: str, person_id: UUID | None) -> EventData | None:
    """The event that tells an entry; None for what concerns candidates and the panel alone.

    `person_id` is who is appointed by an entry that fills the post.
    """
    announced = competition.announced
    common: dict[str, Any] = {
        "court_id": announced.court_id,
        "competition_id": announced.competition_id,
        "post_id": announced.post_id,
        "version": entry.number,
        "panel": competition.panel,
        "record_hash": digest,
    }
    match entry.fact:
        case facts.Announced():
            return vacancies.VacancyAnnounced(
                **common,
                role=announced.role,
                from_on=announced.from_on,
                applications_until=announced.applications_until,
                procedure=announced.procedure.code,
                stages=tuple(stage.code for stage in announced.procedure.stages),
            )
        case facts.StageCompleted(stage, results, due_on):
            passed = sum(result.passed for result in results)
            ended = len(results) - passed
            return vacancies.VacancyStageCompleted(**common, stage=stage, passed=passed, ended=ended, due_on=due_on)
        case facts.Reopened(stage, reason, _, due_on):
            return vacancies.VacancyReopened(**common, stage=stage, reason=reason, due_on=due_on)
        case facts.Filled() if person_id is not None:
            return vacancies.VacancyFilled(**common, person_id=person_id, from_on=announced.from_on)
        case facts.Closed(reason):
            return vacancies.VacancyClosed(**common, reason=reason)
        case facts.Cancelled(reason):
            return vacancies.VacancyCancelled(**common, reason=reason)
    return None
