"""Whether a court's draws go as chance has it: a page for people and the same figures for programs. Open to anybody."""

from dataclasses import asdict
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from tarazy_shared.lifecycle import Running
from tarazy_shared.pages.rendering import Pages
from tarazy_shared.problems import FieldError, Refusal

from tarazy_scheduling.adapters import catalogue_reading
from tarazy_scheduling.adapters.draws import draw_checks, single_draws
from tarazy_scheduling.adapters.hearing_reading import names_of
from tarazy_scheduling.adapters.http.asked import read_number
from tarazy_scheduling.adapters.http.court_pages import CourtPage
from tarazy_scheduling.adapters.http.courts import known_court, today_in
from tarazy_scheduling.adapters.http.draws.figure_answers import DrawStatistics
from tarazy_scheduling.adapters.http.draws.figure_words import seen
from tarazy_scheduling.adapters.http.draws.pages import allocation_section
from tarazy_scheduling.adapters.http.list_words import Names
from tarazy_scheduling.app.draw_figures import CourtFigures, DrawFigures, Period
from tarazy_scheduling.domain.draw.fairness import PoolFigures

YEARS = range(1900, 2901)
Year = Annotated[
    int | None, Query(ge=YEARS[0], le=YEARS[-1], description="A calendar year; by default the last 365 days")
]


def draw_figures_router(running: Running, pages: Pages, figures: DrawFigures) -> APIRouter:
    """The page and the programs' answer."""
    router = APIRouter(tags=["draws"])
    section = allocation_section(running, pages)

    @router.get(
        "/courts/{court_id}/allocation/statistics",
        response_class=HTMLResponse,
        summary="Whether the court's draws go as chance has it",
    )
    async def page(
        request: Request,
        court_id: str,
        year: Annotated[str, Query(description="A calendar year; by default the last 365 days")] = "",
        category: Annotated[str, Query(description="Cases of this category alone")] = "",
    ) -> HTMLResponse:
        about = await section.about(request, court_id)
        return about if isinstance(about, HTMLResponse) else await _page(about, figures, year, category)

    @router.get(
        "/courts/{court_id}/draw-statistics",
        response_model=DrawStatistics,
        summary="Figures about the court's draws, for programs",
    )
    async def as_json(
        court_id: str,
        year: Year = None,
        category: Annotated[str | None, Query(description="Cases of this category alone")] = None,
    ) -> dict[str, Any]:
        """`z` and `p` are null where there are too few draws to say anything."""
        async with running.pool.acquire() as connection:
            court = await known_court(connection, court_id)
            last_check = await draw_checks.of_court(connection, court_id)
        found = await figures.of(court_id, court.zone, _period(year, today_in(court, running.clock)))
        if category is not None and category not in found.categories:
            error = FieldError("category", "unknown_code", f"No case of {category} was drawn in this time")
            raise Refusal(404, "No draw of this category is known", [error])
        ledger = asdict(last_check) if last_check else None
        return {**_as_json(court_id, found, category), "last_verified": ledger}

    return router


async def _page(about: CourtPage, figures: DrawFigures, year: str, category: str) -> HTMLResponse:
    """The page of a year, or of the last 365 days; what cannot be read or is not known is said."""
    court, number = about.court, read_number(year)
    asked = number if number in YEARS else None
    found = await figures.of(court.court_id, court.zone, _period(asked, about.today))
    chosen = category if category in found.categories else ""
    pool = found.categories[chosen] if chosen else found.whole
    async with about.section.running.pool.acquire() as connection:
        names = Names(await catalogue_reading.on_day(connection, found.period.to_on, court.court_id), about.reader)
        people = await names_of(connection, {one.person_id for one in pool.judges})
        began = await single_draws.began_on(connection, court.court_id)
        last_check = await draw_checks.of_court(connection, court.court_id)
    return about.render(
        "draw_figures.html",
        year=asked,
        years=range(began.year, about.today.year + 1) if began else (),
        wrong_year=year if asked is None else "",
        wrong_category=category if not chosen else "",
        last_check=last_check,
        **seen(found, chosen, names, people, about.reader),
    )


def _period(year: int | None, today: date) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31)) if year else Period.year_before(today)


def _as_json(court_id: str, found: CourtFigures, category: str | None) -> dict[str, Any]:
    pool = found.categories[category] if category else found.whole
    return {
        "court_id": court_id,
        "from": found.period.from_on,
        "to": found.period.to_on,
        "category": category,
        "measured_at": found.measured_at,
        "last_number": found.last_number,
        **_pool(pool),
        "judges": [asdict(one) for one in pool.judges],
        "runs": asdict(found.runs),
        "categories": {code: _pool(one) for code, one in found.categories.items()},
        "one_judge": found.one_judge,
        "without_beacon": found.without_beacon,
        "late_exclusions": [asdict(one) for one in found.late],
        "filed_again": [asdict(one) for one in found.filed_again],
    }


def _pool(pool: PoolFigures) -> dict[str, Any]:
    return {
        "draws": pool.draws,
        "chi_square": asdict(pool.chi_square) if pool.chi_square else None,
        "largest_z": pool.largest_z,
        "largest_z_p": pool.largest_z_p,
        "pool_sizes": [{"candidates": candidates, "draws": draws} for candidates, draws in pool.sizes],
    }
