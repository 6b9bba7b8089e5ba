"""`/grants`: which accounts of the sign-on service may work here, as what."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from tarazy_shared.contracts.fields import CourtId, Day
from tarazy_shared.ids import uuid7
from tarazy_shared.problems import FieldError, Refusal
from tarazy_shared.trail import noted, noted_nothing, with_trail
from tarazy_shared.unit_of_work import Cause, UnitOfWork, Work

from tarazy_notifications.adapters.desk import accounts
from tarazy_notifications.adapters.desk.door import Door
from tarazy_notifications.domain.access import grants
from tarazy_notifications.domain.access.grants import Grant, GrantedRole, Not

Name = Annotated[str, Field(min_length=1, max_length=255, pattern=r"^[\x21-\x7e]+$")]

Decide = Callable[[UnitOfWork], Awaitable[Grant | Not | None]]

_WORDS = {
    "id_taken": (409, "A grant of this id says something else, or has ended"),
    "ends_before_start": (422, "It would end before it begins"),
    "unknown_grant": (404, "No such grant is known"),
}


class GrantBody(BaseModel):
    """A role for an account, by the `iss` and `sub` of its tokens."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    issuer: Name
    subject: Name
    role: GrantedRole
    person_id: UUID | None = None
    """Whose account it is, where they hold a post: their posts give them more."""
    court_id: CourtId | None = None
    """Left out: in all courts."""
    from_on: Day
    to_on: Day | None = None
    """Last day."""


class GrantEndBody(BaseModel):
    """When a grant ends."""

    model_config = ConfigDict(extra="forbid")

    to_on: Day


class GrantView(BaseModel):
    """A grant as it stands."""

    model_config = ConfigDict(from_attributes=True)

    grant_id: UUID
    issuer: str
    subject: str
    person_id: UUID | None
    role: str
    court_id: str | None
    from_on: date
    to_on: date | None


class Changed(BaseModel):
    """Whether anything is other than before."""

    changed: bool


def grants_router(door: Door) -> APIRouter:
    """Read, granted, ended; all of them may be repeated."""
    router = APIRouter(tags=["access"])
    work = door.work
    changing = [door.needs("access.change")]

    @router.get("/grants", summary="Which accounts may work here", dependencies=[door.needs("access.read")])
    async def list_grants() -> dict[str, list[GrantView]]:
        async with work.pool.acquire() as connection:
            return {"grants": [GrantView.model_validate(one) for one in await accounts.grants(connection)]}

    @router.put("/grants/{grant_id}", summary="Grant a role to an account", dependencies=changing)
    async def grant(request: Request, grant_id: UUID, body: GrantBody) -> Changed:
        wanted = Grant(
            grant_id,
            1,
            "granted",
            body.issuer,
            body.subject,
            body.person_id,
            body.role,
            body.court_id,
            body.from_on,
            body.to_on,
        )

        async def decide(uow: UnitOfWork) -> Grant | Not | None:
            return grants.grant(await accounts.grant(uow.connection, grant_id), wanted)

        return await _perform(request, decide)

    @router.post("/grants/{grant_id}/end", summary="End a grant", dependencies=changing)
    async def end(request: Request, grant_id: UUID, body: GrantEndBody) -> Changed:
        async def decide(uow: UnitOfWork) -> Grant | Not | None:
            return grants.end(await accounts.grant(uow.connection, grant_id), body.to_on)

        return await _perform(request, decide)

    async def _perform(request: Request, decide: Decide) -> Changed:
        done = await carry_out(work, request, decide)
        if isinstance(done, Not):
            status, words = _WORDS[done.why]
            raise Refusal(status, words, [FieldError(done.field, done.why, words)])
        return Changed(changed=done is not None)

    return router


async def carry_out(work: Work, request: Request, decide: Decide) -> Grant | Not | None:
    """Decide about a grant, let it stand and note it; nothing is written where it may not be, or is so already."""

    async def act(uow: UnitOfWork, _: Cause) -> Grant | Not | None:
        await accounts.lock(uow.connection)
        fact = await decide(uow)
        if fact is None or isinstance(fact, Not):
            noted_nothing(request)
            return fact
        await accounts.record(uow.connection, fact, uow.now)
        noted(request, fact.court_id, fact.grant_id, {"what": fact.what, "role": fact.role})
        return fact

    async with work.begin() as uow:
        return await with_trail(uow, request, Cause.command(uuid7(uow.now)), act)
