"""The body from which panels are drawn."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters.discipline import body as store
from tarazy_hr.adapters.http.addresses import PersonPath
from tarazy_hr.adapters.http.answering import Desk, IdempotencyKey, refused
from tarazy_hr.adapters.http.discipline.bodies import MembershipBody
from tarazy_hr.adapters.http.documenting import COMMANDED, guarded_router
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.adapters.idempotency import Answer
from tarazy_hr.domain.discipline.facts import Instance
from tarazy_hr.domain.refusal import Refusal


class MembershipView(BaseModel):
    """Somebody's term."""

    person_id: UUID
    sits_in: Instance
    from_on: date
    to_on: date | None


def body_router(desk: Desk, door: Door) -> APIRouter:
    """Who can be drawn, from when to when."""
    router = guarded_router("/discipline-body", "discipline")

    @router.get("", dependencies=[door.needs("discipline_body.read")])
    async def list_body() -> list[MembershipView]:
        """All terms that stand, past and to come."""
        async with desk.work.pool.acquire() as connection:
            found = await store.memberships(connection)
        return [MembershipView.model_validate(one, from_attributes=True) for one in found]

    @router.put("/{sits_in}/{person_id}", responses=COMMANDED, dependencies=[door.needs("discipline_body.change")])
    async def enter_member(
        request: Request,
        sits_in: Annotated[Instance, Path()],
        person_id: PersonPath,
        body: MembershipBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Enter a term in panels of the first instance or of appeals, or change it."""

        async def perform(uow: UnitOfWork, cause: Cause) -> Answer:
            wanted = store.Membership(person_id, sits_in, body.from_on, body.to_on)
            done = await store.enter(uow.connection, wanted, uow.now)
            if isinstance(done, Refusal):
                raise refused(request, done)
            return Answer(200, {"changed": done})

        return await desk.perform(request, perform)

    return router
