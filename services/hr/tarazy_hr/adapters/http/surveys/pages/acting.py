"""What the secretary sends from the page of a survey: reminders, its end, tokens to be printed."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import Response
from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.form import Form
from tarazy_shared.trail import noted, noted_nothing
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.evaluation.pages.carrying import carry
from tarazy_hr.adapters.http.front.questions import About, Question, answers_of
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.adapters.http.surveys.pages.carrying import (
    CONDUCT,
    PREFIX,
    SECTION,
    carried,
    not_taken,
    show,
    survey_of,
)
from tarazy_hr.adapters.http.surveys.pages.survey import shown
from tarazy_hr.app.evaluation.conducting import Conducted
from tarazy_hr.app.surveys import answering, conducting
from tarazy_hr.app.surveys.conducting import MOST_TOKENS
from tarazy_hr.app.surveys.telling import score_of
from tarazy_hr.domain.evaluation.commands import TakeSurvey
from tarazy_hr.domain.refusal import Refusal, conflict, unknown

NUMBER = Question("number", message("How many"), "whole", required=True, size=4)


def acting_pages(desk: Desk, front: Front) -> APIRouter:
    """Forms of a survey that runs."""
    router = APIRouter(prefix=f"{PREFIX}/{{survey_id}}", tags=["pages"], include_in_schema=False)

    @router.post("/remind", response_model=None)
    async def remind(visit: Annotated[Visit, front.sent(CONDUCT)], survey_id: UUID) -> Response:
        """Ask those once more who have not answered."""

        async def act(uow: UnitOfWork, cause: Cause) -> int | Refusal:
            survey = await survey_of(uow.connection, visit, survey_id, hold=True)
            done = await conducting.remind(uow, survey, visit.today, cause)
            _note(visit, survey_id, done, "unused")
            return done

        done = await carried(desk, visit, act)
        if isinstance(done, Refusal):
            return await shown(desk, visit, survey_id, not_taken(visit, done), status=409)
        return visit.back_to(f"{SECTION}/{survey_id}", done="reminded")

    @router.post("/close", response_model=None)
    async def close(visit: Annotated[Visit, front.sent(CONDUCT)], survey_id: UUID) -> Response:
        """Take no answers any more. Once it has closed this does nothing."""

        async def act(uow: UnitOfWork, cause: Cause) -> bool | Refusal:
            survey = await survey_of(uow.connection, visit, survey_id, hold=True)
            if await answering.close_survey(uow, survey, visit.today, cause):
                noted(visit.request, visit.court.court_id, survey_id)
                return True
            noted_nothing(visit.request)
            return False

        done = await carried(desk, visit, act)
        if isinstance(done, Refusal):
            return await shown(desk, visit, survey_id, not_taken(visit, done), status=409)
        return visit.back_to(f"{SECTION}/{survey_id}", done="closed")

    @router.post("/take-over", response_model=None)
    async def take_over(visit: Annotated[Visit, front.sent("evaluation.conduct")], survey_id: UUID) -> Response:
        """Let a criterion of the evaluation have what its questions came to."""
        done = await _taken_over(desk, visit, survey_id, visit.given.get("criterion", ""))
        if isinstance(done, Refusal):
            return await shown(desk, visit, survey_id, not_taken(visit, done), status=409)
        return visit.back_to(f"{SECTION}/{survey_id}", done="taken")

    @router.post("/tokens", response_model=None)
    async def hand_out(visit: Annotated[Visit, front.sent(CONDUCT)], survey_id: UUID) -> Response:
        """Addresses to be printed. They are shown this once."""
        number = number_given(visit)
        if isinstance(number, Form):
            return await shown(desk, visit, survey_id, number, status=422)

        where = visit.given.get("court_id") or visit.court.court_id
        if not visit.front.door.rights.may(visit.who, CONDUCT, where):
            return show(visit, "kit/refused.html", status=403, permission=CONDUCT)

        async def act(uow: UnitOfWork, cause: Cause) -> list[str] | Refusal:
            survey = await survey_of(uow.connection, visit, survey_id, hold=True)
            fact = await queries.court(uow.connection, queries.STANDING, where)
            done: list[str] | Refusal = unknown("court_id", "unknown_court", where)
            if fact is not None:
                done = await conducting.hand_out(uow, survey, fact.court, number, visit.today)
            _note(visit, survey_id, done if isinstance(done, Refusal) else len(done), "tokens")
            return done

        made = await carried(desk, visit, act)
        if isinstance(made, Refusal):
            return await shown(desk, visit, survey_id, not_taken(visit, made), status=409)
        async with desk.work.pool.acquire() as connection:
            survey = await survey_of(connection, visit, survey_id)
        addresses = [f"{visit.request.base_url}answer/{token}" for token in made]
        return show(visit, "survey_tokens.html", survey=survey, addresses=addresses)

    return router


async def _taken_over(desk: Desk, visit: Visit, survey_id: UUID, criterion: str) -> Conducted | Refusal:
    async with desk.work.pool.acquire() as connection:
        survey = await survey_of(connection, visit, survey_id)
        score = await score_of(connection, survey, criterion)
    if survey.evaluation_id is None:
        return conflict("survey_id", "not_of_evaluation")
    if criterion not in {one.criterion for one in survey.questionnaire.questions if one.criterion}:
        return unknown("criterion", "unknown_criterion", criterion)
    if isinstance(score, Refusal):
        return score
    return await carry(desk, visit, survey.evaluation_id, TakeSurvey(criterion, survey_id, *score))


def _note(visit: Visit, survey_id: UUID, done: int | Refusal, name: str) -> None:
    if isinstance(done, Refusal):
        noted_nothing(visit.request)
    else:
        noted(visit.request, visit.court.court_id, survey_id, {name: done})


def number_given(visit: Visit) -> int | Form:
    """How many tokens a form asks for."""
    said = answers_of(visit, (NUMBER,), About())
    if isinstance(said, Form):
        return said
    number: int = said["number"]
    if 1 <= number <= MOST_TOKENS:
        return number
    words = visit.words.gettext(message("From 1 to %(most)s at a time."), most=MOST_TOKENS)
    return Form(visit.given, {"number": words})
