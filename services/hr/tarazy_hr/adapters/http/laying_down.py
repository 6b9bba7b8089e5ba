"""Dated rules of proceedings over HTTP: those that stand in a court, and others laid down for one court or for all."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Body, Path, Query, Request
from fastapi.responses import JSONResponse
from tarazy_shared.contracts.fields import Day
from tarazy_shared.country import COUNTRY_ZONE
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.http.addresses import CourtPath
from tarazy_hr.adapters.http.answering import Desk, IdempotencyKey, refused
from tarazy_hr.adapters.http.documenting import COMMANDED, guarded_router
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.adapters.idempotency import Answer
from tarazy_hr.adapters.proceedings.rules import EVERYWHERE, RulesOf
from tarazy_hr.domain.days import day_of
from tarazy_hr.domain.refusal import Refusal, unknown

R = TypeVar("R")
DayPath = Annotated[Day, Path(description="First day", examples=["2027-01-01"])]
OnDay = Annotated[Day | None, Query(description="Today by default")]


@dataclass(frozen=True, slots=True)
class Called:
    """What rules of one kind are called: `permission` is also the name of their operations."""

    tag: str
    leaf: str
    """Of their addresses."""
    permission: str
    shows: str
    """What the route says of itself that shows those that stand."""
    lays_down: str


def dated_rules_router(desk: Desk, door: Door, of: RulesOf[R], called: Called) -> APIRouter:
    """Rules of a court, and those for all courts."""
    router, name = guarded_router("", called.tag), called.permission

    async def show(request: Request, court_id: CourtPath, on: OnDay = None) -> R:
        return await _standing(desk, request, of, court_id, on)

    async def lay_down(
        request: Request,
        court_id: CourtPath,
        valid_from: DayPath,
        body: Any,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        return await _laid_down(desk, request, of, court_id, valid_from, body)

    async def lay_down_for_all(
        request: Request, valid_from: DayPath, body: Any, idempotency_key: IdempotencyKey = None
    ) -> JSONResponse:
        return await _laid_down(desk, request, of, EVERYWHERE, valid_from, body)

    for command in (lay_down, lay_down_for_all):
        # The type of a body is known when the router is made, not when this is written.
        shipped = of.adapter.dump_python(of.shipped.rules, mode="json")
        command.__annotations__["body"] = Annotated[of.form, Body(examples=[shipped])]
    here, later = f"/courts/{{court_id}}/{called.leaf}", "/{valid_from}"
    router.add_api_route(
        here,
        show,
        name=f"show_{name}",
        description=called.shows,
        response_model=of.form,
        dependencies=[door.needs(f"{name}.read")],
    )
    for path, command, prefix, permission, description in (
        (here + later, lay_down, "lay", f"{name}.change", called.lays_down),
        (
            f"/{called.leaf}{later}",
            lay_down_for_all,
            "lay_common",
            f"country_{name}.change",
            "The same for every court without rules of its own.",
        ),
    ):
        router.add_api_route(
            path,
            command,
            methods=["PUT"],
            name=f"{prefix}_{name}_down",
            description=description,
            responses=COMMANDED,
            dependencies=[door.needs(permission)],
        )
    return router


async def _laid_down(
    desk: Desk, request: Request, of: RulesOf[R], court_id: str, valid_from: Day, rules: R
) -> JSONResponse:
    async def perform(uow: UnitOfWork, cause: Cause) -> Answer:
        today = await _today(uow, request, court_id)
        done = await of.lay_down(uow.connection, court_id, valid_from, rules, today, uow.now)
        if isinstance(done, Refusal):
            raise refused(request, done)
        return Answer(200, {"changed": done})

    return await desk.perform(request, perform)


async def _standing(desk: Desk, request: Request, of: RulesOf[R], court_id: str, on: Day | None) -> R:
    async with desk.work.begin() as uow:
        day = on or await _today(uow, request, court_id)
        rules = await of.standing(uow.connection, court_id, day)
    if rules is None:
        raise refused(request, unknown("on", "no_procedure", day))
    return rules


async def _today(uow: UnitOfWork, request: Request, court_id: str) -> date:
    if court_id == EVERYWHERE:
        return day_of(uow.now, COUNTRY_ZONE)
    court = await queries.court(uow.connection, queries.STANDING, court_id)
    if court is None:
        raise refused(request, unknown("court_id", "unknown_court", court_id))
    return day_of(uow.now, court.court.zone)
