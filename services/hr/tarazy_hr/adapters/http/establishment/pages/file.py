"""The file of a person in a court: appointments, authorisations, how many absences; and the form that separates."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from tarazy_shared.pages.form import Form

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.establishment.pages.showing import SECTION, Fields, not_taken, section_router, show
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.adapters.staff_reading import absences_of_year, tenures_of
from tarazy_hr.domain.appointment import SeparatePerson
from tarazy_hr.domain.refusal import Refusal


def file_pages(desk: Desk, front: Front) -> APIRouter:
    """Files of people."""
    router = section_router()

    @router.get("/people/{person_id}", response_model=None)
    async def file_page(
        visit: Annotated[Visit, front.visits("person.read")], person_id: UUID, done: str = ""
    ) -> Response:
        """What is recorded about somebody in this court."""
        return await page(desk, visit, person_id, Form(), done=done)

    @router.post("/people/{person_id}/separate", response_model=None)
    async def separate(visit: Annotated[Visit, front.sent("person.separate")], person_id: UUID) -> Response:
        """End the appointment that stands."""
        fields = Fields(visit)
        last = fields.take("last_on", "day", required=True)
        if fields.wrong:
            return await page(desk, visit, person_id, fields.form(), status=422)
        court_id = visit.court.court_id
        outcome = await desk.order(visit.request, court_id, SeparatePerson(court_id, person_id, last))
        if isinstance(outcome, Refusal):
            (words,) = not_taken(visit, outcome, ()).wrong.values()
            return await page(desk, visit, person_id, Form(visit.given, {"last_on": words}), status=409)
        return visit.back_to(f"{SECTION}/people/{person_id}", done="separated")

    return router


async def page(
    desk: Desk, visit: Visit, person_id: UUID, form: Form, *, status: int = 200, done: str = ""
) -> HTMLResponse:
    """The file, with what was typed into its form."""
    court_id = visit.court.court_id
    at = queries.STANDING
    async with desk.work.pool.acquire() as connection:
        tenures = await tenures_of(connection, at, court_id, person_id)
        given = await queries.authorisations(connection, at, court_id, [person_id])
        suspended = await queries.suspensions(connection, at, court_id, [person_id])
        posts = {fact.post.post_id: fact.post for fact in await queries.posts(connection, at, court_id)}
        away = await absences_of_year(connection, court_id, person_id, visit.today.year, visit.court.zone)
    if not tenures:
        return show(visit, "establishment_unknown.html", status=404)
    last = tenures[-1]
    return show(
        visit,
        "establishment_person.html",
        status=status,
        person_id=person_id,
        last=last,
        stands=last.last_on is None or last.last_on >= visit.today,
        tenures=tenures[::-1],
        posts=posts,
        authorisations=given,
        suspensions=suspended,
        away=away,
        year=visit.today.year,
        form=form,
        done=done,
    )
