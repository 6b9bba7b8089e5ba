"""Pages about one court: in its language and zone, with the form that leads to another court's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse
from tarazy_shared.lifecycle import Running
from tarazy_shared.pages.name_order import name_key
from tarazy_shared.pages.place import Place
from tarazy_shared.pages.reader import Reader
from tarazy_shared.pages.rendering import CourtChoice, Pages
from tarazy_shared.pages.words import Words

from tarazy_scheduling.adapters import court_reading
from tarazy_scheduling.adapters.court_reading import CourtRow
from tarazy_scheduling.adapters.http.courts import today_in


@dataclass(frozen=True, slots=True)
class CourtLink:
    """A court in the list of courts, in the reader's language."""

    court_id: str
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class CourtSection:
    """A section of the pages that shows one court at a time, under `/courts/{court_id}/{leaf}`."""

    running: Running
    pages: Pages
    path: str
    """Of the list of courts."""
    turns_at: str
    """Where the form of courts is sent, with `?court=`."""
    leaf: str

    async def index(self, request: Request, template: str) -> HTMLResponse:
        """The list of courts."""
        reader = self.pages.reader(request)
        links = [
            CourtLink(one.court_id, one.name[reader.language], one.address[reader.language] if one.address else "")
            for one in await self._courts()
        ]
        return self.pages.render(request, template, section=self.path, listed=links, leads_to=self.leaf)

    def turn(self, request: Request, court_id: str) -> RedirectResponse:
        """The way to a court; without one, to the list of courts."""
        path = f"/courts/{court_id}/{self.leaf}" if court_id else self.path
        return RedirectResponse(Place.of(request).url(path), 303)

    async def about(self, request: Request, court_id: str) -> "CourtPage | HTMLResponse":
        """What a page about the court is made of; the page that says so where the court is not known."""
        courts = await self._courts()
        court = next((one for one in courts if one.court_id == court_id), None)
        if court is None:
            reader = self.pages.reader(request)
            choice = self._choice(courts, reader, None)
            return self.pages.render(request, "no_court.html", status=404, section=self.path, courts=choice)
        reader = self.pages.reader(request, language=court.language, zone=court.zone)
        today = today_in(court, self.running.clock)
        return CourtPage(self, request, court, reader, today, self._choice(courts, reader, court))

    async def _courts(self) -> list[CourtRow]:
        async with self.running.pool.acquire() as connection:
            return await court_reading.all_courts(connection)

    def _choice(self, courts: Sequence[CourtRow], reader: Reader, chosen: CourtRow | None) -> CourtChoice:
        named = [(one.court_id, one.name[reader.language]) for one in courts]
        named.sort(key=lambda one: name_key(one[1]))
        return CourtChoice(self.turns_at, named, chosen.court_id if chosen else None)


@dataclass(frozen=True, slots=True)
class CourtPage:
    """One request for a page about a court that is known."""

    section: CourtSection
    request: Request
    court: CourtRow
    reader: Reader
    today: date
    """In the court's zone."""
    choice: CourtChoice

    @property
    def words(self) -> Words:
        """For sentences that are put together in Python."""
        return Words(self.section.pages.package, self.reader)

    def render(self, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
        """The page; every template knows `court_id` and `court_name`."""
        return self.section.pages.render(
            self.request,
            template,
            status=status,
            section=self.section.path,
            courts=self.choice,
            language=self.court.language,
            zone=self.court.zone,
            court_id=self.court.court_id,
            court_name=self.court.name[self.reader.language],
            **context,
        )
