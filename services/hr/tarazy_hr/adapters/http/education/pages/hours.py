"""Hours that the year asks of the people of a court, as a list with bars: who lacks most stands first."""

from typing import Annotated

from fastapi import APIRouter
from fastapi.responses import Response
from tarazy_shared.pages.catalogue import message
from tarazy_shared.trail import note_reading

from tarazy_hr.adapters.education import certificates
from tarazy_hr.adapters.education.learning import by_month
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.education.checking import VALIDITIES
from tarazy_hr.adapters.http.education.hours import YearAsked, shortfalls_of
from tarazy_hr.adapters.http.education.pages.carrying import Bar, names, programmes, show
from tarazy_hr.adapters.http.education.pages.plotting import plot_of
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.adapters.selection.candidates import names_of
from tarazy_hr.domain.education.hours import Outlook

OUTLOOKS: dict[Outlook, tuple[str, str]] = {
    "met": (message("Enough"), "ok"),
    "on_the_way": (message("Enough if they come"), "warn"),
    "short": (message("Too little"), "bad"),
}


def hours_pages(desk: Desk, front: Front) -> APIRouter:
    """The list of a court."""
    router = APIRouter(prefix="/courts/{court_id}/desk/training/hours", tags=["pages"], include_in_schema=False)

    @router.get("", response_model=None)
    async def hours_page(visit: Annotated[Visit, front.visits("training.hours")], year: YearAsked = None) -> Response:
        """Of this year, or of another one."""
        court_id, this_year = visit.court.court_id, visit.today.year
        year = this_year if year is None else year
        async with desk.work.pool.acquire() as connection:
            found = await shortfalls_of(desk, connection, court_id, year, visit.today)
            taught = await by_month(connection, [one.person_id for one in found], year, desk.work.clock())
            ending = await certificates.ending(connection, court_id, visit.today)
            people = {one.person_id for one in found} | {one.person_id for one in ending}
            called = await names_of(connection, list(people))
            known = await programmes(connection, visit)
        await note_reading(desk.work, visit.request, court_id, people)
        rows = [(one, called.get(one.person_id, ""), Bar.of(one), OUTLOOKS[one.outlook]) for one in found]
        return show(
            visit,
            "training_hours.html",
            rows=rows,
            year=year,
            this_year=this_year,
            plot=plot_of(visit, taught, year, sum(one.required for one in found)),
            short=sum(one.outlook == "short" for one in found),
            ending=[(one, called.get(one.person_id, ""), VALIDITIES[one.validity(visit.today)]) for one in ending],
            programmes=names(visit, known),
        )

    return router
