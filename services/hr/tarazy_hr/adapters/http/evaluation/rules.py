"""Rules of evaluation, as dated data: criteria with weights that make 100, categories, clocks."""

from typing import Annotated

from fastapi import APIRouter, Body, Path, Query, Request
from fastapi.responses import JSONResponse
from tarazy_shared.contracts.fields import Day

from tarazy_hr.adapters.http.addresses import CourtPath
from tarazy_hr.adapters.http.answering import Desk, IdempotencyKey
from tarazy_hr.adapters.http.documenting import COMMANDED, guarded_router
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.adapters.http.laying_down import laid_down, standing_rules
from tarazy_hr.adapters.proceedings.rules import EVALUATION, EVERYWHERE
from tarazy_hr.domain.evaluation.rules import EvaluationRules

DayPath = Annotated[Day, Path(description="First day", examples=["2027-01-01"])]
SHIPPED = EVALUATION.adapter.dump_python(EVALUATION.shipped.rules, mode="json")
RulesBody = Annotated[EvaluationRules, Body(examples=[SHIPPED])]
OnDay = Annotated[Day | None, Query(description="Today by default")]


def rules_router(desk: Desk, door: Door) -> APIRouter:
    """Rules of a court, and those for all courts."""
    router = guarded_router("", "evaluation")

    @router.get("/courts/{court_id}/evaluation-rules", dependencies=[door.needs("evaluation_rules.read")])
    async def show_evaluation_rules(request: Request, court_id: CourtPath, on: OnDay = None) -> EvaluationRules:
        """The criteria, categories and clocks that stand in a court on a day, with their sources."""
        return await standing_rules(desk, request, EVALUATION, court_id, on)

    @router.put(
        "/courts/{court_id}/evaluation-rules/{valid_from}",
        responses=COMMANDED,
        dependencies=[door.needs("evaluation_rules.change")],
    )
    async def lay_evaluation_rules_down(
        request: Request,
        court_id: CourtPath,
        valid_from: DayPath,
        body: RulesBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Lay down how evaluations run in a court that are opened from a day to come on."""
        return await laid_down(desk, request, EVALUATION, court_id, valid_from, body)

    @router.put(
        "/evaluation-rules/{valid_from}",
        responses=COMMANDED,
        dependencies=[door.needs("country_evaluation_rules.change")],
    )
    async def lay_common_evaluation_rules_down(
        request: Request, valid_from: DayPath, body: RulesBody, idempotency_key: IdempotencyKey = None
    ) -> JSONResponse:
        """The same for every court without rules of its own."""
        return await laid_down(desk, request, EVALUATION, EVERYWHERE, valid_from, body)

    return router
