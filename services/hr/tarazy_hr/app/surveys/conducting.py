"""A survey is opened, people are invited or tokens handed out, those who have not answered are asked once more."""

import hashlib
import secrets
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tarazy_shared.contracts.surveys import SurveyInvited, SurveyReminded
from tarazy_shared.database import Connection
from tarazy_shared.sealing import seal
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.evaluation.record import RECORD
from tarazy_hr.adapters.proceedings.people import JUDGES
from tarazy_hr.adapters.proceedings.rules import SURVEYS
from tarazy_hr.adapters.surveys import hearings, store
from tarazy_hr.adapters.surveys.store import Survey
from tarazy_hr.domain.court import Court
from tarazy_hr.domain.evaluation.evaluation import told_by
from tarazy_hr.domain.refusal import Refusal, conflict, unknown, wrong
from tarazy_hr.domain.surveys.groups import Path

MOST_TOKENS = 500
"""Handed out at a time."""
Tokens = Callable[[], str]


def new_token() -> str:
    """A token that nobody guesses: 256 bits."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Opening:
    """What is asked for."""

    survey_id: UUID
    court: Court
    code: str
    closes_on: date
    courts: Collection[str]
    """Whose people are asked, besides none: the court's own."""
    evaluation_id: UUID | None = None


async def open_survey(
    uow: UnitOfWork, wanted: Opening, today: date, key: str | None, cause: Cause, *, tokens: Tokens = new_token
) -> Survey | Refusal:
    """Open it and invite everybody of the audience; court users are asked later, by mail (`asking`) or on paper."""
    court_id = wanted.court.court_id
    if (known := await store.one(uow.connection, wanted.survey_id, hold=True)) is not None:
        return _opened_before(known, wanted)
    rules = await SURVEYS.standing(uow.connection, court_id, today)
    asked = rules.questionnaire(wanted.code) if rules else None
    if rules is None or asked is None:
        return unknown("questionnaire", "unknown_questionnaire", wanted.code)
    if asked.audience == "participants":
        return conflict("questionnaire", "of_session")
    if wanted.closes_on < today:
        return wrong("closes_on", "survey_closes_before", today=today)
    groups = await _groups(uow.connection, wanted)
    if isinstance(groups, Refusal):
        return groups
    left_out = await _left_out(uow.connection, wanted)
    if isinstance(left_out, Refusal):
        return left_out
    survey = Survey(
        wanted.survey_id, court_id, asked, rules.least, wanted.evaluation_id, today, wanted.closes_on,
        courts=tuple(groups), keep_days=rules.texts.days,
    )  # fmt: skip
    if asked.audience != "users" and key is None:
        return conflict("questionnaire", "no_survey_key")
    await store.add(uow.connection, survey)
    if key is not None and asked.audience != "users":
        roles = JUDGES if asked.audience == "judges" else None
        people = await store.in_post(uow.connection, groups, today, roles)
        people = {who: where for who, where in people.items() if who not in left_out}
        await invite(uow, survey, people, groups, key, cause, tokens)
    return await store.one(uow.connection, wanted.survey_id) or survey


def _opened_before(known: Survey, wanted: Opening) -> Survey | Refusal:
    """What is asked for a second time; refused where it is something else."""
    if known.court_id != wanted.court.court_id:
        return conflict("survey_id", "id_taken")
    courts = {*wanted.courts} or {wanted.court.court_id}
    asked = (wanted.code, wanted.closes_on, wanted.evaluation_id)
    same = (known.questionnaire.code, known.closes_on, known.evaluation_id) == asked
    # Older surveys do not say of which courts they are.
    if same and {*known.courts} in (set(), courts):
        return known
    return conflict("survey_id", "opened_otherwise", day=known.closes_on)


async def hand_out(
    uow: UnitOfWork, survey: Survey, court: Court, number: int, today: date, *, tokens: Tokens = new_token
) -> list[str] | Refusal:
    """Tokens for people whose addresses HR does not have, in one of the survey's courts. They are shown this once and
    kept nowhere."""
    if court.court_id not in {survey.court_id, *survey.courts}:
        return unknown("court_id", "unknown_court", court.court_id)
    if survey.questionnaire.audience != "users":
        return conflict("survey_id", "tokens_by_mail")
    if survey.closed_on is not None or today > survey.closes_on:
        return conflict("survey_id", "survey_closed", day=survey.closed_on or survey.closes_on)
    made = [tokens() for _ in range(number)]
    path = (court.region or "", court.court_id)
    await store.give_out(uow.connection, survey.survey_id, [(hash_of(token), path) for token in made])
    return made


async def remind(uow: UnitOfWork, survey: Survey, today: date, cause: Cause) -> int | Refusal:
    """Ask those once more who have not answered, without knowing who they are: how many. Once a day at most."""
    if survey.closed_on is not None or today > survey.closes_on:
        return conflict("survey_id", "survey_closed", day=survey.closed_on or survey.closes_on)
    if survey.reminded_on == today:
        return conflict("survey_id", "reminded_today")
    left = await store.unused(uow.connection, survey.survey_id)
    by_mail = survey.questionnaire.audience != "users" or await hearings.any_asked(uow.connection, survey.survey_id)
    if left and by_mail:
        told = SurveyReminded(
            court_id=survey.court_id, survey_id=survey.survey_id, unused=tuple(left), closes_on=survey.closes_on
        )
        uow.publish(told, cause=cause)
        await store.reminded(uow.connection, survey.survey_id, today)
    return len(left)


async def invite(
    uow: UnitOfWork,
    survey: Survey,
    people: Mapping[UUID, str],
    groups: Mapping[str, Path],
    key: str,
    cause: Cause,
    tokens: Tokens,
) -> None:
    """Give each person a token, sealed for whoever writes the mail. `people`: the court of each; `groups`: where the
    answers from a court count."""
    given = []
    for who, where in people.items():
        token = tokens()
        given.append((hash_of(token), groups[where]))
        invited = SurveyInvited(
            court_id=where,
            survey_id=survey.survey_id,
            person_id=who,
            sealed_token=seal(token, key),
            closes_on=survey.closes_on,
        )
        uow.publish(invited, cause=cause)
    await store.give_out(uow.connection, survey.survey_id, given)


async def _groups(connection: Connection, wanted: Opening) -> dict[str, Path] | Refusal:
    """The courts whose people are asked, each as a group."""
    found: dict[str, Path] = {}
    for court_id in sorted({*wanted.courts} or {wanted.court.court_id}):
        fact = await queries.court(connection, queries.STANDING, court_id)
        if fact is None:
            return unknown("courts", "unknown_court", court_id)
        found[court_id] = (fact.court.region or "", court_id)
    return found


async def judge_of(connection: Connection, evaluation_id: UUID | None) -> UUID | None:
    """The judge whom a survey is about; None where it is for no evaluation."""
    if evaluation_id is None:
        return None
    evaluation = told_by((await RECORD.read(connection, evaluation_id))[0])
    return None if evaluation is None else evaluation.opened.judge


async def _left_out(connection: Connection, wanted: Opening) -> set[UUID] | Refusal:
    """Who is not asked about a judge: the judge, and who scores them."""
    if wanted.evaluation_id is None:
        return set()
    evaluation = told_by((await RECORD.read(connection, wanted.evaluation_id))[0])
    if evaluation is None or evaluation.opened.court_id != wanted.court.court_id:
        return unknown("evaluation_id", "unknown_evaluation", wanted.evaluation_id)
    return {evaluation.opened.judge, *evaluation.panel}
