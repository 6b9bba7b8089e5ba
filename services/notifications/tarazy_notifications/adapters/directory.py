"""The directory in PostgreSQL: courts, staff and cases as notices need them."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_notifications.domain.people import Case, Contact, Court, Language, Party, StaffMember

_COURTS = "SELECT * FROM courts WHERE court_id = ANY($1::text[])"

_EVERY_COURT = "SELECT * FROM courts"

_NAMES = """
SELECT DISTINCT ON (person_id) person_id, name FROM staff WHERE person_id = ANY($1::uuid[]) ORDER BY person_id
"""

_STAFF = """
SELECT s.person_id, s.court_id, s.version, s.name, s.contacts, r.room
FROM staff s LEFT JOIN person_rooms r ON r.person_id = s.person_id AND r.superseded_at IS NULL
WHERE s.person_id = ANY($1::uuid[]) ORDER BY s.person_id, s.court_id
"""

_CASES = """
SELECT case_id, court_id, version, registered, number, language, parties, former_parties
FROM cases WHERE case_id = ANY($1::uuid[]) ORDER BY case_id
"""

# Whoever changes such a row waits, and then finds the notices that were decided by it as it was.
_HELD_CASES, _HELD_STAFF = "FOR SHARE", "FOR SHARE OF s"

_SAVE_COURTS = """
INSERT INTO courts (court_id, version, names, zone, language, addresses, phone, email)
SELECT * FROM unnest($1::text[], $2::bigint[], $3::jsonb[], $4::text[], $5::text[], $6::jsonb[], $7::text[], $8::text[])
ON CONFLICT (court_id) DO UPDATE SET
    version = excluded.version, names = excluded.names, zone = excluded.zone, language = excluded.language,
    addresses = excluded.addresses, phone = excluded.phone, email = excluded.email
WHERE courts.version < excluded.version
"""

_SAVE_STAFF = """
INSERT INTO staff (person_id, court_id, version, name, contacts, role, from_on, to_on)
SELECT * FROM unnest($1::uuid[], $2::text[], $3::bigint[], $4::text[], $5::jsonb[], $6::text[], $7::date[], $8::date[])
ON CONFLICT (person_id, court_id) DO UPDATE SET
    version = excluded.version, name = excluded.name, contacts = excluded.contacts,
    role = excluded.role, from_on = excluded.from_on, to_on = excluded.to_on
WHERE staff.version < excluded.version
"""

_SAVE_CASES = """
INSERT INTO cases (case_id, court_id, version, registered, number, language, parties, former_parties)
SELECT * FROM unnest($1::uuid[], $2::text[], $3::bigint[], $4::bool[], $5::text[], $6::text[], $7::jsonb[], $8::jsonb[])
ON CONFLICT (case_id) DO UPDATE SET
    version = excluded.version, registered = excluded.registered, number = excluded.number,
    language = excluded.language, parties = excluded.parties, former_parties = excluded.former_parties
"""


@dataclass(frozen=True, slots=True)
class CourtRow:
    """A court and the version of what is known of it."""

    court: Court
    version: int


@dataclass(frozen=True, slots=True)
class StaffRow:
    """Somebody in post in a court."""

    court_id: str
    version: int
    member: StaffMember
    role: str | None = None
    """Of the post; None for one that was called off, and where it is only read."""
    from_on: date | None = None
    to_on: date | None = None
    """The last day in post."""


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case; before its registration came in, what is not known of it is None."""

    case_id: UUID
    court_id: str
    version: int
    registered: bool
    number: str | None
    language: str | None
    parties: str | None
    """JSON as the database keeps it: most cases are only passed through."""
    former_parties: str


async def courts(connection: Connection, court_ids: Collection[str]) -> dict[str, CourtRow]:
    """Those of the courts that are known."""
    return {
        row["court_id"]: CourtRow(court_from_row(row, row["language"]), row["version"])
        for row in await connection.fetch(_COURTS, list(court_ids))
    }


async def every_court(connection: Connection) -> list[Court]:
    """All courts that are known."""
    return [court_from_row(row, row["language"]) for row in await connection.fetch(_EVERY_COURT)]


