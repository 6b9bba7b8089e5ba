"""Courts, posts and norms."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import JSONResponse
from pydantic import AwareDatetime
from tarazy_shared.contracts.fields import CourtId
from tarazy_shared.database import Connection

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.http.answering import PROBLEMS, CommandAnswer, Desk, IdempotencyKey, refused
from tarazy_hr.adapters.http.bodies import CodeInPath, CourtBody, NormBody, PostBody
from tarazy_hr.adapters.http.views import CourtView, NormView, PostView
from tarazy_hr.domain.court import RegisterCourt
from tarazy_hr.domain.norm import SetNorm
from tarazy_hr.domain.post import RegisterPost
from tarazy_hr.domain.refusal import unknown

CourtPath = Annotated[CourtId, Path(examples=["kz-almaty-1"])]
KnownAt = Annotated[
    AwareDatetime | None, Query(description="What was believed at this instant; now by default", examples=[None])
]


def courts_router(desk: Desk, authorised: object) -> APIRouter:
    """Who the courts are is public; changing them, their posts and their norms is not."""
    router = APIRouter(prefix="/courts", tags=["courts"])
    guard = [Depends(authorised)]  # type: ignore[arg-type]

    @router.get("")
    async def list_courts(known_at: KnownAt = None) -> list[CourtView]:
        """All courts."""
        async with desk.work.pool.acquire() as connection:
            return [CourtView.of(fact) for fact in await queries.courts(connection, known_at or queries.STANDING)]

    @router.get("/{court_id}", responses={404: PROBLEMS[404]})
    async def get_court(request: Request, court_id: CourtPath, known_at: KnownAt = None) -> CourtView:
        """One court."""
        async with desk.work.pool.acquire() as connection:
            fact = await queries.court(connection, known_at or queries.STANDING, court_id)
        if fact is None:
            raise refused(request, unknown("court_id", "unknown_court", court_id))
        return CourtView.of(fact)

    @router.put("/{court_id}", dependencies=guard, responses=PROBLEMS, response_model=CommandAnswer)
    async def register_court(
        request: Request, court_id: CourtPath, body: CourtBody, idempotency_key: IdempotencyKey = None
    ) -> JSONResponse:
        """Register a court, or say how it now stands. The same content again changes nothing."""
        return await desk.carry_out(request, court_id, RegisterCourt(body.court(court_id)))

    @router.put("/{court_id}/posts/{post_id}", dependencies=guard, responses=PROBLEMS, response_model=CommandAnswer)
    async def register_post(
        request: Request, court_id: CourtPath, post_id: UUID, body: PostBody, idempotency_key: IdempotencyKey = None
    ) -> JSONResponse:
        """Enter a post in the staffing table. An exclusive one has at most one holder on any day."""
        return await desk.carry_out(request, court_id, RegisterPost(body.post(court_id, post_id)))

    @router.get("/{court_id}/posts", dependencies=guard, responses=PROBLEMS)
    async def list_posts(request: Request, court_id: CourtPath, known_at: KnownAt = None) -> list[PostView]:
        """The staffing table."""
        async with desk.work.pool.acquire() as connection:
            at = await known_court(connection, request, court_id, known_at or queries.STANDING)
            return [PostView.of(fact) for fact in await queries.posts(connection, at, court_id)]

    @router.put("/{court_id}/norms/{category}", dependencies=guard, responses=PROBLEMS, response_model=CommandAnswer)
    async def set_norm(
        request: Request,
        court_id: CourtPath,
        category: Annotated[CodeInPath, Path(examples=["civil.family"])],
        body: NormBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Set what a case of a category weighs from a day on. Norms are never changed backwards."""
        return await desk.carry_out(request, court_id, SetNorm(body.norm(court_id, category)))

    @router.get("/{court_id}/norms", dependencies=guard, responses=PROBLEMS)
    async def list_norms(request: Request, court_id: CourtPath, known_at: KnownAt = None) -> list[NormView]:
        """All norms of a court, by category and first day."""
        async with desk.work.pool.acquire() as connection:
            at = await known_court(connection, request, court_id, known_at or queries.STANDING)
            return [NormView.of(fact) for fact in await queries.norms(connection, at, court_id)]

    return router


async def known_court(connection: Connection, request: Request, court_id: str, at: datetime) -> datetime:
    """`at`, if the court was known by then; a problem document otherwise."""
    if await queries.court(connection, at, court_id) is None:
        raise refused(request, unknown("court_id", "unknown_court", court_id))
    return at
