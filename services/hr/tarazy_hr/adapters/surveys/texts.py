"""Answers in words: read before they are told, told or kept back, and erased when their time is over."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from tarazy_shared.database import Connection

TextState = Literal["waiting", "shown", "withheld"]
WithheldFor = Literal["names_somebody", "known_by_it", "insult", "off_subject", "other"]

OF_SURVEY = """
    SELECT text_id, question, words, state, reason FROM survey_texts WHERE survey_id = $1 ORDER BY question, text_id
"""

MODERATE = "UPDATE survey_texts SET state = $3, reason = $4 WHERE survey_id = $1 AND text_id = $2 RETURNING text_id"

WAITING = """
    SELECT survey_id, count(*) AS waiting FROM survey_texts JOIN surveys USING (survey_id)
    WHERE court_id = $1 AND closed_on IS NOT NULL AND evaluation_id IS NULL AND state = 'waiting' GROUP BY survey_id
"""

WAITING_ANYWHERE = """
    SELECT count(*) FROM survey_texts JOIN surveys USING (survey_id)
    WHERE closed_on IS NOT NULL AND evaluation_id IS NULL AND state = 'waiting'
"""

TO_ERASE = """
    SELECT survey_id, surveys.court_id, ($1::timestamptz AT TIME ZONE zone)::date AS today
    FROM surveys JOIN courts USING (court_id)
    WHERE superseded_at IS NULL AND texts_erased_on IS NULL
      AND closed_on + keep_days::integer < ($1::timestamptz AT TIME ZONE zone)::date
      AND EXISTS (SELECT FROM survey_texts AS said WHERE said.survey_id = surveys.survey_id)
    ORDER BY survey_id LIMIT $2
"""

ERASE = """
    WITH gone AS (DELETE FROM survey_texts WHERE survey_id = $1 RETURNING text_id) SELECT count(*) FROM gone
"""

ERASED = "UPDATE surveys SET texts_erased_on = $2 WHERE survey_id = $1"


@dataclass(frozen=True, slots=True)
class WrittenAnswer:
    """An answer in words."""

    text_id: UUID
    question: str
    words: str
    state: TextState
    reason: WithheldFor | None = None
    """Why they are kept back."""


@dataclass(frozen=True, slots=True)
class ToErase:
    """A survey whose words have been kept for long enough."""

    survey_id: UUID
    court_id: str
    today: date
    """In the court's zone."""


async def of_survey(connection: Connection, survey_id: UUID) -> list[WrittenAnswer]:
    """All of a survey, in an order that says nothing."""
    rows = await connection.fetch(OF_SURVEY, survey_id)
    return [
        WrittenAnswer(_uuid(row["text_id"]), row["question"], row["words"], row["state"], row["reason"]) for row in rows
    ]


async def moderate(
    connection: Connection, survey_id: UUID, text_id: UUID, state: TextState, reason: WithheldFor | None = None
) -> bool:
    """Say whether words are told, and why not; false for words that are not known."""
    return await connection.fetchval(MODERATE, survey_id, text_id, state, reason) is not None


async def waiting(connection: Connection, court_id: str) -> dict[UUID, int]:
    """How many of a court nobody has read yet, by survey."""
    return {_uuid(row["survey_id"]): row["waiting"] for row in await connection.fetch(WAITING, court_id)}


async def waiting_anywhere(connection: Connection) -> int:
    """How many of all courts nobody has read yet."""
    count: int = await connection.fetchval(WAITING_ANYWHERE)
    return count


async def to_erase(connection: Connection, now: datetime, at_most: int) -> list[ToErase]:
    """Surveys that have words which have been kept for long enough."""
    rows = await connection.fetch(TO_ERASE, now, at_most)
    return [ToErase(_uuid(row["survey_id"]), row["court_id"], row["today"]) for row in rows]


async def erase(connection: Connection, survey_id: UUID, today: date) -> int:
    """Delete the words of a survey and keep the day: how many there were. What was answered on scales stays."""
    gone: int = await connection.fetchval(ERASE, survey_id)
    await connection.execute(ERASED, survey_id, today)
    return gone


def _uuid(value: UUID) -> UUID:
    return UUID(int=value.int)
