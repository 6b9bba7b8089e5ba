"""Somebody answers, or a survey closes. Nobody knows who it was."""

from datetime import date

from tarazy_shared.contracts.surveys import SurveyClosed
from tarazy_shared.country import COUNTRY_ZONE
from tarazy_shared.ids import uuid7
from tarazy_shared.unit_of_work import Cause, UnitOfWork, Work

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.surveys import store
from tarazy_hr.adapters.surveys.store import Survey
from tarazy_hr.app.surveys.conducting import hash_of
from tarazy_hr.domain.days import day_of
from tarazy_hr.domain.refusal import Refusal, conflict, unknown
from tarazy_hr.domain.surveys.questionnaire import Answers, unfit

AT_ONCE = 20


async def survey_for(uow: UnitOfWork, token: str) -> Survey | Refusal:
    """The survey that a token is for, while it can be answered."""
    survey = await store.survey_of_token(uow.connection, hash_of(token))
    if survey is None:
        return unknown("token", "token_used", "")
    fact = await queries.court(uow.connection, queries.STANDING, survey.court_id)
    today = day_of(uow.now, fact.court.zone if fact else COUNTRY_ZONE)
    if survey.closed_on is not None or today > survey.closes_on:
        return conflict("token", "survey_closed", day=survey.closed_on or survey.closes_on)
    return survey


async def answer(uow: UnitOfWork, token: str, answers: Answers) -> Survey | Refusal:
    """Take a sheet; a token is used once, and the first sheet stands."""
    survey = await survey_for(uow, token)
    if isinstance(survey, Refusal):
        return survey
    if refused := unfit(survey.questionnaire, answers):
        return refused
    if not await store.take_answers(uow.connection, hash_of(token), answers):
        return unknown("token", "token_used", "")
    return survey


async def close_survey(uow: UnitOfWork, survey: Survey, today: date, cause: Cause) -> bool:
    """Close it, and tell so: whether it was open."""
    if survey.closed_on is not None:
        return False
    await store.close(uow.connection, survey.survey_id, today)
    closed = SurveyClosed(court_id=survey.court_id, survey_id=survey.survey_id, closes_on=survey.closes_on)
    uow.publish(closed, cause=cause)
    return True


async def close_surveys(work: Work) -> bool:
    """Those whose last day is over."""
    async with work.begin() as uow:
        due = await store.due(uow.connection, uow.now, AT_ONCE)
        for survey_id, today in due:
            survey = await store.one(uow.connection, survey_id, hold=True)
            if survey is not None:
                await close_survey(uow, survey, today, Cause.command(uuid7(uow.now)))
    return bool(due)
