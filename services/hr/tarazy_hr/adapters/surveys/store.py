"""Surveys, unused tokens by their hashes, and answers that nothing links to anybody."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter
from tarazy_shared.database import Connection

from tarazy_hr.domain.surveys.groups import Path
from tarazy_hr.domain.surveys.questionnaire import Answers, Questionnaire
from tarazy_hr.domain.surveys.rules import Keeping

_QUESTIONNAIRE = TypeAdapter(Questionnaire)

ADD = """
    INSERT INTO surveys
        (survey_id, court_id, questionnaire, least, evaluation_id, opened_on, closes_on, courts, keep_days,
         session_id)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
"""

ONE = "SELECT * FROM surveys WHERE survey_id = $1"

OF_COURT = "SELECT * FROM surveys WHERE court_id = $1 ORDER BY opened_on DESC, survey_id"

HOLD = "SELECT FROM surveys WHERE survey_id = $1 FOR UPDATE"

GIVE_OUT = """
    INSERT INTO survey_tokens (sha256, survey_id, region, court_id)
    SELECT sha256, $1, region, court_id
    FROM unnest($2::text[], $3::text[], $4::text[]) AS one (sha256, region, court_id)
    ORDER BY sha256
"""

COUNT_INVITED = "UPDATE surveys SET invited = invited + $2 WHERE survey_id = $1"

WHICH = "SELECT survey_id, region, court_id FROM survey_tokens WHERE sha256 = $1"

USE = "DELETE FROM survey_tokens WHERE sha256 = $1 RETURNING survey_id, region, court_id"

ANSWER = """
    INSERT INTO survey_answers (survey_id, region, court_id, question, value)
    SELECT $1, $2, $3, question, value FROM unnest($4::text[], $5::bigint[]) AS said (question, value)
"""

WRITE = """
    INSERT INTO survey_texts (survey_id, question, words)
    SELECT $1, question, words FROM unnest($2::text[], $3::text[]) AS said (question, words)
"""

COUNT_ANSWERED = "UPDATE surveys SET answered = answered + 1 WHERE survey_id = $1"

UNUSED = "SELECT sha256 FROM survey_tokens WHERE survey_id = $1 ORDER BY sha256"

CLOSE = "UPDATE surveys SET closed_on = $2 WHERE survey_id = $1 AND closed_on IS NULL"

FORGET_TOKENS = "DELETE FROM survey_tokens WHERE survey_id = $1"

FORGET_HEARINGS = "DELETE FROM survey_hearings WHERE survey_id = $1"

# Rows lie in the order in which they were written; after this they do not.
SHUFFLE_ANSWERS = """
    WITH taken AS (
        DELETE FROM survey_answers WHERE survey_id = $1 RETURNING survey_id, region, court_id, question, value
    )
    INSERT INTO survey_answers (survey_id, region, court_id, question, value) SELECT * FROM taken ORDER BY random()
"""

SHUFFLE_TEXTS = """
    WITH taken AS (DELETE FROM survey_texts WHERE survey_id = $1 RETURNING survey_id, question, words, state)
    INSERT INTO survey_texts (survey_id, question, words, state) SELECT * FROM taken ORDER BY random()
"""

ANSWERS = "SELECT region, court_id, question, value FROM survey_answers WHERE survey_id = $1"

REMINDED = "UPDATE surveys SET reminded_on = $2 WHERE survey_id = $1"

DUE = """
    SELECT survey_id, court_id, (($1::timestamptz AT TIME ZONE zone)::date) AS today FROM surveys
    JOIN courts USING (court_id)
    WHERE superseded_at IS NULL AND closed_on IS NULL AND closes_on < ($1::timestamptz AT TIME ZONE zone)::date LIMIT $2
"""

RUNNING = """
    SELECT questionnaire ->> 'audience' AS audience, sum(invited)::bigint AS invited, sum(answered)::bigint AS answered
    FROM surveys WHERE closed_on IS NULL GROUP BY 1
"""

IN_POST = """
    SELECT DISTINCT ON (person_id) person_id, court_id FROM appointments
    WHERE court_id = ANY($1::text[]) AND superseded_at IS NULL AND what <> 'called_off'
      AND from_on <= $2 AND coalesce(separated_on, to_on, 'infinity') >= $2
      AND ($3::text[] IS NULL OR role = ANY($3))
    ORDER BY person_id, from_on DESC
