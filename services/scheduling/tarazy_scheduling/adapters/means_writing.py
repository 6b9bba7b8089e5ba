"""Writes what has changed of a court's means: one statement a table, rows as JSON."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from tarazy_shared.contracts import staff
from tarazy_shared.database import Connection

from tarazy_scheduling.adapters.draws import interest_questions
from tarazy_scheduling.domain.facts import CalendarChanged
from tarazy_scheduling.domain.model.means import Absence, PatternToCome, Unavailability
from tarazy_scheduling.domain.working_set.changes import Changes
from tarazy_scheduling.domain.working_set.court import Court

_COURT = """
INSERT INTO courts (court_id, version, name, zone, language, level, region, address, phone, email)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (court_id) DO UPDATE
SET version = excluded.version, name = excluded.name, zone = excluded.zone, language = excluded.language,
    level = excluded.level, region = excluded.region, address = excluded.address, phone = excluded.phone,
    email = excluded.email
"""

# The number of the transaction is never used again, so a copy in memory cannot be taken for a newer state.
_REVISE = """
UPDATE courts SET revision = pg_current_xact_id()::text::bigint WHERE court_id = ANY($1::text[])
RETURNING court_id, revision
"""

_CALENDAR = """
UPDATE courts
SET calendar_version = $2, sitting_hours = $3, weekdays = $4, slot_minutes = $5, calendar_from_on = $6,
    calendar_to_on = $7
WHERE court_id = $1
"""
_CLEAR_DAYS = "DELETE FROM calendar_days WHERE court_id = $1"
_DAYS = "INSERT INTO calendar_days SELECT * FROM json_populate_recordset(NULL::calendar_days, $1)"

_ROOMS = """
INSERT INTO rooms SELECT * FROM json_populate_recordset(NULL::rooms, $1)
ON CONFLICT (room_id) DO UPDATE
SET version = excluded.version, name = excluded.name, building = excluded.building, address = excluded.address,
    features = excluded.features, closed_at = excluded.closed_at
"""
_POSTS = """
INSERT INTO posts SELECT * FROM json_populate_recordset(NULL::posts, $1)
ON CONFLICT (court_id, person_id) DO UPDATE
SET version = excluded.version, post_id = excluded.post_id, role = excluded.role, name = excluded.name,
    from_on = excluded.from_on, to_on = excluded.to_on, is_separated = excluded.is_separated,
    languages = excluded.languages, share_milli = excluded.share_milli, working_pattern = excluded.working_pattern,
    working_patterns = excluded.working_patterns
"""
_AUTHORISATIONS = """
INSERT INTO authorisations SELECT * FROM json_populate_recordset(NULL::authorisations, $1)
ON CONFLICT (court_id, person_id, specialism, from_on) DO UPDATE SET to_on = excluded.to_on
"""
_ABSENCES = """
INSERT INTO absences SELECT * FROM json_populate_recordset(NULL::absences, $1)
ON CONFLICT (absence_id) DO UPDATE
SET court_id = excluded.court_id, person_id = excluded.person_id, kind = excluded.kind,
    starts_at = excluded.starts_at, ends_at = excluded.ends_at, is_cancelled = excluded.is_cancelled
"""
_CLEAR_SUSPENSIONS = "DELETE FROM suspensions WHERE court_id = $1 AND person_id = ANY($2::uuid[])"
_SUSPENSIONS = "INSERT INTO suspensions SELECT * FROM json_populate_recordset(NULL::suspensions, $1)"
_INTERESTS = """
INSERT INTO interests SELECT * FROM json_populate_recordset(NULL::interests, $1)
ON CONFLICT (court_id, interest_id) DO UPDATE
SET person_id = excluded.person_id, against = excluded.against, from_on = excluded.from_on, to_on = excluded.to_on
"""
_NORMS = """
INSERT INTO norms SELECT * FROM json_populate_recordset(NULL::norms, $1)
ON CONFLICT (court_id, category, instance, country_wide, valid_from) DO UPDATE
SET weight_minutes = excluded.weight_minutes
"""
_UNAVAILABILITIES = """
INSERT INTO unavailabilities SELECT * FROM json_populate_recordset(NULL::unavailabilities, $1)
ON CONFLICT (unavailability_id) DO UPDATE
SET kind = excluded.kind, resource_id = excluded.resource_id, starts_at = excluded.starts_at,
    ends_at = excluded.ends_at, is_withdrawn = excluded.is_withdrawn
