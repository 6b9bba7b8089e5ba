"""The staffing table: posts of a court."""

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import Field
from tarazy_shared.contracts.fields import Code, Day, Text

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.http.addresses import CourtPath, KnownAt, known_court
from tarazy_hr.adapters.http.answering import CommandAnswer, Desk, IdempotencyKey
from tarazy_hr.adapters.http.body import Body, View, example
from tarazy_hr.adapters.http.documenting import COMMANDED, guarded_router
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.domain.post import AbolishPost, Post, PostFact, RegisterPost


class PostBody(Body):
    """A post of the staffing table."""

    model_config = example({"number": "12", "role": "judge", "share": 1, "from_on": "2026-01-05"})

    number: Text | None = None
    exclusive: bool = Field(False, description="At most one holder on any day, whatever the shares")
    share: Annotated[Decimal, Field(ge=Decimal("0.01"), le=100, allow_inf_nan=False)] = Field(
        Decimal(1), description="How much of full time its holders have together on any day at most"
    )
    role: Code | None = Field(None, description="What its holders are; absent: what their appointments say")
    speciality: Code | None = Field(None, description="The specialism that the post is meant for")
    from_on: Day | None = Field(None, description="First day on which the post exists; absent: since ever")
    to_on: Day | None = Field(None, description="Last day, of a post that is abolished")

    def post(self, court_id: str, post_id: UUID) -> Post:
        """As the domain knows it."""
        return Post(
            court_id,
            post_id,
            self.number,
            self.exclusive,
            self.share,
            self.role,
            self.speciality,
            self.from_on,
            self.to_on,
        )


class AbolitionBody(Body):
    """When a post ends."""

    to_on: Day = Field(description="Last day of the post", examples=["2026-12-31"])


class PostView(View):
    """A post of the staffing table."""

    post_id: UUID
    number: str | None
    exclusive: bool
    share: float | None = Field(description="None: as much as is appointed")
    role: str | None
    speciality: str | None
    from_on: date | None
    to_on: date | None

    @classmethod
    def of(cls, fact: PostFact) -> "PostView":
        """The post of a fact."""
        return cls.model_validate(fact.post)


def posts_router(desk: Desk, door: Door) -> APIRouter:
    """Posts of a court."""
    router = guarded_router("/courts/{court_id}/posts", "posts")

    @router.get("", dependencies=[door.needs("establishment.read")])
    async def list_posts(request: Request, court_id: CourtPath, known_at: KnownAt = None) -> list[PostView]:
        """The staffing table."""
        async with desk.work.pool.acquire() as connection:
            at = await known_court(connection, request, court_id, known_at or queries.STANDING)
            return [PostView.of(fact) for fact in await queries.posts(connection, at, court_id)]

    @router.put(
        "/{post_id}",
        response_model=CommandAnswer,
        responses=COMMANDED,
        dependencies=[door.needs("establishment.change")],
    )
    async def register_post(
        request: Request, court_id: CourtPath, post_id: UUID, body: PostBody, idempotency_key: IdempotencyKey = None
    ) -> JSONResponse:
        """Enter a post in the staffing table, or say how it now stands.

        On any day its holders' shares sum to its own at most; who acts in it is counted apart.
        """
        return await desk.carry_out(request, court_id, RegisterPost(body.post(court_id, post_id)))

    @router.post(
        "/{post_id}/abolish",
        response_model=CommandAnswer,
        responses=COMMANDED,
        dependencies=[door.needs("establishment.change")],
    )
    async def abolish_post(
        request: Request,
        court_id: CourtPath,
        post_id: UUID,
        body: AbolitionBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """End a post. Nobody may hold it after its last day."""
        return await desk.carry_out(request, court_id, AbolishPost(court_id, post_id, body.to_on))

    return router
