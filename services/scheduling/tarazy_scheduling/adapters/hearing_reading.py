"""Hearings, draws and a day's list as they stand, for whoever asks over HTTP."""

import json
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from tarazy_shared.database import Connection

from tarazy_scheduling.app.cause_list import Listed

_HEARING = """
SELECT h.hearing_id, h.court_id, h.case_id, h.version, h.request_version, h.status, h.request, h.judges, h.clerk,
       h.interpreters, h.attendee_ids, h.substitute_for, h.conflicts, h.reason, h.outcome,
       c.number, c.category, c.is_confidential
FROM hearings h JOIN cases c ON c.case_id = h.case_id
WHERE h.hearing_id = $1
"""

_SITTINGS = """
SELECT s.sequence, s.starts_at, s.ends_at, s.room_id, r.name AS room_name, r.building, r.address
FROM sittings s JOIN rooms r ON r.room_id = s.room_id
WHERE s.hearing_id = $1 ORDER BY s.sequence
"""

_CASE = """
SELECT c.court_id, t.zone FROM cases c JOIN courts t ON t.court_id = c.court_id WHERE c.case_id = $1
"""

_DRAWS = """
SELECT d.fact, d.inputs, d.drawn_at, d.secret_day, s.secret
FROM draws d JOIN draw_secrets s ON s.court_id = d.court_id AND s.day = d.secret_day
WHERE d.case_id = $1 ORDER BY d.number
"""

_DAY = """
SELECT h.hearing_id, h.case_id, s.sequence, s.starts_at, s.ends_at, s.room_id, r.name AS room_name, r.building,
       h.status, h.request ->> 'hearing_type' AS hearing_type, h.request ->> 'channel' AS channel,
       h.request -> 'interpreter_languages' AS interpreter_languages, h.judges, c.number, c.category,
       c.is_confidential, c.parties
FROM sittings s
JOIN hearings h ON h.hearing_id = s.hearing_id
JOIN cases c ON c.case_id = h.case_id
JOIN rooms r ON r.room_id = s.room_id
WHERE s.court_id = $1 AND s.starts_at >= $2 AND s.starts_at < $3
ORDER BY s.starts_at, r.name, h.hearing_id
"""

_NAMES = (
    "SELECT DISTINCT ON (person_id) person_id, name FROM posts WHERE person_id = ANY($1::uuid[]) ORDER BY person_id"
)


async def one_hearing(connection: Connection, hearing_id: UUID) -> dict[str, Any] | None:
    """The hearing with the answer that stands; a confidential case's number is left out."""
    row = await connection.fetchrow(_HEARING, hearing_id)
    if row is None:
        return None
    sittings = await connection.fetch(_SITTINGS, hearing_id)
    request = json.loads(row["request"])
    return {
        "hearing_id": row["hearing_id"],
        "case_id": row["case_id"],
        "court_id": row["court_id"],
        "status": row["status"],
        "version": row["version"],
        "request_version": row["request_version"],
        "hearing_type": request["hearing_type"],
        "channel": request["channel"],
        "category": row["category"],
        "case_number": None if row["is_confidential"] else row["number"],
        "confidential": row["is_confidential"],
        "sittings": [dict(sitting) for sitting in sittings],
        "person_ids": {"judges": row["judges"], "clerk": row["clerk"], "interpreters": row["interpreters"]}
        if sittings
        else None,
        "attendee_ids": row["attendee_ids"],
        "substitute_for": row["substitute_for"],
        "reason": row["reason"],
        "conflicts": json.loads(row["conflicts"]),
        "outcome": json.loads(row["outcome"]) if row["outcome"] else None,
    }


async def draws_of(connection: Connection, case_id: UUID, now: datetime) -> dict[str, Any] | None:
    """The draws of a case in their order, with all that is needed to repeat them.

    The secret of a day is shown once the day has passed in the court's zone.
    """
    known = await connection.fetchrow(_CASE, case_id)
    if known is None:
        return None
    court_id, today = known["court_id"], now.astimezone(ZoneInfo(known["zone"])).date()
    return {
        "case_id": case_id,
        "court_id": court_id,
        "draws": [
            {
                **json.loads(row["fact"]),
                "drawn_at": row["drawn_at"],
                "inputs": json.loads(row["inputs"]),
                "secret_day": row["secret_day"],
                "secret": row["secret"].hex() if row["secret_day"] < today else None,
            }
            for row in await connection.fetch(_DRAWS, case_id)
        ],
    }


async def listed_between(connection: Connection, court_id: str, start: datetime, end: datetime) -> list[Listed]:
    """The sittings of a court that start in `[start, end)`, by time and room."""
    rows = await connection.fetch(_DAY, court_id, start, end)
    names = await names_of(connection, {person for row in rows for person in row["judges"]})
    return [
        Listed(
            hearing_id=row["hearing_id"],
            case_id=row["case_id"],
            sequence=row["sequence"],
            starts_at=row["starts_at"],
            ends_at=row["ends_at"],
            room_id=row["room_id"],
            room_name=row["room_name"],
            building=row["building"],
            judges=tuple(names.get(person, "") for person in row["judges"]),
            hearing_type=row["hearing_type"],
            channel=row["channel"],
            interpreter_languages=tuple(json.loads(row["interpreter_languages"] or "[]")),
            case_number=row["number"],
            category=row["category"],
            is_confidential=row["is_confidential"],
            parties=tuple(_parties(row["parties"])),
            is_over=row["status"] == "recorded",
        )
        for row in rows
    ]


async def names_of(connection: Connection, person_ids: Collection[UUID]) -> dict[UUID, str]:
    """Names of people in post."""
    if not person_ids:
        return {}
    return {row["person_id"]: row["name"] for row in await connection.fetch(_NAMES, list(person_ids))}


def _parties(text: str) -> Sequence[dict[str, Any]]:
    return list(json.loads(text))
