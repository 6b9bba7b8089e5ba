"""Workload norms: what a case of a category weighs."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import JSONResponse
from pydantic import Field
from tarazy_shared.contracts.fields import LARGEST_INTEGER, Day

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.http.addresses import CourtPath, KnownAt, known_court
from tarazy_hr.adapters.http.answering import CommandAnswer, Desk, IdempotencyKey
from tarazy_hr.adapters.http.body import Body, CodeInPath, View, example
from tarazy_hr.adapters.http.documenting import COMMANDED, guarded_router
from tarazy_hr.domain.norm import Norm, NormFact, SetNorm


class NormBody(Body):
    """What a case of a category weighs from a day on."""

    model_config = example({"weight_minutes": 240, "valid_from": "2027-01-01"})

    weight_minutes: Annotated[int, Field(ge=0, le=LARGEST_INTEGER, strict=True)]
    valid_from: Day

    def norm(self, court_id: str, category: str) -> Norm:
        """As the domain knows it."""
        return Norm(court_id, category, self.weight_minutes, self.valid_from)


class NormView(View):
    """A workload norm."""

    category: str
    weight_minutes: int
    valid_from: date

    @classmethod
    def of(cls, fact: NormFact) -> "NormView":
        """The norm of a fact."""
        return cls.model_validate(fact.norm)


def norms_router(desk: Desk, authorised: object) -> APIRouter:
    """Norms of a court."""
    router = guarded_router("/courts/{court_id}/norms", "norms", authorised)

    @router.get("")
    async def list_norms(request: Request, court_id: CourtPath, known_at: KnownAt = None) -> list[NormView]:
        """All norms of a court, by category and first day."""
        async with desk.work.pool.acquire() as connection:
            at = await known_court(connection, request, court_id, known_at or queries.STANDING)
            return [NormView.of(fact) for fact in await queries.norms(connection, at, court_id)]

    @router.put("/{category}", response_model=CommandAnswer, responses=COMMANDED)
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
