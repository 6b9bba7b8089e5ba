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
from tarazy_shared.pages.place import Place
from tarazy_shared.pages.reader import Reader
from tarazy_shared.pages.rendering import CourtChoice, Pages, Section

from tarazy_scheduling.adapters import catalogue_reading, court_reading, hearing_reading
from tarazy_scheduling.adapters.court_reading import CourtRow
from tarazy_scheduling.adapters.http.courts import known_court, today_in
from tarazy_scheduling.adapters.http.list_words import CourtLink, Names, used_rooms
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
    pool, clock = running.pool, running.clock

    @router.get("/", include_in_schema=False)
    async def index(request: Request) -> HTMLResponse:
        reader = pages.reader(request)
        async with pool.acquire() as connection:
            courts = await court_reading.all_courts(connection)
        language = reader.language
        listed = [
            CourtLink(court.court_id, court.name[language], court.address[language] if court.address else "")
            for court in courts
        ]
        return pages.render(request, "courts.html", section="/", listed=listed)

    @router.get("/cause-list", include_in_schema=False)
    async def turn(request: Request, court: str) -> RedirectResponse:
        """Where the court form of every page leads."""
        return RedirectResponse(Place.of(request).url(f"/courts/{court}/cause-list"), 303)

    @router.get("/courts/{court_id}/cause-list", response_class=HTMLResponse, summary="The public list of a day")
    async def page(
        request: Request, court_id: str, day: Annotated[str, Query(description="By default today")] = ""
    ) -> HTMLResponse:
        now = clock()
        async with pool.acquire() as connection:
            court = await known_court(connection, court_id)
            asked = read_day(day)
            shown = await _day(connection, court, asked or today_in(court, clock), now)
            courts = await court_reading.all_courts(connection)
        reader = pages.reader(request, language=court.language, zone=court.zone)
        language = reader.language
        return pages.render(
            request,
            "cause_list.html",
            section="/",
            courts=CourtChoice("/cause-list", [(one.court_id, one.name[language]) for one in courts], court_id),
            language=court.language,
            zone=court.zone,
            now=now,
            wrong_day=day if day and asked is None else "",
            list_path=f"/courts/{court_id}/cause-list",
            **_shown(court, shown, reader),
        )

    @router.get("/courts/{court_id}/cause-list.json", summary="The public list of a day, for programs")
    async def as_json(
        court_id: str, day: Annotated[date | None, Query(description="By default today")] = None
    ) -> dict[str, Any]:
        async with pool.acquire() as connection:
            court = await known_court(connection, court_id)
            on = day or today_in(court, clock)
            entries = await _entries(connection, court, on, clock())
        return {
            "court_id": court_id,
            "name": court.name,
            "day": on,
            "hearings": [{**shown(entry, ZoneInfo(court.zone)), "state": entry.state} for entry in entries],
        }

    return router


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
        "court_name": court.name[reader.language],
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


def read_day(text: str) -> date | None:
    """A day near enough that the one before and the one after exist too."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        return None
    return day if 1900 <= day.year <= 2900 else None
