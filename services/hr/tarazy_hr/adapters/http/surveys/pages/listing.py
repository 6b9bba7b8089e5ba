"""The section "Surveys": those of a court with how many have answered, as it stands now."""

from typing import Annotated

from fastapi import APIRouter
from fastapi.responses import Response

from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.adapters.http.surveys.pages.carrying import CONDUCT, PREFIX, evaluations_about, is_open_to, show
from tarazy_hr.adapters.http.surveys.pages.words import AUDIENCES, state_of
from tarazy_hr.adapters.surveys import store, texts


def listing_pages(desk: Desk, front: Front) -> APIRouter:
    """The list."""
    router = APIRouter(prefix=PREFIX, tags=["pages"], include_in_schema=False)

    @router.get("", response_model=None)
    async def list_page(visit: Annotated[Visit, front.visits("survey.read")]) -> Response:
        """Surveys, the latest first."""
        court_id = visit.court.court_id
        async with desk.work.pool.acquire() as connection:
            own = {one.evaluation_id for one in await evaluations_about(connection, visit)}
            found = [one for one in await store.of_court(connection, court_id) if is_open_to(visit, one)]
            waiting = await texts.waiting(connection, court_id) if visit.may(CONDUCT) else {}
        return show(
            visit,
            "surveys.html",
            surveys=[one for one in found if one.evaluation_id is None or one.evaluation_id not in own],
            audiences=AUDIENCES,
            state_of=state_of,
            waiting=waiting,
        )

    return router
