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
INSERT INTO waiting (event_id, court_id, subject, code, field, reference, since, deadline,
                     {stored_records.COLUMNS})
SELECT event_id, court_id, subject, code, field, reference, $7, $8,
       topic, partition, place, timestamp_ms, key, headers, value
FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
            $9::text[], $10::int[], $11::bigint[], $12::bigint[], $13::bytea[], $14::json[], $15::bytea[])
     WITH ORDINALITY AS row (event_id, court_id, subject, code, field, reference,
                             topic, partition, place, timestamp_ms, key, headers, value, turn)
ORDER BY turn
"""  # noqa: S608  only column names are put in

_OF_COURTS = f"""
SELECT id, court_id, subject, code, field, reference, since, deadline, {stored_records.COLUMNS} FROM waiting
WHERE topic = $1 AND court_id = ANY($2::text[]) ORDER BY id LIMIT {AT_MOST}
"""  # noqa: S608

_SUBJECTS = """
SELECT court_id, subject FROM waiting WHERE topic = $1 AND court_id = ANY($2::text[])
"""

_COURTS = "SELECT DISTINCT court_id FROM waiting WHERE topic = ANY($1::text[])"

_REMOVE = "DELETE FROM waiting WHERE id = ANY($1::bigint[])"


@dataclass(frozen=True, slots=True)
class Missing:
    """What an event refers to that is not known: the code names the kind, `field` where it stands."""

    code: str
    field: str
    reference: str


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
        now,
        now + patience,
        *stored_records.to_columns([record for _, record, _ in events]),
    )


async def of_courts(connection: Connection, topic: str, courts: Collection[str]) -> list[WaitingEvent]:
    """The first `AT_MOST` events of a topic that wait in these courts, oldest first."""
    return [
        WaitingEvent(
            row["id"],
            row["court_id"],
            row["subject"],
            Missing(row["code"], row["field"], row["reference"]),
            row["since"],
            row["deadline"],
            stored_records.from_row(row),
        )
        for row in await connection.fetch(_OF_COURTS, topic, list(courts))
    ]


async def blocked_subjects(connection: Connection, topic: str, courts: Collection[str]) -> set[tuple[str, str]]:
    """(court, subject) of everything that waits: what comes later about it must wait too."""
    return {(row[0], row[1]) for row in await connection.fetch(_SUBJECTS, topic, list(courts))}


async def courts_with_any(connection: Connection, topics: Collection[str]) -> list[str]:
    """Courts in which something waits."""
    return [row[0] for row in await connection.fetch(_COURTS, list(topics))]


async def remove(connection: Connection, ids: Sequence[int]) -> None:
    """These wait no longer."""
    if ids:
        await connection.execute(_REMOVE, list(ids))


async def count(connection: Connection) -> int:
    """How many events wait."""
    return int(await connection.fetchval("SELECT count(*) FROM waiting"))
