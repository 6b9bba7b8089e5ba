"""The public cause list: a page for people and the same as JSON for programs; and the list of courts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Any, cast
from zoneinfo import ZoneInfo

from fastapi import APIRouter, FastAPI, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from tarazy_shared.database import Connection
from tarazy_shared.lifecycle import Running
from tarazy_shared.pages.assets import mount_static
from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.reader import Reader
from tarazy_shared.pages.rendering import Pages, Section

from tarazy_scheduling.adapters import catalogue_reading, court_reading, hearing_reading
from tarazy_scheduling.adapters.court_reading import CourtRow
from tarazy_scheduling.adapters.http.asked import read_day
from tarazy_scheduling.adapters.http.court_pages import CourtPage, CourtSection
from tarazy_scheduling.adapters.http.courts import known_court, today_in
from tarazy_scheduling.adapters.http.list_words import Names, used_rooms
from tarazy_scheduling.app.cause_list import Entry, public_entries, shown


def make_pages() -> Pages:
    """The service's pages: the courts' lists, and how cases get their judges."""
    sections = [Section("/", message("Cause lists")), Section("/allocation", message("Allocation"))]
    return Pages("tarazy_scheduling", sections=sections)


def cause_list_router(running: Running, pages: Pages) -> APIRouter:
    """Open to anybody."""
    router = APIRouter(tags=["cause lists"])
    # A router takes routes just as an application does.
    mount_static(cast(FastAPI, router))
    section = CourtSection(running, pages, "/", "/cause-list", "cause-list")

    @router.get("/", include_in_schema=False)
    async def index(request: Request) -> HTMLResponse:
        return await section.index(request, "courts.html")

    @router.get("/cause-list", include_in_schema=False)
    async def turn(request: Request, court: str = "") -> RedirectResponse:
        """Where the court form of every page leads."""
        return section.turn(request, court)

    @router.get("/courts/{court_id}/cause-list", response_class=HTMLResponse, summary="The public list of a day")
    async def page(
        request: Request, court_id: str, day: Annotated[str, Query(description="By default today")] = ""
    ) -> HTMLResponse:
        about = await section.about(request, court_id)
        return about if isinstance(about, HTMLResponse) else await _page(about, day)

    @router.get("/courts/{court_id}/cause-list.json", summary="The public list of a day, for programs")
    async def as_json(
        court_id: str, day: Annotated[date | None, Query(description="By default today")] = None
    ) -> dict[str, Any]:
        async with running.pool.acquire() as connection:
            court = await known_court(connection, court_id)
            on = day or today_in(court, running.clock)
            entries = await _entries(connection, court, on, running.clock())
        return {
            "court_id": court_id,
            "name": court.name,
            "day": on,
            "hearings": [{**shown(entry, ZoneInfo(court.zone)), "state": entry.state} for entry in entries],
        }

    return router


async def _page(about: CourtPage, day: str) -> HTMLResponse:
    """The page of a day; of today where no day can be read."""
    now, asked = about.section.running.clock(), read_day(day)
    async with about.section.running.pool.acquire() as connection:
        of_day = await _day(connection, about.court, asked or about.today, now)
    wrong = day if asked is None else ""
    return about.render("cause_list.html", now=now, wrong_day=wrong, **_shown(about.court, of_day, about.reader))


@dataclass(frozen=True, slots=True)
class _Day:
    """What the page of a day is made of."""

    day: date
    entries: list[Entry]
    catalogue: Mapping[str, Sequence[Mapping[str, Any]]]
    rooms: Sequence[Mapping[str, Any]]
    calendar: Mapping[str, Any]


async def _day(connection: Connection, court: CourtRow, on: date, now: datetime) -> _Day:
    return _Day(
        on,
        await _entries(connection, court, on, now),
        await catalogue_reading.on_day(connection, on, court.court_id),
        await court_reading.rooms_of(connection, court.court_id),
        await court_reading.calendar_of(connection, court, on, on),
    )


def _shown(court: CourtRow, day: _Day, reader: Reader) -> dict[str, Any]:
    """What the page says of a court's day, in the reader's language."""
    names = Names(day.catalogue, reader)
    return {
        "day": day.day,
        "before": day.day - timedelta(days=1),
        "after": day.day + timedelta(days=1),
        "entries": day.entries,
        "hearings": len(day.entries),
        "names": names,
        "rooms": used_rooms(day.rooms, day.entries, names),
        "is_closed": court_reading.is_closed(court, day.calendar, day.day),
        "contact": ", ".join(filter(None, (court.phone, court.email))),
    }


async def _entries(connection: Connection, court: CourtRow, day: date, now: datetime) -> list[Entry]:
    listed = await hearing_reading.listed_between(connection, court.court_id, *court_reading.bounds_of(day, court))
    return public_entries(listed, now)
