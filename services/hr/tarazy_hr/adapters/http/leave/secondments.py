"""Secondments over HTTP: away at home, in post in the host court, told together or not at all."""

from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from tarazy_shared.contracts.fields import CourtId, Day, Text
from tarazy_shared.ids import uuid7
from tarazy_shared.trail import noted, noted_nothing
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters.http.addresses import CourtPath, PersonPath
from tarazy_hr.adapters.http.answering import CommandAnswer, Desk, IdempotencyKey, refused, view
from tarazy_hr.adapters.http.body import Body, Id, example
from tarazy_hr.adapters.http.documenting import COMMANDED, guarded_router
from tarazy_hr.adapters.http.door import Door, must
from tarazy_hr.adapters.idempotency import Answer
from tarazy_hr.adapters.leave.duty_store import is_duty
from tarazy_hr.adapters.leave.secondment_store import Secondment, secondment_of
from tarazy_hr.app.carrying_out import Outcome
from tarazy_hr.app.leave.seconding import call_off_secondment, end_secondment, second
from tarazy_hr.domain.refusal import Refusal, conflict, unknown


class SecondmentBody(Body):
    """To which post of which court, and for which days."""

    model_config = example(
        {
            "host_court_id": "kz-almaty-2",
            "post_id": "0f8a4a7e-6a51-4b8e-8a0f-6f2f3f10d6a2",
            "first_on": "2027-01-11",
            "last_on": "2027-03-31",
            "order_number": "12-к",
        }
    )

    absence_id: Id | None = None
    host_court_id: CourtId
    post_id: Id
    first_on: Day
    last_on: Day
    order_number: Text | None = None


class SecondmentEndBody(Body):
    """The last day in the host court."""

    model_config = example({"last_on": "2027-03-31"})

    last_on: Day


def secondments_router(desk: Desk, door: Door) -> APIRouter:
    """Secondments from a court."""
    router = guarded_router("/courts/{court_id}/people/{person_id}/secondments", "leave")

    @router.post("", response_model=CommandAnswer, responses=COMMANDED, dependencies=[door.needs("secondment.decide")])
    async def second_person(
        request: Request,
        court_id: CourtPath,
        person_id: PersonPath,
        body: SecondmentBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Second somebody to a post of another court: an absence here and an appointment there for the same days.
        Needs the permission in both courts."""
        must(request, body.host_court_id, person_id)

        async def perform(uow: UnitOfWork, cause: Cause) -> Answer:
            absence_id = body.absence_id or uuid7(uow.now)
            made = Secondment(absence_id, court_id, body.host_court_id, person_id, body.post_id, body.first_on)
            done = await second(uow, made, body.last_on, body.order_number, cause)
            return _answered(request, done, made)

        return await desk.perform(request, perform)

    @router.post(
        "/{absence_id}/end",
        response_model=CommandAnswer,
        responses=COMMANDED,
        dependencies=[door.needs("secondment.decide")],
    )
    async def end_secondment_early(
        request: Request,
        court_id: CourtPath,
        person_id: PersonPath,
        absence_id: UUID,
        body: SecondmentEndBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """End a secondment early: in the host court up to this day, back here the day after."""

        async def perform(uow: UnitOfWork, cause: Cause) -> Answer:
            made = await _of_both_courts(uow, request, court_id, person_id, absence_id)
            return _answered(request, await end_secondment(uow, made, body.last_on, cause), made)

        return await desk.perform(request, perform)

    @router.post(
        "/{absence_id}/call-off",
        response_model=CommandAnswer,
        responses=COMMANDED,
        dependencies=[door.needs("secondment.decide")],
    )
    async def call_secondment_off(
        request: Request,
        court_id: CourtPath,
        person_id: PersonPath,
        absence_id: UUID,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Call a secondment off before its first day: neither away here nor in post in the host court."""

        async def perform(uow: UnitOfWork, cause: Cause) -> Answer:
            made = await _of_both_courts(uow, request, court_id, person_id, absence_id)
            if await is_duty(uow.connection, absence_id):
                raise refused(request, conflict("absence_id", "is_duty", day=made.first_on))
            return _answered(request, await call_off_secondment(uow, made, cause), made)

        return await desk.perform(request, perform)

    return router


async def _of_both_courts(
    uow: UnitOfWork, request: Request, court_id: str, person_id: UUID, absence_id: UUID
) -> Secondment:
    """The secondment; 403 for whoever may not decide in the host court."""
    made = await secondment_of(uow.connection, absence_id)
    if made is None or (made.home_court_id, made.person_id) != (court_id, person_id):
        raise refused(request, unknown("absence_id", "unknown_secondment", absence_id))
    must(request, made.host_court_id, person_id)
    return made


def note_secondment(request: Request, made: Secondment, done: list[tuple[str, Outcome]]) -> None:
    """Into the audit trail of both courts: what changed there."""
    noted_nothing(request)
    for court_id in (made.home_court_id, made.host_court_id):
        told = [fact.what for court, outcome in done if court == court_id for fact in outcome.facts]
        if told:
            noted(request, court_id, made.person_id, {"absence_id": str(made.absence_id), "facts": told})


def _answered(request: Request, done: list[tuple[str, Outcome]] | Refusal, made: Secondment) -> Answer:
    """What changed in both courts; a refusal undoes it in both."""
    if isinstance(done, Refusal):
        raise refused(request, done)
    note_secondment(request, made, done)
    facts = [view(fact) for _, outcome in done for fact in outcome.facts]
    answer = CommandAnswer(changed=bool(facts), facts=facts, absence_id=made.absence_id)
    return Answer(200, answer.model_dump(mode="json"))
