"""Courts, their rooms and calendars as they stand, for whoever asks over HTTP."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from tarazy_shared import holidays_of_kazakhstan
from tarazy_shared.contracts.fields import Language
from tarazy_shared.database import Connection

from tarazy_scheduling.domain.model.calendar import WEEKDAYS

_COURTS = """
SELECT court_id, name, zone, language, level, region, address, phone, email, calendar_version, sitting_hours, weekdays,
       slot_minutes
FROM courts
"""
_ALL_COURTS = _COURTS + "ORDER BY court_id"
_ONE_COURT = _COURTS + "WHERE court_id = $1"

_ROOMS = """
SELECT room_id, version, name, building, address, features, closed_at FROM rooms WHERE court_id = $1
ORDER BY building NULLS FIRST, name, room_id
"""

_DAYS = "SELECT day, is_open FROM calendar_days WHERE court_id = $1 AND day BETWEEN $2 AND $3 ORDER BY day"

_ALL_DAYS = "SELECT day, is_open FROM calendar_days WHERE court_id = $1"

_ROOM = "SELECT court_id, version FROM rooms WHERE room_id = $1"


@dataclass(frozen=True, slots=True)
class CourtRow:
    """A court: names and address by language, the zone it counts its days in, its week."""

    court_id: str
    name: Mapping[str, str]
    zone: str
    language: Language
    level: str | None
    region: str | None
    address: Mapping[str, str] | None
    phone: str | None
    email: str | None
    calendar_version: int
    sitting_hours: list[list[str]]
    weekdays: list[str]
    slot_minutes: int

    @property
    def hours(self) -> list[tuple[time, time]]:
        """The sitting hours of a day."""
        return [(time.fromisoformat(begins), time.fromisoformat(ends)) for begins, ends in self.sitting_hours]


async def all_courts(connection: Connection) -> list[CourtRow]:
    """Every court, by its code."""
    return [_court(row) for row in await connection.fetch(_ALL_COURTS)]


async def one_court(connection: Connection, court_id: str) -> CourtRow | None:
    """The court, if it is known."""
    row = await connection.fetchrow(_ONE_COURT, court_id)
    return _court(row) if row else None


async def rooms_of(connection: Connection, court_id: str) -> list[dict[str, Any]]:
    """The court's rooms, closed ones too, by building and name."""
    return [
        {
            "room_id": row["room_id"],
            "version": row["version"],
            "name": row["name"],
            "building": row["building"],
            "address": row["address"],
            "features": row["features"],
            "closed_at": row["closed_at"],
        }
        for row in await connection.fetch(_ROOMS, court_id)
    ]


async def calendar_of(connection: Connection, court: CourtRow, from_on: date, to_on: date) -> dict[str, Any]:
    """The court's calendar in the form of the court file, days from `from_on` to `to_on`, both inclusive."""
    days = await connection.fetch(_DAYS, court.court_id, from_on, to_on)
    open_days = {row["day"] for row in days if row["is_open"]}
    closed = {row["day"] for row in days if not row["is_open"]} | set(holidays_of_kazakhstan.between(from_on, to_on))
    return {
        "sitting_hours": court.sitting_hours,
        "weekdays": court.weekdays,
        "closed": sorted(closed - open_days),
        "open": sorted(open_days),
        "slot_minutes": court.slot_minutes,
    }


def is_closed(court: CourtRow, calendar: Mapping[str, Any], day: date) -> bool:
    """Whether the court does not sit on a day that its calendar tells of."""
    if day in calendar["closed"]:
        return True
    return day not in calendar["open"] and WEEKDAYS[day.weekday()] not in court.weekdays


def bounds_of(day: date, court: CourtRow) -> tuple[datetime, datetime]:
    """The instants between which a day lies in the court's zone; of the first and the last day of all, what exists."""
    begins = datetime.combine(day, time(), ZoneInfo(court.zone))
    try:
        return begins.astimezone(UTC), (begins + timedelta(days=1)).astimezone(UTC)
    except OverflowError:
        nowhere = datetime.min.replace(tzinfo=UTC) if day.year == 1 else datetime.max.replace(tzinfo=UTC)
        return nowhere, nowhere


async def days_of(connection: Connection, court_id: str) -> dict[date, bool]:
    """The days on which a court does not do as its week and the public holidays say: whether it sits."""
    return {row[0]: row[1] for row in await connection.fetch(_ALL_DAYS, court_id)}


async def one_room(connection: Connection, room_id: UUID) -> tuple[str, int] | None:
    """(court, version) of a room, if it is known."""
    row = await connection.fetchrow(_ROOM, room_id)
    return (row[0], row[1]) if row else None


def _court(row: Any) -> CourtRow:
    return CourtRow(
        court_id=row["court_id"],
        name=json.loads(row["name"]),
        zone=row["zone"],
        language=row["language"],
        level=row["level"],
        region=row["region"],
        address=json.loads(row["address"]) if row["address"] else None,
        phone=row["phone"],
        email=row["email"],
        calendar_version=row["calendar_version"],
        sitting_hours=json.loads(row["sitting_hours"]),
        weekdays=[day for day in WEEKDAYS if day in row["weekdays"]],
        slot_minutes=row["slot_minutes"],
    )
