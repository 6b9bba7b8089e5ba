"""What all routes of competitions have in common: who asks, the record that stands, the answer to a command."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Path, Request
from fastapi.responses import JSONResponse
from tarazy_shared.database import Connection
from tarazy_shared.trail import noted, noted_nothing
from tarazy_shared.unit_of_work import Cause, UnitOfWork
from tarazy_shared.who import SYSTEM as SIGNED_AS_SYSTEM

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.http.answering import Desk, refused
from tarazy_hr.adapters.http.door import asking_of, forbidden, must
from tarazy_hr.adapters.http.selection.views import ConductedView
from tarazy_hr.adapters.idempotency import Answer
from tarazy_hr.adapters.selection import standing
from tarazy_hr.adapters.selection.record import RECORD
from tarazy_hr.app.selection.conducting import SYSTEM, Appointing, Conducted, conduct
from tarazy_hr.domain.access.deciding import may
from tarazy_hr.domain.days import day_of
from tarazy_hr.domain.refusal import Refusal, unknown
from tarazy_hr.domain.selection.commands import Command
from tarazy_hr.domain.selection.competition import Competition, told_by

CompetitionPath = Annotated[UUID, Path(examples=["0193a5c0-0000-7000-8000-000000000001"])]
ApplicationPath = Annotated[UUID, Path(examples=["0193a5c0-0000-7000-8000-000000000002"])]

ACCOUNT = "account"
"""Somebody of whom it is not known which person they are; the audit trail says which account."""

Doing = Callable[[UnitOfWork, Cause], Awaitable[Conducted | Refusal]]


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, as the record names them."""

    by: str
    person_id: UUID | None


def asker(request: Request) -> Asker:
    """Who asks: a person by their id; what signs in without being one, as `system` or `account`."""
    who = asking_of(request).who
    if who.person_id is not None:
        return Asker(str(who.person_id), who.person_id)
    return Asker(SYSTEM if who == SIGNED_AS_SYSTEM else ACCOUNT, None)


def may_here(request: Request, court_id: str) -> bool:
    """Whether whoever asks has the route's permission for the whole court, and not only about oneself."""
    asking = asking_of(request)
    return may(asking.who, asking.permission, court_id, None)


def may_see(request: Request, competition: Competition) -> bool:
    """Whether whoever asks has the route's permission in the court, or is of the competition's panel."""
    return may_here(request, competition.announced.court_id) or asker(request).person_id in competition.panel


async def known_competition(
    desk: Desk, connection: Connection, request: Request, court_id: str, competition_id: UUID
) -> tuple[Competition, date]:
    """A competition of a court as it stands, and the court's day; a problem document for one that is not known."""
    court = await queries.court(connection, queries.STANDING, court_id)
    if court is None:
        raise refused(request, unknown("court_id", "unknown_court", court_id))
    competition = told_by((await RECORD.read(connection, competition_id))[0])
    if competition is None or competition.announced.court_id != court_id:
        raise refused(request, unknown("competition_id", "unknown_competition", competition_id))
    if not may_see(request, competition):
        raise forbidden(asking_of(request).permission)
    return competition, day_of(desk.work.clock(), court.court.zone)


async def competitions_of(
    desk: Desk, connection: Connection, request: Request, court_id: str
) -> tuple[list[Competition], date]:
    """The competitions of a court, and the court's day."""
    court = await queries.court(connection, queries.STANDING, court_id)
    if court is None:
        raise refused(request, unknown("court_id", "unknown_court", court_id))
    rows = await standing.of_court(connection, court_id)
    told = [told_by((await RECORD.read(connection, one.competition_id))[0]) for one in rows]
    return [one for one in told if one is not None], day_of(desk.work.clock(), court.court.zone)


async def asked(
    desk: Desk,
    request: Request,
    court_id: str,
    competition_id: UUID,
    command: Command,
    *,
    appointing: Appointing | None = None,
    of_panel: bool = False,
) -> JSONResponse:
    """Carry a command out and answer with what it added to the record; 403 for whoever may not in this court.

    `of_panel`: the caller has seen that it is a member who speaks for themselves.
    """
    if not of_panel:
        must(request, court_id)

    async def doing(uow: UnitOfWork, cause: Cause) -> Conducted | Refusal:
        by = asker(request).by
        return await conduct(uow, court_id, competition_id, command, by, cause, appointing=appointing)

    return await answered(desk, request, doing)


async def answered(desk: Desk, request: Request, doing: Doing) -> JSONResponse:
    """Run `doing` in a transaction of its own and answer with what it added to the record."""

    async def perform(uow: UnitOfWork, cause: Cause) -> Answer:
        done = note_down(request, await doing(uow, cause))
        if isinstance(done, Refusal):
            raise refused(request, done)
        competition = done.competition
        told = told_of(done)
        today = day_of(uow.now, competition.announced.zone)
        shown = ConductedView(
            changed=bool(done.facts),
            facts=told,
            phase=competition.phase_on(today),
            due_on=competition.deadline_on(today),
            entries=competition.entries,
        )
        return Answer(200, shown.model_dump(mode="json"))

    return await desk.perform(request, perform)


def told_of(done: Conducted) -> list[str]:
    """What was added to the record."""
    return [RECORD.names[type(fact)] for fact in done.facts]


def note_down(request: Request, done: Conducted | Refusal) -> Conducted | Refusal:
    """Have what was done noted in the audit trail."""
    if isinstance(done, Refusal) or not done.facts:
        noted_nothing(request)
    else:
        announced, last = done.competition.announced, done.competition.entries
        noted(request, announced.court_id, announced.competition_id, {"facts": told_of(done), "last_entry": last})
    return done
