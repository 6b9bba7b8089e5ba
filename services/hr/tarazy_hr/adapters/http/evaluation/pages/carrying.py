"""What the pages of evaluation have in common: the evaluation they are about, and forms carried out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fastapi.responses import HTMLResponse
from tarazy_shared.ids import uuid7
from tarazy_shared.pages.form import Form
from tarazy_shared.problems import AnswerInstead
from tarazy_shared.problems import Refusal as Problem
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters.evaluation import hearings, words
from tarazy_hr.adapters.evaluation.words import StoredWords, Words, WordsKind
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.door import asking_of
from tarazy_hr.adapters.http.evaluation.asking import Part, known_evaluation, note_down
from tarazy_hr.adapters.http.evaluation.evaluations import hearings_of
from tarazy_hr.adapters.http.front.visit import Visit
from tarazy_hr.adapters.http.selection.asking import asker
from tarazy_hr.adapters.selection.candidates import names_of
from tarazy_hr.app.carrying_out import REFUSED_BY_DATABASE, refused_by_database
from tarazy_hr.app.evaluation.conducting import Conducted, conduct
from tarazy_hr.domain.evaluation.commands import Command
from tarazy_hr.domain.evaluation.evaluation import Evaluation
from tarazy_hr.domain.refusal import Refusal
from tarazy_hr.texts import reason

SECTION = "evaluation"
LONGEST = 10_000
"""Code points of what is written on a page."""


@dataclass(frozen=True, slots=True)
class Subject:
    """An evaluation with what may be shown of it to whoever visits."""

    evaluation: Evaluation
    parts: Collection[Part]
    file: list[StoredWords]
    numbers: Mapping[UUID, str]
    names: Mapping[UUID, str]

    @property
    def path(self) -> str:
        """Under the desk."""
        return f"{SECTION}/{self.evaluation.opened.evaluation_id}"


def show(visit: Visit, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
    """A page of the section."""
    return visit.render(template, section=SECTION, status=status, may=visit.may, **context)


async def subject_of(desk: Desk, visit: Visit, evaluation_id: UUID) -> Subject:
    """The evaluation of a page; another page for one that is not known or not open to whoever visits."""
    async with desk.work.pool.acquire() as connection:
        try:
            evaluation, parts = await known_evaluation(
                connection, visit.request, visit.court.court_id, evaluation_id, desk.work.clock()
            )
        except Problem as problem:
            template = "kit/refused.html" if problem.status == 403 else "evaluation_unknown.html"
            permission = asking_of(visit.request).permission
            raise AnswerInstead(show(visit, template, status=problem.status, permission=permission)) from None
        file = await words.of_evaluation(connection, evaluation_id)
        numbers = await hearings.case_numbers(connection, hearings_of(evaluation))
        people = {evaluation.opened.judge, *evaluation.panel}
        names = await names_of(connection, [*people])
    return Subject(evaluation, parts, file, numbers, names)


async def carry(
    desk: Desk, visit: Visit, evaluation_id: UUID, command: Command, said: Collection[Words] = ()
) -> Conducted | Refusal:
    """Carry a form out, in one transaction and noted in the audit trail."""

    async def act(uow: UnitOfWork, cause: Cause) -> Conducted | Refusal:
        by, court_id = asker(visit.request).by, visit.court.court_id
        done = await conduct(uow, court_id, evaluation_id, command, by, cause, with_words=said)
        note_down(visit.request, done)
        return done

    try:
        return await desk.within(visit.request, act)
    except REFUSED_BY_DATABASE as error:
        return refused_by_database(error)


def said(desk: Desk, visit: Visit, kind: WordsKind, hearing_id: UUID | None = None) -> list[Words]:
    """The words of a form, if there are any."""
    typed = visit.given.get("words", "").replace("\x00", "").strip()[:LONGEST]
    return [Words(uuid7(desk.work.clock()), kind, typed, hearing_id)] if typed else []


def not_taken(visit: Visit, refusal: Refusal) -> Form:
    """The form with what was typed and why it was not taken."""
    return Form(visit.given, {"asked": reason(refusal.code, refusal.particulars, visit.reader.language)})


def wrongly(visit: Visit, **why: str) -> Form:
    """The form with what was typed and what is wrong with its form."""
    return Form(visit.given, {name: visit.words.gettext(text) for name, text in why.items()})


def id_of(typed: str) -> UUID:
    """An id of a form; one that nobody has for anything else."""
    try:
        return UUID(typed)
    except ValueError:
        return UUID(int=0)
