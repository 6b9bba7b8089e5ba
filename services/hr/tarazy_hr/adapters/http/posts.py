"""The staffing table: posts of a court."""

from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from tarazy_shared.contracts.fields import Text

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.http.addresses import CourtPath, KnownAt, known_court
from tarazy_hr.adapters.http.answering import CommandAnswer, Desk, IdempotencyKey
from tarazy_hr.adapters.http.body import Body, View, example
from tarazy_hr.adapters.http.documenting import COMMANDED, guarded_router
from tarazy_hr.domain.post import Post, PostFact, RegisterPost


class PostBody(Body):
    """A post of the staffing table."""

    model_config = example({"number": "12", "exclusive": True})

    number: Text | None = None
    exclusive: bool = False
    """At most one holder on any day."""

    def post(self, court_id: str, post_id: UUID) -> Post:
        """As the domain knows it."""
        return Post(court_id, post_id, self.number, self.exclusive)


class PostView(View):
    """A post of the staffing table."""

    post_id: UUID
    number: str | None
    exclusive: bool

    @classmethod
    def of(cls, fact: PostFact) -> "PostView":
        """The post of a fact."""
        return cls.model_validate(fact.post)


def posts_router(desk: Desk, authorised: object) -> APIRouter:
    """Posts of a court."""
    router = guarded_router("/courts/{court_id}/posts", "posts", authorised)

    @router.get("")
    async def list_posts(request: Request, court_id: CourtPath, known_at: KnownAt = None) -> list[PostView]:
        """The staffing table."""
        async with desk.work.pool.acquire() as connection:
            at = await known_court(connection, request, court_id, known_at or queries.STANDING)
            return [PostView.of(fact) for fact in await queries.posts(connection, at, court_id)]

    @router.put("/{post_id}", response_model=CommandAnswer, responses=COMMANDED)
    async def register_post(
        request: Request, court_id: CourtPath, post_id: UUID, body: PostBody, idempotency_key: IdempotencyKey = None
    ) -> JSONResponse:
        """Enter a post in the staffing table. An exclusive one has at most one holder on any day."""
        return await desk.carry_out(request, court_id, RegisterPost(body.post(court_id, post_id)))

    return router
