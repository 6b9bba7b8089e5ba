"""What the judge does: replies, disputes a hearing, appeals."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from tarazy_hr.adapters.http.addresses import CourtPath
from tarazy_hr.adapters.http.answering import Desk, IdempotencyKey
from tarazy_hr.adapters.http.documenting import COMMANDED, guarded_router
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.adapters.http.evaluation.asking import Asked, EvaluationPath, asked_by_part
from tarazy_hr.adapters.http.evaluation.bodies import DisputeBody, SpokenBody
from tarazy_hr.adapters.http.evaluation.views import ConductedEvaluationView
from tarazy_hr.domain.evaluation import commands


def answers_router(desk: Desk, door: Door) -> APIRouter:
    """Commands of the judge who is evaluated."""
    router = guarded_router("/courts/{court_id}/evaluations/{evaluation_id}", "evaluation")
    needed = [door.needs("evaluation.answer")]

    @router.post("/reply", response_model=ConductedEvaluationView, responses=COMMANDED, dependencies=needed)
    async def reply_to_draft(
        request: Request,
        court_id: CourtPath,
        evaluation_id: EvaluationPath,
        body: SpokenBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Reply to the draft, in time; without words: there is nothing to reply."""
        asked = Asked(commands.Reply(), body.said("reply", desk.work.clock()))
        return await asked_by_part(desk, request, court_id, evaluation_id, asked, "judge")

    @router.post("/disputes", response_model=ConductedEvaluationView, responses=COMMANDED, dependencies=needed)
    async def dispute_hearing(
        request: Request,
        court_id: CourtPath,
        evaluation_id: EvaluationPath,
        body: DisputeBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Dispute that a hearing behind a figure counts as it does."""
        said = body.said("dispute", desk.work.clock(), body.hearing_id)
        asked = Asked(commands.Dispute(body.hearing_id), said)
        return await asked_by_part(desk, request, court_id, evaluation_id, asked, "judge")

    @router.post("/appeal", response_model=ConductedEvaluationView, responses=COMMANDED, dependencies=needed)
    async def appeal_evaluation(
        request: Request,
        court_id: CourtPath,
        evaluation_id: EvaluationPath,
        body: SpokenBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Appeal, in time."""
        asked = Asked(commands.Appeal(), body.said("appeal", desk.work.clock()))
        return await asked_by_part(desk, request, court_id, evaluation_id, asked, "judge")

    return router
