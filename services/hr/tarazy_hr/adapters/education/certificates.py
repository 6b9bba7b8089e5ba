"""Certificates: held, near their end, and checked by their code."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

import asyncpg
from tarazy_shared.database import Connection

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without I, L, O and U: nobody takes one for another when reading it aloud."""
LENGTH = 16
_MISREAD = str.maketrans("ILO", "110", "- ")

Validity = Literal["valid", "expired", "revoked"]

HELD = """
    SELECT certificate_id, person_id FROM training_certificates
    WHERE person_id = ANY($1::uuid[]) AND programme = $2 AND revoked_on IS NULL
"""

BY_CODE = "SELECT * FROM training_certificates WHERE code = $1"

OF_PERSON = "SELECT * FROM training_certificates WHERE person_id = $1 ORDER BY issued_on DESC, certificate_id"

# Of those in post in a court, without one that was renewed.
ENDING = """
    SELECT c.* FROM training_certificates AS c
    WHERE c.court_id = $1 AND c.revoked_on IS NULL AND c.warns_on <= $2
      AND NOT EXISTS (
          SELECT FROM training_certificates AS later
          WHERE later.person_id = c.person_id AND later.programme = c.programme AND later.revoked_on IS NULL
            AND later.issued_on > c.issued_on)
      AND EXISTS (
          SELECT FROM appointments AS a
          WHERE a.court_id = $1 AND a.person_id = c.person_id AND a.superseded_at IS NULL AND a.what <> 'called_off'
            AND a.from_on <= $2 AND coalesce(a.separated_on, a.to_on, 'infinity') >= $2)
    ORDER BY c.expires_on, c.person_id
"""


@dataclass(frozen=True, slots=True)
class Certificate:
    """One certificate."""

    certificate_id: UUID
    code: str
    session_id: UUID
    person_id: UUID
    court_id: str
    programme: str
    issued_on: date
    expires_on: date | None
    """First day on which it no longer holds."""
    warns_on: date | None
    revoked_on: date | None

    def validity(self, today: date) -> Validity:
        """What it is worth on a day."""
        if self.revoked_on is not None:
            return "revoked"
        return "expired" if self.expires_on is not None and self.expires_on <= today else "valid"


def new_code(randomness: bytes) -> str:
    """A code of ten random bytes, 80 bits."""
    number = int.from_bytes(randomness[:10])
    return "".join(ALPHABET[number >> 5 * place & 31] for place in range(LENGTH))


def code_read(text: str) -> str:
    """A code as somebody typed it, in the form in which it is kept."""
    return text.upper().translate(_MISREAD)


def code_shown(code: str) -> str:
    """In groups of four."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


async def held(connection: Connection, people: Collection[UUID], programme: str) -> dict[UUID, list[UUID]]:
    """By person the certificates of a programme that were not taken back."""
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for row in await connection.fetch(HELD, list(people), programme):
        found[_uuid(row["person_id"])].append(_uuid(row["certificate_id"]))
    return found


async def by_code(connection: Connection, code: str) -> Certificate | None:
    """The certificate with a code."""
    row = await connection.fetchrow(BY_CODE, code_read(code))
    return None if row is None else _certificate(row)


async def of_person(connection: Connection, person_id: UUID) -> list[Certificate]:
    """All that somebody has or had, the latest first."""
    return [_certificate(row) for row in await connection.fetch(OF_PERSON, person_id)]


async def ending(connection: Connection, court_id: str, today: date) -> list[Certificate]:
    """Those of people in post in a court whose end is near or past, the next one first."""
    return [_certificate(row) for row in await connection.fetch(ENDING, court_id, today)]


def _certificate(row: asyncpg.Record) -> Certificate:
    plain = {name: row[name] for name in Certificate.__slots__}
    for name in ("certificate_id", "session_id", "person_id"):
        plain[name] = _uuid(plain[name])
    return Certificate(**plain)


def _uuid(value: UUID) -> UUID:
    return UUID(int=value.int)
