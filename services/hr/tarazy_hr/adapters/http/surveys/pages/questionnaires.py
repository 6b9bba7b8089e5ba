"""Pages of questionnaires: those that stand, earlier and later editions, the form for another, how it is answered."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from tarazy_shared.pages.form import Form
from tarazy_shared.problems import AnswerInstead
from tarazy_shared.trail import noted, noted_nothing
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.front.questions import refused_form
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.adapters.http.surveys.pages import questionnaire_form as form
from tarazy_hr.adapters.http.surveys.pages.carrying import PREFIX, SECTION, carried, show
from tarazy_hr.adapters.http.surveys.pages.questionnaire_form import DrawnUp
from tarazy_hr.adapters.http.surveys.pages.words import AUDIENCES
from tarazy_hr.adapters.proceedings.rules import EVALUATION, EVERYWHERE, SURVEYS
from tarazy_hr.app.surveys.drawing_up import change, editions
from tarazy_hr.domain.access.deciding import RIGHTS
from tarazy_hr.domain.refusal import Refusal
from tarazy_hr.domain.surveys.questionnaire import LEAST, MOST, Questionnaire
from tarazy_hr.domain.surveys.rules import SurveyRules, with_questionnaire

READ, CHANGE, CHANGE_EVERYWHERE = "questionnaires.read", "questionnaires.change", "country_questionnaires.change"


def questionnaire_pages(desk: Desk, front: Front) -> APIRouter:
    """Questionnaires of a court."""
    router = APIRouter(prefix=f"{PREFIX}/questionnaires", tags=["pages"], include_in_schema=False)

    @router.get("/new", response_model=None)
    async def new_page(visit: Annotated[Visit, front.visits(CHANGE)]) -> Response:
        return await _form(desk, visit, None, Form())

    @router.post("/new", response_model=None)
    async def draw_up(visit: Annotated[Visit, front.sent(CHANGE)]) -> Response:
        """Draw a questionnaire up for surveys to come."""
        return await _sent(desk, visit, None)

    @router.get("/{code}/edit", response_model=None)
    async def edit_page(visit: Annotated[Visit, front.visits(CHANGE)], code: str) -> Response:
        return await _form(desk, visit, await _known(desk, visit, code), Form())

    @router.post("/{code}/edit", response_model=None)
    async def draw_up_anew(visit: Annotated[Visit, front.sent(CHANGE)], code: str) -> Response:
        """Draw another edition up; surveys that are open go on as they were opened."""
        return await _sent(desk, visit, await _known(desk, visit, code))

    # After `/new`, which is no code.
    _showing(router, desk, front)
    return router


def _showing(router: APIRouter, desk: Desk, front: Front) -> None:
    @router.get("", response_model=None)
    async def list_page(visit: Annotated[Visit, front.visits(READ)]) -> Response:
        """What can be asked today, and from when on what holds."""
        async with desk.work.pool.acquire() as connection:
            rules = await SURVEYS.standing(connection, visit.court.court_id, visit.today)
            found = await editions(connection, visit.court.court_id)
        return show(
            visit,
            "survey_questionnaires.html",
            rules=rules,
            editions=found,
            audiences=AUDIENCES,
            today=visit.today,
            done=visit.request.query_params.get("done", ""),
        )

    @router.get("/{code}", response_model=None)
    async def questionnaire_page(
        visit: Annotated[Visit, front.visits(READ)], code: str, on: date | None = None
    ) -> Response:
        """One as whoever answers it sees it, today or on a day to come."""
        questionnaire = await _known(desk, visit, code, on)
        return show(
            visit,
            "survey_questionnaire.html",
            asked=questionnaire,
            audience=AUDIENCES[questionnaire.audience],
            on=on,
            **SHEET,
        )


SHEET: Mapping[str, Any] = {"sheet_form": Form(), "scale": range(LEAST, MOST + 1)}
"""For a sheet that nobody has filled in."""


async def _known(desk: Desk, visit: Visit, code: str, on: date | None = None) -> Questionnaire:
    async with desk.work.pool.acquire() as connection:
        rules = await SURVEYS.standing(connection, visit.court.court_id, on or visit.today)
        if (rules is None or rules.questionnaire(code) is None) and on is None:
            # One that is drawn up for later.
            coming = [one.dated for one in await editions(connection, visit.court.court_id)]
            rules = next((one.rules for one in coming if one.rules.questionnaire(code)), None)
    found = rules.questionnaire(code) if rules else None
    if found is None:
        raise AnswerInstead(show(visit, "survey_unknown.html", status=404))
    return found


async def _sent(desk: Desk, visit: Visit, known: Questionnaire | None) -> Response:
    async with desk.work.pool.acquire() as connection:
        rules = await SURVEYS.standing(connection, visit.court.court_id, visit.today) or SURVEYS.shipped.rules
        evaluation = await EVALUATION.standing(connection, visit.court.court_id, visit.today)
    if visit.given.get("act") == "more":
        return await _form(desk, visit, known, Form(visit.given))
    shown = form.about(visit, known, evaluation, everywhere=may_everywhere(visit))
    typed = form.drawn_up(visit, shown, known, rules)
    if isinstance(typed, Form):
        return await _form(desk, visit, known, typed, status=422)
    if visit.given.get("act") == "preview":
        return await _form(desk, visit, known, Form(visit.given), preview=typed.questionnaire)
    done = await carried(desk, visit, lambda uow, cause: _laid_down(uow, cause, visit, typed))
    if isinstance(done, Refusal):
        return await _form(desk, visit, known, _refused(visit, typed, done), status=409)
    return visit.back_to(f"{SECTION}/questionnaires", done="laid_down")


async def _laid_down(uow: UnitOfWork, cause: Cause, visit: Visit, typed: DrawnUp) -> bool | Refusal:
    def changed(rules: SurveyRules) -> SurveyRules:
        anew = with_questionnaire(rules, typed.questionnaire)
        return replace(anew, source=typed.source, verified=typed.verified)

    court_id = EVERYWHERE if typed.everywhere else visit.court.court_id
    done = await change(uow, court_id, typed.valid_from, visit.today, changed)
    if done is True:
        told = {"questionnaire": typed.questionnaire.code, "valid_from": typed.valid_from.isoformat()}
        noted(visit.request, None if typed.everywhere else court_id, typed.questionnaire.code, told)
    else:
        noted_nothing(visit.request)
    return done


def may_everywhere(visit: Visit) -> bool:
    """Whether whoever visits lays down for all courts."""
    return RIGHTS.may(visit.who, CHANGE_EVERYWHERE, None)


def _refused(visit: Visit, typed: DrawnUp, refusal: Refusal) -> Form:
    """Beside the field that it is about: `questions[1].criterion` is that of the second one by its place."""
    numbers = form.in_order(visit.given)
    found = re.fullmatch(r"questions\[(\d+)\]\.(\w+)", refusal.field)
    if found and int(found[1]) < len(numbers):
        refusal = replace(refusal, field=f"q{numbers[int(found[1])]}_{found[2]}")
    fields = (*form.DATING, *form.NAMES, *(one for number in numbers for one in form.question_fields(number)))
    return refused_form(visit, fields, refusal)


async def _form(
    desk: Desk,
    visit: Visit,
    known: Questionnaire | None,
    typed: Form,
    *,
    status: int = 200,
    preview: Questionnaire | None = None,
) -> HTMLResponse:
    async with desk.work.pool.acquire() as connection:
        evaluation = await EVALUATION.standing(connection, visit.court.court_id, visit.today)
    return show(
        visit,
        "survey_draw_up.html",
        status=status,
        form=typed,
        known=known,
        parts_of=form,
        about=form.about(visit, known, evaluation, everywhere=may_everywhere(visit)),
        places=form.places(typed, len(known.questions) if known else 0),
        preview=preview,
        **SHEET,
    )
