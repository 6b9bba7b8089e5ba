"""The pages that everybody has who works with HR: the courts, and the desk of one."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from tarazy_shared.pages.place import Place
from tarazy_shared.pages.rendering import Pages
from tarazy_shared.sign_in.oidc.sign_on import account_of

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.door import Door, anybody
from tarazy_hr.adapters.http.establishment.pages import establishment_pages
from tarazy_hr.adapters.http.front.audit import audit_pages_router
from tarazy_hr.adapters.http.front.router import pages_router
from tarazy_hr.adapters.http.front.sections import desk_path, sections_for
from tarazy_hr.adapters.http.front.signing_in import sign_in_router
from tarazy_hr.adapters.http.front.visit import Front, Visit, choice_of
from tarazy_hr.adapters.http.leave.duty_pages import duty_pages_router
from tarazy_hr.adapters.http.leave.pages import leave_pages_router
from tarazy_hr.adapters.http.selection.pages import selection_pages
from tarazy_hr.adapters.http.workload.country_pages import workload_country_router
from tarazy_hr.adapters.http.workload.pages import workload_pages_router
from tarazy_hr.adapters.scheduling.client import Scheduling


def front_routers(
    desk: Desk, door: Door, scheduling: Scheduling | None = None, *, is_https: bool = False
) -> list[APIRouter]:
    """All pages. A section's router is added here, with `desk` and `front`, and to `SECTIONS`."""
    front = Front(door, Pages("tarazy_hr"))
    return [
        sign_in_router(front, is_https=is_https),
        courts_pages_router(front),
        *establishment_pages(desk, front),
        leave_pages_router(desk, front, scheduling or Scheduling(None, None)),
        duty_pages_router(desk, front),
        *selection_pages(desk, front),
        audit_pages_router(front),
        workload_pages_router(desk, front),
        workload_country_router(desk, front),
    ]


def courts_pages_router(front: Front) -> APIRouter:
    """The front page, and each court's desk."""
    router = pages_router()

    @router.get("/", response_model=None, dependencies=[Depends(anybody)])
    async def front_page(request: Request) -> Response:
        """The courts that one may work in; whoever is not signed in is sent to do so."""
        signed = await front.signed(request)
        async with front.door.work.pool.acquire() as connection:
            courts = [fact.court for fact in await queries.courts(connection, queries.STANDING)]
        choice = choice_of(courts, signed.who, front.pages.reader(request), None)
        account = account_of(signed.who.subject)
        unlinked = account[1] if account and signed.who.person_id is None else ""
        return signed.render("front.html", listed=choice.courts, unlinked=unlinked)

    @router.get("/desk", response_model=None, dependencies=[Depends(anybody)])
    async def turn(request: Request, court: str = "") -> Response:
        """The way to a court's desk."""
        return RedirectResponse(Place.of(request).url(desk_path(court) if court else "/"), 303)

    @router.get("/courts/{court_id}/desk", response_model=None)
    async def desk_page(visit: Annotated[Visit, front.visits("desk.open")]) -> Response:
        """What can be done in a court."""
        return visit.render("desk.html", listed=sections_for(visit.who, visit.court.court_id)[1:])

    return router
