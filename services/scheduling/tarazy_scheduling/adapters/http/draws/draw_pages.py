"""Draws for people: a court's draws of a day, one draw explained, and the programs that check them."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from tarazy_shared.database import Connection
from tarazy_shared.lifecycle import Running
from tarazy_shared.pages.place import Place
from tarazy_shared.pages.reader import Reader
from tarazy_shared.pages.rendering import CourtChoice, Pages
from tarazy_shared.pages.words import Words

from tarazy_scheduling.adapters import court_reading
from tarazy_scheduling.adapters.court_reading import CourtRow
from tarazy_scheduling.adapters.draws import single_draws
from tarazy_scheduling.adapters.draws.single_draws import LARGEST, LedgerRow
from tarazy_scheduling.adapters.http.cause_list import read_day
from tarazy_scheduling.adapters.http.courts import today_in
from tarazy_scheduling.adapters.http.draws.draw_entries import listed, page_of
from tarazy_scheduling.adapters.http.list_words import CourtLink

SECTION = "/allocation"
AT_ONCE = 200
"""Draws of one page of a day."""


def draw_pages_router(running: Running, pages: Pages) -> APIRouter:
    """Open to anybody."""
    router = APIRouter(tags=["draws"])
    pool, clock = running.pool, running.clock

    @router.get(SECTION, include_in_schema=False, response_model=None)
    async def index(request: Request, court: str = "") -> Response:
        """The courts; with one chosen, the way to its draws."""
        if court:
            return RedirectResponse(Place.of(request).url(f"/courts/{court}/allocation"), 303)
        reader = pages.reader(request)
        async with pool.acquire() as connection:
            courts = await court_reading.all_courts(connection)
        links = [
            CourtLink(one.court_id, one.name[reader.language], one.address[reader.language] if one.address else "")
            for one in courts
        ]
        return pages.render(request, "draw_courts.html", section=SECTION, listed=links, leads_to="allocation")

    @router.get("/courts/{court_id}/allocation", response_class=HTMLResponse, summary="The draws of a court's day")
    async def of_day(
        request: Request,
        court_id: str,
        day: Annotated[str, Query(description="By default today")] = "",
        after: Annotated[int, Query(ge=0, le=LARGEST, description="Only draws of a higher number")] = 0,
    ) -> HTMLResponse:
        async with pool.acquire() as connection:
            courts = await court_reading.all_courts(connection)
            court = court_of(courts, court_id)
            if court is None:
                return no_court(pages, request, courts)
            asked, today = read_day(day), today_in(court, clock)
            on = asked or today
            rows = await single_draws.of_day(connection, court_id, on, today, after, AT_ONCE + 1)
            draws = await listed(connection, rows[:AT_ONCE])
            waiting = await single_draws.waiting(connection, court_id) if on == today else (0, None)
        reader = pages.reader(request, language=court.language, zone=court.zone)
        return pages.render(
            request,
            "draws.html",
            section=SECTION,
            language=court.language,
            zone=court.zone,
            courts=choice_of(courts, reader, court),
            court_id=court_id,
            court_name=court.name[reader.language],
            day=on,
            before=on - timedelta(days=1),
            following=on + timedelta(days=1),
            wrong_day=day if day and asked is None else "",
            waiting=_waiting(*waiting, Words(pages.package, reader)),
            draws=draws,
            more_after=rows[AT_ONCE - 1].number if len(rows) > AT_ONCE else None,
        )

    @router.get(
        "/courts/{court_id}/allocation/{number:int}", response_class=HTMLResponse, summary="One draw, explained"
    )
    async def page(request: Request, court_id: str, number: int) -> HTMLResponse:
        async with pool.acquire() as connection:
            courts = await court_reading.all_courts(connection)
            court = court_of(courts, court_id)
            if court is None:
                return no_court(pages, request, courts)
            today = today_in(court, clock)
            row = await _one(connection, court_id, number, today)
            if row is None:
                return _no_draw(pages, request, courts, court, number)
            reader = pages.reader(request, language=court.language, zone=court.zone)
            context = await page_of(connection, court, row, today, reader)
        return pages.render(
            request,
            "correction.html" if row.is_correction else "draw.html",
            section=SECTION,
            language=court.language,
            zone=court.zone,
            courts=choice_of(courts, reader, court),
            **context,
        )

    return router


def no_court(pages: Pages, request: Request, courts: Sequence[CourtRow]) -> HTMLResponse:
    """The page that says that a court is not known."""
    reader = pages.reader(request)
    return pages.render(
        request,
        "no_draw.html",
        status=404,
        section=SECTION,
        court=None,
        courts=choice_of(courts, reader, None),
    )


def _no_draw(pages: Pages, request: Request, courts: Sequence[CourtRow], court: CourtRow, number: int) -> HTMLResponse:
    reader = pages.reader(request, language=court.language)
    return pages.render(
        request,
        "no_draw.html",
        status=404,
        section=SECTION,
        language=court.language,
        court=court,
        court_name=court.name[reader.language],
        number=number,
        courts=choice_of(courts, reader, court),
    )


def _waiting(count: int, due_at: datetime | None, words: Words) -> str:
    if due_at is None:
        return ""
    return words.ngettext(
        "%(n)s case waits to be drawn until a round of the beacon comes out, at %(clock)s.",
        "%(n)s cases wait to be drawn until rounds of the beacon come out, the last at %(clock)s.",
        count,
        clock=words.reader.seconds(due_at),
    )


async def _one(connection: Connection, court_id: str, number: int, today: date) -> LedgerRow | None:
    return await single_draws.one(connection, court_id, number, today) if number <= LARGEST else None


def court_of(courts: Sequence[CourtRow], court_id: str) -> CourtRow | None:
    """The court with this id."""
    return next((one for one in courts if one.court_id == court_id), None)


def choice_of(courts: Sequence[CourtRow], reader: Reader, chosen: CourtRow | None) -> CourtChoice:
    """The form that leads to another court's draws."""
    named = [(one.court_id, one.name[reader.language]) for one in courts]
    return CourtChoice(SECTION, named, chosen.court_id if chosen else None)
