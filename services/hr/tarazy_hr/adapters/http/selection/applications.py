"""Applications: taken in, listed with personal data for selection alone, withdrawn."""

from uuid import uuid4

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters.http.addresses import CourtPath
from tarazy_hr.adapters.http.answering import Desk, IdempotencyKey
from tarazy_hr.adapters.http.documenting import COMMANDED, guarded_router
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.adapters.http.selection.asking import (
    ApplicationPath,
    CompetitionPath,
    answered,
    asked,
    asker,
    known_competition,
)
from tarazy_hr.adapters.http.selection.bodies import ApplicationBody
from tarazy_hr.adapters.http.selection.views import CandidateView, ConductedView
from tarazy_hr.adapters.selection import candidates
from tarazy_hr.app.selection.conducting import Conducted, conduct
from tarazy_hr.domain.refusal import Refusal
from tarazy_hr.domain.selection.commands import Apply, Withdraw
from tarazy_hr.domain.selection.explaining import explain


def applications_router(desk: Desk, door: Door) -> APIRouter:
    """Applications of a competition."""
    prefix = "/courts/{court_id}/competitions/{competition_id}/applications"
    router = guarded_router(prefix, "selection")

    @router.put(
        "/{application_id}",
        response_model=ConductedView,
        responses=COMMANDED,
        dependencies=[door.needs("selection.candidates")],
    )
    async def apply(
        request: Request,
        court_id: CourtPath,
        competition_id: CompetitionPath,
        application_id: ApplicationPath,
        body: ApplicationBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Take an application in. A late one is refused with the deadline, and so is the same person a second time."""
        candidate = body.candidate(application_id, uuid4())
        command = Apply(application_id, frozenset(document.code for document in candidate.documents))

        async def doing(uow: UnitOfWork, cause: Cause) -> Conducted | Refusal:
            by = asker(request).by
            return await conduct(uow, court_id, competition_id, command, by, cause, applicant=candidate)

        return await answered(desk, request, doing)

    @router.get("", dependencies=[door.needs("selection.candidates")])
    async def list_applications(
        request: Request, court_id: CourtPath, competition_id: CompetitionPath
    ) -> list[CandidateView]:
        """Who applied, in the order of the applications; empty once the data are deleted. Personal data."""
        async with desk.work.pool.acquire() as connection:
            competition, today = await known_competition(desk, connection, request, court_id, competition_id)
            people = await candidates.of_competition(connection, competition_id)
        explained = {one.application_id: one for one in explain(competition, today)}
        views = [CandidateView.of(one, explained[one.application_id]) for one in people]
        return sorted(views, key=lambda view: view.number)

    @router.post(
        "/{application_id}/withdraw",
        response_model=ConductedView,
        responses=COMMANDED,
        dependencies=[door.needs("selection.candidates")],
    )
    async def withdraw_application(
        request: Request,
        court_id: CourtPath,
        competition_id: CompetitionPath,
        application_id: ApplicationPath,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Withdraw an application, at any time before the competition ends."""
        return await asked(desk, request, court_id, competition_id, Withdraw(application_id))

    return router
