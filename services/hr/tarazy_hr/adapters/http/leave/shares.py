"""Shares of full time with the days on which they begin."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import Field
from tarazy_shared.contracts.fields import Day
from tarazy_shared.trail import noted_nothing
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.http.addresses import CourtPath, KnownAt, PersonPath, known_court
from tarazy_hr.adapters.http.answering import CommandAnswer, Desk, IdempotencyKey, refused, view
from tarazy_hr.adapters.http.body import Body, View, example
from tarazy_hr.adapters.http.documenting import COMMANDED, guarded_router
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.adapters.idempotency import Answer
from tarazy_hr.adapters.leave.records_reading import read_records
from tarazy_hr.adapters.leave.share_store import shares_of
from tarazy_hr.app.carrying_out import Outcome
from tarazy_hr.app.leave.shares import lay_down_share, take_back_share
from tarazy_hr.domain.refusal import Refusal

Share = Annotated[Decimal, Field(ge=Decimal("0.01"), le=2, allow_inf_nan=False)]


class ShareBody(Body):
    """The share of full time from a day on."""

    model_config = example({"full_time_share": "0.5"})

    full_time_share: Share


class ShareView(View):
    """A share of full time over some days."""

    from_on: date
    to_on: date | None
    full_time_share: Decimal
    status: str = Field(description="`held`, or `laid_down`: its day is to come")


def shares_router(desk: Desk, door: Door) -> APIRouter:
    """Shares of full time of a person."""
    router = guarded_router("/courts/{court_id}/people/{person_id}/shares", "people")

    @router.get("", dependencies=[door.needs("person.read")])
    async def list_shares(
        request: Request, court_id: CourtPath, person_id: PersonPath, known_at: KnownAt = None
    ) -> list[ShareView]:
        """The shares of full time as they were on each day, and those laid down for days to come."""
        async with desk.work.pool.acquire() as connection:
            at = await known_court(connection, request, court_id, known_at or queries.STANDING)
            records = await read_records(connection, at, court_id, [person_id])
            to_come = await shares_of(connection, at, court_id, person_id)
        held = [
            ShareView(from_on=one.from_on, to_on=one.last_on, full_time_share=one.full_time_share, status="held")
            for one in records.service_of(person_id).here
        ]
        return held + [
            ShareView(from_on=one.from_on, to_on=None, full_time_share=one.share, status="laid_down")
            for one in to_come
            if one.what == "laid_down"
        ]

    @router.put(
        "/{from_on}", response_model=CommandAnswer, responses=COMMANDED, dependencies=[door.needs("person.appoint")]
    )
    async def lay_down_full_time_share(
        request: Request,
        court_id: CourtPath,
        person_id: PersonPath,
        from_on: Day,
        body: ShareBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Change the share of full time from a day on, past or to come. It is told when it holds."""

        async def perform(uow: UnitOfWork, cause: Cause) -> Answer:
            share = body.full_time_share
            return _answer(request, await lay_down_share(uow, court_id, person_id, from_on, share, cause))

        return await desk.perform(request, perform)

    @router.delete(
        "/{from_on}", response_model=CommandAnswer, responses=COMMANDED, dependencies=[door.needs("person.appoint")]
    )
    async def take_full_time_share_back(
        request: Request,
        court_id: CourtPath,
        person_id: PersonPath,
        from_on: Day,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Take a change back whose day is to come."""

        async def perform(uow: UnitOfWork, cause: Cause) -> Answer:
            return _answer(request, await take_back_share(uow, court_id, person_id, from_on))

        return await desk.perform(request, perform)

    return router


def _answer(request: Request, done: Outcome | bool | Refusal) -> Answer:
    if isinstance(done, Refusal):
        raise refused(request, done)
    if done is False:
        noted_nothing(request)
    facts = [] if isinstance(done, bool) else [view(fact) for fact in done.facts]
    answer = CommandAnswer(changed=done is not False, facts=facts, absence_id=None).model_dump(mode="json")
    del answer["absence_id"]
    return Answer(200, answer)
