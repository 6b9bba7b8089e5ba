"""Forms of a competition's page: its stage completed, a candidate appointed, its end, its going on."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import Response

from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.adapters.http.selection.pages.carrying import (
    IDS_WANTED,
    carry,
    done,
    not_taken,
    one_line,
    subject_of,
    wrongly,
)
from tarazy_hr.adapters.http.selection.pages.competition import shown
from tarazy_hr.app.selection.conducting import Appointing
from tarazy_hr.domain.refusal import Refusal
from tarazy_hr.domain.selection.commands import Cancel, Close, Command, CompleteStage, Fill, NamePanel, Reopen


def order_pages(desk: Desk, front: Front) -> APIRouter:
    """What an officer decides."""
    prefix = "/courts/{court_id}/desk/selection/{competition_id}"
    router = APIRouter(prefix=prefix, tags=["pages"], include_in_schema=False)

    async def order(
        visit: Visit, competition_id: UUID, command: Command, appointing: Appointing | None = None
    ) -> Response:
        outcome = await carry(desk, visit, competition_id, command, appointing=appointing)
        subject = await subject_of(desk, visit, competition_id)
        if isinstance(outcome, Refusal):
            return shown(visit, subject, not_taken(visit, outcome), status=409)
        return done(visit, subject)

    @router.post("/complete", response_model=None)
    async def complete(visit: Annotated[Visit, front.sent("selection.conduct")], competition_id: UUID) -> Response:
        return await order(visit, competition_id, CompleteStage(visit.given.get("stage", "")))

    @router.post("/panel", response_model=None)
    async def name_panel(visit: Annotated[Visit, front.sent("selection.conduct")], competition_id: UUID) -> Response:
        try:
            panel = tuple(UUID(one) for one in visit.given.get("panel", "").split())
        except ValueError:
            subject = await subject_of(desk, visit, competition_id)
            return shown(visit, subject, wrongly(visit, panel=IDS_WANTED), status=422)
        return await order(visit, competition_id, NamePanel(panel, visit.given.get("reason", "")))

    @router.post("/close", response_model=None)
    async def close(visit: Annotated[Visit, front.sent("selection.conduct")], competition_id: UUID) -> Response:
        return await order(visit, competition_id, Close(visit.given.get("reason", "")))

    @router.post("/cancel", response_model=None)
    async def cancel(visit: Annotated[Visit, front.sent("selection.conduct")], competition_id: UUID) -> Response:
        return await order(visit, competition_id, Cancel(visit.given.get("reason", "")))

    @router.post("/reopen", response_model=None)
    async def reopen(visit: Annotated[Visit, front.sent("selection.conduct")], competition_id: UUID) -> Response:
        given = visit.given
        return await order(visit, competition_id, Reopen(given.get("stage", ""), given.get("reason", "")))

    @router.post("/fill", response_model=None)
    async def fill(visit: Annotated[Visit, front.sent("selection.appoint")], competition_id: UUID) -> Response:
        given = visit.given
        try:
            application_id = UUID(given.get("application_id", ""))
        except ValueError:
            application_id = UUID(int=0)
        appointing = Appointing(one_line(given.get("order_number", "")) or None)
        return await order(visit, competition_id, Fill(application_id, given.get("reason") or None), appointing)

    return router
