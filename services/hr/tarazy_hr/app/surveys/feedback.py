"""Those who were at a session of training are asked what they think of it; nobody is known by what they say."""

from datetime import datetime, timedelta
from uuid import UUID, uuid5

from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters.proceedings.rules import SURVEYS
from tarazy_hr.adapters.surveys import store
from tarazy_hr.adapters.surveys.store import Survey
from tarazy_hr.app.surveys.conducting import Tokens, invite, new_token
from tarazy_hr.domain.court import Court
from tarazy_hr.domain.days import day_of
from tarazy_hr.domain.education.session import Session
from tarazy_hr.domain.refusal import Refusal, conflict, unknown
from tarazy_hr.domain.surveys.rules import SurveyRules

ANSWERED_WITHIN = timedelta(days=14)


def survey_id_of(session_id: UUID) -> UUID:
    """The survey of a session: each has one, however often it is asked for."""
    return uuid5(session_id, "survey")


async def ask_participants(
    uow: UnitOfWork, session: Session, court: Court, key: str | None, cause: Cause, *, tokens: Tokens = new_token
) -> Survey | Refusal:
    """Invite whoever was there, trainers left out. `court`: the one that holds the session; all count as one group."""
    session_id, today = session.planned.session_id, day_of(uow.now, court.zone)
    if (known := await store.one(uow.connection, survey_id_of(session_id), hold=True)) is not None:
        return known
    rules = await SURVEYS.standing(uow.connection, court.court_id, today)
    if refused := unfit(session, rules, uow.now):
        return refused
    asked = next((one for one in rules.questionnaires if one.audience == "participants"), None) if rules else None
    if rules is None or asked is None:
        return unknown("questionnaire", "unknown_questionnaire", "participants")
    if key is None:
        return conflict("questionnaire", "no_survey_key")
    survey = Survey(
        survey_id_of(session_id), court.court_id, asked, rules.least, None, today, today + ANSWERED_WITHIN,
        courts=(court.court_id,), keep_days=rules.texts.days, session_id=session_id,
    )  # fmt: skip
    await store.add(uow.connection, survey)
    path = (court.region or "", court.court_id)
    people = _there(session)
    await invite(uow, survey, people, dict.fromkeys(people.values(), path), key, cause, tokens)
    return await store.one(uow.connection, survey.survey_id) or survey


def _there(session: Session) -> dict[UUID, str]:
    """Whoever was there for a while, each with the court through which they took part."""
    return {
        who: one.court_id
        for who, one in session.participants.items()
        if session.attended.get(who, 0) > 0 and who not in session.planned.trainers
    }


def unfit(session: Session, rules: SurveyRules | None, now: datetime) -> Refusal | None:
    """Why nobody can be asked about a session."""
    if session.cancelled is not None:
        return conflict("session_id", "session_cancelled")
    if not session.is_over(now):
        return conflict("session_id", "session_not_over")
    if rules is not None and len(_there(session)) < rules.least:
        return conflict("session_id", "too_few_took_part", least=rules.least)
    return None
