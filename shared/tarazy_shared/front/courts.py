"""The pages that everybody has who works with a service: the courts, and the desk of one."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from tarazy_shared.door import anybody
from tarazy_shared.front.router import pages_router
from tarazy_shared.front.sections import desk_path
from tarazy_shared.front.visit import Front, Visit
from tarazy_shared.pages.place import Place
from tarazy_shared.sign_in.oidc.sign_on import account_of


def courts_pages_router(front: Front[Any]) -> APIRouter:
    """The front page, and each court's desk."""
    router = pages_router()

    @router.get("/", response_model=None, dependencies=[Depends(anybody)])
    async def front_page(request: Request) -> Response:
        """The courts that one may work in; whoever is not signed in is sent to do so."""
        signed = await front.signed(request)
        async with front.door.work.pool.acquire() as connection:
            courts = await front.house.courts(connection)
        choice = front.choice_of(courts, signed.who, front.pages.reader(request), None)
        account = account_of(signed.who.subject)
        unlinked = account[1] if account and signed.who.person_id is None else ""
        return signed.render("kit/front.html", listed=choice.courts, unlinked=unlinked)

    @router.get("/desk", response_model=None, dependencies=[Depends(anybody)])
    async def turn(request: Request, court: str = "") -> Response:
        """The way to a court's desk."""
        return RedirectResponse(Place.of(request).url(desk_path(court) if court else "/"), 303)

    @router.get("/courts/{court_id}/desk", response_model=None)
    async def desk_page(visit: Annotated[Visit[Any], front.visits("desk.open")]) -> Response:
        """What can be done in a court."""
        return visit.render("kit/desk.html", listed=visit.sections[1:])

    return router
