"""Whom or what people in posts must not judge."""

from datetime import date
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import Field
from tarazy_shared.contracts.fields import Day, Text

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.http.addresses import CourtPath, KnownAt, known_court
from tarazy_hr.adapters.http.answering import CommandAnswer, Desk, IdempotencyKey
from tarazy_hr.adapters.http.body import Body, Id, View, example
from tarazy_hr.adapters.http.documenting import COMMANDED, guarded_router
from tarazy_hr.adapters.http.door import Door, must
from tarazy_hr.domain.interest import DeclareInterest, EndInterest, Interest, InterestFact


class InterestBody(Body):
    """Whom or what a person must not judge."""

    model_config = example({"person_id": "5a3c1f5e-0c0e-4f7e-9a51-0d6a2f7f3f10", "against": "ТОО «Береке»"})

    person_id: Id
    against: Text = Field(description="Name of a party or an organisation, or a case_id")
    from_on: Day | None = None
    to_on: Day | None = None

    def interest(self, court_id: str, interest_id: UUID) -> Interest:
        """As the domain knows it."""
        return Interest(interest_id, court_id, self.person_id, self.against, self.from_on, self.to_on)


class InterestEndBody(Body):
    """When an interest ends."""

    to_on: Day = Field(description="Last day", examples=["2026-12-31"])


class InterestView(View):
    """A declared interest."""

    interest_id: UUID
    person_id: UUID
    against: str
    from_on: date | None
    to_on: date | None

    @classmethod
    def of(cls, fact: InterestFact) -> "InterestView":
        """The interest of a fact."""
        return cls.model_validate(fact.interest).model_copy(update={"to_on": fact.ended_on or fact.interest.to_on})


def interests_router(desk: Desk, door: Door) -> APIRouter:
    """Interests of a court's people."""
    router = guarded_router("/courts/{court_id}/interests", "interests")

    @router.get("", dependencies=[door.needs("interest.read")])
    async def list_interests(
        request: Request, court_id: CourtPath, person_id: UUID | None = None, known_at: KnownAt = None
    ) -> list[InterestView]:
        """Interests declared in a court, or those of one person. Whoever may not see all of them names the person."""
        must(request, court_id, person_id)
        async with desk.work.pool.acquire() as connection:
            at = await known_court(connection, request, court_id, known_at or queries.STANDING)
            facts = await queries.interests(connection, at, court_id)
        return [InterestView.of(fact) for fact in facts if person_id in (None, fact.interest.person_id)]

    @router.put(
        "/{interest_id}",
        response_model=CommandAnswer,
        responses=COMMANDED,
        dependencies=[door.needs("interest.declare")],
    )
    async def declare_interest(
        request: Request,
        court_id: CourtPath,
        interest_id: UUID,
        body: InterestBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Declare whom or what a person must not judge."""
        return await desk.carry_out(request, court_id, DeclareInterest(body.interest(court_id, interest_id)))

    @router.post(
        "/{interest_id}/end",
        response_model=CommandAnswer,
        responses=COMMANDED,
        dependencies=[door.needs("interest.end")],
    )
    async def end_interest(
        request: Request,
        court_id: CourtPath,
        interest_id: UUID,
        body: InterestEndBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """End an interest."""
        return await desk.carry_out(request, court_id, EndInterest(court_id, interest_id, body.to_on))

    return router
