"""Court users are asked by mail: HR names the hearing, and notifications knows who took part."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, timedelta

from tarazy_shared.contracts.surveys import SurveyOffered
from tarazy_shared.database import Connection
from tarazy_shared.sealing import seal
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.surveys import hearings, store
from tarazy_hr.adapters.surveys.hearings import Held, Wanted
from tarazy_hr.adapters.surveys.store import Survey
from tarazy_hr.app.surveys.conducting import Tokens, hash_of, judge_of, new_token
from tarazy_hr.domain.days import day_starts_at
from tarazy_hr.domain.refusal import Refusal, conflict, wrong
from tarazy_hr.domain.surveys.groups import Path

MOST_HEARINGS = 500
"""Asked about at a time."""
MOST_ATTENDEES = 500
"""Of one hearing; of one with more, so many are asked."""


@dataclass(frozen=True, slots=True)
class After:
    """After which hearings people are asked."""

    from_on: date
    to_on: date
    """Both are included."""
    zone: str
    courts: Collection[str]
    """Of those of the survey the ones in which whoever asks may do so."""


def courts_of(survey: Survey, may: Callable[[str], bool]) -> list[str]:
    """Those of a survey in which somebody may conduct one."""
    return [court_id for court_id in survey.courts or (survey.court_id,) if may(court_id)]


@dataclass(frozen=True, slots=True)
class AskedOf:
    """How many were asked."""

    hearings: int
    tokens: int


async def ask_after_hearings(
    uow: UnitOfWork, survey: Survey, after: After, today: date, key: str | None, cause: Cause,
    *, tokens: Tokens = new_token,
) -> AskedOf | Refusal:  # fmt: skip
    """Ask by mail whoever took part in hearings that were held then, of each hearing once.

    Of a survey for an evaluation the judge's hearings alone. Nobody is asked about hearings that were closed.
    """
    if survey.questionnaire.audience != "users":
        return conflict("survey_id", "tokens_by_mail")
    if survey.closed_on is not None or today > survey.closes_on:
        return conflict("survey_id", "survey_closed", day=survey.closed_on or survey.closes_on)
    if after.to_on < after.from_on:
        return wrong("to_on", "ends_before_start", start=after.from_on, end=after.to_on)
    if key is None:
        return conflict("survey_id", "no_survey_key")
    groups = await _groups(uow.connection, after.courts)
    starts_at = day_starts_at(after.from_on, after.zone)
    ends_at = day_starts_at(after.to_on + timedelta(days=1), after.zone)
    wanted = Wanted(groups, starts_at, ends_at, await judge_of(uow.connection, survey.evaluation_id))
    found = await hearings.held(uow.connection, survey.survey_id, wanted, MOST_HEARINGS)
    given = [one for each in found for one in _offer(uow, survey, each, groups, key, cause, tokens)]
    await store.give_out(uow.connection, survey.survey_id, given)
    await hearings.asked(uow.connection, survey.survey_id, [each.hearing_id for each in found])
    return AskedOf(len(found), len(given))


def _offer(
    uow: UnitOfWork, survey: Survey, held: Held, groups: dict[str, Path], key: str, cause: Cause, tokens: Tokens
) -> list[tuple[str, Path]]:
    """Publish tokens for a hearing; what is kept of each."""
    made = [tokens() for _ in range(min(held.attendees, MOST_ATTENDEES))]
    offered = SurveyOffered(
        court_id=held.court_id,
        survey_id=survey.survey_id,
        hearing_id=held.hearing_id,
        sealed_tokens=tuple(seal(token, key) for token in made),
        closes_on=survey.closes_on,
    )
    uow.publish(offered, cause=cause)
    return [(hash_of(token), groups[held.court_id]) for token in made]


async def _groups(connection: Connection, courts: Collection[str]) -> dict[str, Path]:
    """Courts, each as a group."""
    found: dict[str, Path] = {}
    for court_id in courts:
        fact = await queries.court(connection, queries.STANDING, court_id)
        if fact is not None:
            found[court_id] = (fact.court.region or "", court_id)
    return found
