"""Editions of courts' lists: the very bytes that were published, for as long as they are of use."""

from dataclasses import dataclass
from datetime import date, datetime

from tarazy_shared.database import Connection

from tarazy_scheduling.domain.publishing import Edition

_COURTS = "SELECT court_id, revision, zone FROM courts WHERE version > 0 ORDER BY court_id"

_COLUMNS = "SELECT day, number, edition, sha256, published_at FROM cause_lists WHERE court_id = $1 "
_LAST = (
    "SELECT DISTINCT ON (day) day, number, edition, sha256, published_at FROM cause_lists "
    "WHERE court_id = $1 AND day BETWEEN $2 AND $3 ORDER BY day, number DESC"
)
_OF_DAY = _COLUMNS + "AND day = $2 ORDER BY number"
_ONE = _COLUMNS + "AND day = $2 AND number = $3"
_DOCUMENT = "SELECT document FROM cause_lists WHERE court_id = $1 AND day = $2 AND number = $3"

# Of two processes that publish the same edition the first does.
_ADD = """
INSERT INTO cause_lists (court_id, day, number, edition, sha256, published_at, document)
VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING true
"""

_FORGET = "UPDATE cause_lists SET document = NULL WHERE day < $1 AND document IS NOT NULL"


@dataclass(frozen=True, slots=True)
class Published:
    """One edition of a day's list."""

    day: date
    number: int
    """1, 2, … of the day."""
    edition: Edition
    sha256: bytes
    """Of its bytes."""
    published_at: datetime


@dataclass(frozen=True, slots=True)
class Publisher:
    """A court that hr has told of."""

    court_id: str
    revision: int
    """Raised by every change of the court, its people, cases and hearings."""
    zone: str


async def publishers(connection: Connection) -> list[Publisher]:
    """All courts that publish lists."""
    return [Publisher(*row) for row in await connection.fetch(_COURTS)]


async def last_of_days(connection: Connection, court_id: str, from_on: date, to_on: date) -> dict[date, Published]:
    """The last edition of each day that has one, both ends included."""
    rows = await connection.fetch(_LAST, court_id, from_on, to_on)
    return {row["day"]: Published(*row) for row in rows}


async def of_day(connection: Connection, court_id: str, day: date) -> list[Published]:
    """All editions of a day, the first one first."""
    return [Published(*row) for row in await connection.fetch(_OF_DAY, court_id, day)]


async def one(connection: Connection, court_id: str, day: date, number: int) -> Published | None:
    """One edition, if there is such."""
    row = await connection.fetchrow(_ONE, court_id, day, number)
    return Published(*row) if row else None


async def document_of(connection: Connection, court_id: str, day: date, number: int) -> bytes | None:
    """The bytes of an edition; None once they were forgotten."""
    found: bytes | None = await connection.fetchval(_DOCUMENT, court_id, day, number)
    return found


async def add(connection: Connection, court_id: str, edition: Published, document: bytes) -> bool:
    """Keep an edition; false where another process was faster."""
    return bool(
        await connection.fetchval(
            _ADD,
            court_id,
            edition.day,
            edition.number,
            edition.edition,
            edition.sha256,
            edition.published_at,
            document,
        )
    )


async def forget(connection: Connection, before: date) -> None:
    """Forget the bytes of lists of days before: they name people. That they were published, and their hash, stays."""
    await connection.execute(_FORGET, before)
