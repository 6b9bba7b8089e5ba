"""The panel of a session's page that asks those who were there, and shows what they think."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import Response
from tarazy_shared.database import Connection
from tarazy_shared.problems import AnswerInstead
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters.education.record import RECORD
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.front.naming import local
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.adapters.http.surveys.feedback import participants_asked
from tarazy_hr.adapters.http.surveys.pages.carrying import carried, said
from tarazy_hr.adapters.http.surveys.pages.shown import Distribution, distributions
from tarazy_hr.adapters.proceedings.rules import SURVEYS
from tarazy_hr.adapters.surveys import store
from tarazy_hr.adapters.surveys.store import Survey
from tarazy_hr.app.surveys.feedback import survey_id_of, unfit
from tarazy_hr.app.surveys.telling import told_of, too_small, words_told
from tarazy_hr.domain.education.session import Session, told_by
from tarazy_hr.domain.refusal import Refusal, conflict

NOT_ASKED = {"no_survey_key": conflict("questionnaire", "no_survey_key")}
"""What a form may be refused for that the panel does not see before."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """What the panel shows."""

    survey: Survey | None
    why: str | None
    """Why nobody can be asked, or nothing is told."""
    questions: Sequence[Distribution] = ()
    words: Sequence[tuple[str, Sequence[str]]] = ()


def feedback_pages(desk: Desk, front: Front, key: str | None) -> APIRouter:
    """One form, on the page of a session."""
    prefix = "/courts/{court_id}/desk/training/sessions/{session_id}"
    router = APIRouter(prefix=prefix, tags=["pages"], include_in_schema=False)

    @router.post("/ask", response_model=None)
    async def ask(visit: Annotated[Visit, front.sent("training.teach")], session_id: UUID) -> Response:
        """Ask those who were there."""
        async with desk.work.pool.acquire() as connection:
            session = told_by((await RECORD.read(connection, session_id))[0])
        if session is None or session.planned.court_id != visit.court.court_id:
            raise AnswerInstead(visit.render("training_unknown.html", section="training", status=404))

        async def act(uow: UnitOfWork, cause: Cause) -> Survey | Refusal:
            return await participants_asked(uow, visit.request, session, visit.court, key, cause)

        done = await carried(desk, visit, act)
        answer = {"refused": done.code} if isinstance(done, Refusal) else {"done": "asked"}
        return visit.back_to(f"training/sessions/{session_id}", **answer)

    return router


async def feedback_of(connection: Connection, visit: Visit, session: Session, now: datetime) -> Feedback:
    """What the panel shows of a session to whoever teaches."""
    survey = await store.one(connection, survey_id_of(session.planned.session_id))
    if survey is None:
        rules = await SURVEYS.standing(connection, visit.court.court_id, visit.today)
        refusal = unfit(session, rules, now) or NOT_ASKED.get(visit.request.query_params.get("refused", ""))
        return Feedback(None, said(visit, refusal) if refusal else None)
    told = await told_of(connection, survey)
    if isinstance(told, Refusal):
        return Feedback(survey, said(visit, told))
    if () not in told.groups:
        return Feedback(survey, said(visit, too_small(survey, None, None)))
    words = await words_told(connection, survey)
    asked = [(local(visit, one.words), words[one.code]) for one in survey.questionnaire.questions if one.code in words]
    return Feedback(survey, None, distributions(visit, survey, told, (), {}), asked)
