"""Workload norms: what a case of a category weighs."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import JSONResponse
from pydantic import Field
from tarazy_shared.contracts.fields import LARGEST_INTEGER, Day
from tarazy_shared.contracts.staff import Instance, NormChanged
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.http.addresses import CourtPath, KnownAt, known_court
from tarazy_hr.adapters.http.answering import CommandAnswer, Desk, FactView, IdempotencyKey, refused
from tarazy_hr.adapters.http.body import Body, CodeInPath, View, example
from tarazy_hr.adapters.http.documenting import COMMANDED, guarded_router
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.adapters.idempotency import Answer
from tarazy_hr.app.workload.country_norms import set_country_norm
from tarazy_hr.domain.norm import ANY_INSTANCE, COUNTRY, Norm, NormFact, SetNorm
from tarazy_hr.domain.refusal import Refusal


class NormBody(Body):
    """What a case of a category weighs from a day on."""

    model_config = example({"weight_minutes": 240, "valid_from": "2027-01-01", "instance": "appeal"})

    weight_minutes: Annotated[int, Field(ge=0, le=LARGEST_INTEGER, strict=True)]
    valid_from: Day
    instance: Instance | None = None
    """Of cases of this instance alone; such a norm goes before one for any."""

    def norm(self, court_id: str, category: str) -> Norm:
        """As the domain knows it."""
        return Norm(court_id, category, self.weight_minutes, self.valid_from, self.instance or ANY_INSTANCE)


class NormView(View):
    """A workload norm."""

    category: str
    weight_minutes: int
    valid_from: date
    instance: str | None = Field(description="Of cases of this instance alone; null for those of any")

    @classmethod
    def of(cls, fact: NormFact) -> "NormView":
        """The norm of a fact."""
        norm = fact.norm
        return cls(
            category=norm.category,
            weight_minutes=norm.weight_minutes,
            valid_from=norm.valid_from,
            instance=norm.instance or None,
        )


def norms_router(desk: Desk, door: Door) -> APIRouter:
    """Norms of a court."""
    router = guarded_router("/courts/{court_id}/norms", "norms")

    @router.get("", dependencies=[door.needs("norm.read")])
    async def list_norms(request: Request, court_id: CourtPath, known_at: KnownAt = None) -> list[NormView]:
        """All norms of a court, by category and first day."""
        async with desk.work.pool.acquire() as connection:
            at = await known_court(connection, request, court_id, known_at or queries.STANDING)
            return [NormView.of(fact) for fact in await queries.norms(connection, at, court_id)]

    @router.put(
        "/{category}", response_model=CommandAnswer, responses=COMMANDED, dependencies=[door.needs("norm.change")]
    )
    async def set_norm(
        request: Request,
        court_id: CourtPath,
        category: Annotated[CodeInPath, Path(examples=["civil.family"])],
        body: NormBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Set what a case of a category weighs from a day on. Norms are never changed backwards."""
        return await desk.carry_out(request, court_id, SetNorm(body.norm(court_id, category)))

    return router


def country_norms_router(desk: Desk, door: Door) -> APIRouter:
    """Norms of the whole country, which any norm of a court's own goes before."""
    router = guarded_router("/norms", "norms")

    @router.get("", dependencies=[door.needs("norm.read")])
    async def list_country_norms(known_at: KnownAt = None) -> list[NormView]:
        """All norms of the country, by category, instance and first day."""
        async with desk.work.pool.acquire() as connection:
            facts = await queries.norms(connection, known_at or queries.STANDING, COUNTRY)
        return [NormView.of(fact) for fact in facts]

    @router.put(
        "/{category}",
        response_model=CommandAnswer,
        responses=COMMANDED,
        dependencies=[door.needs("country_norm.change")],
    )
    async def set_norm_of_country(
        request: Request,
        category: Annotated[CodeInPath, Path(examples=["civil.family"])],
        body: NormBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Set what a case of a category weighs in all courts from a day on; each is told. Never changed backwards."""

        async def perform(uow: UnitOfWork, cause: Cause) -> Answer:
            facts = await set_country_norm(uow, SetNorm(body.norm(COUNTRY, category)), cause)
            if isinstance(facts, Refusal):
                raise refused(request, facts)
            told = [FactView(what=fact.what, version=fact.version, event=NormChanged.TYPE) for fact in facts]
            return Answer(200, CommandAnswer(changed=bool(told), facts=told).model_dump(mode="json", exclude_none=True))

        return await desk.perform(request, perform)

    return router
