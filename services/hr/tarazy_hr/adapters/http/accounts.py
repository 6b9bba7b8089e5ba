"""Whose account is whose, and what is granted to accounts beyond posts."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import Field
from tarazy_shared.contracts.fields import CourtId, Day
from tarazy_shared.trail import noted, noted_nothing
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters import access_store, queries
from tarazy_hr.adapters.http.addresses import KnownAt
from tarazy_hr.adapters.http.answering import CommandAnswer, Desk, FactView, IdempotencyKey, refused
from tarazy_hr.adapters.http.body import Body, Id, View, example
from tarazy_hr.adapters.http.documenting import COMMANDED, guarded_router
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.adapters.idempotency import Answer
from tarazy_hr.domain.access import accounts
from tarazy_hr.domain.access.accounts import Account, AccountName, Grant, GrantedRole
from tarazy_hr.domain.refusal import Refusal, unknown

ISSUER = "https://sign-on.court.test/realms/tarazy"
SUBJECT = "f3a0c1de-9a51-4f7e-8a0f-0d6a2f7f3f10"
Name = Annotated[str, Field(min_length=1, max_length=255, pattern=r"^[\x21-\x7e]+$")]


class AccountBody(Body):
    """An account at a sign-on service, by the `iss` and `sub` of its tokens."""

    model_config = example({"issuer": ISSUER, "subject": SUBJECT})

    issuer: Name
    subject: Name

    @property
    def named(self) -> AccountName:
        """As the domain knows it."""
        return AccountName(self.issuer, self.subject)


class LinkBody(AccountBody):
    """Whose account it is."""

    model_config = example({"issuer": ISSUER, "subject": SUBJECT, "person_id": "5a3c1f5e-0c0e-4f7e-9a51-0d6a2f7f3f10"})

    person_id: Id | None = Field(None, description="Left out for somebody who holds no post")


class GrantBody(AccountBody):
    """A role for an account, from a day on."""

    model_config = example({"issuer": ISSUER, "subject": SUBJECT, "role": "observer", "from_on": "2026-12-01"})

    role: GrantedRole
    court_id: CourtId | None = Field(None, description="Left out: in all courts")
    from_on: Day
    to_on: Day | None = Field(None, description="Last day")


class GrantEndBody(Body):
    """When a grant ends."""

    to_on: Day = Field(description="Last day", examples=["2026-12-31"])


class GrantView(View):
    """A grant."""

    grant_id: UUID
    role: str
    court_id: str | None
    from_on: date
    to_on: date | None


class AccountView(View):
    """An account with what is granted to it. What follows from posts is not among it."""

    issuer: str
    subject: str
    person_id: UUID | None
    closed: bool
    grants: list[GrantView]


def accounts_router(desk: Desk, door: Door) -> APIRouter:
    """Accounts and grants of all courts."""
    router = guarded_router("", "access")
    changing = [door.needs("access.change")]

    @router.get("/accounts", dependencies=[door.needs("access.read")])
    async def list_accounts(known_at: KnownAt = None) -> list[AccountView]:
        """All accounts that are known here, with their grants."""
        async with desk.work.pool.acquire() as connection:
            known = await access_store.accounts(connection, known_at or queries.STANDING)
            granted = await access_store.grants(connection, known_at or queries.STANDING)
        return [
            AccountView(
                issuer=one.name.issuer,
                subject=one.name.subject,
                person_id=one.person_id,
                closed=one.what == "closed",
                grants=[GrantView.model_validate(each) for each in granted if each.account == one.name],
            )
            for one in known
        ]

    @router.put("/accounts", response_model=CommandAnswer, responses=COMMANDED, dependencies=changing)
    async def link_account(request: Request, body: LinkBody, idempotency_key: IdempotencyKey = None) -> JSONResponse:
        """Say whose account it is. The same again changes nothing."""

        async def decide(uow: UnitOfWork) -> Account | None:
            return accounts.link(await access_store.account(uow.connection, body.named), body.named, body.person_id)

        return await _perform(desk, request, decide)

    @router.post("/accounts/close", response_model=CommandAnswer, responses=COMMANDED, dependencies=changing)
    async def close_account(
        request: Request, body: AccountBody, idempotency_key: IdempotencyKey = None
    ) -> JSONResponse:
        """Let nobody sign in with an account any more. Sessions that are open end with it."""

        async def decide(uow: UnitOfWork) -> Account | Refusal | None:
            return accounts.close(await access_store.account(uow.connection, body.named), body.named)

        return await _perform(desk, request, decide)

    @router.put("/grants/{grant_id}", response_model=CommandAnswer, responses=COMMANDED, dependencies=changing)
    async def grant_role(
        request: Request, grant_id: UUID, body: GrantBody, idempotency_key: IdempotencyKey = None
    ) -> JSONResponse:
        """Grant a role that follows from no post: observer, or HR officer of a court or of all."""
        wanted = Grant(grant_id, 1, "granted", body.named, body.role, body.court_id, body.from_on, body.to_on)

        async def decide(uow: UnitOfWork) -> Grant | Refusal | None:
            if body.court_id and await queries.court(uow.connection, queries.STANDING, body.court_id) is None:
                return unknown("court_id", "unknown_court", body.court_id)
            account = await access_store.account(uow.connection, body.named)
            return accounts.grant(await access_store.grant(uow.connection, grant_id), account, wanted)

        return await _perform(desk, request, decide)

    @router.post("/grants/{grant_id}/end", response_model=CommandAnswer, responses=COMMANDED, dependencies=changing)
    async def end_grant(
        request: Request, grant_id: UUID, body: GrantEndBody, idempotency_key: IdempotencyKey = None
    ) -> JSONResponse:
        """End a grant."""

        async def decide(uow: UnitOfWork) -> Grant | Refusal | None:
            return accounts.end(await access_store.grant(uow.connection, grant_id), grant_id, body.to_on)

        return await _perform(desk, request, decide)

    return router


async def _perform(
    desk: Desk, request: Request, decide: Callable[[UnitOfWork], Awaitable[Account | Grant | Refusal | None]]
) -> JSONResponse:
    """Decide with accounts locked, and record what was decided."""

    async def perform(uow: UnitOfWork, cause: Cause) -> Answer:
        await access_store.lock(uow.connection)
        fact = await decide(uow)
        if isinstance(fact, Refusal):
            raise refused(request, fact)
        await keep(uow, request, fact)
        facts = [FactView(what=fact.what, version=fact.version, event=None)] if fact else []
        body = CommandAnswer(changed=bool(facts), facts=facts).model_dump(mode="json", exclude={"absence_id"})
        return Answer(200, body)

    return await desk.perform(request, perform)


async def keep(uow: UnitOfWork, request: Request, fact: Account | Grant | Refusal | None) -> None:
    """Record what was decided, and note it in the audit trail."""
    match fact:
        case Account():
            await access_store.record_account(uow.connection, fact, uow.now)
            noted(request, None, fact.name.subject, {"what": fact.what, "person_id": _text(fact.person_id)})
        case Grant():
            await access_store.record_grant(uow.connection, fact, uow.now)
            detail = {"what": fact.what, "role": fact.role, "grant_id": _text(fact.grant_id)}
            noted(request, fact.court_id, fact.account.subject, detail)
        case _:
            noted_nothing(request)


def _text(value: UUID | None) -> str | None:
    return None if value is None else str(value)
