"""Ledgers over HTTP: of one person line by line, of a court in sums; adjustments."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse
from tarazy_shared.contracts.fields import Code, Day
from tarazy_shared.database import Connection

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.http.addresses import CourtPath, KnownAt, PersonPath, known_court
from tarazy_hr.adapters.http.answering import CommandAnswer, Desk, IdempotencyKey, refused
from tarazy_hr.adapters.http.documenting import COMMANDED, guarded_router
from tarazy_hr.adapters.http.door import Door, must
from tarazy_hr.adapters.http.leave.leave_bodies import AdjustmentBody
from tarazy_hr.adapters.http.leave.leave_views import BalanceView, LedgerView
from tarazy_hr.adapters.leave.court_time_reading import read_court_time
from tarazy_hr.adapters.leave.leave_reading import person_sources
from tarazy_hr.domain.days import day_of
from tarazy_hr.domain.leave.adjustment import AdjustLeave, WithdrawAdjustment
from tarazy_hr.domain.leave.balances import balances_of
from tarazy_hr.domain.leave.ledger import ledger
from tarazy_hr.domain.refusal import unknown
from tarazy_hr.texts import preferred_language

Year = Annotated[int | None, Query(ge=1900, le=2200, description="This year by default")]
LedgerDay = Annotated[Day | None, Query(description="Up to this day leave is taken, after it booked; today by default")]


def ledgers_router(desk: Desk, door: Door) -> APIRouter:
    """Ledgers of a court."""
    router = guarded_router("/courts/{court_id}", "leave")
    _looking_up(router, desk, door)
    _adjusting(router, desk, door)
    return router


def _looking_up(router: APIRouter, desk: Desk, door: Door) -> None:
    @router.get("/people/{person_id}/leave-ledger", dependencies=[door.needs("leave.read")])
    async def show_ledger(
        request: Request,
        court_id: CourtPath,
        person_id: PersonPath,
        leave_type: Annotated[Code, Query(examples=["annual"])] = "annual",
        year: Year = None,
        on: LedgerDay = None,
        known_at: KnownAt = None,
    ) -> LedgerView:
        """What accrued, was carried over, lapsed, was taken and is booked in a year, line by line with the reasons."""
        async with desk.work.pool.acquire() as connection:
            at = await known_court(connection, request, court_id, known_at or queries.STANDING)
            day = on or day_of(desk.work.clock(), await _zone(connection, court_id))
            records, sources = await person_sources(connection, at, court_id, person_id)
        if not sources.service.here:
            raise refused(request, unknown("person_id", "unknown_person", person_id))
        if records.types.ever(leave_type) is None:
            raise refused(request, unknown("leave_type", "unknown_leave_type", leave_type))
        found = ledger(leave_type, year or day.year, day, sources)
        language = preferred_language(request.headers.get("accept-language"))
        return LedgerView.shown(person_id, found, records.calendar, language)

    @router.get("/leave-balances", dependencies=[door.needs("leave.read")])
    async def list_balances(
        request: Request, court_id: CourtPath, year: Year = None, on: LedgerDay = None, known_at: KnownAt = None
    ) -> list[BalanceView]:
        """What everybody who is in post in a year has of each type that leave is taken from, or has taken of others."""
        must(request, court_id)
        async with desk.work.pool.acquire() as connection:
            at = await known_court(connection, request, court_id, known_at or queries.STANDING)
            zone = await _zone(connection, court_id)
            day = on or day_of(desk.work.clock(), zone)
            asked = year or day.year
            time = await read_court_time(
                connection, at, court_id, zone, day.replace(asked, 1, 1), day.replace(asked, 12, 31)
            )
        return [BalanceView.of(person, one) for person, one in balances_of(time, asked, day)]


def _adjusting(router: APIRouter, desk: Desk, door: Door) -> None:
    @router.put(
        "/people/{person_id}/leave-adjustments/{adjustment_id}",
        response_model=CommandAnswer,
        responses=COMMANDED,
        dependencies=[door.needs("leave.adjust")],
    )
    async def adjust_leave(
        request: Request,
        court_id: CourtPath,
        person_id: PersonPath,
        adjustment_id: UUID,
        body: AdjustmentBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Give the balance that somebody brings along, or correct a ledger by days."""
        made = body.adjustment(court_id, person_id, adjustment_id)
        return await desk.carry_out(request, court_id, AdjustLeave(made))

    @router.delete(
        "/people/{person_id}/leave-adjustments/{adjustment_id}",
        response_model=CommandAnswer,
        responses=COMMANDED,
        dependencies=[door.needs("leave.adjust")],
    )
    async def withdraw_adjustment(
        request: Request,
        court_id: CourtPath,
        person_id: PersonPath,
        adjustment_id: UUID,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Take an adjustment back; it stays in the history."""
        return await desk.carry_out(request, court_id, WithdrawAdjustment(court_id, person_id, adjustment_id))


async def _zone(connection: Connection, court_id: str) -> str:
    court = await queries.court(connection, queries.STANDING, court_id)
    return court.court.zone if court else "UTC"
