"""Events that refer to something not known yet: kept in order, tried again, given up after a time."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tarazy_shared import stored_records
from tarazy_shared.contracts.event import Event
from tarazy_shared.contracts.record import RawRecord
from tarazy_shared.database import Connection

AT_MOST = 500
"""How many waiting events one transaction tries again; the rest have their turn in the next."""

_ADD = f"""
INSERT INTO waiting (event_id, court_id, subject, code, field, reference, is_patient, since, deadline,
                     {stored_records.COLUMNS})
SELECT event_id, court_id, subject, code, field, reference, is_patient, $8, $9,
       topic, partition, place, timestamp_ms, key, headers, value
FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::boolean[],
            $10::text[], $11::int[], $12::bigint[], $13::bigint[], $14::bytea[], $15::json[], $16::bytea[])
     WITH ORDINALITY AS row (event_id, court_id, subject, code, field, reference, is_patient,
                             topic, partition, place, timestamp_ms, key, headers, value, turn)
ORDER BY turn
"""  # noqa: S608  only column names are put in

# Locked: of two processes that try them, one decides, and the other then finds them gone.
_OF_COURTS = f"""
SELECT id, court_id, subject, code, field, reference, is_patient, since, deadline, {stored_records.COLUMNS}
FROM waiting
WHERE topic = $1 AND court_id = ANY($2::text[]) AND ($3::bigint IS NULL OR id <= $3)
ORDER BY id LIMIT {AT_MOST} FOR UPDATE
"""  # noqa: S608

_SUBJECTS = """
SELECT court_id, subject FROM waiting WHERE topic = $1 AND court_id = ANY($2::text[])
"""

_COURTS = """
SELECT DISTINCT court_id FROM waiting WHERE topic = ANY($1::text[]) AND (NOT is_patient OR is_released)
"""

_PATIENT = "SELECT DISTINCT reference FROM waiting WHERE is_patient AND NOT is_released AND code = $1"

_RELEASE = """
UPDATE waiting SET is_released = true
WHERE is_patient AND NOT is_released AND code = $1 AND reference = ANY($2::text[])
"""

_REMOVE = "DELETE FROM waiting WHERE id = ANY($1::bigint[]) RETURNING id"


@dataclass(frozen=True, slots=True)
class Missing:
    """What an event refers to that is not known: the code names the kind, `field` where it stands."""

    code: str
    field: str
    reference: str
    is_patient: bool = False
    """Whether it comes by itself, so that it is never given up."""


@dataclass(frozen=True, slots=True)
class WaitingEvent:
    """An event that waits, with the record it came in."""

    id: int
    court_id: str
    subject: str
    missing: Missing
    since: datetime
    deadline: datetime
    record: RawRecord


async def add(
    connection: Connection,
    events: Sequence[tuple[Event[Any], RawRecord, Missing]],
    *,
    now: datetime,
    patience: timedelta,
) -> None:
    """Keep the events, in their order, until `now + patience`."""
    if not events:
        return
    await connection.execute(
        _ADD,
        [UUID(event.id) for event, _, _ in events],
        [event.court_id for event, _, _ in events],
        [event.subject for event, _, _ in events],
        [missing.code for _, _, missing in events],
        [missing.field for _, _, missing in events],
        [missing.reference for _, _, missing in events],
        [missing.is_patient for _, _, missing in events],
        now,
        now + patience,
        *stored_records.to_columns([record for _, record, _ in events]),
    )


async def of_courts(
    connection: Connection, topic: str, courts: Collection[str], upto: int | None = None
) -> list[WaitingEvent]:
    """The first `AT_MOST` events of a topic that wait in these courts, oldest first; `upto`: none with a higher id."""
    return [
        WaitingEvent(
            row["id"],
            row["court_id"],
            row["subject"],
            Missing(row["code"], row["field"], row["reference"], row["is_patient"]),
            row["since"],
            row["deadline"],
            stored_records.from_row(row),
        )
        for row in await connection.fetch(_OF_COURTS, topic, list(courts), upto)
    ]


async def blocked_subjects(connection: Connection, topic: str, courts: Collection[str]) -> set[tuple[str, str]]:
    """(court, subject) of everything that waits: what comes later about it must wait too."""
    return {(row[0], row[1]) for row in await connection.fetch(_SUBJECTS, topic, list(courts))}


async def courts_with_any(connection: Connection, topics: Collection[str]) -> list[str]:
    """Courts in which something waits that is worth trying again."""
    return [row[0] for row in await connection.fetch(_COURTS, list(topics))]


async def awaited(connection: Connection, code: str) -> set[str]:
    """What is waited for patiently under this code and was not released."""
    return {row[0] for row in await connection.fetch(_PATIENT, code)}


async def release(connection: Connection, code: str, references: Collection[str]) -> None:
    """These have come: let what waited for them be tried again."""
    if references:
        await connection.execute(_RELEASE, code, list(references))


async def remove(connection: Connection, ids: Sequence[int]) -> int:
    """These wait no longer. Returns how many did."""
    return len(await connection.fetch(_REMOVE, list(ids))) if ids else 0


async def count(connection: Connection) -> int:
    """How many events wait for something that may never come."""
    return int(await connection.fetchval("SELECT count(*) FROM waiting WHERE NOT is_patient"))
