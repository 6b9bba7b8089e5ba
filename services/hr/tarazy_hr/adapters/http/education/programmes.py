"""Programmes and the hours that a year asks for, as dated data."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import JSONResponse
from tarazy_shared.contracts.fields import Code, Day
from tarazy_shared.country import COUNTRY_ZONE
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.education import catalogue
from tarazy_hr.adapters.education.providers import enter, providers
from tarazy_hr.adapters.http.addresses import CourtPath
from tarazy_hr.adapters.http.answering import Desk, IdempotencyKey, refused
from tarazy_hr.adapters.http.body import CodeInPath
from tarazy_hr.adapters.http.documenting import COMMANDED, guarded_router
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.adapters.http.education.bodies import ProgrammeBody, ProviderBody, RequirementBody
from tarazy_hr.adapters.http.education.views import ProgrammeView, ProviderView, RequirementView
from tarazy_hr.adapters.idempotency import Answer
from tarazy_hr.domain.days import day_of
from tarazy_hr.domain.refusal import Refusal, unknown

DayPath = Annotated[Day, Path(description="First day", examples=["2027-01-01"])]
ProgrammePath = Annotated[CodeInPath, Path(examples=["judicial-ethics"])]
ProviderPath = Annotated[CodeInPath, Path(examples=["academy_of_justice"])]
RolePath = Annotated[Code, Path(examples=["judge"])]
YearPath = Annotated[int, Path(ge=2000, le=2200)]


def programmes_router(desk: Desk, door: Door) -> APIRouter:
    """Programmes of a court, those for all courts, and hours by role."""
    router = guarded_router("", "training")
    _programmes(router, desk, door)
    _requirements(router, desk, door)
    _providers(router, desk, door)
    return router


def _programmes(router: APIRouter, desk: Desk, door: Door) -> None:
    @router.get("/courts/{court_id}/training-programmes", dependencies=[door.needs("training.read")])
    async def list_programmes(
        request: Request, court_id: CourtPath, on: Annotated[Day | None, Query(description="Today by default")] = None
    ) -> list[ProgrammeView]:
        """What is taught in a court on a day, by code: its own programmes go before the country's."""
        async with desk.work.pool.acquire() as connection:
            court = await queries.court(connection, queries.STANDING, court_id)
            if court is None:
                raise refused(request, unknown("court_id", "unknown_court", court_id))
            found = await catalogue.standing(connection, court_id, on or day_of(desk.work.clock(), court.court.zone))
        return [ProgrammeView.model_validate(one) for one in found.values()]

    @router.put(
        "/courts/{court_id}/training-programmes/{code}/{valid_from}",
        responses=COMMANDED,
        dependencies=[door.needs("training.programme")],
    )
    async def lay_programme_down(
        request: Request,
        court_id: CourtPath,
        code: ProgrammePath,
        valid_from: DayPath,
        body: ProgrammeBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Lay down what a court teaches from a day on. Sessions that are planned already keep what they have."""
        return await _laid_down(desk, request, court_id, code, valid_from, body)

    @router.put(
        "/training-programmes/{code}/{valid_from}",
        responses=COMMANDED,
        dependencies=[door.needs("country_training.change")],
    )
    async def lay_common_programme_down(
        request: Request,
        code: ProgrammePath,
        valid_from: DayPath,
        body: ProgrammeBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """The same for every court without a programme of its own by that code."""
        return await _laid_down(desk, request, catalogue.EVERYWHERE, code, valid_from, body)


def _requirements(router: APIRouter, desk: Desk, door: Door) -> None:
    @router.get("/training-requirements", dependencies=[door.needs("training.read")])
    async def list_requirements() -> list[RequirementView]:
        """What years ask of roles, in minutes; of a role the last that has begun holds."""
        async with desk.work.pool.acquire() as connection:
            return [RequirementView.model_validate(one) for one in await catalogue.requirements(connection)]

    @router.put(
        "/training-requirements/{role}/{from_year}",
        responses=COMMANDED,
        dependencies=[door.needs("country_training.change")],
    )
    async def ask_of_role(
        request: Request,
        role: RolePath,
        from_year: YearPath,
        body: RequirementBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Ask something of a role from a year on that has not passed."""

        async def perform(uow: UnitOfWork, cause: Cause) -> Answer:
            this_year = day_of(uow.now, COUNTRY_ZONE).year
            done = await catalogue.ask(uow.connection, body.requirement(role, from_year), this_year, uow.now)
            if isinstance(done, Refusal):
                raise refused(request, done)
            return Answer(200, {"changed": done})

        return await desk.perform(request, perform)


def _providers(router: APIRouter, desk: Desk, door: Door) -> None:
    @router.get("/training-providers", dependencies=[door.needs("training.read")])
    async def list_providers() -> list[ProviderView]:
        """Whoever teaches, by code; those too that teach nothing new."""
        async with desk.work.pool.acquire() as connection:
            return [ProviderView.model_validate(one) for one in (await providers(connection)).values()]

    @router.put("/training-providers/{code}", responses=COMMANDED, dependencies=[door.needs("country_training.change")])
    async def enter_provider(
        request: Request, code: ProviderPath, body: ProviderBody, idempotency_key: IdempotencyKey = None
    ) -> JSONResponse:
        """Enter whoever teaches, or what has changed about them."""

        async def perform(uow: UnitOfWork, cause: Cause) -> Answer:
            return Answer(200, {"changed": await enter(uow.connection, body.provider(code), uow.now)})

        return await desk.perform(request, perform)


async def _laid_down(
    desk: Desk, request: Request, court_id: str, code: str, valid_from: Day, body: ProgrammeBody
) -> JSONResponse:
    """Lay a programme down, and say whether that changed anything."""

    async def perform(uow: UnitOfWork, cause: Cause) -> Answer:
        zone = COUNTRY_ZONE
        if court_id != catalogue.EVERYWHERE:
            court = await queries.court(uow.connection, queries.STANDING, court_id)
            if court is None:
                raise refused(request, unknown("court_id", "unknown_court", court_id))
            zone = court.court.zone
        today = day_of(uow.now, zone)
        done = await catalogue.lay_down(uow.connection, court_id, valid_from, body.programme(code), today, uow.now)
        if isinstance(done, Refusal):
            raise refused(request, done)
        return Answer(200, {"changed": done})

    return await desk.perform(request, perform)
