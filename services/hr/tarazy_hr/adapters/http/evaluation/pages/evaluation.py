"""The page of one evaluation. Reading it is noted."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import Response
from tarazy_shared.pages.form import Form
from tarazy_shared.trail import note_reading

from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.evaluation.evaluations import READ
from tarazy_hr.adapters.http.evaluation.pages.carrying import subject_of
from tarazy_hr.adapters.http.evaluation.pages.showing import shown
from tarazy_hr.adapters.http.front.visit import Front, Visit


def evaluation_pages_router(desk: Desk, front: Front) -> APIRouter:
    """One evaluation."""
    router = APIRouter(prefix="/courts/{court_id}/desk/evaluation", tags=["pages"], include_in_schema=False)

    @router.get("/{evaluation_id}", response_model=None)
    async def evaluation_page(
        visit: Annotated[Visit, front.visits("evaluation.read")], evaluation_id: UUID
    ) -> Response:
        """Where it stands, and what whoever reads it can do now."""
        subject = await subject_of(desk, visit, evaluation_id)
        judge = subject.evaluation.opened.judge
        await note_reading(desk.work, visit.request, visit.court.court_id, {judge}, READ)
        return await shown(desk, visit, subject, Form())

    return router
