"""A court's rows out of the database, for the auditor of calendars."""

import json
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import asyncpg
from tarazy_shared import holidays_of_kazakhstan

from tests.listing_audit.checking import NOTICE
from tests.listing_audit.rows import Away, Booking, Rows, Rules, Told

PLACED = ("court.hearing.scheduled.v1", "court.hearing.rescheduled.v1")


async def rows_of(pool: asyncpg.Pool, court_id: str) -> Rows:
    """Everything that the auditor looks at, as it stands."""
    [court] = await pool.fetch("SELECT * FROM courts WHERE court_id = $1", court_id)
    hours = [(time.fromisoformat(a), time.fromisoformat(b)) for a, b in json.loads(court["sitting_hours"])]
    rows = Rows(court_id, ZoneInfo(court["zone"]), hours, set(court["weekdays"]), court["slot_minutes"])
    days = await pool.fetch("SELECT day, is_open FROM calendar_days WHERE court_id = $1", court_id)
    this_year = date(2026, 1, 1), date(2027, 12, 31)
    rows.open = {row["day"] for row in days if row["is_open"]}
    rows.closed = {row["day"] for row in days if not row["is_open"]} | set(holidays_of_kazakhstan.between(*this_year))
    rows.rooms = await _by_id(pool, "SELECT * FROM rooms WHERE court_id = $1", court_id, "room_id")
    rows.posts = await _by_id(pool, "SELECT * FROM posts WHERE court_id = $1", court_id, "person_id")
    for post in rows.posts.values():
        post["working_patterns"] = json.loads(post["working_patterns"])
        post["working_pattern"] = json.loads(post["working_pattern"]) if post["working_pattern"] else None
    absent = await pool.fetch("SELECT person_id, starts_at, ends_at FROM absences WHERE NOT is_cancelled")
    others = await pool.fetch("SELECT resource_id, starts_at, ends_at FROM unavailabilities WHERE NOT is_withdrawn")
    rows.away = [Away(str(row[0]), row[1], row[2]) for row in (*absent, *others)]
    out = await pool.fetch("SELECT person_id, from_on, back_on FROM suspensions WHERE court_id = $1", court_id)
    rows.suspensions = [(str(row[0]), row[1], row[2]) for row in out]
    rows.hearings = await _documents(pool, "SELECT hearing_id, document FROM hearings WHERE court_id = $1", court_id)
    rows.cases = await _documents(pool, "SELECT case_id, document FROM cases WHERE court_id = $1", court_id)
    booked = (
        "SELECT kind, resource_id, lower(during), upper(during), hearing_id, lane FROM bookings WHERE court_id = $1"
    )
    rows.bookings = [Booking(r[0], str(r[1]), r[2], r[3], str(r[4]), r[5]) for r in await pool.fetch(booked, court_id)]
    rows.holds = await _by_id(pool, "SELECT * FROM holds WHERE court_id = $1", court_id, "hold_id")
    permitted = await _by_id(pool, "SELECT * FROM overbookings WHERE court_id = $1", court_id, "overbooking_id")
    rows.overbookings = list(permitted.values())
    rules = """
    SELECT entered_at, valid_from, changeover_minutes, travel_minutes, sitting_limit_minutes
    FROM listing_rules WHERE court_id = $1 ORDER BY valid_from, version
    """
    rows.rules = [Rules(*row) for row in await pool.fetch(rules, court_id)]
    rows.told = await _told(pool, rows)
    await _sittings_are_those_of_the_documents(pool, rows)
    return rows


async def _told(pool: asyncpg.Pool, rows: Rows) -> list[Told]:
    """From the outbox, where nothing relays it; with the notice that was needed by the request of that time."""
    told = []
    for row in await pool.fetch("SELECT headers, value FROM outbox WHERE topic = 'court.hearings' ORDER BY id"):
        headers, data = dict(json.loads(row["headers"])), json.loads(row["value"])
        if headers["ce_type"] in PLACED and data["court_id"] == rows.court_id:
            data["_notice"] = _notice(rows.hearings[data["hearing_id"]]["request"], data)
            told.append(Told(datetime.fromisoformat(headers["ce_time"]), headers["ce_type"], data))
    return told


def _notice(request: dict[str, Any], data: dict[str, Any]) -> int | None:
    """None where the request has been replaced since."""
    if request["request_version"] != data["request_version"]:
        return None
    if request["min_notice_days"] is not None:
        return int(request["min_notice_days"])
    return 0 if request["priority"] in ("urgent", "custody") else NOTICE[request["hearing_type"]]


async def _sittings_are_those_of_the_documents(pool: asyncpg.Pool, rows: Rows) -> None:
    found = await pool.fetch(
        "SELECT hearing_id, starts_at, ends_at, room_id FROM sittings WHERE court_id = $1 ORDER BY 1, sequence",
        rows.court_id,
    )
    stored = [(str(row[0]), row[1], row[2], str(row[3])) for row in found]
    told = [
        (key, datetime.fromisoformat(one["starts_at"]), datetime.fromisoformat(one["ends_at"]), one["room_id"])
        for key, hearing in sorted(rows.hearings.items())
        if hearing["placing"]
        for one in hearing["placing"]["sittings"]
    ]
    assert stored == told, "sittings are not those of the documents"


async def _documents(pool: asyncpg.Pool, statement: str, court_id: str) -> dict[str, dict[str, Any]]:
    return {str(row[0]): json.loads(row[1]) for row in await pool.fetch(statement, court_id)}


async def _by_id(pool: asyncpg.Pool, statement: str, court_id: str, key: str) -> dict[str, dict[str, Any]]:
    return {str(row[key]): _plain(dict(row)) for row in await pool.fetch(statement, court_id)}


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """Ids as texts, as documents have them."""
    plain = {}
    for name, value in row.items():
        is_id = name.endswith(("_id", "_ids", "_by"))
        plain[name] = [str(one) for one in value] if is_id and isinstance(value, list) else value
        if is_id and value is not None and not isinstance(value, list):
            plain[name] = str(value)
    return plain
