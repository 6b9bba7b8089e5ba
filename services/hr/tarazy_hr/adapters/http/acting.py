"""Acting beside the own post over HTTP."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from tarazy_shared.contracts.fields import Code, Day, Text
from tarazy_shared.trail import noted_nothing
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.acting_store import acting_in
from tarazy_hr.adapters.http.addresses import CourtPath, KnownAt, PersonPath, known_court
from tarazy_hr.adapters.http.answering import Desk, IdempotencyKey, refused
from tarazy_hr.adapters.http.body import Body, Id, View, example
from tarazy_hr.adapters.http.documenting import COMMANDED, guarded_router
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.adapters.idempotency import Answer
from tarazy_hr.app.acting import ToAct, call_acting_off, end_acting, enter_acting
from tarazy_hr.domain.refusal import Refusal

ActingPath = Annotated[UUID, Path(examples=["0b8a4a7e-6a51-4b8e-8a0f-6f2f3f10d6a2"])]


class ActingBody(Body):
    """In which post somebody acts, and on which days."""

    model_config = example(
        {"post_id": "0f8a4a7e-6a51-4b8e-8a0f-6f2f3f10d6a2", "from_on": "2027-01-11", "order_number": "12-к"}
    )

    post_id: Id
    from_on: Day
    to_on: Day | None = None
    role: Code | None = None
    """By default that of the post."""
    order_number: Text | None = None


class ActingEndBody(Body):
    """The last day."""

    model_config = example({"to_on": "2027-03-31"})

    to_on: Day


class ActingView(View):
    """Somebody who acts beside the own post."""

    acting_id: UUID
    post_id: UUID
    role: str
    from_on: date
    to_on: date | None
    order_number: str | None


class ActingAnswer(BaseModel):
    """What became of it."""

    changed: bool


def acting_router(desk: Desk, door: Door) -> APIRouter:
    """Acting of a person."""
    router = guarded_router("/courts/{court_id}/people/{person_id}/acting", "people")

    @router.get("", dependencies=[door.needs("person.read")])
    async def list_acting(
        request: Request, court_id: CourtPath, person_id: PersonPath, known_at: KnownAt = None
    ) -> list[ActingView]:
        """In which posts the person acts, has acted or will act beside the own one."""
        async with desk.work.pool.acquire() as connection:
            at = await known_court(connection, request, court_id, known_at or queries.STANDING)
            found = await acting_in(connection, at, [court_id], person_id=person_id)
        return [ActingView.model_validate(one) for one, _ in found]

    @router.put(
        "/{acting_id}", response_model=ActingAnswer, responses=COMMANDED, dependencies=[door.needs("person.appoint")]
    )
    async def act(
        request: Request,
        court_id: CourtPath,
        person_id: PersonPath,
        acting_id: ActingPath,
        body: ActingBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Let somebody act in a post beside the own one in this court. They keep the own post and are counted once."""
        asked = ToAct(
            acting_id, court_id, person_id, body.post_id, body.from_on, body.to_on, body.role, body.order_number
        )

        async def perform(uow: UnitOfWork, cause: Cause) -> Answer:
            return _answer(request, await enter_acting(uow, asked))

        return await desk.perform(request, perform)

    @router.post(
        "/{acting_id}/end",
        response_model=ActingAnswer,
        responses=COMMANDED,
        dependencies=[door.needs("person.appoint")],
    )
    async def end(
        request: Request,
        court_id: CourtPath,
        person_id: PersonPath,
        acting_id: ActingPath,
        body: ActingEndBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Say the last day of acting."""

        async def perform(uow: UnitOfWork, cause: Cause) -> Answer:
            return _answer(request, await end_acting(uow, court_id, person_id, acting_id, body.to_on))

        return await desk.perform(request, perform)

    @router.delete(
        "/{acting_id}", response_model=ActingAnswer, responses=COMMANDED, dependencies=[door.needs("person.appoint")]
    )
    async def call_off(
        request: Request,
        court_id: CourtPath,
        person_id: PersonPath,
        acting_id: ActingPath,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Call acting off before its first day."""

        async def perform(uow: UnitOfWork, cause: Cause) -> Answer:
            return _answer(request, await call_acting_off(uow, court_id, person_id, acting_id))

        return await desk.perform(request, perform)

    return router


def _answer(request: Request, done: bool | Refusal) -> Answer:
    if isinstance(done, Refusal):
        raise refused(request, done)
    if not done:
        noted_nothing(request)
    return Answer(200, {"changed": done})
