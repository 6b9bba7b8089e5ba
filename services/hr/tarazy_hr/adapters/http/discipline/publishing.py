"""Publishing a decision without names, and withdrawing it."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from tarazy_shared.problems import FieldError
from tarazy_shared.problems import Refusal as Problem
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters.discipline.record import RECORD
from tarazy_hr.adapters.http.addresses import CourtPath
from tarazy_hr.adapters.http.answering import Desk, IdempotencyKey, refused
from tarazy_hr.adapters.http.discipline.asking import Asked, CasePath, asked_by_office, conducted, note_down
from tarazy_hr.adapters.http.discipline.bodies import PublicationBody, ReasonBody
from tarazy_hr.adapters.http.discipline.views import ConductedCaseView
from tarazy_hr.adapters.http.documenting import COMMANDED, guarded_router
from tarazy_hr.adapters.http.door import Door, must
from tarazy_hr.adapters.http.selection.asking import asker
from tarazy_hr.adapters.idempotency import Answer
from tarazy_hr.app.discipline.publishing import Told, publish
from tarazy_hr.domain.anonymity.leaks import Leak
from tarazy_hr.domain.court import Language
from tarazy_hr.domain.discipline import commands
from tarazy_hr.domain.discipline.case import told_by
from tarazy_hr.domain.refusal import Refusal
from tarazy_hr.texts import TITLES, preferred_language, reason


def publishing_router(desk: Desk, door: Door) -> APIRouter:
    """What the secretary does about a decision that binds."""
    router = guarded_router("/courts/{court_id}/discipline/{case_id}", "discipline")

    @router.post(
        "/publication",
        response_model=ConductedCaseView,
        responses=COMMANDED,
        dependencies=[door.needs("discipline.publish")],
    )
    async def publish_decision(
        request: Request,
        court_id: CourtPath,
        case_id: CasePath,
        body: PublicationBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Publish it. Whatever could tell of somebody on the case is answered with its place, and nothing is published;
        what tells of nobody is sent again with the reason."""

        async def perform(uow: UnitOfWork, cause: Cause) -> Answer:
            case = told_by((await RECORD.read(uow.connection, case_id))[0])
            must(request, court_id, case.received.judge if case else None)
            done = await publish(uow, court_id, case_id, body.draft(), asker(request).by, cause)
            if isinstance(done, Told):
                raise told(request, done)
            note_down(request, done)
            if isinstance(done, Refusal):
                raise refused(request, done)
            return conducted(done)

        return await desk.perform(request, perform)

    @router.post(
        "/publication/withdraw",
        response_model=ConductedCaseView,
        responses=COMMANDED,
        dependencies=[door.needs("discipline.publish")],
    )
    async def withdraw_decision(
        request: Request,
        court_id: CourtPath,
        case_id: CasePath,
        body: ReasonBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Let it be public no longer."""
        return await asked_by_office(desk, request, court_id, case_id, Asked(commands.Withdraw(body.reason)))

    return router


def told(request: Request, found: Told) -> Problem:
    """A problem document with an error for each place."""
    language = preferred_language(request.headers.get("accept-language"))
    errors = [FieldError("words", f"tells_{one.kind}", said(one, language)) for one in found.leaks]
    return Problem(409, TITLES["conflict"][language], errors)


def said(leak: Leak, language: Language) -> str:
    """A finding in words."""
    place = {"found": leak.found, "line": str(leak.line), "letter": str(leak.column)}
    return reason(f"tells_{leak.kind}", place, language)
