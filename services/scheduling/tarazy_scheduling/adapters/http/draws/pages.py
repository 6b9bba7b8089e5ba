"""Draws for people: a court's draws of a day, and one draw explained."""

from datetime import datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response
from tarazy_shared.lifecycle import Running
from tarazy_shared.pages.rendering import Pages
from tarazy_shared.pages.words import Words

from tarazy_scheduling.adapters.draws import single_draws
from tarazy_scheduling.adapters.draws.single_draws import LARGEST
from tarazy_scheduling.adapters.http.asked import read_day, read_number
from tarazy_scheduling.adapters.http.court_pages import CourtPage, CourtSection
from tarazy_scheduling.adapters.http.draws.entries import listed, page_of

AT_ONCE = 200
"""Draws of one page of a day."""


def allocation_section(running: Running, pages: Pages) -> CourtSection:
    """The section of the pages about draws."""
    return CourtSection(running, pages, "/allocation", "/allocation", "allocation")


def draw_pages_router(running: Running, pages: Pages) -> APIRouter:
    """Open to anybody."""
    router = APIRouter(tags=["draws"])
    section = allocation_section(running, pages)

    @router.get(section.path, include_in_schema=False, response_model=None)
    async def index(request: Request, court: str = "") -> Response:
        """The courts; with one chosen, the way to its draws."""
        return section.turn(request, court) if court else await section.index(request, "draw_courts.html")

    @router.get("/courts/{court_id}/allocation", response_class=HTMLResponse, summary="The draws of a court's day")
    async def of_day(
        request: Request,
        court_id: str,
        day: Annotated[str, Query(description="By default today")] = "",
        after: Annotated[str, Query(description="Only draws of a higher number")] = "",
    ) -> HTMLResponse:
        about = await section.about(request, court_id)
        return about if isinstance(about, HTMLResponse) else await _of_day(about, day, after)

    @router.get(
        "/courts/{court_id}/allocation/{number:digits}", response_class=HTMLResponse, summary="One draw, explained"
    )
    async def page(request: Request, court_id: str, number: int) -> HTMLResponse:
        about = await section.about(request, court_id)
        return about if isinstance(about, HTMLResponse) else await _one(about, number)

    return router


async def _of_day(about: CourtPage, day: str, after: str) -> HTMLResponse:
    """The page of a day; of today where no day can be read."""
    court_id, asked = about.court.court_id, read_day(day)
    on, above = asked or about.today, min(read_number(after) or 0, LARGEST)
    async with about.section.running.pool.acquire() as connection:
        rows = await single_draws.of_day(connection, court_id, on, about.today, above, AT_ONCE + 1)
        draws = await listed(connection, rows[:AT_ONCE])
        waiting = await single_draws.waiting(connection, court_id) if on == about.today else (0, None)
    return about.render(
        "draws.html",
        day=on,
        before=on - timedelta(days=1),
        after=on + timedelta(days=1),
        wrong_day=day if asked is None else "",
        waiting=_waiting(*waiting, about.words),
        draws=draws,
        is_first=above == 0,
        more_after=rows[AT_ONCE - 1].number if len(rows) > AT_ONCE else None,
    )


async def _one(about: CourtPage, number: int) -> HTMLResponse:
    """The page of an entry of the ledger; where there is none, one that says so."""
    async with about.section.running.pool.acquire() as connection:
        known = number <= LARGEST
        row = await single_draws.one(connection, about.court.court_id, number, about.today) if known else None
        if row is None:
            return about.render("no_draw.html", status=404, number=number)
        context = await page_of(connection, about.court, row, about.today, about.reader)
    return about.render("correction.html" if row.is_correction else "draw.html", **context)


def _waiting(count: int, due_at: datetime | None, words: Words) -> str:
    if due_at is None:
        return ""
    return words.ngettext(
        "%(n)s case waits to be drawn until a round of the beacon comes out, at %(clock)s.",
        "%(n)s cases wait to be drawn until rounds of the beacon come out, the last at %(clock)s.",
        count,
        clock=words.reader.seconds(due_at),
    )
