"""What was written in disciplinary cases: personal data, in a table of its own, for those on the case alone."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_hr.domain.discipline.case import DisciplinaryCase

PaperKind = Literal["complaint", "evidence", "explanation", "finding", "decision", "appeal"]

ADD = """
    INSERT INTO discipline_papers (paper_id, case_id, kind, author, title, words, sha256, added_by, recorded_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
"""

OF_CASES = "SELECT * FROM discipline_papers WHERE case_id = ANY($1::uuid[]) ORDER BY recorded_at, paper_id"

ERASE = "DELETE FROM discipline_papers WHERE case_id = ANY($1::uuid[])"


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper: words, or the name and hash of a document that is kept elsewhere."""

    paper_id: UUID
    kind: PaperKind
    author: str | None
    title: str
    words: str | None
    sha256: str | None


@dataclass(frozen=True, slots=True)
class StoredPaper:
    """A paper with who added it and when."""

    paper: Paper
    added_by: str
    recorded_at: datetime


async def add(connection: Connection, case_id: UUID, paper: Paper, by: str, now: datetime) -> None:
    """Put a paper into the file."""
    await connection.execute(
        ADD, paper.paper_id, case_id, paper.kind, paper.author, paper.title, paper.words, paper.sha256, by, now
    )


async def of_case(connection: Connection, case: DisciplinaryCase) -> list[StoredPaper]:
    """The papers of a file, as they came in; with those of complaints that it has taken in."""
    names = Paper.__slots__
    return [
        StoredPaper(
            Paper(**{name: row[name] for name in names} | {"paper_id": UUID(int=row["paper_id"].int)}),
            row["added_by"],
            row["recorded_at"],
        )
        for row in await connection.fetch(OF_CASES, _ids(case))
    ]


async def erase(connection: Connection, case: DisciplinaryCase) -> None:
    """Delete them."""
    await connection.execute(ERASE, _ids(case))


def _ids(case: DisciplinaryCase) -> list[UUID]:
    return [case.received.case_id, *(one.case_id for one in case.taken_in)]
