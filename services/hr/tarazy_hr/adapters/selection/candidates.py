"""What is known of candidates: personal data, in tables of their own, read by selection alone and deleted in time."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
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

CORRECT = """
    UPDATE selection_candidates SET identity_number = $2, name = $3, contacts = $4, languages = $5
    WHERE application_id = $1
"""

KEEP_FORMER = """
    INSERT INTO selection_corrections (
        application_id, version, identity_number, name, contacts, languages, subject, superseded_at
    )
    SELECT application_id, 1 + (SELECT count(*) FROM selection_corrections AS former WHERE former.application_id = $1),
           identity_number, name, contacts, languages, $2, $3
    FROM selection_candidates WHERE application_id = $1
"""

FORMER = """
    SELECT former.*, now.person_id FROM selection_corrections AS former
    JOIN selection_candidates AS now USING (application_id)
    WHERE now.competition_id = $1 AND application_id = $2 ORDER BY version
"""

APPOINTED = """
    SELECT person_id FROM appointments
    WHERE court_id = $1 AND post_id = $2 AND from_on = $3 AND superseded_at IS NULL LIMIT 1
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


def identity_of(number: str) -> str:
    """The number of an identity document as it is compared: capitals and digits alone."""
    return "".join(letter for letter in number.upper() if letter.isalnum())


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


async def correct(connection: Connection, known: Candidate, wanted: Candidate, subject: str, now: datetime) -> None:
    """Store what is right; what was known is kept beside it."""
    await connection.execute(KEEP_FORMER, known.application_id, subject, now)
    contacts = json.dumps([{"channel": one.channel, "address": one.address} for one in wanted.contacts])
    await connection.execute(
        CORRECT, wanted.application_id, wanted.identity_number, wanted.name, contacts, list(wanted.languages)
    )


async def former(
    connection: Connection, competition_id: UUID, application_id: UUID
) -> list[tuple[Candidate, datetime]]:
    """What was known of somebody before each correction, and until when."""
    rows = await connection.fetch(FORMER, competition_id, application_id)
    return [(_candidate(row, ()), row["superseded_at"]) for row in rows]


async def appointed_to(connection: Connection, court_id: str, post_id: UUID, from_on: date) -> UUID | None:
    """Who was appointed to a post from a day on."""
    person_id = await connection.fetchval(APPOINTED, court_id, post_id, from_on)
    return None if person_id is None else _uuid(person_id)


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
