"""What members of the panel do, each as oneself, and what others decide upon an appeal."""

from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from tarazy_hr.adapters.http.addresses import CourtPath
from tarazy_hr.adapters.http.answering import Desk, IdempotencyKey
from tarazy_hr.adapters.http.documenting import COMMANDED, guarded_router
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.adapters.http.evaluation.asking import Asked, EvaluationPath, asked_by_part, speaking
from tarazy_hr.adapters.http.evaluation.bodies import (
    AppealDecisionBody,
    RecusalBody,
    ScoreBody,
    SettlementBody,
    SignedBody,
)
from tarazy_hr.adapters.http.evaluation.views import ConductedEvaluationView
from tarazy_hr.adapters.http.selection.asking import asker
from tarazy_hr.domain.evaluation import commands


def scoring_router(desk: Desk, door: Door) -> APIRouter:
    """Commands of the panel."""
    router = guarded_router("/courts/{court_id}/evaluations/{evaluation_id}", "evaluation")
    _scores(router, desk, door)
    _decisions(router, desk, door)
    return router


def _scores(router: APIRouter, desk: Desk, door: Door) -> None:
    needed = [door.needs("evaluation.score")]

    @router.post("/scores", response_model=ConductedEvaluationView, responses=COMMANDED, dependencies=needed)
    async def score_criterion(
        request: Request,
        court_id: CourtPath,
        evaluation_id: EvaluationPath,
        body: ScoreBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Score a criterion, or correct that; nobody sees a score before the draft is out."""
        asked = Asked(commands.Score(speaking(request, body.by), body.criterion, body.score))
        return await asked_by_part(desk, request, court_id, evaluation_id, asked, "member")

    @router.post("/recusal", response_model=ConductedEvaluationView, responses=COMMANDED, dependencies=needed)
    async def declare_evaluation_recusal(
        request: Request,
        court_id: CourtPath,
        evaluation_id: EvaluationPath,
        body: RecusalBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Leave the panel oneself."""
        member: UUID = asker(request).person_id or body.member
        asked = Asked(commands.Recuse(member, "declared"))
        return await asked_by_part(desk, request, court_id, evaluation_id, asked, "member")

    @router.post("/settlements", response_model=ConductedEvaluationView, responses=COMMANDED, dependencies=needed)
    async def settle_dispute(
        request: Request,
        court_id: CourtPath,
        evaluation_id: EvaluationPath,
        body: SettlementBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Say whether a disputed hearing is left out of all figures."""
        said = body.said("settlement", desk.work.clock(), body.hearing_id)
        asked = Asked(commands.SettleDispute(body.hearing_id, body.left_out), said)
        return await asked_by_part(desk, request, court_id, evaluation_id, asked, "member")


def _decisions(router: APIRouter, desk: Desk, door: Door) -> None:
    needed = [door.needs("evaluation.score")]

    @router.post("/decide", response_model=ConductedEvaluationView, responses=COMMANDED, dependencies=needed)
    async def decide_evaluation(
        request: Request,
        court_id: CourtPath,
        evaluation_id: EvaluationPath,
        body: SignedBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Decide, once the judge has replied or the time for it is over, and no dispute is open."""
        said = body.said("reasons", desk.work.clock())
        asked = Asked(commands.Decide(speaking(request, body.by)), said)
        return await asked_by_part(desk, request, court_id, evaluation_id, asked, "member")

    @router.post("/appeal-decision", response_model=ConductedEvaluationView, responses=COMMANDED, dependencies=needed)
    async def decide_evaluation_appeal(
        request: Request,
        court_id: CourtPath,
        evaluation_id: EvaluationPath,
        body: AppealDecisionBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Uphold it, or return it to another panel. Only members of the body of appeals, and nobody who has scored."""
        said = body.said("appeal_reasons", desk.work.clock())
        panel = tuple(sorted(body.panel))
        asked = Asked(commands.DecideAppeal(body.result, speaking(request, body.by), panel), said)
        return await asked_by_part(desk, request, court_id, evaluation_id, asked, "appeal")
