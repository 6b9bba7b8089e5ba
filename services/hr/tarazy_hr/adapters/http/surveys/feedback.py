"""What those think of a session of training who were at it: asked by whoever teaches, told of five and more."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from tarazy_shared.trail import noted, noted_nothing
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters.http.addresses import CourtPath
from tarazy_hr.adapters.http.answering import Desk, IdempotencyKey, refused
from tarazy_hr.adapters.http.documenting import COMMANDED, guarded_router
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.adapters.http.education.asking import SessionPath, known_session
from tarazy_hr.adapters.http.surveys.office import court_of
from tarazy_hr.adapters.http.surveys.views import ResultsView, SurveyView
from tarazy_hr.adapters.idempotency import Answer
from tarazy_hr.adapters.surveys import store
from tarazy_hr.adapters.surveys.store import Survey
from tarazy_hr.app.surveys.feedback import ask_participants, survey_id_of
from tarazy_hr.app.surveys.telling import results_of, words_told
from tarazy_hr.domain.court import Court
from tarazy_hr.domain.education.session import Session
from tarazy_hr.domain.refusal import Refusal, unknown


class FeedbackView(BaseModel):
    """The survey of a session."""

    survey: SurveyView
    results: ResultsView | None = Field(description="Null while it runs, and where too few have answered")


def feedback_router(desk: Desk, door: Door, key: str | None) -> APIRouter:
    """The survey of one session, for the court that holds it."""
    router = guarded_router("/courts/{court_id}/training-sessions/{session_id}/survey", "training")

    @router.put("", response_model=SurveyView, responses=COMMANDED, dependencies=[door.needs("training.teach")])
    async def ask_participants_of_session(
        request: Request, court_id: CourtPath, session_id: SessionPath, idempotency_key: IdempotencyKey = None
    ) -> JSONResponse:
        """Ask those who were there, once the session is over; who answers what nobody can see."""

        async def perform(uow: UnitOfWork, cause: Cause) -> Answer:
            court = await court_of(uow.connection, request, court_id)
            session = await known_session(uow.connection, request, session_id, court_id)
            done = await participants_asked(uow, request, session, court, key, cause)
            if isinstance(done, Refusal):
                raise refused(request, done)
            return Answer(200, SurveyView.of(done).model_dump(mode="json"))

        return await desk.perform(request, perform)

    @router.get("", dependencies=[door.needs("training.teach")])
    async def show_feedback_of_session(request: Request, court_id: CourtPath, session_id: SessionPath) -> FeedbackView:
        """How many have answered, and after the end what, where enough have."""
        async with desk.work.pool.acquire() as connection:
            await known_session(connection, request, session_id, court_id)
            survey = await store.one(connection, survey_id_of(session_id))
            if survey is None:
                raise refused(request, unknown("session_id", "unknown_survey", session_id))
            found = await results_of(connection, survey)
            told = None if isinstance(found, Refusal) else ResultsView.of(found, await words_told(connection, survey))
        return FeedbackView(survey=SurveyView.of(survey), results=told)

    return router


async def participants_asked(
    uow: UnitOfWork, request: Request, session: Session, court: Court, key: str | None, cause: Cause
) -> Survey | Refusal:
    """Open the survey of a session and have that noted; one that is open already is no deed."""
    survey_id = survey_id_of(session.planned.session_id)
    known = await store.one(uow.connection, survey_id)
    done = await ask_participants(uow, session, court, key, cause)
    if isinstance(done, Refusal) or known is not None:
        noted_nothing(request)
    else:
        noted(request, court.court_id, survey_id, {"session": str(done.session_id), "invited": done.invited})
    return done
