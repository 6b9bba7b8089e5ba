"""What all routes of training have in common: the record that stands, the answer to a command."""

from typing import Annotated
from uuid import UUID

from fastapi import Path, Request
from fastapi.responses import JSONResponse
from tarazy_shared.database import Connection
from tarazy_shared.trail import noted, noted_nothing
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters.education.record import RECORD
from tarazy_hr.adapters.http.answering import Desk, refused
from tarazy_hr.adapters.http.education.views import DoneView
from tarazy_hr.adapters.http.selection.asking import asker
from tarazy_hr.adapters.idempotency import Answer
from tarazy_hr.app.education.conducting import Conducted, conduct
from tarazy_hr.domain.education.commands import Command
from tarazy_hr.domain.education.session import Session, told_by
from tarazy_hr.domain.refusal import Refusal, unknown

SessionPath = Annotated[UUID, Path(examples=["0193a5c0-0000-7000-8000-000000000003"])]


async def known_session(
    connection: Connection, request: Request, session_id: UUID, held_by: str | None = None
) -> Session:
    """A session as it stands; a problem document for one that is not known, or not held by this court."""
    session = told_by((await RECORD.read(connection, session_id))[0])
    if session is None or held_by not in (None, session.planned.court_id):
        raise refused(request, unknown("session_id", "unknown_session", session_id))
    return session


async def told(
    uow: UnitOfWork, request: Request, session_id: UUID, command: Command, cause: Cause, *, held_by: str | None = None
) -> Conducted | Refusal:
    """Carry a command out and have it noted in the audit trail. Whether one may has been asked."""
    done = await conduct(uow, session_id, command, asker(request).by, cause, held_by=held_by)
    if isinstance(done, Refusal) or not done.facts:
        noted_nothing(request)
    else:
        told_of = {"facts": facts_of(done), "last_entry": done.session.entries}
        if person_id := getattr(command, "person_id", None):
            told_of["person_id"] = str(person_id)
        noted(request, done.session.planned.court_id, session_id, told_of)
    return done


async def asked(
    desk: Desk, request: Request, session_id: UUID, command: Command, *, held_by: str | None = None
) -> JSONResponse:
    """Carry a command out and answer with what it added to the record. Whether one may has been asked."""

    async def perform(uow: UnitOfWork, cause: Cause) -> Answer:
        done = await told(uow, request, session_id, command, cause, held_by=held_by)
        if isinstance(done, Refusal):
            raise refused(request, done)
        return Answer(200, DoneView.of(done.session, facts_of(done)).model_dump(mode="json"))

    return await desk.perform(request, perform)


def facts_of(done: Conducted) -> list[str]:
    """What was added to the record."""
    return [RECORD.names[type(fact)] for fact in done.facts]
