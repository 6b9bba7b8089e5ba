"""Leave of a court's people: asked for, recorded, decided, changed, looked up."""

from collections.abc import Callable
from typing import Annotated, Any, Literal, TypeVar
from uuid import UUID

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse
from tarazy_shared.contracts.fields import Day
from tarazy_shared.ids import uuid7
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.http.absence_bodies import NoteBody
from tarazy_hr.adapters.http.addresses import CourtPath, KnownAt, PersonPath, known_court
from tarazy_hr.adapters.http.answering import CommandAnswer, Desk, IdempotencyKey, answer, carried_out, refused
from tarazy_hr.adapters.http.documenting import COMMANDED, Responses, guarded_router
from tarazy_hr.adapters.http.door import Door, must
from tarazy_hr.adapters.http.leave.leave_bodies import CertificateBody, EndBody, LeaveBody, SubstituteBody
from tarazy_hr.adapters.http.leave.leave_views import LeaveView
from tarazy_hr.adapters.idempotency import Answer
from tarazy_hr.adapters.leave.leave_reading import leaves_between
from tarazy_hr.domain.absence import DecideAbsence
from tarazy_hr.domain.leave.requests import CertifyLeave, EndLeave, NameSubstitute
from tarazy_hr.domain.refusal import wrong

KNOWN: Responses = {200: {"model": CommandAnswer, "description": "The same was asked for before"}}
Route = TypeVar("Route", bound=Callable[..., Any])
LeaveStatus = Literal["requested", "approved", "refused", "withdrawn", "cancelled"]


def leaves_router(desk: Desk, door: Door) -> APIRouter:
    """Leave of a court."""
    router = guarded_router("/courts/{court_id}", "leave")
    _looking_up(router, desk, door)
    _asking(router, desk, door)
    _deciding(router, desk, door)
    _changing(router, desk, door)
    return router


def _looking_up(router: APIRouter, desk: Desk, door: Door) -> None:
    @router.get("/leaves", dependencies=[door.needs("leave.read")])
    async def list_leaves(
        request: Request,
        court_id: CourtPath,
        person_id: UUID | None = None,
        status: LeaveStatus | None = None,
        from_on: Annotated[Day | None, Query(alias="from", description="First day of the range")] = None,
        to_on: Annotated[Day | None, Query(alias="to", description="Last day of the range")] = None,
        known_at: KnownAt = None,
    ) -> list[LeaveView]:
        """Leave that has a day in the range, by its first day. Whoever may not see all of it names the person."""
        must(request, court_id, person_id)
        if from_on and to_on and to_on < from_on:
            raise refused(request, wrong("to", "ends_before_start", start=from_on, end=to_on))
        async with desk.work.pool.acquire() as connection:
            at = await known_court(connection, request, court_id, known_at or queries.STANDING)
            found = await leaves_between(connection, at, court_id, from_on, to_on, person_id=person_id, status=status)
        return [LeaveView.of(fact, found.sources_of(fact)) for fact in found.leaves]


def _asking(router: APIRouter, desk: Desk, door: Door) -> None:
    async def asked(
        request: Request, court_id: str, person_id: UUID, body: LeaveBody, *, is_recorded: bool
    ) -> JSONResponse:
        async def perform(uow: UnitOfWork, cause: Cause) -> Answer:
            absence_id = body.absence_id or uuid7(uow.now)
            command = body.request(court_id, person_id, absence_id, is_recorded=is_recorded)
            outcome = await carried_out(uow, request, court_id, command, cause)
            return answer(outcome, status=201 if outcome.facts else 200, absence_id=absence_id)

        return await desk.perform(request, perform)

    @router.post(
        "/people/{person_id}/leaves",
        status_code=201,
        response_model=CommandAnswer,
        responses=COMMANDED | KNOWN,
        dependencies=[door.needs("leave.request")],
    )
    async def request_leave(
        request: Request,
        court_id: CourtPath,
        person_id: PersonPath,
        body: LeaveBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Ask for a leave. It holds only once it is approved."""
        return await asked(request, court_id, person_id, body, is_recorded=False)

    @router.post(
        "/people/{person_id}/leaves/recorded",
        status_code=201,
        response_model=CommandAnswer,
        responses=COMMANDED | KNOWN,
        dependencies=[door.needs("leave.record")],
    )
    async def record_leave(
        request: Request,
        court_id: CourtPath,
        person_id: PersonPath,
        body: LeaveBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Record a leave that needs no approval, such as sickness: it holds at once. Its end may be left open."""
        return await asked(request, court_id, person_id, body, is_recorded=True)


def _deciding(router: APIRouter, desk: Desk, door: Door) -> None:
    def offer(decision: Literal["approve", "refuse", "withdraw", "cancel"], permission: str, words: str) -> None:
        @router.post(
            f"/people/{{person_id}}/leaves/{{absence_id}}/{decision}",
            response_model=CommandAnswer,
            responses=COMMANDED,
            dependencies=[door.needs(permission)],
            name=f"{decision}_leave",
            description=words,
        )
        async def decide_leave(
            request: Request,
            court_id: CourtPath,
            person_id: PersonPath,
            absence_id: UUID,
            body: NoteBody | None = None,
            idempotency_key: IdempotencyKey = None,
        ) -> JSONResponse:
            command = DecideAbsence(court_id, person_id, absence_id, decision, body.note if body else None)
            return await desk.carry_out(request, court_id, command)

    offer("approve", "leave.decide", "Grant a leave: looks once more at all that could speak against it.")
    offer("refuse", "leave.decide", "Refuse a leave.")
    offer("withdraw", "leave.withdraw", "Withdraw a request.")
    offer("cancel", "leave.decide", "Undo a granted leave that has not begun; its days come back.")


def _changing(router: APIRouter, desk: Desk, door: Door) -> None:
    def of_leave(path: str, permission: str) -> Callable[[Route], Route]:
        return router.post(
            f"/people/{{person_id}}/leaves/{{absence_id}}/{path}",
            response_model=CommandAnswer,
            responses=COMMANDED,
            dependencies=[door.needs(permission)],
        )

    @of_leave("end", "leave.record")
    async def end_leave(
        request: Request,
        court_id: CourtPath,
        person_id: PersonPath,
        absence_id: UUID,
        body: EndBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Cut a granted leave short, the rest comes back; close a recorded one, earlier or later than it was told."""
        command = EndLeave(court_id, person_id, absence_id, body.last_on, body.last_half, body.note)
        return await desk.carry_out(request, court_id, command)

    @of_leave("certificate", "leave.record")
    async def certify_leave(
        request: Request,
        court_id: CourtPath,
        person_id: PersonPath,
        absence_id: UUID,
        body: CertificateBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Enter the certificate of a recorded leave, late as it may be."""
        command = CertifyLeave(court_id, person_id, absence_id, body.certificate, body.first_on, body.last_on)
        return await desk.carry_out(request, court_id, command)

    @of_leave("substitute", "leave.decide")
    async def name_substitute(
        request: Request,
        court_id: CourtPath,
        person_id: PersonPath,
        absence_id: UUID,
        body: SubstituteBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Name who stands in: somebody of the court who is in post and not away on those days."""
        command = NameSubstitute(court_id, person_id, absence_id, body.substitute_id)
        return await desk.carry_out(request, court_id, command)