"""


@dataclass(frozen=True, slots=True)
class Survey:
    """One survey with its counts."""

    survey_id: UUID
    court_id: str
    questionnaire: Questionnaire
    least: int
    evaluation_id: UUID | None
    opened_on: date
    closes_on: date
    closed_on: date | None = None
    invited: int = 0
    answered: int = 0
    courts: tuple[str, ...] = ()
    """Whose people are asked."""
    keep_days: int = Keeping().days
    """For which answers in words are kept after its end."""
    reminded_on: date | None = None
    texts_erased_on: date | None = None
    session_id: UUID | None = None
    """The session of training whose participants are asked."""

    @property
    def told_to_all(self) -> bool:
        """Whether its results are for everybody; else they are told where it belongs: an evaluation, a session."""
        return self.evaluation_id is None and self.session_id is None


async def add(connection: Connection, survey: Survey) -> None:
    """Keep a survey that is new."""
    asked = _QUESTIONNAIRE.dump_json(survey.questionnaire).decode()
    await connection.execute(
        ADD, survey.survey_id, survey.court_id, asked, survey.least, survey.evaluation_id, survey.opened_on,
        survey.closes_on, list(survey.courts), survey.keep_days, survey.session_id,
    )  # fmt: skip


async def one(connection: Connection, survey_id: UUID, *, hold: bool = False) -> Survey | None:
    """A survey; `hold`: nobody else changes it until the transaction ends."""
    if hold:
        await connection.execute(HOLD, survey_id)
    row = await connection.fetchrow(ONE, survey_id)
    return None if row is None else _survey(row)


async def of_court(connection: Connection, court_id: str) -> list[Survey]:
    """Those of a court, the latest first."""
    return [_survey(row) for row in await connection.fetch(OF_COURT, court_id)]


async def give_out(connection: Connection, survey_id: UUID, tokens: Collection[tuple[str, Path]]) -> None:
    """Keep hashes of tokens with the groups in which their answers count."""
    hashes, groups = [sha256 for sha256, _ in tokens], [path for _, path in tokens]
    await connection.execute(GIVE_OUT, survey_id, hashes, [path[0] for path in groups], [path[1] for path in groups])
    await connection.execute(COUNT_INVITED, survey_id, len(tokens))


async def survey_of_token(connection: Connection, sha256: str) -> Survey | None:
    """The survey that a token is for; None for one that was used or never given out."""
    row = await connection.fetchrow(WHICH, sha256)
    return None if row is None else await one(connection, _uuid(row["survey_id"]))


async def take_answers(connection: Connection, sha256: str, answers: Answers) -> bool:
    """Use a token up for answers that nothing links to it; false where somebody was faster."""
    row = await connection.fetchrow(USE, sha256)
    if row is None:
        return False
    survey_id, scales = _uuid(row["survey_id"]), answers.scales
    texts = {question: words.strip() for question, words in answers.texts.items() if words.strip()}
    await connection.execute(ANSWER, survey_id, row["region"], row["court_id"], list(scales), list(scales.values()))
    await connection.execute(WRITE, survey_id, list(texts), list(texts.values()))
    await connection.execute(COUNT_ANSWERED, survey_id)
    return True


async def unused(connection: Connection, survey_id: UUID) -> list[str]:
    """Hashes of the tokens that were not used, in their own order."""
    return [row["sha256"] for row in await connection.fetch(UNUSED, survey_id)]


async def close(connection: Connection, survey_id: UUID, today: date) -> None:
    """Take no answer any more, forget the tokens, and leave no trace of the order of answers."""
    await connection.execute(CLOSE, survey_id, today)
    for statement in (FORGET_TOKENS, FORGET_HEARINGS, SHUFFLE_ANSWERS, SHUFFLE_TEXTS):
        await connection.execute(statement, survey_id)


async def answers_to(connection: Connection, survey_id: UUID) -> Iterable[tuple[Path, str, int]]:
    """Group, question and value, each alone."""
    rows = await connection.fetch(ANSWERS, survey_id)
    return [((row["region"], row["court_id"]), row["question"], row["value"]) for row in rows]


async def reminded(connection: Connection, survey_id: UUID, today: date) -> None:
    """Keep the day of a reminder."""
    await connection.execute(REMINDED, survey_id, today)


async def due(connection: Connection, now: datetime, at_most: int) -> list[tuple[UUID, date]]:
    """Those whose last day is over, with the court's day."""
    return [(_uuid(row["survey_id"]), row["today"]) for row in await connection.fetch(DUE, now, at_most)]


async def running(connection: Connection) -> dict[str, tuple[int, int]]:
    """Invited and answered of all that run, by audience."""
    return {row["audience"]: (row["invited"], row["answered"]) for row in await connection.fetch(RUNNING)}


async def in_post(
    connection: Connection, courts: Collection[str], today: date, roles: Collection[str] | None
) -> dict[UUID, str]:
    """Everybody in post in some courts (in some roles), each in one of them."""
    rows = await connection.fetch(IN_POST, list(courts), today, None if roles is None else list(roles))
    return {_uuid(row["person_id"]): row["court_id"] for row in rows}


def _survey(row: Any) -> Survey:
    known = {one.name: row[one.name] for one in fields(Survey)}
    asked = _QUESTIONNAIRE.validate_json(known["questionnaire"])
    return Survey(**known | {"questionnaire": asked, "courts": tuple(known["courts"])})


def _uuid(value: UUID) -> UUID:
    return UUID(int=value.int)
