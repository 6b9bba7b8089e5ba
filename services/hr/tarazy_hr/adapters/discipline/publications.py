"""Decisions as they are published: without names, deleted when they are withdrawn."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from asyncpg import Record
from pydantic import TypeAdapter
from tarazy_shared.database import Connection

from tarazy_hr.domain.court import Language, Trilingual

ADD = """
    INSERT INTO discipline_publications (
        publication_id, case_id, language, words, measure, grounds, in_force_on, published_on, recorded_at
    ) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
"""

WITHDRAW = "DELETE FROM discipline_publications WHERE case_id = $1"

LATEST = "SELECT * FROM discipline_publications ORDER BY published_on DESC, publication_id LIMIT $1"

ONE = "SELECT * FROM discipline_publications WHERE publication_id = $1"

OF_CASE = "SELECT * FROM discipline_publications WHERE case_id = $1"

NAMES_EVER = "SELECT DISTINCT name FROM appointments WHERE person_id = ANY($1::uuid[])"

_NAME = TypeAdapter(Trilingual)
_NAMES = TypeAdapter(tuple[Trilingual, ...])


@dataclass(frozen=True, slots=True)
class Publication:
    """A decision as anybody can read it."""

    publication_id: UUID
    """Not that of the case: whoever knows the case by its id does not find it here."""
    language: Language
    words: str
    measure: Trilingual
    grounds: tuple[Trilingual, ...]
    """That were proven."""
    in_force_on: date
    published_on: date


async def add(connection: Connection, case_id: UUID, publication: Publication, now: datetime) -> None:
    """Publish it."""
    await connection.execute(
        ADD,
        publication.publication_id,
        case_id,
        publication.language,
        publication.words,
        _NAME.dump_json(publication.measure).decode(),
        _NAMES.dump_json(publication.grounds).decode(),
        publication.in_force_on,
        publication.published_on,
        now,
    )


async def withdraw(connection: Connection, case_id: UUID) -> None:
    """Let it be public no longer; its hash stays in the record of the case."""
    await connection.execute(WITHDRAW, case_id)


async def latest(connection: Connection, at_most: int) -> list[Publication]:
    """Those published last, the newest first."""
    return [_publication(row) for row in await connection.fetch(LATEST, at_most)]


async def one(connection: Connection, publication_id: UUID) -> Publication | None:
    """One of them, if it is public."""
    row = await connection.fetchrow(ONE, publication_id)
    return _publication(row) if row is not None else None


async def of_case(connection: Connection, case_id: UUID) -> Publication | None:
    """That of a case, if one is public."""
    row = await connection.fetchrow(OF_CASE, case_id)
    return _publication(row) if row is not None else None


async def names_ever(connection: Connection, people: Collection[UUID]) -> list[str]:
    """What people are called, and were called before."""
    return [str(row["name"]) for row in await connection.fetch(NAMES_EVER, list(people))]


def _publication(row: Record) -> Publication:
    names = (name for name in Publication.__slots__ if name not in ("publication_id", "measure", "grounds"))
    return Publication(
        publication_id=UUID(int=row["publication_id"].int),
        measure=_NAME.validate_json(row["measure"]),
        grounds=_NAMES.validate_json(row["grounds"]),
        **{name: row[name] for name in names},
    )
