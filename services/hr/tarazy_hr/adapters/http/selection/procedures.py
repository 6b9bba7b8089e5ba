"""Procedures of selection, as dated data."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import JSONResponse
from tarazy_shared.contracts.fields import Day
from tarazy_shared.country import COUNTRY_ZONE
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.http.addresses import CourtPath
from tarazy_hr.adapters.http.answering import Desk, IdempotencyKey, refused
from tarazy_hr.adapters.http.documenting import COMMANDED, guarded_router
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.adapters.http.selection.bodies import ProcedureBody
from tarazy_hr.adapters.http.selection.views import DatedProcedureView, ProcedureView
from tarazy_hr.adapters.idempotency import Answer
from tarazy_hr.adapters.selection import procedures
from tarazy_hr.domain.days import day_of
from tarazy_hr.domain.refusal import Refusal, unknown

DayPath = Annotated[Day, Path(description="First day", examples=["2027-01-01"])]


def procedures_router(desk: Desk, door: Door) -> APIRouter:
    """Procedures of a court, and those for all courts."""
    router = guarded_router("", "selection")

    @router.get("/courts/{court_id}/selection-procedure", dependencies=[door.needs("procedure.read")])
    async def show_procedure(
        request: Request, court_id: CourtPath, on: Annotated[Day | None, Query(description="Today by default")] = None
    ) -> ProcedureView:
        """The procedure that stands in a court on a day."""
        async with desk.work.pool.acquire() as connection:
            court = await queries.court(connection, queries.STANDING, court_id)
            if court is None:
                raise refused(request, unknown("court_id", "unknown_court", court_id))
            day = on or day_of(desk.work.clock(), court.court.zone)
            procedure = await procedures.standing(connection, court_id, day)
        if procedure is None:
            raise refused(request, unknown("on", "no_procedure", day))
        return ProcedureView.model_validate(procedure)

    @router.get("/courts/{court_id}/selection-procedures", dependencies=[door.needs("procedure.read")])
    async def list_procedures(court_id: CourtPath) -> list[DatedProcedureView]:
        """What a court has laid down, past and to come."""
        async with desk.work.pool.acquire() as connection:
            return [DatedProcedureView.model_validate(one) for one in await procedures.of_court(connection, court_id)]

    @router.get("/selection-procedures", dependencies=[door.needs("procedure.read")])
    async def list_common_procedures() -> list[DatedProcedureView]:
        """What is laid down for every court without a procedure of its own; the first comes with the program."""
        async with desk.work.pool.acquire() as connection:
            laid_down = await procedures.of_court(connection, procedures.EVERYWHERE)
        return [DatedProcedureView.model_validate(one) for one in (procedures.shipped(), *laid_down)]

    @router.put(
        "/courts/{court_id}/selection-procedures/{valid_from}",
        responses=COMMANDED,
        dependencies=[door.needs("procedure.change")],
    )
    async def lay_procedure_down(
        request: Request,
        court_id: CourtPath,
        valid_from: DayPath,
        body: ProcedureBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Lay down how a court's competitions run that are announced from a day to come on."""
        return await laid_down(desk, request, court_id, valid_from, body)

    @router.put(
        "/selection-procedures/{valid_from}", responses=COMMANDED, dependencies=[door.needs("country_procedure.change")]
    )
    async def lay_common_procedure_down(
        request: Request, valid_from: DayPath, body: ProcedureBody, idempotency_key: IdempotencyKey = None
    ) -> JSONResponse:
        """The same for every court without a procedure of its own."""
        return await laid_down(desk, request, procedures.EVERYWHERE, valid_from, body)

    return router


async def laid_down(desk: Desk, request: Request, court_id: str, valid_from: Day, body: ProcedureBody) -> JSONResponse:
    """Lay a procedure down, and say whether that changed anything."""

    async def perform(uow: UnitOfWork, cause: Cause) -> Answer:
        zone = COUNTRY_ZONE
        if court_id != procedures.EVERYWHERE:
            court = await queries.court(uow.connection, queries.STANDING, court_id)
            if court is None:
                raise refused(request, unknown("court_id", "unknown_court", court_id))
            zone = court.court.zone
        today = day_of(uow.now, zone)
        done = await procedures.lay_down(uow.connection, court_id, valid_from, body.procedure(), today, uow.now)
        if isinstance(done, Refusal):
            raise refused(request, done)
        return Answer(200, {"changed": done})

    return await desk.perform(request, perform)
