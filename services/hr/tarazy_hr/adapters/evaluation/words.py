"""What was written in evaluations: in a table of its own, for those on it alone."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from tarazy_shared.database import Connection

WordsKind = Literal["reply", "dispute", "settlement", "reasons", "appeal", "appeal_reasons"]

ADD = """
    INSERT INTO evaluation_words (words_id, evaluation_id, kind, hearing_id, words, added_by, recorded_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
"""

OF_EVALUATION = "SELECT * FROM evaluation_words WHERE evaluation_id = $1 ORDER BY recorded_at, words_id"

ERASE = "DELETE FROM evaluation_words WHERE evaluation_id = $1"


@dataclass(frozen=True, slots=True)
class Words:
    """Words of somebody on an evaluation; `hearing_id` is what a dispute is about."""

    words_id: UUID
    kind: WordsKind
    words: str
    hearing_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class StoredWords:
    """Words with who wrote them and when."""

    said: Words
    added_by: str
    recorded_at: datetime


async def add(connection: Connection, evaluation_id: UUID, said: Words, by: str, now: datetime) -> None:
    """Keep them."""
    await connection.execute(ADD, said.words_id, evaluation_id, said.kind, said.hearing_id, said.words, by, now)


async def of_evaluation(connection: Connection, evaluation_id: UUID) -> list[StoredWords]:
    """All of an evaluation, as they came in."""
    return [
        StoredWords(
            Words(_uuid(row["words_id"]), row["kind"], row["words"], row["hearing_id"] and _uuid(row["hearing_id"])),
            row["added_by"],
            row["recorded_at"],
        )
        for row in await connection.fetch(OF_EVALUATION, evaluation_id)
    ]


async def erase(connection: Connection, evaluation_id: UUID) -> None:
    """Delete them."""
    await connection.execute(ERASE, evaluation_id)


def _uuid(value: UUID) -> UUID:
    return UUID(int=value.int)
