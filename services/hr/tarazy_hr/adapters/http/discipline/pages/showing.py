"""What the pages of discipline have in common: the case they are about, for whoever may see it; refusals in words."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from fastapi.responses import HTMLResponse
from tarazy_shared.problems import AnswerInstead
from tarazy_shared.problems import Refusal as Problem

from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.discipline.asking import known_case
from tarazy_hr.adapters.http.discipline.pages.words import codes_of
from tarazy_hr.adapters.http.front.visit import Visit
from tarazy_hr.adapters.selection.candidates import names_of
from tarazy_hr.domain.discipline.case import DisciplinaryCase
from tarazy_hr.domain.refusal import Refusal

SECTION = "discipline"
PREFIX = "/courts/{court_id}/desk/discipline"


@dataclass(frozen=True, slots=True)
class Subject:
    """A case with what is said of it in words."""

    case: DisciplinaryCase
    names: Mapping[UUID, str]
    """Of everybody on the case."""
    codes: Mapping[str, str]
    """Codes of its rules in the reader's language."""

    @property
    def path(self) -> str:
        """Under the desk."""
        return f"{SECTION}/{self.case.received.case_id}"

    def name(self, person_id: UUID | None) -> str:
        """What somebody is called; whoever has never been in post, by their id."""
        return self.names.get(person_id, str(person_id)) if person_id else "–"

    def word(self, code: str | None) -> str:
        """A code in words."""
        return self.codes.get(code, code) if code else "–"

    def all(self, codes: Collection[str]) -> str:
        """Several codes in words."""
        return ", ".join(self.word(code) for code in codes) or "–"


def show(visit: Visit, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
    """A page of the section."""
    return visit.render(template, section=SECTION, status=status, may=visit.may, **context)


async def subject_of(desk: Desk, visit: Visit, case_id: UUID) -> Subject:
    """The case of a page; another page for one that is not known, or not open to whoever visits."""
    async with desk.work.pool.acquire() as connection:
        try:
            case = await known_case(connection, visit.request, visit.court.court_id, case_id)
        except Problem as problem:
            template = "kit/refused.html" if problem.status == 403 else "discipline_unknown.html"
            raise AnswerInstead(show(visit, template, status=problem.status, permission="discipline.read")) from None
        people = case.on_it() | case.recused | case.complainants
        names = await names_of(connection, list(people))
    return Subject(case, names, codes_of(visit, case))


def in_words(visit: Visit, subject: Subject | None, refusal: Refusal) -> Refusal:
    """A refusal with codes, people, days and instants as the reader says them, about a field of the form."""

    def said(value: str) -> str:
        if subject is not None and value in subject.codes:
            return subject.codes[value]
        try:
            return subject.name(UUID(value)) if subject is not None else str(UUID(value))
        except ValueError:
            return _day_or_instant(visit, value)

    particulars = {name: said(value) for name, value in refusal.particulars.items()}
    return replace(refusal, field=refusal.field.split("[")[0], particulars=particulars)


def _day_or_instant(visit: Visit, value: str) -> str:
    try:
        return visit.reader.day(date.fromisoformat(value))
    except ValueError:
        pass
    try:
        return visit.reader.instant(datetime.fromisoformat(value))
    except ValueError:
        return value