async def names_of(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    """What those of the staff are called whose ids these are."""
    return {str(row["person_id"]): row["name"] for row in await connection.fetch(_NAMES, list(ids))}


async def staff_rows(
    connection: Connection, person_ids: Collection[UUID], *, held: bool = False
) -> dict[tuple[UUID, str], StaffRow]:
    """Everything known of the people's posts, by person and court. `held`: it stays so until the transaction ends."""
    return {
        (row["person_id"], row["court_id"]): StaffRow(
            row["court_id"],
            row["version"],
            StaffMember(row["person_id"], row["name"], contacts_from_json(row["contacts"]) + _room(row["room"])),
        )
        for row in await connection.fetch(_STAFF + _HELD_STAFF if held else _STAFF, list(person_ids))
    }


async def staff(connection: Connection, person_ids: Collection[UUID], *, held: bool = False) -> dict[UUID, StaffMember]:
    """Those of the people who hold or held a post anywhere. `held`: they stay so until the transaction ends."""
    return together((await staff_rows(connection, person_ids, held=held)).values())


def together(rows: Iterable[StaffRow]) -> dict[UUID, StaffMember]:
    """People with the contacts of all their posts."""
    found: dict[UUID, StaffMember] = {}
    for row in rows:
        member = row.member
        known = found.get(member.person_id)
        found[member.person_id] = replace(known, contacts=known.contacts + member.contacts) if known else member
    return found


async def case_rows(connection: Connection, case_ids: Collection[UUID], *, held: bool = False) -> dict[UUID, CaseRow]:
    """Those of the cases of which anything is known. `held`: they stay so until the transaction ends."""
    rows = await connection.fetch(_CASES + _HELD_CASES if held else _CASES, list(case_ids))
    return {row["case_id"]: CaseRow(*row) for row in rows}


async def save_courts(connection: Connection, rows: Sequence[CourtRow]) -> None:
    """Courts as they now stand; an older version changes nothing."""
    if not rows:
        return
    found = sorted(rows, key=lambda row: row.court.court_id)
    await connection.execute(
        _SAVE_COURTS,
        [row.court.court_id for row in found],
        [row.version for row in found],
        [json.dumps(dict(row.court.names), ensure_ascii=False) for row in found],
        [row.court.zone for row in found],
        [row.court.language for row in found],
        [json.dumps(dict(row.court.addresses), ensure_ascii=False) if row.court.addresses else None for row in found],
        [row.court.phone for row in found],
        [row.court.email for row in found],
    )


async def save_staff(connection: Connection, rows: Sequence[StaffRow]) -> None:
    """People in post as they now stand; an older version changes nothing."""
    if not rows:
        return
    found = sorted(rows, key=lambda row: (row.member.person_id, row.court_id))
    await connection.execute(
        _SAVE_STAFF,
        [row.member.person_id for row in found],
        [row.court_id for row in found],
        [row.version for row in found],
        [row.member.name for row in found],
        [contacts_to_json(told_by_events(row.member.contacts)) for row in found],
        [row.role for row in found],
        [row.from_on for row in found],
        [row.to_on for row in found],
    )


async def save_cases(connection: Connection, rows: Sequence[CaseRow]) -> None:
    """Cases as they now stand."""
    if not rows:
        return
    found = sorted(rows, key=lambda row: row.case_id)
    await connection.execute(
        _SAVE_CASES,
        [row.case_id for row in found],
        [row.court_id for row in found],
        [row.version for row in found],
        [row.registered for row in found],
        [row.number for row in found],
        [row.language for row in found],
        [row.parties for row in found],
        [row.former_parties for row in found],
    )


def as_case(row: CaseRow) -> Case | None:
    """The case, once it has been registered."""
    if not row.registered or row.number is None or row.parties is None:
        return None
    return Case(
        row.case_id,
        row.court_id,
        row.number,
        row.language,  # type: ignore[arg-type]
        tuple(_party(one) for one in json.loads(row.parties)),
        tuple(_party(one) for one in json.loads(row.former_parties)),
    )


def told_by_events(contacts: Sequence[Contact]) -> tuple[Contact, ...]:
    """Contacts without rooms of chat services, which operators give."""
    return tuple(one for one in contacts if one.channel != "chat")


def _room(name: str | None) -> tuple[Contact, ...]:
    return (Contact("chat", name),) if name else ()


def contacts_to_json(contacts: Sequence[Contact]) -> str:
    """[{channel, address}]"""
    return json.dumps([{"channel": one.channel, "address": one.address} for one in contacts], ensure_ascii=False)


def contacts_from_json(text: str) -> tuple[Contact, ...]:
    """What `contacts_to_json` wrote."""
    return _contacts(json.loads(text))


def _contacts(data: Sequence[dict[str, Any]]) -> tuple[Contact, ...]:
    return tuple(Contact(one["channel"], one["address"]) for one in data)


def _party(data: dict[str, Any]) -> Party:
    represents, person_id = data.get("represents"), data.get("person_id")
    return Party(
        UUID(data["party_id"]),
        data["name"],
        data.get("language"),
        UUID(represents) if represents else None,
        UUID(person_id) if person_id else None,
        _contacts(data.get("contacts") or ()),
        data.get("role") or "",
    )


def court_from_row(row: Any, language: Language) -> Court:
    """The court in a row that has the columns of the table, `language` apart."""
    addresses = json.loads(row["addresses"]) if row["addresses"] else None
    names = json.loads(row["names"])
    return Court(row["court_id"], names, row["zone"], language, addresses, row["phone"], row["email"])
