"""What is known of candidates: personal data, in tables of their own, read by selection alone and deleted in time."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg
from tarazy_shared.database import Connection

from tarazy_hr.adapters import stored_facts
from tarazy_hr.domain.appointment import Contact
from tarazy_hr.domain.interest import InterestFact

ADD = """
    INSERT INTO selection_candidates (
        application_id, competition_id, person_id, identity_number, name, contacts, languages, recorded_at
    ) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
"""

ADD_DOCUMENTS = """
    INSERT INTO selection_documents (application_id, code, name, sha256)
    SELECT $1, code, name, sha256 FROM unnest($2::text[], $3::text[], $4::text[]) AS new (code, name, sha256)
    ON CONFLICT DO NOTHING
"""

OF_COMPETITION = "SELECT * FROM selection_candidates WHERE competition_id = $1 ORDER BY recorded_at, application_id"

DOCUMENTS = """
    SELECT paper.application_id, paper.code, paper.name, paper.sha256 FROM selection_documents AS paper
    JOIN selection_candidates USING (application_id)
    WHERE competition_id = $1 ORDER BY paper.application_id, paper.code, paper.name
"""

ERASE = "DELETE FROM selection_candidates WHERE competition_id = $1"

INTERESTS = """
    SELECT * FROM interests WHERE superseded_at IS NULL AND person_id = ANY($1::uuid[])
"""

NAMES = """
    SELECT DISTINCT ON (person_id) person_id, name FROM appointments
    WHERE superseded_at IS NULL AND person_id = ANY($1::uuid[])
    ORDER BY person_id, from_on DESC
"""


@dataclass(frozen=True, slots=True)
class Document:
    """A document that came with an application: its kind, what it is called, and its hash."""

    code: str
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who applied."""

    application_id: UUID
    person_id: UUID
    identity_number: str
    name: str
    contacts: tuple[Contact, ...]
    languages: tuple[str, ...]
    documents: tuple[Document, ...] = ()


async def add(connection: Connection, competition_id: UUID, candidate: Candidate, now: datetime) -> None:
    """Store who applied."""
    contacts = [{"channel": one.channel, "address": one.address} for one in candidate.contacts]
    await connection.execute(
        ADD,
        candidate.application_id,
        competition_id,
        candidate.person_id,
        candidate.identity_number,
        candidate.name,
        json.dumps(contacts),
        list(candidate.languages),
        now,
    )
    papers = candidate.documents
    columns = [one.code for one in papers], [one.name for one in papers], [one.sha256 for one in papers]
    await connection.execute(ADD_DOCUMENTS, candidate.application_id, *columns)


async def of_competition(connection: Connection, competition_id: UUID) -> list[Candidate]:
    """Who applied in a competition, as far as it is not erased."""
    papers: dict[UUID, list[Document]] = {}
    for row in await connection.fetch(DOCUMENTS, competition_id):
        papers.setdefault(_uuid(row["application_id"]), []).append(Document(row["code"], row["name"], row["sha256"]))
    rows = await connection.fetch(OF_COMPETITION, competition_id)
    return [_candidate(row, papers.get(_uuid(row["application_id"]), ())) for row in rows]


async def erase(connection: Connection, competition_id: UUID) -> None:
    """Delete what is known of a competition's candidates."""
    await connection.execute(ERASE, competition_id)


async def interests_of(connection: Connection, people: Sequence[UUID]) -> list[InterestFact]:
    """What people have declared, in all courts."""
    return [stored_facts.interest_fact(row) for row in await connection.fetch(INTERESTS, people)]


async def names_of(connection: Connection, people: Sequence[UUID]) -> dict[UUID, str]:
    """The names of staff, as the latest appointment writes them."""
    return {_uuid(row["person_id"]): row["name"] for row in await connection.fetch(NAMES, people)}


def _candidate(row: asyncpg.Record, documents: Sequence[Document]) -> Candidate:
    return Candidate(
        _uuid(row["application_id"]),
        _uuid(row["person_id"]),
        row["identity_number"],
        row["name"],
        tuple(Contact(one["channel"], one["address"]) for one in json.loads(row["contacts"])),
        tuple(row["languages"]),
        tuple(documents),
    )


def _uuid(value: UUID) -> UUID:
    return UUID(int=value.int)
