"""Sessions of training: planned, changed, called off, shown."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse
from tarazy_shared.contracts.fields import CourtId

from tarazy_hr.adapters.education import standing
from tarazy_hr.adapters.http.addresses import CourtPath
from tarazy_hr.adapters.http.answering import Desk, IdempotencyKey
from tarazy_hr.adapters.http.documenting import COMMANDED, guarded_router
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.adapters.http.education.asking import SessionPath, asked, known_session
from tarazy_hr.adapters.http.education.bodies import CancellationBody, ChangeBody, FeedbackBody, SessionBody
from tarazy_hr.adapters.http.education.views import DoneView, ListedSessionView, SessionView
from tarazy_hr.domain.education.commands import Cancel, Rate, Reopen


def sessions_router(desk: Desk, door: Door) -> APIRouter:
    """Sessions of all courts, and what the court does that holds one."""
    router = guarded_router("", "training")
    _showing(router, desk, door)
    _planning(router, desk, door)
    return router


def _showing(router: APIRouter, desk: Desk, door: Door) -> None:
    @router.get("/training-sessions", dependencies=[door.needs("training.read")])
    async def list_sessions(
        court_id: Annotated[CourtId | None, Query(description="The court that holds them")] = None,
        past: Annotated[bool, Query(description="Those too that are over")] = False,
    ) -> list[ListedSessionView]:
        """Sessions of all courts or of one, by their start; at most 500."""
        async with desk.work.pool.acquire() as connection:
            found = await standing.sessions(connection, court_id, None if past else desk.work.clock())
        return [ListedSessionView.model_validate(one) for one in found]

    @router.get("/training-sessions/{session_id}", dependencies=[door.needs("training.read")])
    async def get_session(request: Request, session_id: SessionPath) -> SessionView:
        """One session, of whichever court. It names nobody."""
        async with desk.work.pool.acquire() as connection:
            return SessionView.of(await known_session(connection, request, session_id))


def _planning(router: APIRouter, desk: Desk, door: Door) -> None:
    prefix = "/courts/{court_id}/training-sessions/{session_id}"
    plan: dict[str, Any] = {
        "response_model": DoneView,
        "responses": COMMANDED,
        "dependencies": [door.needs("training.plan")],
    }

    @router.put(prefix, **plan)
    async def plan_session(
        request: Request,
        court_id: CourtPath,
        session_id: SessionPath,
        body: SessionBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Hold a session of a programme that stands in the court today."""
        return await asked(desk, request, session_id, body.planning(court_id, session_id))

    @router.post(f"{prefix}/change", **plan)
    async def change_session(
        request: Request,
        court_id: CourtPath,
        session_id: SessionPath,
        body: ChangeBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Change times, places or venue. Who cannot come at the new times loses the place and is told so."""
        return await asked(desk, request, session_id, body.changing(), held_by=court_id)

    @router.post(f"{prefix}/cancel", **plan)
    async def cancel_session(
        request: Request,
        court_id: CourtPath,
        session_id: SessionPath,
        body: CancellationBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Do not hold it: everybody has the time back and is told so."""
        return await asked(desk, request, session_id, Cancel(body.reason), held_by=court_id)

    @router.post(f"{prefix}/reopen", **plan)
    async def reopen_session(
        request: Request, court_id: CourtPath, session_id: SessionPath, idempotency_key: IdempotencyKey = None
    ) -> JSONResponse:
        """Hold it after all: whoever had a place and can still come has it again and is told so."""
        return await asked(desk, request, session_id, Reopen(), held_by=court_id)

    @router.put(
        f"{prefix}/feedback", response_model=DoneView, responses=COMMANDED, dependencies=[door.needs("training.rate")]
    )
    async def enter_feedback(
        request: Request,
        court_id: CourtPath,
        session_id: SessionPath,
        body: FeedbackBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Enter what those who were there think of it, as counts: nobody's name. Whoever teaches does not enter it."""
        return await asked(desk, request, session_id, Rate(body.counts), held_by=court_id)
