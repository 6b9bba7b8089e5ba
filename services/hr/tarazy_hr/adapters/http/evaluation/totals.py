"""What is published of evaluations: totals of groups, for years that are over."""

from typing import Annotated

from fastapi import APIRouter, Query, Request

from tarazy_hr.adapters.http.answering import Desk, refused
from tarazy_hr.adapters.http.documenting import guarded_router
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.adapters.http.evaluation.group_views import GroupTotalsView, TotalsView
from tarazy_hr.app.evaluation.publishing_totals import totals_of_year
from tarazy_hr.domain.evaluation.totals import GroupTotal
from tarazy_hr.domain.refusal import Refusal
from tarazy_hr.domain.surveys.groups import LEAST


def totals_router(desk: Desk, door: Door) -> APIRouter:
    """Totals of all courts."""
    router = guarded_router("", "evaluation")

    @router.get("/evaluation-totals", dependencies=[door.needs("evaluation_totals.read")])
    async def show_evaluation_totals(
        request: Request, year: Annotated[int, Query(ge=2000, le=2200, examples=[2025])]
    ) -> TotalsView:
        """What became final in a year, by country, regions and courts, as it was first told. No group of fewer than
        five is told of, nor one that would leave fewer beside it; and no year that goes on, for from two days of it
        one could be worked out."""
        async with desk.work.begin() as uow:
            found = await totals_of_year(uow, year)
        if isinstance(found, Refusal):
            raise refused(request, found)
        return TotalsView(year=year, least=LEAST, groups=[_view(one) for one in found])

    return router


def _view(one: GroupTotal) -> GroupTotalsView:
    region, court_id = (*one.path, None, None)[:2]
    return GroupTotalsView(
        region=region,
        court_id=court_id,
        evaluations=one.evaluations,
        mean_total=one.mean_total,
        categories=one.categories,
    )
