"""Suspending and reinstating people in posts."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import Field
from tarazy_shared.contracts.fields import Day

from tarazy_hr.adapters.http.addresses import CourtPath, PersonPath
from tarazy_hr.adapters.http.answering import CommandAnswer, Desk, IdempotencyKey
from tarazy_hr.adapters.http.body import Body
from tarazy_hr.adapters.http.documenting import COMMANDED, guarded_router
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.domain.suspension import ReinstatePerson, SuspendPerson


class SuspensionBody(Body):
    """When a suspension begins."""

    from_on: Day = Field(description="First day out", examples=["2026-12-01"])


class ReinstatementBody(Body):
    """When a suspension is over."""

    from_on: Day = Field(description="First day back", examples=["2027-01-11"])


def suspensions_router(desk: Desk, door: Door) -> APIRouter:
    """Suspensions of a person; a person's view shows them."""
    router = guarded_router("/courts/{court_id}/people/{person_id}", "suspensions")

    @router.post(
        "/suspend", response_model=CommandAnswer, responses=COMMANDED, dependencies=[door.needs("suspension.change")]
    )
    async def suspend_person(
        request: Request,
        court_id: CourtPath,
        person_id: PersonPath,
        body: SuspensionBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Suspend a person."""
        return await desk.carry_out(request, court_id, SuspendPerson(court_id, person_id, body.from_on))

    @router.post(
        "/reinstate", response_model=CommandAnswer, responses=COMMANDED, dependencies=[door.needs("suspension.change")]
    )
    async def reinstate_person(
        request: Request,
        court_id: CourtPath,
        person_id: PersonPath,
        body: ReinstatementBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """End a suspension."""
        return await desk.carry_out(request, court_id, ReinstatePerson(court_id, person_id, body.from_on))

    return router
