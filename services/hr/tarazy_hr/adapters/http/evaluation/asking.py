"""What all routes of evaluations have in common: who asks, the record that stands, the answer to a command."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import Path, Request
from fastapi.responses import JSONResponse
from tarazy_shared.database import Connection
from tarazy_shared.trail import noted, noted_nothing
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters.discipline.body import sits_in_appeals
from tarazy_hr.adapters.evaluation.record import RECORD
from tarazy_hr.adapters.evaluation.words import Words
from tarazy_hr.adapters.http.answering import Desk, refused
from tarazy_hr.adapters.http.door import asking_of, forbidden, must
from tarazy_hr.adapters.http.evaluation.views import ConductedEvaluationView
from tarazy_hr.adapters.http.selection.asking import asker, may_here
from tarazy_hr.adapters.idempotency import Answer
from tarazy_hr.app.evaluation.conducting import Conducted, conduct
from tarazy_hr.domain.days import day_of
from tarazy_hr.domain.evaluation.commands import Command
from tarazy_hr.domain.evaluation.evaluation import Evaluation, told_by
from tarazy_hr.domain.refusal import Refusal, unknown, wrong

EvaluationPath = Annotated[UUID, Path(examples=["0193a5c0-0000-7000-8000-000000000005"])]

Part = Literal["judge", "member", "appeal", "office"]
"""As what somebody reads or acts: the judge, a member of the panel, of the body of appeals, or the secretary."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A command with what comes beside it."""

    command: Command
    words: Collection[Words] = ()


async def parts_of(connection: Connection, request: Request, evaluation: Evaluation, now: datetime) -> set[Part]:
    """Everything that whoever asks is in an evaluation. A judge is nothing else in their own, whatever they hold."""
    who, opened = asker(request).person_id, evaluation.opened
    if who is not None and who == opened.judge:
        return {"judge"}
    found: set[Part] = {"office"} if may_here(request, opened.court_id) else set()
    if who is None:
        return found
    if who in evaluation.panel and who not in evaluation.recused:
        found.add("member")
    sits = evaluation.phase == "appealed" and who not in evaluation.decided_by
    if sits and await sits_in_appeals(connection, who, day_of(now, opened.zone)):
        found.add("appeal")
    return found


async def known_evaluation(
    connection: Connection, request: Request, court_id: str, evaluation_id: UUID, now: datetime
) -> tuple[Evaluation, set[Part]]:
    """An evaluation as it stands and what whoever asks is in it; a problem document for whoever is nothing."""
    evaluation = told_by((await RECORD.read(connection, evaluation_id))[0])
    if evaluation is None or evaluation.opened.court_id != court_id:
        # Whoever may not see evaluations does not learn either that there is none.
        if not may_here(request, court_id):
            raise forbidden(asking_of(request).permission)
        raise refused(request, unknown("evaluation_id", "unknown_evaluation", evaluation_id))
    parts = await parts_of(connection, request, evaluation, now)
    if not parts:
        raise forbidden(asking_of(request).permission)
    return evaluation, parts


async def asked_by_office(
    desk: Desk, request: Request, court_id: str, evaluation_id: UUID, asked: Asked, *, judge: UUID | None = None
) -> JSONResponse:
    """A command of the secretary's, or of a program: nobody gives one about oneself. `judge`: of one that is new."""
    must(request, court_id, judge)

    async def perform(uow: UnitOfWork, cause: Cause) -> Answer:
        evaluation = told_by((await RECORD.read(uow.connection, evaluation_id))[0])
        if evaluation is not None:
            must(request, court_id, evaluation.opened.judge)
        return await _done(uow, request, court_id, evaluation_id, asked, cause)

    return await desk.perform(request, perform)


async def asked_by_part(
    desk: Desk, request: Request, court_id: str, evaluation_id: UUID, asked: Asked, part: Part
) -> JSONResponse:
    """A command of somebody on the evaluation. A program may give all of them."""

    async def perform(uow: UnitOfWork, cause: Cause) -> Answer:
        _, parts = await known_evaluation(uow.connection, request, court_id, evaluation_id, uow.now)
        if not may_here(request, court_id) and part not in parts:
            raise forbidden(asking_of(request).permission)
        return await _done(uow, request, court_id, evaluation_id, asked, cause)

    return await desk.perform(request, perform)


def speaking(request: Request, named: UUID | None) -> UUID:
    """Who speaks: a person for themselves, a program for whom it names."""
    who = asker(request).person_id or named
    if who is None:
        raise refused(request, wrong("by", "speaker_missing"))
    return who


async def _done(
    uow: UnitOfWork, request: Request, court_id: str, evaluation_id: UUID, asked: Asked, cause: Cause
) -> Answer:
    by = asker(request).by
    done = await conduct(uow, court_id, evaluation_id, asked.command, by, cause, with_words=asked.words)
    note_down(request, done)
    if isinstance(done, Refusal):
        raise refused(request, done)
    evaluation = done.evaluation
    view = ConductedEvaluationView(
        changed=bool(done.facts), facts=told_of(done), phase=evaluation.phase, entries=evaluation.entries
    )
    return Answer(200, view.model_dump(mode="json"))


def told_of(done: Conducted) -> list[str]:
    """What was added to the record."""
    return [RECORD.names[type(fact)] for fact in done.facts]


def note_down(request: Request, done: Conducted | Refusal) -> None:
    """Have what was done noted in the audit trail."""
    if isinstance(done, Refusal) or not done.facts:
        noted_nothing(request)
    else:
        opened, last = done.evaluation.opened, done.evaluation.entries
        noted(request, opened.court_id, opened.evaluation_id, {"facts": told_of(done), "last_entry": last})
