"""What the pages of surveys have in common: the survey they are about, names of courts, forms carried out."""

from collections.abc import Awaitable, Callable, Mapping
from fractions import Fraction
from typing import Any, TypeVar
from uuid import UUID

from fastapi.responses import HTMLResponse
from tarazy_shared.database import Connection
from tarazy_shared.pages.form import Form
from tarazy_shared.problems import AnswerInstead
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.evaluation import standing
from tarazy_hr.adapters.evaluation.standing import ListedEvaluation
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.front.naming import local, source
from tarazy_hr.adapters.http.front.visit import Visit
from tarazy_hr.adapters.http.surveys.office import is_about_oneself
from tarazy_hr.adapters.surveys import store
from tarazy_hr.adapters.surveys.store import Survey
from tarazy_hr.app.carrying_out import REFUSED_BY_DATABASE, refused_by_database
from tarazy_hr.domain.court import Trilingual
from tarazy_hr.domain.refusal import Refusal
from tarazy_hr.texts import reason

SECTION = "surveys"
PREFIX = "/courts/{court_id}/desk/surveys"
CONDUCT = "survey.conduct"

T = TypeVar("T")


def show(visit: Visit, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
    """A page of the section; templates ask `may` for permissions, `local` for names, `source` for sources of rules,
    `rate` for how many answered."""

    def in_language(name: Trilingual) -> str:
        return local(visit, name)

    def laid_down(text: str) -> str:
        return source(visit, text)

    more = {"may": visit.may, "local": in_language, "source": laid_down, "rate": rate_of}
    return visit.render(template, section=SECTION, status=status, **more, **context)


def rate_of(survey: Survey) -> Fraction | None:
    """The part of those asked who have answered; None where nobody was asked."""
    return Fraction(survey.answered, survey.invited) if survey.invited else None


async def survey_of(connection: Connection, visit: Visit, survey_id: UUID, *, hold: bool = False) -> Survey:
    """The survey of a page; another page for one that is not known here, not for whoever visits, or about them."""
    survey = await store.one(connection, survey_id, hold=hold)
    if survey is None or survey.court_id != visit.court.court_id or not is_open_to(visit, survey):
        raise AnswerInstead(show(visit, "survey_unknown.html", status=404))
    if await is_about_oneself(connection, visit.request, survey.evaluation_id):
        raise AnswerInstead(show(visit, "kit/refused.html", status=403, permission=CONDUCT))
    return survey


def is_open_to(visit: Visit, survey: Survey) -> bool:
    """Surveys for an evaluation or of a session are told of there; here they are for whoever conducts surveys."""
    return survey.told_to_all or visit.may(CONDUCT)


async def evaluations_about(connection: Connection, visit: Visit) -> list[ListedEvaluation]:
    """The evaluations in this court of whoever visits."""
    who = visit.who.person_id
    found = await standing.evaluations(connection, visit.court.court_id, who) if who else []
    return [one for one in found if one.judge == who]


async def court_names(connection: Connection, visit: Visit) -> Mapping[str, str]:
    """What courts are called."""
    facts = await queries.courts(connection, queries.STANDING)
    return {one.court.court_id: local(visit, one.court.name) for one in facts}


async def carried(desk: Desk, visit: Visit, act: Callable[[UnitOfWork, Cause], Awaitable[T | Refusal]]) -> T | Refusal:
    """Carry a form out in one transaction; what was refused changes nothing."""
    try:
        return await desk.within(visit.request, act)
    except REFUSED_BY_DATABASE as error:
        return refused_by_database(error)


def said(visit: Visit, refusal: Refusal) -> str:
    """Why, in words."""
    return reason(refusal.code, refusal.particulars, visit.reader.language)


def not_taken(visit: Visit, refusal: Refusal) -> Form:
    """The form with what was typed and, above it, why it was not taken."""
    return Form(visit.given, {"asked": said(visit, refusal)})
