"""Duty plans over HTTP: who is on duty where by weeks, swapped, and told as secondments where it is elsewhere."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from tarazy_shared.contracts.fields import CourtId, Day
from tarazy_shared.trail import noted, noted_nothing
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.http.addresses import CourtPath, KnownAt, known_court
from tarazy_hr.adapters.http.answering import Desk, FactView, IdempotencyKey, refused, view
from tarazy_hr.adapters.http.body import Body, Id, View, example
from tarazy_hr.adapters.http.documenting import COMMANDED, guarded_router
from tarazy_hr.adapters.http.door import Door, must
from tarazy_hr.adapters.idempotency import Answer
from tarazy_hr.adapters.leave.duty_store import duties_between
from tarazy_hr.app.leave.duty_changing import Changed, call_duty_off, hand_duty_over, swap_duties
from tarazy_hr.app.leave.rotating import duties_to_tell, plan_duties, tell_duties
from tarazy_hr.domain.leave.rotation import MOST_WEEKS, Duty, Member, Place
from tarazy_hr.domain.refusal import Refusal


class MemberBody(Body):
    """Somebody in turn."""

    person_id: Id
    court_id: CourtId | None = Field(None, description="Their own court; that of the address by default")


class PlaceBody(Body):
    """Where somebody is on duty."""

    court_id: CourtId
    post_id: Id | None = Field(None, description="The post there; needed for whoever comes from another court")


class DutyPlanBody(Body):
    """The turn, the places and the weeks."""

    model_config = example(
        {
            "first_on": "2027-01-04",
            "weeks": 12,
            "turn": [{"person_id": "5a3c1f5e-0c0e-4f7e-9a51-0d6a2f7f3f10"}],
            "places": [{"court_id": "kz-almaty-1"}],
        }
    )

    first_on: Day = Field(description="A Monday")
    weeks: int = Field(ge=1, le=MOST_WEEKS)
    turn: tuple[MemberBody, ...] = Field(min_length=1, max_length=200, description="Whoever comes first is first")
    places: tuple[PlaceBody, ...] = Field(min_length=1, max_length=50)


class DutySwapBody(Body):
    """Two people, and the Mondays of the weeks in which they are on duty now."""

    model_config = example(
        {
            "person_id": "5a3c1f5e-0c0e-4f7e-9a51-0d6a2f7f3f10",
            "first_on": "2027-01-04",
            "other_person_id": "0f8a4a7e-6a51-4b8e-8a0f-6f2f3f10d6a2",
            "other_first_on": "2027-01-11",
        }
    )

    person_id: Id
    first_on: Day
    other_person_id: Id
    other_first_on: Day


class DutyHandOverBody(Body):
    """A duty, or a gap, by the person who has it or left it and the Monday, and who takes it."""

    model_config = example(
        {
            "person_id": "5a3c1f5e-0c0e-4f7e-9a51-0d6a2f7f3f10",
            "first_on": "2027-01-04",
            "to_person_id": "0f8a4a7e-6a51-4b8e-8a0f-6f2f3f10d6a2",
        }
    )

    person_id: Id
    first_on: Day = Field(description="The Monday")
    to_person_id: Id
    to_court_id: CourtId | None = Field(None, description="Their own court; that of the address by default")


class DutyCallOffBody(Body):
    """A duty by the person who has it and the Monday."""

    model_config = example({"person_id": "5a3c1f5e-0c0e-4f7e-9a51-0d6a2f7f3f10", "first_on": "2027-01-04"})

    person_id: Id
    first_on: Day = Field(description="The Monday")


class DutyTellBody(Body):
    """Up to which day duties are told."""

    model_config = example({"until": "2027-01-31"})

    until: Day = Field(description="Weeks that begin up to this day")


class PassedView(View):
    """Somebody who came before in the turn."""

    person_id: UUID
    why: str = Field(description="`not_in_post`, `away` or `on_duty`")


class DutyView(View):
    """Who is on duty at a place from Monday to Sunday."""

    court_id: str
    post_id: UUID | None
    monday: date = Field(description="Of the week")
    first_on: date = Field(description="The Monday, or the day on which somebody took over")
    last_on: date
    person_id: UUID
    home_court_id: str
    is_gap: bool = Field(description="Nobody is on duty: the person cannot be, and nobody in turn is free")
    instead_of: UUID | None = Field(description="Who was to be on duty and could not")
    why: str | None = Field(description="Why not: `away`, `not_in_post` or `on_duty`")
    absence_id: UUID | None = Field(description="The secondment that it was told as; null before, and in the own court")
    passed: list[PassedView] = Field(description="Who came before in the turn, and why they could not")

    @classmethod
    def of(cls, duty: Duty) -> "DutyView":
        """As answers show it."""
        return cls(
            court_id=duty.place.court_id,
            post_id=duty.place.post_id,
            monday=duty.monday,
            first_on=duty.first_on,
            is_gap=duty.is_gap,
            instead_of=duty.instead_of,
            why=duty.why,
            last_on=duty.last_on,
            person_id=duty.person_id,
            home_court_id=duty.home_court_id,
            absence_id=duty.absence_id,
            passed=[PassedView(person_id=one.person_id, why=one.why) for one in duty.passed],
        )


class DutiesAnswer(BaseModel):
    """What a command about duties brought about."""

    changed: bool
    duties: list[DutyView]
    turn: list[UUID] = Field([], description="Of a plan: the turn as it goes on, for the next plan")
    facts: list[FactView] = Field([], description="Of telling: what was recorded in both courts")


def duties_router(desk: Desk, door: Door) -> APIRouter:
    """The duty plan of a court."""
    router = guarded_router("/courts/{court_id}/duties", "leave")
    _looking_up(router, desk, door)

    @router.post("", response_model=DutiesAnswer, responses=COMMANDED, dependencies=[door.needs("duty.plan")])
    async def plan_duty(
        request: Request, court_id: CourtPath, body: DutyPlanBody, idempotency_key: IdempotencyKey = None
    ) -> JSONResponse:
        """Plan weeks of duty in turn. Whoever is away or not in post in a week stays first in turn for the next one.
        Needs the permission in all courts that it names."""
        members = [Member(one.court_id or court_id, one.person_id) for one in body.turn]
        places = [Place(one.court_id, one.post_id) for one in body.places]
        for named in {one.court_id for one in members} | {place.court_id for place in places}:
            must(request, named)

        async def perform(uow: UnitOfWork, cause: Cause) -> Answer:
            made = await plan_duties(uow, court_id, members, places, body.first_on, body.weeks)
            if isinstance(made, Refusal):
                raise refused(request, made)
            note_duties(request, made.duties)
            return _answer([DutyView.of(one) for one in made.duties], turn=list(made.turn))

        return await desk.perform(request, perform)

    @router.post("/swap", response_model=DutiesAnswer, responses=COMMANDED, dependencies=[door.needs("duty.plan")])
    async def swap_duty(
        request: Request, court_id: CourtPath, body: DutySwapBody, idempotency_key: IdempotencyKey = None
    ) -> JSONResponse:
        """Exchange two people's weeks, those too that other courts were told of. Refused for a week that has begun."""
        one, other = (body.person_id, body.first_on), (body.other_person_id, body.other_first_on)

        async def perform(uow: UnitOfWork, cause: Cause) -> Answer:
            return _changed(request, await swap_duties(uow, court_id, one, other, cause))

        return await desk.perform(request, perform)

    _changing(router, desk, door)

    @router.post("/tell", response_model=DutiesAnswer, responses=COMMANDED, dependencies=[door.needs("duty.plan")])
    async def tell_duty(
        request: Request, court_id: CourtPath, body: DutyTellBody, idempotency_key: IdempotencyKey = None
    ) -> JSONResponse:
        """Tell the duties of this court's people in other courts as secondments: all of them or none.
        Needs the permission in those courts too."""

        async def perform(uow: UnitOfWork, cause: Cause) -> Answer:
            for duty in await duties_to_tell(uow, court_id, body.until):
                must(request, duty.place.court_id)
            told = await tell_duties(uow, court_id, body.until, cause)
            if isinstance(told, Refusal):
                raise refused(request, told)
            note_duties(request, [duty for duty, _ in told])
            facts = [view(fact) for _, done in told for _, outcome in done for fact in outcome.facts]
            return _answer([DutyView.of(duty) for duty, _ in told], facts=facts)

        return await desk.perform(request, perform)

    return router


