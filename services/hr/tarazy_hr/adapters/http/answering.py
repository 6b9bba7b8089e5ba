"""From a request to a command, and from its outcome to an answer: one way for all of them."""

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, TypeVar
from uuid import UUID

from fastapi import Header, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from tarazy_shared.ids import uuid7
from tarazy_shared.problems import FieldError, Refusal
from tarazy_shared.trail import noted, noted_nothing, with_trail
from tarazy_shared.unit_of_work import Cause, UnitOfWork, Work
from tarazy_shared.who import SYSTEM

from tarazy_hr.adapters import idempotency
from tarazy_hr.adapters.http.door import asking_of, must
from tarazy_hr.app.carrying_out import REFUSED_BY_DATABASE, Outcome, refused_by_database
from tarazy_hr.app.leave.giving_way import carry_out_giving_way
from tarazy_hr.app.publication import event_of
from tarazy_hr.app.touched import touched_by
from tarazy_hr.domain.court_book import Fact
from tarazy_hr.domain.deciding import Command
from tarazy_hr.domain.refusal import Kind
from tarazy_hr.domain.refusal import Refusal as DomainRefusal
from tarazy_hr.texts import TITLES, preferred_language, reason

T = TypeVar("T")

STATUS: dict[Kind, int] = {"unknown": 404, "conflict": 409, "wrong": 422}

IdempotencyKey = Annotated[
    str | None,
    Header(
        min_length=1,
        max_length=200,
        description="Repeat a command with the same key and get the same answer, carried out once. Kept for 7 days.",
    ),
]


class FactView(BaseModel):
    """One fact that was recorded."""

    what: str = Field(examples=["appointed"])
    version: int = Field(examples=[1])
    event: str | None = Field(examples=["court.staff.appointed.v1"], description="Type of the event that tells it")


class CommandAnswer(BaseModel):
    """What a command brought about. `changed` is false when what was wanted stood already: no event then."""

    changed: bool
    facts: list[FactView]
    absence_id: UUID | None = Field(None, description="Only in the answer to a request for an absence")


@dataclass(frozen=True, slots=True)
class Desk:
    """Takes commands from requests, each in its own transaction, and notes in the audit trail who gave them."""

    work: Work

    async def carry_out(self, request: Request, court_id: str, command: Command) -> JSONResponse:
        """Carry a command out and answer with what changed."""

        async def perform(uow: UnitOfWork, cause: Cause) -> idempotency.Answer:
            return answer(await carried_out(uow, request, court_id, command, cause))

        return await self.perform(request, perform)

    async def order(self, request: Request, court_id: str, command: Command) -> Outcome | DomainRefusal:
        """Carry a command of a page out: what changed, or why nothing did."""
        asked_about(request, court_id, command)
        try:
            return await self.within(request, lambda uow, cause: _ordered(uow, request, court_id, command, cause))
        except REFUSED_BY_DATABASE as error:
            return refused_by_database(error)

    async def perform(
        self, request: Request, perform: Callable[[UnitOfWork, Cause], Awaitable[idempotency.Answer]]
    ) -> JSONResponse:
        """Run `perform` once for an Idempotency-Key, or as often as asked without one. A raised refusal undoes it."""
        key = request.headers.get("idempotency-key")
        try:
            if key is None:
                done = await self.within(request, perform)
            else:
                done = await self._once(key, request, perform)
        except REFUSED_BY_DATABASE as error:
            raise refused(request, refused_by_database(error)) from error
        return JSONResponse(done.body, done.status)

    async def within(self, request: Request, act: Callable[[UnitOfWork, Cause], Awaitable[T]]) -> T:
        """Run `act` in one transaction; what it noted, else its address, goes into the audit trail."""
        async with self.work.begin() as uow:
            return await with_trail(uow, request, Cause.command(uuid7(uow.now)), act)

    async def _once(
        self,
        key: str,
        request: Request,
        perform: Callable[[UnitOfWork, Cause], Awaitable[idempotency.Answer]],
    ) -> idempotency.Answer:
        who = asking_of(request).who
        asked = "\n".join((request.method, request.url.path, request.url.query)).encode() + b"\n" + await request.body()
        if who != SYSTEM:
            # An answer is for whoever got it the first time.
            asked += b"\n" + who.subject.encode()
        async with self.work.begin() as uow:
            try:
                former = await idempotency.claim(uow.connection, key, hashlib.sha256(asked).digest(), uow.now)
            except idempotency.KeyReusedError as error:
                raise refused(request, DomainRefusal("Idempotency-Key", "key_reused", "wrong")) from error
            if former is not None:
                return former
            done = await with_trail(uow, request, Cause.command(uuid7(uow.now)), perform)
            await idempotency.keep(uow.connection, key, done)
            return done


async def carried_out(uow: UnitOfWork, request: Request, court_id: str, command: Command, cause: Cause) -> Outcome:
    """Carry a command out; raises the refusal as the problem that the client sees."""
    asked_about(request, court_id, command)
    outcome = await _ordered(uow, request, court_id, command, cause)
    if isinstance(outcome, DomainRefusal):
        raise refused(request, outcome)
    return outcome


async def _ordered(
    uow: UnitOfWork, request: Request, court_id: str, command: Command, cause: Cause
) -> Outcome | DomainRefusal:
    outcome = await carry_out_giving_way(uow, court_id, command, cause)
    if isinstance(outcome, DomainRefusal) or not outcome.facts:
        # What stood already is no deed.
        noted_nothing(request)
    else:
        told = [
            {"fact": type(fact).__name__.removesuffix("Fact").lower(), "what": fact.what, "version": fact.version}
            for fact in outcome.facts
        ]
        noted(request, court_id, _subject(command), {"facts": told})
    return outcome


def asked_about(request: Request, court_id: str, command: Command) -> None:
    """403 unless whoever asks may give this command in this court, about whom it is."""
    must(request, court_id, next(iter(touched_by([command]).people), None))


def _subject(command: Command) -> UUID | None:
    """Whom a command is about, else what."""
    touched = touched_by([command])
    return next(iter((*touched.people, *touched.interests, *touched.absences, *touched.posts)), None)


def answer(outcome: Outcome, *, status: int = 200, absence_id: UUID | None = None) -> idempotency.Answer:
    """What a command brought about, as an answer."""
    facts = [view(fact) for fact in outcome.facts]
    body = CommandAnswer(changed=bool(facts), facts=facts, absence_id=absence_id).model_dump(mode="json")
    if absence_id is None:
        del body["absence_id"]
    return idempotency.Answer(status, body)


def view(fact: Fact) -> FactView:
    """A fact as answers show it."""
    event = event_of(fact)
    return FactView(what=fact.what, version=fact.version, event=None if event is None else event.TYPE)


def refused(request: Request, refusal: DomainRefusal) -> Refusal:
    """A refusal of the domain as a problem document, in the language of whoever asks."""
    language = preferred_language(request.headers.get("accept-language"))
    words = reason(refusal.code, refusal.particulars, language)
    error = FieldError(refusal.field, refusal.code, words)
    return Refusal(STATUS[refusal.kind], TITLES[refusal.kind][language], [error])
