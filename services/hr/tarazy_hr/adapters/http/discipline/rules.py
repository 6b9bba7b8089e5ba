"""Rules of disciplinary proceedings, as dated data."""

from typing import Annotated

from fastapi import APIRouter, Body, Path, Query, Request
from fastapi.responses import JSONResponse
from tarazy_shared.contracts.fields import Day

from tarazy_hr.adapters.http.addresses import CourtPath
from tarazy_hr.adapters.http.answering import Desk, IdempotencyKey
from tarazy_hr.adapters.http.documenting import COMMANDED, guarded_router
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.adapters.http.laying_down import laid_down, standing_rules
from tarazy_hr.adapters.proceedings.rules import DISCIPLINE, EVERYWHERE
from tarazy_hr.domain.discipline.rules import DisciplineRules

DayPath = Annotated[Day, Path(description="First day", examples=["2027-01-01"])]
SHIPPED = DISCIPLINE.adapter.dump_python(DISCIPLINE.shipped.rules, mode="json")
RulesBody = Annotated[DisciplineRules, Body(examples=[SHIPPED])]
OnDay = Annotated[Day | None, Query(description="Today by default")]


def rules_router(desk: Desk, door: Door) -> APIRouter:
    """Rules of a court, and those for all courts."""
    router = guarded_router("", "discipline")

    @router.get("/courts/{court_id}/discipline-rules", dependencies=[door.needs("discipline_rules.read")])
    async def show_discipline_rules(request: Request, court_id: CourtPath, on: OnDay = None) -> DisciplineRules:
        """The grounds, measures and clocks that stand in a court on a day, each with its source."""
        return await standing_rules(desk, request, DISCIPLINE, court_id, on)

    @router.put(
        "/courts/{court_id}/discipline-rules/{valid_from}",
        responses=COMMANDED,
        dependencies=[door.needs("discipline_rules.change")],
    )
    async def lay_discipline_rules_down(
        request: Request,
        court_id: CourtPath,
        valid_from: DayPath,
        body: RulesBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Lay down how cases run in a court that come in from a day to come on."""
        return await laid_down(desk, request, DISCIPLINE, court_id, valid_from, body)

    @router.put(
        "/discipline-rules/{valid_from}",
        responses=COMMANDED,
        dependencies=[door.needs("country_discipline_rules.change")],
    )
    async def lay_common_discipline_rules_down(
        request: Request, valid_from: DayPath, body: RulesBody, idempotency_key: IdempotencyKey = None
    ) -> JSONResponse:
        """The same for every court without rules of its own."""
        return await laid_down(desk, request, DISCIPLINE, EVERYWHERE, valid_from, body)

    return router