def _changing(router: APIRouter, desk: Desk, door: Door) -> None:
    @router.post("/hand-over", response_model=DutiesAnswer, responses=COMMANDED, dependencies=[door.needs("duty.plan")])
    async def hand_duty(
        request: Request, court_id: CourtPath, body: DutyHandOverBody, idempotency_key: IdempotencyKey = None
    ) -> JSONResponse:
        """Give a week, or what is left of it, to somebody who is free. Other courts that were told of it are told."""
        taker = Member(body.to_court_id or court_id, body.to_person_id)
        must(request, taker.court_id)

        async def perform(uow: UnitOfWork, cause: Cause) -> Answer:
            whose = body.person_id, body.first_on
            return _changed(request, await hand_duty_over(uow, court_id, whose, taker, cause))

        return await desk.perform(request, perform)

    @router.post("/call-off", response_model=DutiesAnswer, responses=COMMANDED, dependencies=[door.needs("duty.plan")])
    async def call_off_duty(
        request: Request, court_id: CourtPath, body: DutyCallOffBody, idempotency_key: IdempotencyKey = None
    ) -> JSONResponse:
        """Nobody is on duty there in a week that is to come. Whoever wants somebody there again plans the week."""

        async def perform(uow: UnitOfWork, cause: Cause) -> Answer:
            return _changed(request, await call_duty_off(uow, court_id, (body.person_id, body.first_on), cause))

        return await desk.perform(request, perform)


