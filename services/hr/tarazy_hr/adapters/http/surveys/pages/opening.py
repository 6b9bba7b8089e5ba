"""The form by which a survey is opened: a questionnaire, the courts whose people are asked, the last day."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from tarazy_shared.database import Connection
from tarazy_shared.ids import uuid7
from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.form import Form
from tarazy_shared.pages.name_order import name_key
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters.evaluation import standing
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.front.naming import local
from tarazy_hr.adapters.http.front.questions import DAY, About, Question, answers_of, refused_form
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.adapters.http.surveys.office import opened
from tarazy_hr.adapters.http.surveys.pages.carrying import CONDUCT, PREFIX, SECTION, carried, court_names, show
from tarazy_hr.adapters.http.surveys.pages.words import AUDIENCES
from tarazy_hr.adapters.proceedings.rules import SURVEYS
from tarazy_hr.adapters.selection.candidates import names_of
from tarazy_hr.adapters.surveys.store import Survey
from tarazy_hr.app.surveys.conducting import Opening
from tarazy_hr.domain.refusal import Refusal
from tarazy_hr.domain.surveys.rules import SurveyRules

QUESTIONS = (
    Question("questionnaire", message("Questionnaire"), "choice", required=True),
    Question("closes_on", message("Last day on which it can be answered"), "day", DAY, required=True, size=12),
    Question("courts", message("Whose people are asked"), "several"),
    Question("evaluation", message("For the evaluation of"), "choice", message("Then it is told of there alone")),
)
CALLED = {"evaluation_id": "evaluation"}


def opening_pages(desk: Desk, front: Front, key: str | None) -> APIRouter:
    """The form. Its hidden id makes of a form that is sent twice one survey."""
    router = APIRouter(prefix=PREFIX, tags=["pages"], include_in_schema=False)

    @router.get("/open", response_model=None)
    async def form_page(visit: Annotated[Visit, front.visits(CONDUCT)], evaluation: str = "") -> Response:
        """An empty form; for one evaluation, where the page of that leads here."""
        here = {f"courts-{visit.court.court_id}": "1", "survey_id": str(uuid7(desk.work.clock()))}
        return await _form(desk, visit, Form(here | {"evaluation": evaluation}))

    @router.post("/open", response_model=None)
    async def open_one(visit: Annotated[Visit, front.sent(CONDUCT)]) -> Response:
        """Open a survey as the form says, and invite everybody of its audience."""
        async with desk.work.pool.acquire() as connection:
            about, _ = await _about(connection, visit)
        said = answers_of(visit, QUESTIONS, about)
        if isinstance(said, Form):
            return await _form(desk, visit, said, status=422)
        wanted = Opening(
            _id_of(visit) or uuid7(desk.work.clock()),
            visit.court,
            said["questionnaire"],
            said["closes_on"],
            said["courts"],
            UUID(said["evaluation"]) if said["evaluation"] else None,
        )

        async def act(uow: UnitOfWork, cause: Cause) -> Survey | Refusal:
            return await opened(uow, visit.request, wanted, key, cause)

        done = await carried(desk, visit, act)
        if isinstance(done, Refusal):
            return await _form(desk, visit, refused_form(visit, QUESTIONS, done, CALLED), status=409)
        return visit.back_to(f"{SECTION}/{wanted.survey_id}", done="opened")

    return router


def _id_of(visit: Visit) -> UUID | None:
    try:
        return UUID(visit.given.get("survey_id", ""))
    except ValueError:
        return None


async def _about(connection: Connection, visit: Visit) -> tuple[About, SurveyRules | None]:
    """What can be asked, and the courts of which whoever visits may ask."""
    rules = await SURVEYS.standing(connection, visit.court.court_id, visit.today)
    names = await court_names(connection, visit)
    mine = [(code, name) for code, name in names.items() if visit.front.door.rights.may(visit.who, CONDUCT, code)]
    asked = [
        (one.code, f"{local(visit, one.name)} ({visit.words.gettext(AUDIENCES[one.audience])})")
        for one in (rules.questionnaires if rules else ())
        if one.audience != "participants"
    ]
    options = {
        "questionnaire": asked,
        "courts": sorted(mine, key=lambda one: name_key(one[1])),
        "evaluation": [("", "–"), *await _evaluations(connection, visit)],
    }
    return About(options=options), rules


async def _evaluations(connection: Connection, visit: Visit) -> list[tuple[str, str]]:
    """Evaluations that are still scored, by the judge's name; never one's own."""
    found = await standing.evaluations(connection, visit.court.court_id)
    running = [one for one in found if one.phase == "scoring" and one.judge != visit.who.person_id]
    names = await names_of(connection, [one.judge for one in running])
    named = [(str(one.evaluation_id), names.get(one.judge, str(one.judge))) for one in running]
    return sorted(named, key=lambda one: name_key(one[1]))


async def _form(desk: Desk, visit: Visit, form: Form, *, status: int = 200) -> HTMLResponse:
    async with desk.work.pool.acquire() as connection:
        about, rules = await _about(connection, visit)
    return show(visit, "survey_open.html", status=status, form=form, about=about, questions=QUESTIONS, rules=rules)
