"""A session's own page, and what whoever plans it does there: call it off, hold it after all."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import Response
from tarazy_shared.pages.form import Form

from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.education.pages.session_showing import CANCELLED, SESSION, SessionPage
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.domain.education.commands import Cancel, Reopen


def session_pages(desk: Desk, front: Front) -> APIRouter:
    """One session."""
    router = APIRouter(prefix=SESSION, tags=["pages"], include_in_schema=False)
    page = SessionPage(desk)

    @router.get("", response_model=None)
    async def session_page(visit: Annotated[Visit, front.visits("training.read")], session_id: UUID) -> Response:
        return await page.show(visit, session_id, Form())

    @router.post("/cancel", response_model=None)
    async def cancel(visit: Annotated[Visit, front.sent("training.plan")], session_id: UUID) -> Response:
        """It is not held: everybody has the time back."""
        code = visit.given.get("reason", "")
        return await page.carry(visit, session_id, Cancel(code if code in CANCELLED else "other"), done="cancelled")

    @router.post("/reopen", response_model=None)
    async def reopen(visit: Annotated[Visit, front.sent("training.plan")], session_id: UUID) -> Response:
        """It is held after all: whoever had a place and can still come has it again."""
        return await page.carry(visit, session_id, Reopen(), done="reopened")

    return router
