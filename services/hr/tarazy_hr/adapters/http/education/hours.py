"""Hours that a year asks of the people of a court: who lacks how many, and who will."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from tarazy_shared.database import Connection
from tarazy_shared.trail import note_reading

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.education import catalogue
from tarazy_hr.adapters.education.learning import learnt
from tarazy_hr.adapters.http.addresses import CourtPath
from tarazy_hr.adapters.http.answering import Desk, refused
from tarazy_hr.adapters.http.documenting import guarded_router
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.adapters.http.education.views import HoursView, ShortfallView
from tarazy_hr.adapters.selection.candidates import names_of
from tarazy_hr.domain.days import day_of
from tarazy_hr.domain.education.hours import Shortfall, shortfalls
from tarazy_hr.domain.refusal import unknown

YearAsked = Annotated[int | None, Query(ge=2000, le=2200, description="This year by default")]


def hours_router(desk: Desk, door: Door) -> APIRouter:
    """Hours of training in a court."""
    router = guarded_router("/courts/{court_id}/training-hours", "training")

    @router.get("", dependencies=[door.needs("training.hours")])
    async def list_hours(request: Request, court_id: CourtPath, year: YearAsked = None) -> HoursView:
        """Everybody of whom the year asks something, whoever lacks most first. Personal data."""
        async with desk.work.pool.acquire() as connection:
            court = await queries.court(connection, queries.STANDING, court_id)
            if court is None:
                raise refused(request, unknown("court_id", "unknown_court", court_id))
            today = day_of(desk.work.clock(), court.court.zone)
            found = await shortfalls_of(desk, connection, court_id, year or today.year, today)
            names = await names_of(connection, [one.person_id for one in found])
        await note_reading(desk.work, request, court_id, {one.person_id for one in found})
        people = [ShortfallView.of(one, names.get(one.person_id)) for one in found]
        return HoursView(year=year or today.year, people=people)

    return router


async def shortfalls_of(
    desk: Desk, connection: Connection, court_id: str, year: int, today: date, person_id: UUID | None = None
) -> list[Shortfall]:
    """How everybody in post in a court stands in a year, or one of them."""
    people = await learnt(connection, court_id, year, today, desk.work.clock(), person_id)
    return shortfalls(await catalogue.requirements(connection), year, people)
