"""What the secretary does: opens, names the panel, takes figures, shows the draft. The secretary decides nothing."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from tarazy_hr.adapters.http.addresses import CourtPath
from tarazy_hr.adapters.http.answering import Desk, IdempotencyKey, refused
from tarazy_hr.adapters.http.documenting import COMMANDED, guarded_router
from tarazy_hr.adapters.http.door import Door, must
from tarazy_hr.adapters.http.evaluation.asking import Asked, EvaluationPath, asked_by_office
from tarazy_hr.adapters.http.evaluation.bodies import (
    AbandonmentBody,
    OpeningBody,
    PanelBody,
    RecusalBody,
    SurveyTakenBody,
)
from tarazy_hr.adapters.http.evaluation.views import ConductedEvaluationView
from tarazy_hr.adapters.surveys import store
from tarazy_hr.app.surveys.telling import score_of
from tarazy_hr.domain.evaluation import commands
from tarazy_hr.domain.refusal import Refusal, conflict


def conducting_router(desk: Desk, door: Door) -> APIRouter:
    """Commands of the office."""
    router = guarded_router("/courts/{court_id}/evaluations/{evaluation_id}", "evaluation")
    _panel(router, desk, door)
    _course(router, desk, door)
    return router


def _panel(router: APIRouter, desk: Desk, door: Door) -> None:
    needed = [door.needs("evaluation.conduct")]

    @router.put("", response_model=ConductedEvaluationView, responses=COMMANDED, dependencies=needed)
    async def open_evaluation(
        request: Request,
        court_id: CourtPath,
        evaluation_id: EvaluationPath,
        body: OpeningBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Open the evaluation of a judge over a period that has passed, by the rules of today."""
        asked = Asked(body.opening(court_id, evaluation_id))
        return await asked_by_office(desk, request, court_id, evaluation_id, asked, judge=body.judge)

    @router.post("/panel", response_model=ConductedEvaluationView, responses=COMMANDED, dependencies=needed)
    async def name_evaluation_panel(
        request: Request,
        court_id: CourtPath,
        evaluation_id: EvaluationPath,
        body: PanelBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Name who scores from now on; nobody scores a judge again after an appeal."""
        asked = Asked(commands.NamePanel(tuple(sorted(body.panel))))
        return await asked_by_office(desk, request, court_id, evaluation_id, asked)

    @router.post("/recusals", response_model=ConductedEvaluationView, responses=COMMANDED, dependencies=needed)
    async def grant_evaluation_recusal(
        request: Request,
        court_id: CourtPath,
        evaluation_id: EvaluationPath,
        body: RecusalBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Enter that a member does not score this judge; what they scored does not count."""
        asked = Asked(commands.Recuse(body.member, "granted"))
        return await asked_by_office(desk, request, court_id, evaluation_id, asked)


def _course(router: APIRouter, desk: Desk, door: Door) -> None:
    needed = [door.needs("evaluation.conduct")]

    @router.post("/figures", response_model=ConductedEvaluationView, responses=COMMANDED, dependencies=needed)
    async def take_figures(
        request: Request, court_id: CourtPath, evaluation_id: EvaluationPath, idempotency_key: IdempotencyKey = None
    ) -> JSONResponse:
        """Take the figures from the hearing facts as they stand, each with the hearings behind it."""
        return await asked_by_office(desk, request, court_id, evaluation_id, Asked(commands.TakeFigures()))

    @router.post("/surveys", response_model=ConductedEvaluationView, responses=COMMANDED, dependencies=needed)
    async def take_survey(
        request: Request,
        court_id: CourtPath,
        evaluation_id: EvaluationPath,
        body: SurveyTakenBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Take over what a survey for this evaluation came to, or that too few have answered."""
        must(request, court_id)
        async with desk.work.pool.acquire() as connection:
            survey = await store.one(connection, body.survey_id)
            if survey is None or survey.evaluation_id != evaluation_id:
                raise refused(request, conflict("survey_id", "not_of_evaluation"))
            score = await score_of(connection, survey, body.criterion)
        if isinstance(score, Refusal):
            raise refused(request, score)
        asked = Asked(commands.TakeSurvey(body.criterion, body.survey_id, *score))
        return await asked_by_office(desk, request, court_id, evaluation_id, asked)

    @router.post("/draft", response_model=ConductedEvaluationView, responses=COMMANDED, dependencies=needed)
    async def show_draft(
        request: Request, court_id: CourtPath, evaluation_id: EvaluationPath, idempotency_key: IdempotencyKey = None
    ) -> JSONResponse:
        """Show the judge what it comes to, once everybody has scored: the time for a reply begins."""
        return await asked_by_office(desk, request, court_id, evaluation_id, Asked(commands.Draft()))

    @router.post("/abandon", response_model=ConductedEvaluationView, responses=COMMANDED, dependencies=needed)
    async def abandon_evaluation(
        request: Request,
        court_id: CourtPath,
        evaluation_id: EvaluationPath,
        body: AbandonmentBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """End it without a result."""
        return await asked_by_office(desk, request, court_id, evaluation_id, Asked(commands.Abandon(body.reason)))
