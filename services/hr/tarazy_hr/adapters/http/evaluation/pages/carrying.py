"""What the pages of evaluation have in common: the evaluation they are about, and forms carried out."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from fastapi.responses import HTMLResponse
from tarazy_shared.ids import uuid7
from tarazy_shared.pages.form import Form
from tarazy_shared.problems import AnswerInstead
from tarazy_shared.problems import Refusal as Problem
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters.evaluation import hearings, words
from tarazy_hr.adapters.evaluation.hearings import Seen
from tarazy_hr.adapters.evaluation.words import StoredWords, Words, WordsKind
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.door import asking_of
from tarazy_hr.adapters.http.evaluation.asking import Part, known_evaluation, note_down
from tarazy_hr.adapters.http.evaluation.evaluations import hearings_of
from tarazy_hr.adapters.http.evaluation.pages.words import PHASES
from tarazy_hr.adapters.http.front.naming import local, source
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
    seen: Mapping[UUID, Seen]
    """The hearings behind its figures."""
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
        seen = await hearings.seen(connection, hearings_of(evaluation), evaluation.opened.zone)
        people = {evaluation.opened.judge, *evaluation.panel}
        names = await names_of(connection, [*people])
    return Subject(evaluation, parts, file, seen, names)


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


def in_words(
    visit: Visit, subject: Subject | None, refusal: Refusal, people: Iterable[tuple[str, str]] = ()
) -> Refusal:
    """A refusal with codes, people, hearings and days as the reader says them. `people`: more of them by id."""
    codes = dict(people)
    if subject is not None:
        codes |= {one.code: local(visit, one.name) for one in subject.evaluation.rules.criteria}
        codes |= {str(person): name for person, name in subject.names.items()}
        codes |= {str(hearing): seen.number for hearing, seen in subject.seen.items() if seen.number}
    codes |= {phase: visit.words.gettext(words) for phase, (words, _) in PHASES.items()}

    def said_as(value: str) -> str:
        try:
            return codes[value] if value in codes else visit.reader.day(date.fromisoformat(value))
        except ValueError:
            return source(visit, value)

    return replace(refusal, particulars={name: said_as(value) for name, value in refusal.particulars.items()})


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
