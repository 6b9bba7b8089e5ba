"""Conducting a competition: its panel, the end of a stage, the appointment, its end and its going on."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from tarazy_hr.adapters.http.addresses import CourtPath
from tarazy_hr.adapters.http.answering import Desk, IdempotencyKey
from tarazy_hr.adapters.http.documenting import COMMANDED, guarded_router
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.adapters.http.selection.asking import CompetitionPath, asked
from tarazy_hr.adapters.http.selection.bodies import FillingBody, PanelBody, ReasonBody, ReopeningBody
from tarazy_hr.adapters.http.selection.views import ConductedView
from tarazy_hr.app.selection.conducting import Appointing
from tarazy_hr.domain.selection.commands import Cancel, Close, CompleteStage, Fill, NamePanel, Reopen


def conducting_router(desk: Desk, door: Door) -> APIRouter:
    """What an officer decides about a competition."""
    router = guarded_router("/courts/{court_id}/competitions/{competition_id}", "selection")
    _going_on(router, desk, door)
    _ending(router, desk, door)
    return router


def _going_on(router: APIRouter, desk: Desk, door: Door) -> None:
    @router.put(
        "/panel", response_model=ConductedView, responses=COMMANDED, dependencies=[door.needs("selection.conduct")]
    )
    async def name_panel(
        request: Request,
        court_id: CourtPath,
        competition_id: CompetitionPath,
        body: PanelBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Say who scores from now on."""
        return await asked(desk, request, court_id, competition_id, NamePanel(body.panel, body.reason))

    @router.post(
        "/stages/{stage}/complete",
        response_model=ConductedView,
        responses=COMMANDED,
        dependencies=[door.needs("selection.conduct")],
    )
    async def complete_stage(
        request: Request,
        court_id: CourtPath,
        competition_id: CompetitionPath,
        stage: str,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """End a stage: thresholds decide who goes on. A missing score holds it; after the last stage all are ranked."""
        return await asked(desk, request, court_id, competition_id, CompleteStage(stage))

    @router.post(
        "/reopen", response_model=ConductedView, responses=COMMANDED, dependencies=[door.needs("selection.conduct")]
    )
    async def reopen_competition(
        request: Request,
        court_id: CourtPath,
        competition_id: CompetitionPath,
        body: ReopeningBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Go on from an earlier stage, or take applications again. Scores are kept and can be corrected."""
        return await asked(desk, request, court_id, competition_id, Reopen(body.stage, body.reason))


def _ending(router: APIRouter, desk: Desk, door: Door) -> None:
    @router.post(
        "/fill", response_model=ConductedView, responses=COMMANDED, dependencies=[door.needs("selection.appoint")]
    )
    async def fill_vacancy(
        request: Request,
        court_id: CourtPath,
        competition_id: CompetitionPath,
        body: FillingBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Appoint a candidate and close the others, together. Refused when the post is not vacant any more."""
        appointing = Appointing(body.order_number, body.to_on, body.specialisms)
        command = Fill(body.application_id, body.reason)
        return await asked(desk, request, court_id, competition_id, command, appointing=appointing)

    @router.post(
        "/close", response_model=ConductedView, responses=COMMANDED, dependencies=[door.needs("selection.conduct")]
    )
    async def close_competition(
        request: Request,
        court_id: CourtPath,
        competition_id: CompetitionPath,
        body: ReasonBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """End a competition without an appointment."""
        return await asked(desk, request, court_id, competition_id, Close(body.reason))

    @router.post(
        "/cancel", response_model=ConductedView, responses=COMMANDED, dependencies=[door.needs("selection.conduct")]
    )
    async def cancel_competition(
        request: Request,
        court_id: CourtPath,
        competition_id: CompetitionPath,
        body: ReasonBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Call a competition off."""
        return await asked(desk, request, court_id, competition_id, Cancel(body.reason))