"""
_BALANCES = """
INSERT INTO balances SELECT * FROM json_populate_recordset(NULL::balances, $1)
ON CONFLICT (court_id, person_id) DO UPDATE SET load = excluded.load, credit = excluded.credit
"""


async def describe(connection: Connection, data: staff.CourtRegistered | staff.CourtUpdated) -> None:
    """Keep a court as hr tells it."""
    await connection.execute(
        _COURT,
        data.court_id,
        data.version,
        data.name.model_dump_json(),
        data.zone,
        data.language,
        data.level,
        data.region,
        data.address.model_dump_json() if data.address else None,
        data.phone,
        data.email,
    )


async def revise(connection: Connection, court_ids: Iterable[str]) -> dict[str, int]:
    """Give the courts a revision that no other transaction ever has."""
    return {row[0]: row[1] for row in await connection.fetch(_REVISE, sorted(court_ids))}


async def save(connection: Connection, court: Court, changes: Changes) -> None:
    """Write what has changed of one court's means."""
    of = {"court_id": court.court_id}
    if changes.calendar:
        told = [one.fact for one in changes.told if isinstance(one.fact, CalendarChanged)]
        await _save_calendar(connection, court, told[-1])
    await _put(connection, _ROOMS, [of | _fields(court.rooms[key]) for key in changes.rooms])
    await _put(connection, _POSTS, [of | _fields(court.posts[key]) for key in changes.posts])
    await _put(
        connection,
        _AUTHORISATIONS,
        [
            of
            | {"person_id": key[0], "specialism": key[1], "from_on": key[2], "to_on": court.authorisations[key].to_on}
            for key in changes.authorisations
        ],
    )
    await _put(connection, _ABSENCES, _said_here(court, (court.absences[key] for key in changes.absences)))
    if changes.suspensions:
        await connection.execute(_CLEAR_SUSPENSIONS, court.court_id, list(changes.suspensions))
        rows = [of | _fields(one) for key in changes.suspensions for one in court.suspensions.get(key, ())]
        await _put(connection, _SUSPENSIONS, rows)
    await _put(connection, _INTERESTS, [of | _fields(court.interests[key]) for key in changes.interests])
    await interest_questions.save(connection, court.court_id, [court.questions[key] for key in changes.questions])
    await _put(connection, _NORMS, [of | _fields(court.norms[key]) for key in changes.norms])
    unavailabilities = (court.unavailabilities[key] for key in changes.unavailabilities)
    await _put(connection, _UNAVAILABILITIES, _said_here(court, unavailabilities))
    await _put(
        connection,
        _BALANCES,
        [of | {"person_id": key} | _fields(court.balances[key]) for key in changes.balances],
    )


async def _save_calendar(connection: Connection, court: Court, told: CalendarChanged) -> None:
    calendar = court.calendar
    hours = [[f"{begins:%H:%M}", f"{ends:%H:%M}"] for begins, ends in calendar.sitting_hours]
    await connection.execute(
        _CALENDAR,
        court.court_id,
        calendar.version,
        json.dumps(hours),
        sorted(calendar.weekdays),
        calendar.slot_minutes,
        told.from_on,
        told.to_on,
    )
    days = dict.fromkeys(calendar.closed, False) | dict.fromkeys(calendar.open, True)
    await connection.execute(_CLEAR_DAYS, court.court_id)
    rows = [{"court_id": court.court_id, "day": day, "is_open": is_open} for day, is_open in days.items()]
    await _put(connection, _DAYS, rows)


async def _put(connection: Connection, statement: str, rows: list[dict[str, Any]]) -> None:
    if rows:
        await connection.execute(statement, json.dumps(rows, default=_plain))


def _said_here(court: Court, away: Iterable[Absence | Unavailability]) -> list[dict[str, Any]]:
    """What another court says holds here too, and is written there."""
    return [_fields(one) for one in away if one.court_id == court.court_id]


def _fields(record: Any) -> dict[str, Any]:
    """A record's fields, which have the names of the columns."""
    return {name: getattr(record, name) for name in record.__slots__}


def _plain(value: Any) -> Any:
    """What JSON has no form for."""
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, PatternToCome):
        return _fields(value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
