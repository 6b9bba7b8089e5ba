"""What all routes of disciplinary cases have in common: who asks, the record that stands, the answer to a command."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Path, Request
from fastapi.responses import JSONResponse
from tarazy_shared.beacons.beacon import BeaconClock
from tarazy_shared.database import Connection
from tarazy_shared.trail import noted, noted_nothing
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters.discipline.papers import Paper
from tarazy_hr.adapters.discipline.record import RECORD
from tarazy_hr.adapters.http.answering import Desk, refused
from tarazy_hr.adapters.http.discipline.views import ConductedCaseView
from tarazy_hr.adapters.http.door import asking_of, forbidden, must
from tarazy_hr.adapters.http.selection.asking import asker, may_here
from tarazy_hr.adapters.idempotency import Answer
from tarazy_hr.app.discipline.conducting import Conducted, conduct
from tarazy_hr.domain.discipline.case import DisciplinaryCase, told_by
from tarazy_hr.domain.discipline.commands import Command
from tarazy_hr.domain.discipline.facts import Published
from tarazy_hr.domain.refusal import Refusal, unknown, wrong

CasePath = Annotated[UUID, Path(examples=["0193a5c0-0000-7000-8000-000000000003"])]


@dataclass(frozen=True, slots=True)
class Asked:
    """A command with what comes beside it."""

    command: Command
    papers: Collection[Paper] = ()
    beacon: BeaconClock | None = None


def may_see(request: Request, case: DisciplinaryCase) -> bool:
    """Whether whoever asks has the route's permission in the court, or is on the case. The judge never as an office."""
    who = asker(request).person_id
    if who == case.received.judge:
        return True
    return may_here(request, case.received.court_id) or who in case.on_it()


async def known_case(connection: Connection, request: Request, court_id: str, case_id: UUID) -> DisciplinaryCase:
    """A case as it stands, for whoever may see it; a problem document otherwise."""
    case = told_by((await RECORD.read(connection, case_id))[0])
    if case is None or case.received.court_id != court_id:
        # Whoever may not see cases does not learn either that there is none.
        if not may_here(request, court_id):
            raise forbidden(asking_of(request).permission)
        raise refused(request, unknown("case_id", "unknown_case", case_id))
    if not may_see(request, case):
        raise forbidden(asking_of(request).permission)
    return case


async def asked_by_office(
    desk: Desk, request: Request, court_id: str, case_id: UUID, asked: Asked, *, judge: UUID | None = None
) -> JSONResponse:
    """A command of the secretary's, or of a program: nobody gives one about oneself. `judge`: of a case that is new."""
    must(request, court_id, judge)

    async def perform(uow: UnitOfWork, cause: Cause) -> Answer:
        if judge is None:
            case = told_by((await RECORD.read(uow.connection, case_id))[0])
            must(request, court_id, case.received.judge if case else None)
        return await _done(uow, request, court_id, case_id, asked, cause)

    return await desk.perform(request, perform)


async def asked_by_part(
    desk: Desk, request: Request, court_id: str, case_id: UUID, asked: Asked, part: Collection[str]
) -> JSONResponse:
    """A command of somebody on the case: as `judge`, `initiator` or `member`. A program may give all of them."""

    async def perform(uow: UnitOfWork, cause: Cause) -> Answer:
        case = await known_case(uow.connection, request, court_id, case_id)
        who = asker(request).person_id
        parts: dict[str, set[UUID | None]] = {
            "judge": {case.received.judge},
            "initiator": {case.initiator},
            "member": {*case.panels.get(case.instance, ())},
        }
        if not may_here(request, court_id) and not any(who in parts[name] for name in part):
            raise forbidden(asking_of(request).permission)
        return await _done(uow, request, court_id, case_id, asked, cause)

    return await desk.perform(request, perform)


def speaking(request: Request, named: UUID | None) -> UUID:
    """Who speaks: a person for themselves, a program for whom it names."""
    who = asker(request).person_id or named
    if who is None:
        raise refused(request, wrong("by", "speaker_missing"))
    return who


async def appellant(
    desk: Desk, request: Request, court_id: str, case_id: UUID, named: Literal["judge", "initiator"] | None
) -> Literal["judge", "initiator"]:
    """Whose appeal it is: of who asks, or as a program names it."""
    async with desk.work.pool.acquire() as connection:
        case = await known_case(connection, request, court_id, case_id)
    who = asker(request).person_id
    if who is None:
        return named or "judge"
    return "judge" if who == case.received.judge else "initiator"


async def _done(uow: UnitOfWork, request: Request, court_id: str, case_id: UUID, asked: Asked, cause: Cause) -> Answer:
    by = asker(request).by
    done = note_down(
        request,
        await conduct(uow, court_id, case_id, asked.command, by, cause, beacon=asked.beacon, with_papers=asked.papers),
    )
    if isinstance(done, Refusal):
        raise refused(request, done)
    return conducted(done)


def conducted(done: Conducted) -> Answer:
    """The answer to a command."""
    case = done.case
    view = ConductedCaseView(changed=bool(done.facts), facts=told_of(done), phase=case.phase, entries=case.entries)
    return Answer(200, view.model_dump(mode="json"))


def told_of(done: Conducted) -> list[str]:
    """What was added to the record."""
    return [RECORD.names[type(fact)] for fact in done.facts]


def detail_of(done: Conducted) -> dict[str, Any]:
    """What the audit trail says of it: codes and numbers."""
    detail: dict[str, Any] = {"facts": told_of(done), "last_entry": done.case.entries}
    overruled = [
        {"kind": one.kind, "reason": one.reason}
        for fact in done.facts
        if isinstance(fact, Published)
        for one in fact.overruled
    ]
    return detail | ({"overruled": overruled} if overruled else {})


def note_down(request: Request, done: Conducted | Refusal) -> Conducted | Refusal:
    """Have what was done noted in the audit trail."""
    if isinstance(done, Refusal) or not done.facts:
        noted_nothing(request)
    else:
        received = done.case.received
        noted(request, received.court_id, received.case_id, detail_of(done))
    return done
