"""`court.training.*`, `court.evaluation.*`, `court.discipline.*` and `court.vacancy.*` as steps of matters."""

from dataclasses import replace
from typing import Any

from tarazy_shared.contracts import discipline, evaluation, training, vacancies
from tarazy_shared.contracts.event import Event, EventData

from tarazy_notifications.domain.matters.steps import Step
from tarazy_notifications.domain.people import Language
from tarazy_notifications.domain.stories import MatterStory, Process

USED: tuple[type[EventData], ...] = (
    *training.EVENTS,
    *evaluation.EVENTS,
    *discipline.EVENTS,
    vacancies.VacancyAnnounced,
    vacancies.VacancyStageCompleted,
)


def step_of(event: Event[Any]) -> Step:
    """What an event of one of these types tells."""
    data = event.data
    match data:
        case (
            training.TrainingPlaceGiven()
            | training.TrainingPlaceWithdrawn()
            | training.TrainingPlaceAwaited()
            | training.TrainingPlaceOffered()
            | training.TrainingWaitEnded()
        ):
            return _place(event)
        case training.TrainingCertificateIssued():
            story = MatterStory(event.time, "training", data.programme, data.expires_on, names=_names(data))
            return Step(data.certificate_id, data.version, (data.person_id,), None, story, "training_certificate_near")
        case training.TrainingCertificateEnded():
            story = MatterStory(event.time, "training", data.programme)
            return Step(data.certificate_id, data.version, (data.person_id,), None, story)
        case vacancies.VacancyAnnounced():
            story = MatterStory(event.time, "vacancy", "applications", data.applications_until)
            return Step(data.competition_id, data.version, data.panel, "vacancy_announced", story)
        case vacancies.VacancyStageCompleted():
            story = MatterStory(event.time, "vacancy", data.stage, data.due_on)
            return Step(data.competition_id, data.version, data.panel, "vacancy_stage", story)
        case (
            discipline.DisciplinePartGiven()
            | discipline.DisciplinePartEnded()
            | discipline.DisciplineSittingSet()
            | discipline.DisciplineSittingCalledOff()
            | discipline.DisciplineComplaintAnswered()
        ):
            return _part_in_discipline(event)
        case (
            evaluation.EvaluationPartGiven() | evaluation.EvaluationPartEnded() | evaluation.EvaluationDecisionAwaited()
        ):
            return _part_in_evaluation(event)
    return _evaluation(event) if isinstance(data, evaluation.EVENTS) else _discipline(event)


def _place(event: Event[Any]) -> Step:
    data = event.data
    story = MatterStory(
        event.time,
        "training",
        data.programme,
        None,
        data.starts_at,
        data.ends_at,
        online=data.online,
        names=_names(data),
        venue=data.venue or "",
    )
    match data:
        case training.TrainingPlaceGiven():
            topic = "training_session_changed" if data.changed else "training_place_given"
            story = replace(story, changed=data.changed, waited=data.waited)
        case training.TrainingPlaceAwaited():
            topic = "training_place_awaited"
            story = replace(story, changed=data.changed, turn=data.turn)
        case training.TrainingPlaceOffered():
            topic, story = "training_place_offered", replace(story, answer_by=data.answer_by)
        case training.TrainingWaitEnded():
            topic, story = "training_wait_ended", replace(story, reason=data.reason)
        case _:
            topic, story = "training_place_withdrawn", replace(story, reason=data.reason)
    return Step(data.enrolment_id, data.version, (data.person_id,), topic, story)


def _names(data: Any) -> tuple[tuple[Language, str], ...]:
    name = data.programme_name
    return () if name is None else (("kk", name.kk), ("ru", name.ru), ("en", name.en))


def _evaluation(event: Event[Any]) -> Step:
    data = event.data
    topic, near, code, due_on = None, None, "", None
    match data:
        case evaluation.EvaluationStarted():
            topic, code, due_on = "evaluation_started", data.cycle, data.due_on
        case evaluation.EvaluationReplyAwaited():
            topic, near, due_on = "evaluation_reply_awaited", "evaluation_reply_near", data.due_on
        case evaluation.EvaluationAppealDecided():
            topic, code = "evaluation_appeal_decided", data.result
        case evaluation.EvaluationDecided():
            topic, near = "evaluation_decided", "evaluation_appeal_near"
            code, due_on = data.decision or "", data.appeal_until
    story = MatterStory(event.time, _process("evaluation"), code, due_on)
    return Step(data.evaluation_id, data.version, (data.person_id,), topic, story, near)


def _part_in_evaluation(event: Event[Any]) -> Step:
    """What concerns others than the judge; a matter of its own."""
    data = event.data
    topic, due_on = "evaluation_part_ended", None
    match data:
        case evaluation.EvaluationPartGiven():
            topic, due_on = "evaluation_part_given", data.due_on
        case evaluation.EvaluationDecisionAwaited():
            topic, due_on = "evaluation_decision_awaited", data.due_on
    story = MatterStory(event.time, _process("evaluation"), data.part, due_on)
    return Step(data.part_id, data.version, data.people, topic, story)


def _discipline(event: Event[Any]) -> Step:
    data = event.data
    topic, near, code, due_on, starts_at, ends_at = None, None, "", None, None, None
    match data:
        case discipline.DisciplineReplyAwaited():
            topic, near, due_on = "discipline_reply_awaited", "discipline_reply_near", data.due_on
        case discipline.DisciplineHearingSet():
            topic, starts_at, ends_at = "discipline_hearing_set", data.starts_at, data.ends_at
        case discipline.DisciplineHearingCalledOff():
            topic, starts_at = "discipline_hearing_called_off", data.starts_at
        case discipline.DisciplineAppealed():
            topic = "discipline_appealed"
        case discipline.DisciplineDecided():
            topic, near = "discipline_decided", "discipline_appeal_near"
            code, due_on = data.decision, data.appeal_until
    story = MatterStory(event.time, _process("discipline"), code, due_on, starts_at, ends_at)
    return Step(data.proceedings_id, data.version, (data.person_id,), topic, story, near)


def _part_in_discipline(event: Event[Any]) -> Step:
    """What concerns others than the person whom the proceedings are about; each a matter of its own."""
    data = event.data
    topic, matter_id, code, starts_at, ends_at = "", data.proceedings_id, "", None, None
    match data:
        case discipline.DisciplinePartGiven():
            topic, matter_id, code = "discipline_part_given", data.part_id, data.part
        case discipline.DisciplinePartEnded():
            topic, matter_id, code = "discipline_part_ended", data.part_id, data.part
        case discipline.DisciplineSittingSet():
            topic, matter_id, starts_at, ends_at = (
                "discipline_sitting_set",
                data.sitting_id,
                data.starts_at,
                data.ends_at,
            )
        case discipline.DisciplineSittingCalledOff():
            topic, matter_id, starts_at = "discipline_sitting_called_off", data.sitting_id, data.starts_at
        case discipline.DisciplineComplaintAnswered():
            topic, matter_id, code = "discipline_complaint_answered", data.complaint_id, data.answer
    story = MatterStory(event.time, _process("discipline"), code, None, starts_at, ends_at)
    return Step(matter_id, data.version, data.people, topic, story)


def _process(name: Process) -> Process:
    return name
