"""Plans of whole courts: the instance to search in, the proposal, its preview, approving it, undoing it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Response
from tarazy_shared.access import require_token
from tarazy_shared.contracts.fields import CourtId
from tarazy_shared.database import Connection
from tarazy_shared.lifecycle import Running
from tarazy_shared.problems import FieldError, Refusal

from tarazy_scheduling.adapters import means_reading, plan_store
from tarazy_scheduling.adapters.http.courts import known_court
from tarazy_scheduling.adapters.http.plan_forms import (
    DecisionBody,
    InstanceQuery,
    PlanBody,
    PlanShown,
    PlansShown,
    PreviewShown,
    WholePlanShown,
    shown,
)
from tarazy_scheduling.adapters.plan_store import StoredPlan
from tarazy_scheduling.app import plans
from tarazy_scheduling.app.plans import Refused
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.domain.model.planning import PlanStatus
from tarazy_scheduling.settings import Settings

CourtInPath = Annotated[CourtId, Path()]
Number = Annotated[int, Path(ge=1, lt=2**31)]
CHANGED = frozenset({"facts_changed", "inside_the_fence", "booked_meanwhile", "notice_period"})
"""Codes that say no because something is not any more as it was when the plan was made."""


def plans_router(running: Running, sets: WorkingSets, settings: Settings) -> APIRouter:
    """Everything here needs the service's token."""
    router = APIRouter(tags=["plans"], dependencies=[Depends(require_token(settings.token))])
    pool, work = running.pool, running.work

    @router.get("/courts/{court_id}/listing-instance", summary="The court's calendar as an instance to plan")
    async def instance(court_id: CourtInPath, asked: Annotated[InstanceQuery, Query()]) -> Response:
        """The format `tarazy-listing-1` of docs/listing-files.md, with ids for names and nothing else about anybody."""
        async with pool.acquire() as connection:
            await known_court(connection, court_id)
        with _refusals():
            return Response(await plans.instance(work, court_id, asked.range()), media_type="application/json")

    @router.get("/courts/{court_id}/plans", summary="The court's plans, the last first")
    async def every(
        court_id: CourtInPath,
        status: PlanStatus | None = None,
        at_most: Annotated[int, Query(ge=1, le=1000)] = 100,
    ) -> PlansShown:
        """Without their previews."""
        async with pool.acquire() as connection:
            await known_court(connection, court_id)
            found = await plan_store.of_court(connection, court_id, status, at_most)
        return PlansShown(court_id=court_id, plans=[PlanShown(**shown(one)) for one in found])

    @router.get("/courts/{court_id}/plans/{number}", summary="A plan with what it would bring")
    async def one(court_id: CourtInPath, number: Number) -> WholePlanShown:
        async with pool.acquire() as connection:
            return await _whole(connection, court_id, number)

    @router.post("/courts/{court_id}/plans", status_code=201, summary="Propose a plan")
    async def propose(court_id: CourtInPath, body: PlanBody) -> WholePlanShown:
        """Changes nothing yet: it is audited against the court as it is, and the answer says what it would bring."""
        async with pool.acquire() as connection:
            await known_court(connection, court_id)
            if body.proposed_by:
                await _must_be_in_post(connection, court_id, "proposed_by", body.proposed_by)
        with _refusals():
            number = await plans.propose(work, court_id, body.proposed())
        async with pool.acquire() as connection:
            return await _whole(connection, court_id, number)

    @router.post("/courts/{court_id}/plans/{number}/approve", summary="Make a plan so, now")
    async def approve(court_id: CourtInPath, number: Number, body: DecisionBody) -> PlanShown:
        """All of it or nothing, on the very state of the court that it was made from; else 409 with what changed."""
        async with pool.acquire() as connection:
            await _known(connection, court_id, number)
        with _refusals():
            return PlanShown(**shown(await plans.approve(work, sets, court_id, number, body.approver)))

    @router.post("/courts/{court_id}/plans/{number}/undo", summary="Take an approved plan back")
    async def undo(court_id: CourtInPath, number: Number, body: DecisionBody) -> PlanShown:
        """All of it or nothing, and only while none of its hearings has changed since; else 409 with what changed."""
        async with pool.acquire() as connection:
            await _known(connection, court_id, number)
        with _refusals():
            return PlanShown(**shown(await plans.undo(work, sets, court_id, number, body.approver)))

    @router.delete("/courts/{court_id}/plans/{number}", summary="Withdraw a proposal")
    async def withdraw(
        court_id: CourtInPath,
        number: Number,
        withdrawn_by: Annotated[UUID, Query(description="person_id of somebody in post in the court")],
    ) -> PlanShown:
        async with work.begin() as uow:
            await _known(uow.connection, court_id, number)
            await _must_be_in_post(uow.connection, court_id, "withdrawn_by", withdrawn_by)
            done = await plan_store.withdraw(uow.connection, court_id, number, withdrawn_by, uow.now)
            known = await _known(uow.connection, court_id, number)
        if not done and known.status != "withdrawn":
            error = FieldError("", f"already_{known.status}", f"The plan is {known.status} already")
            raise Refusal(409, "Nothing is left to decide", [error])
        return PlanShown(**shown(known))

    return router


@contextmanager
def _refusals() -> Iterator[None]:
    """A refusal as a problem document: 422 for what the request has wrong, 409 for a state that is another."""
    try:
        yield
    except Refused as refused:
        errors = [FieldError(one.field, one.code, one.text) for one in refused.reasons]
        if any(one.code.startswith("already_") for one in refused.reasons):
            raise Refusal(409, "Nothing is left to decide", errors) from refused
        if any(one.code in CHANGED or one.field == "hearing" for one in refused.reasons):
            raise Refusal(409, "The court's calendar has changed since: make another plan", errors) from refused
        raise Refusal(422, "Not possible", errors) from refused


async def _known(connection: Connection, court_id: str, number: int) -> StoredPlan:
    await known_court(connection, court_id)
    found = await plan_store.one(connection, court_id, number)
    if found is None:
        error = FieldError("number", "unknown_plan", f"The court has no plan {number}")
        raise Refusal(404, "This plan is not known", [error])
    return found


async def _whole(connection: Connection, court_id: str, number: int) -> WholePlanShown:
    known = await _known(connection, court_id, number)
    preview = await plan_store.preview_of(connection, court_id, number)
    return WholePlanShown(**shown(known), preview=PreviewShown(**preview))


async def _must_be_in_post(connection: Connection, court_id: str, field: str, person_id: UUID) -> None:
    if (person_id, court_id) not in await means_reading.in_post(connection, [person_id]):
        error = FieldError(field, "unknown_person", f"{person_id} is not known in this court")
        raise Refusal(422, "Not possible", [error])
