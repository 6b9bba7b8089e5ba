"""What the pages of selection have in common: the competition they are about, and forms carried out."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from uuid import UUID

from fastapi.responses import HTMLResponse, Response
from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.form import Form
from tarazy_shared.problems import AnswerInstead
from tarazy_shared.problems import Refusal as Problem
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.front.visit import Visit
from tarazy_hr.adapters.http.selection.asking import asker, known_competition, note_down
from tarazy_hr.adapters.http.selection.views import percent
from tarazy_hr.adapters.selection import candidates
from tarazy_hr.adapters.selection.candidates import Candidate
from tarazy_hr.app.carrying_out import REFUSED_BY_DATABASE, refused_by_database
from tarazy_hr.app.selection.conducting import Appointing, Conducted, conduct
from tarazy_hr.domain.court import Trilingual
from tarazy_hr.domain.refusal import Refusal
from tarazy_hr.domain.selection.commands import Command
from tarazy_hr.domain.selection.competition import Competition
from tarazy_hr.texts import reason

SECTION = "selection"
IDS_WANTED = message("Give the ids of staff, one a line.")


@dataclass(frozen=True, slots=True)
class Subject:
    """A competition with what may be shown of it to whoever visits."""

    competition: Competition
    post_number: str | None
    names: Mapping[UUID, str]
    """Of candidates, for who may see them, and of the panel's members."""

    @property
    def path(self) -> str:
        """Under the desk."""
        return f"{SECTION}/{self.competition.announced.competition_id}"


def show(visit: Visit, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
    """A page of the section; templates ask `may` for permissions, `local` and `percent` for names and totals."""
    language = visit.reader.language

    def local(name: Trilingual) -> str:
        return str(getattr(name, language))

    def hundredths(total: Fraction) -> str:
        return visit.reader.number(float(percent(total)))

    more = {"may": visit.may, "local": local, "percent": hundredths}
    return visit.render(template, section=SECTION, status=status, **more, **context)


async def subject_of(desk: Desk, visit: Visit, competition_id: UUID) -> Subject:
    """The competition of a page; another page for one that is not known or not open to whoever visits."""
    court_id = visit.court.court_id
    async with desk.work.pool.acquire() as connection:
        try:
            competition, _ = await known_competition(desk, connection, visit.request, court_id, competition_id)
        except Problem as problem:
            closed = problem.status == 403
            template = "kit/refused.html" if closed else "selection_unknown.html"
            raise AnswerInstead(show(visit, template, status=problem.status, permission="selection.read")) from None
        number = await connection.fetchval(POST_NUMBER, court_id, competition.announced.post_id)
        names = await candidates.names_of(connection, list(competition.panel))
        if visit.may("selection.candidates"):
            people = await candidates.of_competition(connection, competition_id)
            names |= {one.application_id: one.name for one in people}
    return Subject(competition, number, names)


POST_NUMBER = "SELECT number FROM posts WHERE court_id = $1 AND post_id = $2 AND superseded_at IS NULL"


async def carry(
    desk: Desk,
    visit: Visit,
    competition_id: UUID,
    command: Command,
    *,
    applicant: Candidate | None = None,
    appointing: Appointing | None = None,
) -> Conducted | Refusal:
    """Carry a form out, in one transaction and noted in the audit trail."""

    async def act(uow: UnitOfWork, cause: Cause) -> Conducted | Refusal:
        by, court_id = asker(visit.request).by, visit.court.court_id
        done = await conduct(
            uow, court_id, competition_id, command, by, cause, applicant=applicant, appointing=appointing
        )
        return note_down(visit.request, done)

    try:
        return await desk.within(visit.request, act)
    except REFUSED_BY_DATABASE as error:
        return refused_by_database(error)


def not_taken(visit: Visit, refusal: Refusal) -> Form:
    """The form with what was typed and why it was not taken."""
    words = reason(refusal.code, refusal.particulars, visit.reader.language)
    return Form(visit.given, {refusal.field or "form": words})


def wrongly(visit: Visit, **why: str) -> Form:
    """The form with what was typed and what is wrong with its form."""
    return Form(visit.given, {name: visit.words.gettext(text) for name, text in why.items()})


def done(visit: Visit, subject: Subject, leaf: str = "") -> Response:
    """Back to a competition's page."""
    return visit.back_to(f"{subject.path}/{leaf}".rstrip("/"), done=1)


def one_line(text: str) -> str:
    """A typed text as it is stored: without control characters, at most 500 letters."""
    return "".join(letter for letter in text if letter.isprintable()).strip()[:500]