def _looking_up(router: APIRouter, desk: Desk, door: Door) -> None:
    @router.get("", dependencies=[door.needs("duty.read")])
    async def list_duties(
        request: Request,
        court_id: CourtPath,
        from_on: Annotated[Day, Query(alias="from")],
        to_on: Annotated[Day, Query(alias="to")],
        known_at: KnownAt = None,
    ) -> list[DutyView]:
        """Who is on duty in the court, and which of its people in others, in weeks that have a day of the range."""
        async with desk.work.pool.acquire() as connection:
            at = await known_court(connection, request, court_id, known_at or queries.STANDING)
            found = await duties_between(connection, at, from_on, to_on, [court_id])
        return [DutyView.of(one) for one in found]


def note_duties(request: Request, duties: list[Duty] | tuple[Duty, ...]) -> None:
    """Into the audit trail of each court concerned: who is on duty where and when. 403 where one may not plan."""
    noted_nothing(request)
    for court_id in sorted({court for one in duties for court in (one.place.court_id, one.home_court_id)}):
        must(request, court_id)
        weeks = [
            {"monday": one.monday.isoformat(), "person_id": str(one.person_id), "court_id": one.place.court_id}
            for one in duties
            if court_id in (one.place.court_id, one.home_court_id)
        ]
        noted(request, court_id, None, {"duties": weeks})


def note_changes(request: Request, changed: Changed) -> None:
    """Into the audit trail of each court concerned what was and what is. 403 where one may not plan."""
    note_duties(request, [one for change in changed[0] for one in (change.before, change.after) if one is not None])


def _changed(request: Request, changed: Changed | Refusal) -> Answer:
    if isinstance(changed, Refusal):
        raise refused(request, changed)
    note_changes(request, changed)
    facts = [view(fact) for _, outcome in changed[1] for fact in outcome.facts]
    duties = [DutyView.of(change.after) for change in changed[0] if change.after is not None]
    return _answer(duties, changed=True, facts=facts)


def _answer(duties: list[DutyView], **more: Any) -> Answer:
    made = DutiesAnswer.model_validate({"changed": bool(duties), "duties": duties} | more)
    return Answer(200, made.model_dump(mode="json"))
