"""Absences: asked for, decided, entered, looked up."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse
from tarazy_shared.contracts.fields import CourtId, Instant
from tarazy_shared.ids import uuid7
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.book_reading import whose_absence
from tarazy_hr.adapters.http.absence_bodies import AbsenceBody, AbsenceRequestBody, AbsenceView, NoteBody
from tarazy_hr.adapters.http.addresses import KnownAt
from tarazy_hr.adapters.http.answering import CommandAnswer, Desk, IdempotencyKey, answer, carried_out, refused
from tarazy_hr.adapters.http.documenting import COMMANDED, Responses, guarded_router
from tarazy_hr.adapters.http.door import Door, must
from tarazy_hr.adapters.idempotency import Answer
from tarazy_hr.domain.absence import DecideAbsence, Decision, EnterAbsence, RequestAbsence, Status
from tarazy_hr.domain.days import whole_days
from tarazy_hr.domain.refusal import unknown, wrong

KNOWN: Responses = {200: {"model": CommandAnswer, "description": "The same was asked for before"}}


def absences_router(desk: Desk, door: Door) -> APIRouter:
    """Absences of all courts."""
    router = guarded_router("/absences", "absences")
    _asking(router, desk, door)
    _looking_up(router, desk, door)
    _deciding(router, desk, door)
    return router


def _asking(router: APIRouter, desk: Desk, door: Door) -> None:
    @router.post(
        "",
        status_code=201,
        response_model=CommandAnswer,
        responses=COMMANDED | KNOWN,
        dependencies=[door.needs("absence.request")],
    )
    async def request_absence(
        request: Request, body: AbsenceRequestBody, idempotency_key: IdempotencyKey = None
    ) -> JSONResponse:
        """Ask for an absence, by instants or by whole days of the court. It holds only once it is approved."""

        async def perform(uow: UnitOfWork, cause: Cause) -> Answer:
            absence_id = body.absence_id or uuid7(uow.now)
            starts_at, ends_at = await _instants(uow, request, body)
            wanted = RequestAbsence(body.absence(absence_id, starts_at, ends_at), body.note)
            outcome = await carried_out(uow, request, body.court_id, wanted, cause)
            return answer(outcome, status=201 if outcome.facts else 200, absence_id=absence_id)

        return await desk.perform(request, perform)

    @router.put(
        "/{absence_id}", response_model=CommandAnswer, responses=COMMANDED, dependencies=[door.needs("absence.enter")]
    )
    async def enter_absence(
        request: Request, absence_id: UUID, body: AbsenceBody, idempotency_key: IdempotencyKey = None
    ) -> JSONResponse:
        """Enter an absence that was approved elsewhere. With other times the former one is cancelled first."""
        return await desk.carry_out(request, body.court_id, EnterAbsence(body.absence(absence_id)))


def _looking_up(router: APIRouter, desk: Desk, door: Door) -> None:
    @router.get("", dependencies=[door.needs("absence.read")])
    async def list_absences(
        request: Request,
        court_id: Annotated[CourtId | None, Query()] = None,
        person_id: UUID | None = None,
        status: Status | None = None,
        starts_at: Annotated[Instant | None, Query(alias="from")] = None,
        ends_at: Annotated[Instant | None, Query(alias="to")] = None,
        known_at: KnownAt = None,
        limit: Annotated[int, Query(ge=1, le=10_000)] = 1000,
    ) -> list[AbsenceView]:
        """Absences that overlap [from, to), by their start. Whoever may not see all of them names court or person."""
        must(request, court_id, person_id)
        async with desk.work.pool.acquire() as connection:
            facts = await queries.absences(
                connection,
                known_at or queries.STANDING,
                court_id=court_id,
                person_id=person_id,
                status=status,
                starts_at=starts_at,
                ends_at=ends_at,
                limit=limit,
            )
        return [AbsenceView.of(fact) for fact in facts]

    @router.get("/{absence_id}", dependencies=[door.needs("absence.read")])
    async def get_absence(request: Request, absence_id: UUID, known_at: KnownAt = None) -> AbsenceView:
        """One absence."""
        async with desk.work.pool.acquire() as connection:
            facts = await queries.absences(connection, known_at or queries.STANDING, absence_id=absence_id)
        if not facts:
            raise refused(request, unknown("absence_id", "unknown_absence", absence_id))
        must(request, facts[0].absence.court_id, facts[0].absence.person_id)
        return AbsenceView.of(facts[0])


def _deciding(router: APIRouter, desk: Desk, door: Door) -> None:
    async def decided(request: Request, absence_id: UUID, decision: Decision, body: NoteBody | None) -> JSONResponse:
        async def perform(uow: UnitOfWork, cause: Cause) -> Answer:
            whose = await whose_absence(uow.connection, absence_id)
            if whose is None:
                raise refused(request, unknown("absence_id", "unknown_absence", absence_id))
            command = DecideAbsence(*whose, absence_id, decision, body.note if body else None)
            return answer(await carried_out(uow, request, command.court_id, command, cause))

        return await desk.perform(request, perform)

    @router.post(
        "/{absence_id}/withdraw",
        response_model=CommandAnswer,
        responses=COMMANDED,
        dependencies=[door.needs("absence.withdraw")],
    )
    async def withdraw_absence(
        request: Request, absence_id: UUID, body: NoteBody | None = None, idempotency_key: IdempotencyKey = None
    ) -> JSONResponse:
        """Withdraw a request. Withdrawing again changes nothing."""
        return await decided(request, absence_id, "withdraw", body)

    @router.post(
        "/{absence_id}/{decision}",
        response_model=CommandAnswer,
        responses=COMMANDED,
        dependencies=[door.needs("absence.decide")],
    )
    async def decide_absence(
        request: Request,
        absence_id: UUID,
        decision: Literal["approve", "refuse", "cancel"],
        body: NoteBody | None = None,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Approve or refuse a request, or cancel an approved absence. Deciding again changes nothing."""
        return await decided(request, absence_id, decision, body)


async def _instants(uow: UnitOfWork, request: Request, body: AbsenceRequestBody) -> tuple[datetime, datetime]:
    """From when to when: as it was said, or the whole days of the court."""
    if body.starts_at is not None and body.ends_at is not None:
        return body.starts_at, body.ends_at
    if body.first_on is None or body.last_on is None:
        raise AssertionError("the body gives days or instants")
    if body.last_on < body.first_on:
        raise refused(request, wrong("last_on", "ends_before_start", start=body.first_on, end=body.last_on))
    court = await queries.court(uow.connection, queries.STANDING, body.court_id)
    return whole_days(body.first_on, body.last_on, court.court.zone if court else "UTC")
