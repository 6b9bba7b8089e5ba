"""Hearings and a day's list as they stand, for whoever asks over HTTP."""

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_scheduling.adapters.documents import read_case, read_hearing
from tarazy_scheduling.app.cause_list import Listed
from tarazy_scheduling.domain.model.hearing import Hearing, Placing
from tarazy_scheduling.domain.model.remedies import Remedy

_HEARING = """
SELECT h.court_id, h.document, h.told, c.document AS of_case
FROM hearings h JOIN cases c ON c.case_id = h.case_id
WHERE h.hearing_id = $1
"""

_SITTINGS = """
SELECT s.sequence, s.starts_at, s.ends_at, s.room_id, r.name AS room_name, r.building, r.address
FROM sittings s JOIN rooms r ON r.room_id = s.room_id
WHERE s.hearing_id = $1 ORDER BY s.sequence
"""

_DAY = """
SELECT s.sequence, s.starts_at, s.ends_at, s.room_id, r.name AS room_name, r.building,
       h.document, c.document AS of_case
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
    hearing, case = read_hearing(row["document"]), read_case(row["of_case"])
    placing = hearing.placing
    told = json.loads(row["told"] or "{}")
    return {
        "hearing_id": hearing.hearing_id,
        "case_id": hearing.case_id,
        "court_id": row["court_id"],
        "status": hearing.state,
        "version": hearing.version,
        "request_version": hearing.request.request_version,
        "hearing_type": hearing.request.hearing_type,
        "channel": hearing.request.channel,
        "category": case.category,
        "case_number": None if case.confidential else case.number,
        "confidential": case.confidential,
        "sittings": [dict(sitting) for sitting in await connection.fetch(_SITTINGS, hearing_id)],
        "person_ids": _people(placing) if placing else None,
        "attendee_ids": placing.attendee_ids if placing else (),
        "substitute_for": placing.substitute_for if placing else None,
        "conflicts": hearing.conflicts,
        "escalation": _escalation(told),
        "reason": told.get("reason"),
        "fixed": hearing.is_fixed,
        "promised_from_on": hearing.promised.from_on if hearing.promised else None,
        "promised_to_on": hearing.promised.to_on if hearing.promised else None,
    }


async def listed_between(connection: Connection, court_id: str, start: datetime, end: datetime) -> list[Listed]:
    """The sittings of a court that start in `[start, end)`, by time and room."""
    rows = await connection.fetch(_DAY, court_id, start, end)
    sat = [(row, read_hearing(row["document"]), read_case(row["of_case"])) for row in rows]
    names = await names_of(connection, {judge for _, hearing, _ in sat for judge in _judges(hearing)})
    return [
        Listed(
            hearing_id=hearing.hearing_id,
            case_id=hearing.case_id,
            sequence=row["sequence"],
            starts_at=row["starts_at"],
            ends_at=row["ends_at"],
            room_id=row["room_id"],
            room_name=row["room_name"],
            building=row["building"],
            judges=tuple(names.get(judge, "") for judge in _judges(hearing)),
            hearing_type=hearing.request.hearing_type,
            channel=hearing.request.channel,
            interpreter_languages=hearing.request.interpreter_languages,
            case_number=case.number,
            category=case.category,
            is_confidential=case.confidential,
            parties=case.parties,
            is_over=hearing.state == "held",
            is_promised=hearing.promised is not None,
        )
        for row, hearing, case in sat
    ]


async def names_of(connection: Connection, person_ids: Collection[UUID]) -> dict[UUID, str]:
    """Names of people in post."""
    if not person_ids:
        return {}
    return {row["person_id"]: row["name"] for row in await connection.fetch(_NAMES, list(person_ids))}


def _escalation(told: dict[str, Any]) -> list[Remedy]:
    """What would help, as told last, but for what would say that somebody is in custody."""
    found = [Remedy(one["code"], one["by"], one.get("refers_to")) for one in told.get("escalation") or ()]
    return [one for one in found if one.code != "custody_order"]


def _judges(hearing: Hearing) -> tuple[UUID, ...]:
    return hearing.placing.judges if hearing.placing else ()


def _people(placing: Placing) -> dict[str, Any]:
    return {"judges": placing.judges, "clerk": placing.clerk, "interpreters": placing.interpreters}
