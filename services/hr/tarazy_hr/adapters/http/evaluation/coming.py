"""Which evaluations come by themselves in a court."""

from typing import Annotated

from fastapi import APIRouter, Query, Request

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.http.addresses import CourtPath
from tarazy_hr.adapters.http.answering import Desk, refused
from tarazy_hr.adapters.http.documenting import READ, guarded_router
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.adapters.http.evaluation.views import ComingEvaluationView
from tarazy_hr.adapters.http.selection.asking import asker
from tarazy_hr.app.evaluation.cycling import coming_in
from tarazy_hr.domain.refusal import unknown

MOST_MONTHS = 120
Months = Annotated[int, Query(ge=0, le=MOST_MONTHS, description="How far ahead", examples=[12])]


def coming_router(desk: Desk, door: Door) -> APIRouter:
    """What comes in a court."""
    router = guarded_router("/courts/{court_id}", "evaluation")

    @router.get("/evaluation-cycles", responses=READ, dependencies=[door.needs("evaluation.conduct")])
    async def show_coming_evaluations(
        request: Request, court_id: CourtPath, months: Months = 12
    ) -> list[ComingEvaluationView]:
        """What is due and what comes, after first years and periodically, by the rules that stand today; by day."""
        async with desk.work.pool.acquire() as connection:
            court = await queries.court(connection, queries.STANDING, court_id)
            if court is None:
                raise refused(request, unknown("court_id", "unknown_court", court_id))
            found = await coming_in(connection, court.court, desk.work.clock(), months)
        own = asker(request).person_id
        return [ComingEvaluationView.of(one, court_id) for one in found if one.judge != own]

    return router
