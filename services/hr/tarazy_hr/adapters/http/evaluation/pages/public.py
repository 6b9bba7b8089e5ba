"""What evaluations came to together, as anybody reads it: without names, without signing in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse
from tarazy_shared.pages.rendering import Pages

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.evaluation import published
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.door import anybody
from tarazy_hr.adapters.proceedings.rules import EVALUATION, EVERYWHERE
from tarazy_hr.app.evaluation.publishing_totals import last_year, totals_of_year
from tarazy_hr.domain.evaluation.totals import GroupTotal
from tarazy_hr.domain.refusal import Refusal
from tarazy_hr.domain.surveys.groups import LEAST

MOST_YEARS = 10


@dataclass(frozen=True, slots=True)
class Row:
    """A group as the page shows it."""

    depth: int
    name: str
    evaluations: int
    mean: float
    categories: list[tuple[str, int]] | None


def public_pages(desk: Desk, pages: Pages) -> APIRouter:
    """A year, and the years that there are."""
    router = APIRouter(
        prefix="/judges-evaluated", tags=["pages"], include_in_schema=False, dependencies=[Depends(anybody)]
    )

    @router.get("", response_model=None)
    async def totals_page(
        request: Request, year: Annotated[int | None, Query(ge=2000, le=2200)] = None
    ) -> HTMLResponse:
        """Of the last year that is over, or of another."""
        language = pages.reader(request).language
        async with desk.work.begin() as uow:
            last = last_year(uow)
            asked = year if year is not None else last
            found = await totals_of_year(uow, asked)
            first = await published.first_year(uow.connection) or last
            courts = await queries.courts(uow.connection, queries.STANDING)
            rules = await EVALUATION.standing(uow.connection, EVERYWHERE, uow.now.date())
        names = {one.court.court_id: str(getattr(one.court.name, language)) for one in courts}
        called = {one.code: str(getattr(one.name, language)) for one in rules.categories} if rules else {}
        return pages.render(
            request,
            "evaluation_totals.html",
            sections=[],
            year=asked,
            years=range(last, max(first, last - MOST_YEARS) - 1, -1),
            goes_on=isinstance(found, Refusal),
            rows=[] if isinstance(found, Refusal) else [row_of(one, names, called) for one in in_order(found)],
            least=LEAST,
        )

    return router


def in_order(groups: list[GroupTotal]) -> list[GroupTotal]:
    """The country, then each region with its courts."""
    return sorted(groups, key=lambda one: one.path)


def row_of(one: GroupTotal, names: Mapping[str, str], called: Mapping[str, str]) -> Row:
    """With names of courts and categories; a category that no longer stands by its code."""
    name = "" if not one.path else one.path[0] if len(one.path) == 1 else names.get(one.path[1], one.path[1])
    told = None if one.categories is None else [(called.get(code, code), n) for code, n in one.categories.items()]
    return Row(len(one.path), name, one.evaluations, float(one.mean_total), told)
