"""Questionnaires, as dated data."""

from typing import Annotated

from fastapi import APIRouter, Body, Path, Query, Request
from fastapi.responses import JSONResponse
from tarazy_shared.contracts.fields import Day

from tarazy_hr.adapters.http.addresses import CourtPath
from tarazy_hr.adapters.http.answering import Desk, IdempotencyKey
from tarazy_hr.adapters.http.documenting import COMMANDED, guarded_router
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.adapters.http.laying_down import laid_down, standing_rules
from tarazy_hr.adapters.proceedings.rules import EVERYWHERE, SURVEYS
from tarazy_hr.domain.surveys.rules import SurveyRules

DayPath = Annotated[Day, Path(description="First day", examples=["2027-01-01"])]
SHIPPED = SURVEYS.adapter.dump_python(SURVEYS.shipped.rules, mode="json")
RulesBody = Annotated[SurveyRules, Body(examples=[SHIPPED])]
OnDay = Annotated[Day | None, Query(description="Today by default")]


def rules_router(desk: Desk, door: Door) -> APIRouter:
    """Those of a court, and those for all courts."""
    router = guarded_router("", "survey")

    @router.get("/courts/{court_id}/questionnaires", dependencies=[door.needs("questionnaires.read")])
    async def show_questionnaires(request: Request, court_id: CourtPath, on: OnDay = None) -> SurveyRules:
        """What can be asked in a court on a day."""
        return await standing_rules(desk, request, SURVEYS, court_id, on)

    @router.put(
        "/courts/{court_id}/questionnaires/{valid_from}",
        responses=COMMANDED,
        dependencies=[door.needs("questionnaires.change")],
    )
    async def lay_questionnaires_down(
        request: Request,
        court_id: CourtPath,
        valid_from: DayPath,
        body: RulesBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Lay down what surveys of a court ask that are opened from a day to come on."""
        return await laid_down(desk, request, SURVEYS, court_id, valid_from, body)

    @router.put(
        "/questionnaires/{valid_from}",
        responses=COMMANDED,
        dependencies=[door.needs("country_questionnaires.change")],
    )
    async def lay_common_questionnaires_down(
        request: Request, valid_from: DayPath, body: RulesBody, idempotency_key: IdempotencyKey = None
    ) -> JSONResponse:
        """The same for every court without rules of its own."""
        return await laid_down(desk, request, SURVEYS, EVERYWHERE, valid_from, body)

    return router
