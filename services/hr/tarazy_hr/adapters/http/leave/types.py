"""Leave types and cover rules of a court: what holds on a day, and what the court lays down."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import JSONResponse
from tarazy_shared.contracts.fields import Day

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.http.addresses import CourtPath, KnownAt, known_court
from tarazy_hr.adapters.http.answering import CommandAnswer, Desk, IdempotencyKey
from tarazy_hr.adapters.http.body import CodeInPath, View
from tarazy_hr.adapters.http.documenting import COMMANDED, guarded_router
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.adapters.http.leave.leave_bodies import CoverBody, LeaveTypeBody
from tarazy_hr.adapters.http.leave.leave_views import LeaveTypeView
from tarazy_hr.adapters.leave.records_reading import read_records
from tarazy_hr.domain.days import day_of
from tarazy_hr.domain.leave.cover import ANY, LayDownCover
from tarazy_hr.domain.leave.leave_type import LayDownLeaveType

ALL_JUDGES = "all-judges"
"""In addresses, for the judges whatever they are authorised for."""
On = Annotated[Day | None, Query(description="As it holds on this day; by default today")]


class CoverRuleView(View):
    """The fewest judges that are to be there, from a day on."""

    specialism: str | None
    """None for all judges."""
    valid_from: date
    minimum: int


def leave_types_router(desk: Desk, door: Door) -> APIRouter:
    """Leave types of a court."""
    router = guarded_router("/courts/{court_id}/leave-types", "leave")

    @router.get("", dependencies=[door.needs("leave_type.read")])
    async def list_leave_types(
        request: Request, court_id: CourtPath, on: On = None, known_at: KnownAt = None
    ) -> list[LeaveTypeView]:
        """The types by which leave can begin on a day: what the court laid down goes before what ships."""
        async with desk.work.pool.acquire() as connection:
            at = await known_court(connection, request, court_id, known_at or queries.STANDING)
            court = await queries.court(connection, at, court_id)
            records = await read_records(connection, at, court_id, [])
        day = on or day_of(desk.work.clock(), court.court.zone if court else "UTC")
        return [LeaveTypeView.of(one) for one in records.types.all_on(day)]

    @router.put(
        "/{code}",
        response_model=CommandAnswer,
        responses=COMMANDED,
        dependencies=[door.needs("leave_type.change")],
    )
    async def lay_down_leave_type(
        request: Request,
        court_id: CourtPath,
        code: Annotated[CodeInPath, Path(examples=["annual"])],
        body: LeaveTypeBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Lay the rules of a type down from a day on. Leave that began before goes by the rules of its first day."""
        return await desk.carry_out(request, court_id, LayDownLeaveType(court_id, body.leave_type(code)))

    return router


def cover_rules_router(desk: Desk, door: Door) -> APIRouter:
    """Cover rules of a court."""
    router = guarded_router("/courts/{court_id}/cover-rules", "leave")

    @router.get("", dependencies=[door.needs("availability.read")])
    async def list_cover_rules(request: Request, court_id: CourtPath, known_at: KnownAt = None) -> list[CoverRuleView]:
        """How many judges the court wants there. Where no rule holds: 1 of each specialism that somebody has."""
        async with desk.work.pool.acquire() as connection:
            at = await known_court(connection, request, court_id, known_at or queries.STANDING)
            records = await read_records(connection, at, court_id, [])
        rules = [fact.rule for fact in records.cover_rules.values()]
        rules.sort(key=lambda one: (one.specialism, one.valid_from))
        return [
            CoverRuleView(specialism=one.specialism or None, valid_from=one.valid_from, minimum=one.minimum)
            for one in rules
        ]

    @router.put(
        "/{specialism}", response_model=CommandAnswer, responses=COMMANDED, dependencies=[door.needs("cover.change")]
    )
    async def lay_down_cover(
        request: Request,
        court_id: CourtPath,
        specialism: Annotated[CodeInPath, Path(examples=["juvenile"], description=f"`{ALL_JUDGES}`: all of them")],
        body: CoverBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Say how many judges with a specialism are to be there on a working day, from a day on."""
        code = ANY if specialism == ALL_JUDGES else specialism
        return await desk.carry_out(request, court_id, LayDownCover(court_id, body.rule(code)))

    return router
