"""The public cause list: a page for people and the same as JSON for programs; and the list of courts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Any, cast
from zoneinfo import ZoneInfo

from babel import Locale
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
from tarazy_scheduling.adapters.http.hearings import bounds_of
from tarazy_scheduling.app.cause_list import Entry, public_entries

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_ROLES: Mapping[str, str] = {
    "claimant": message("Claimant"),
    "defendant": message("Defendant"),
    "accused": message("Accused"),
    "victim": message("Victim"),
}


def make_pages() -> Pages:
    """The service's pages: one section, the courts and their lists."""
    return Pages("tarazy_scheduling", sections=[Section("/", message("Cause lists"))])


@dataclass(frozen=True, slots=True)
class Names:
    """What codes are called in the reader's language; a code without a name stands for itself."""

    catalogue: Mapping[str, Sequence[Mapping[str, Any]]]
    reader: Reader

    def hearing_type(self, code: str) -> str:
        return self._name("hearing_types", code)

    def category(self, code: str) -> str:
        return self._name("categories", code)

    def feature(self, code: str) -> str:
        return self._name("room_features", code)

    def role(self, role: str) -> str:
        """A message of the pages' own."""
        return _ROLES[role]

    def spoken(self, languages: Sequence[str]) -> list[str]:
        known = Locale.parse(self.reader.locale).languages
        return [str(known.get(language, language)) for language in languages]

    def _name(self, section: str, code: str) -> str:
        found = next((entry for entry in self.catalogue[section] if entry["code"] == code), None)
        return str(found["name"][self.reader.language]) if found else code


@dataclass(frozen=True, slots=True)
class RoomWords:
    """A room and what it has, in the reader's language."""

    name: str
    words: list[str]


@dataclass(frozen=True, slots=True)
class CourtLink:
    """A court in the list of courts, in the reader's language."""

    court_id: str
    name: str
    address: str


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
            asked = _read_day(day)
            on = asked or today_in(court, clock)
            entries = await _entries(connection, court, on, now)
            catalogue = await catalogue_reading.on_day(connection, on, court_id)
            rooms = await court_reading.rooms_of(connection, court_id)
            calendar = await court_reading.calendar_of(connection, court, on, on)
            courts = await court_reading.all_courts(connection)
        reader = pages.reader(request, language=court.language, zone=court.zone)
        names = Names(catalogue, reader)
        language = reader.language
        return pages.render(
            request,
            "cause_list.html",
            section="/",
            courts=CourtChoice("/cause-list", [(one.court_id, one.name[language]) for one in courts], court_id),
            language=court.language,
            zone=court.zone,
            day=on,
            before=on - timedelta(days=1),
            after=on + timedelta(days=1),
            now=now,
            court_name=court.name[language],
            wrong_day=day if day and asked is None else "",
            list_path=f"/courts/{court_id}/cause-list",
            entries=entries,
            hearings=len(entries),
            names=names,
            rooms=_used_rooms(rooms, entries, names),
            is_closed=_is_closed(court, calendar, on),
            contact=", ".join(filter(None, (court.phone, court.email))),
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
            "hearings": [_as_json(entry, ZoneInfo(court.zone)) for entry in entries],
        }

    return router


async def _entries(connection: Connection, court: CourtRow, day: date, now: datetime) -> list[Entry]:
    listed = await hearing_reading.listed_between(connection, court.court_id, *bounds_of(day, court))
    return public_entries(listed, now)


def _read_day(text: str) -> date | None:
    """A day near enough that the one before and the one after exist too."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        return None
    return day if 1900 <= day.year <= 2900 else None


def _is_closed(court: CourtRow, calendar: Mapping[str, Any], day: date) -> bool:
    if day in calendar["closed"]:
        return True
    return day not in calendar["open"] and WEEKDAYS[day.weekday()] not in court.weekdays


def _used_rooms(rooms: Sequence[Mapping[str, Any]], entries: Sequence[Entry], names: Names) -> list[RoomWords]:
    used = {entry.room_name for entry in entries}
    return [
        RoomWords(room["name"], [names.feature(feature) for feature in room["features"]])
        for room in rooms
        if room["name"] in used
    ]


def _as_json(entry: Entry, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "starts_at": entry.starts_at.astimezone(zone),
        "ends_at": entry.ends_at.astimezone(zone),
        "room_name": entry.room_name,
        "building": entry.building,
        "judges": entry.judges,
        "state": entry.state,
        "confidential": entry.confidential,
        "hearing_type": entry.hearing_type,
        "category": entry.category,
        "case_number": entry.case_number,
        "channel": entry.channel,
        "interpreter_languages": entry.interpreter_languages,
        "parties": [{"role": role, "names": people} for role, people in entry.parties],
    }
