"""A court in memory as rows, for the auditor of calendars: the documents are those that would be stored."""

import json
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from tarazy_scheduling.adapters.documents import write_case, write_hearing
from tarazy_scheduling.domain.facts import HearingRescheduled, HearingScheduled
from tarazy_scheduling.domain.working_set.court import Court

from tests.listing_audit.rows import Away, Booking, Rows, Told


def rows_of(court: Court) -> Rows:
    """Everything but the rules and what was told, which whoever plays the court knows."""
    calendar = court.calendar
    rows = Rows(
        court.court_id, ZoneInfo(court.zone), list(calendar.sitting_hours), set(calendar.weekdays),
        calendar.slot_minutes, set(calendar.closed | calendar.holidays), set(calendar.open),
    )  # fmt: skip
    rows.rooms = {str(key): _fields(one) for key, one in court.rooms.items()}
    rows.posts = {str(key): _fields(one) for key, one in court.posts.items()}
    for post in rows.posts.values():
        post["working_patterns"] = [_fields(one) for one in post["working_patterns"]]
    rows.away = [
        Away(str(one.person_id), one.starts_at, one.ends_at) for one in court.absences.values() if not one.is_cancelled
    ]
    rows.away += [
        Away(str(one.resource_id), one.starts_at, one.ends_at)
        for one in court.unavailabilities.values()
        if not one.is_withdrawn
    ]
    suspended = [one for of_person in court.suspensions.values() for one in of_person]
    rows.suspensions = [(str(one.person_id), one.from_on, one.back_on) for one in suspended]
    rows.hearings = {str(key): json.loads(write_hearing(one)) for key, one in court.hearings.items()}
    rows.cases = {
        str(key): json.loads(write_case(replace(one, registration_sha256=b""))) for key, one in court.cases.items()
    }
    rows.holds = {str(key): _fields(one) for key, one in court.holds.items()}
    rows.overbookings = [_fields(one) for one in court.sessions.overbookings.values()]
    rows.bookings = list(_bookings(court))
    return rows


def told(fact: Any, court: Court, at: Any, notice: int | None) -> Told | None:
    """What an event of this fact would say of the place."""
    if not isinstance(fact, (HearingScheduled, HearingRescheduled)):
        return None
    data: dict[str, Any] = {"hearing_id": str(fact.hearing_id), "sittings": _sittings(fact.placing), "_notice": notice}
    data["latest_lawful_on"] = fact.latest_lawful_on.isoformat() if fact.latest_lawful_on else None
    if isinstance(fact, HearingRescheduled):
        data["previous"] = {"sittings": _sittings(fact.previous)}
    return Told(at, type(fact).__name__, data)


def _sittings(placing: Any) -> list[dict[str, str]]:
    return [{"starts_at": s.starts_at.isoformat(), "ends_at": s.ends_at.isoformat()} for s in placing.sittings]


def _bookings(court: Court) -> Any:
    """As the store books them: of the hearings that take time, and of the holds that stand."""
    for hearing in court.hearings.values():
        placing = hearing.placing
        if placing is None:
            continue
        shared = {*placing.judges, placing.clerk}
        for one in placing.sittings:
            span = (one.starts_at, one.ends_at, str(hearing.hearing_id))
            yield Booking(1, str(one.room_id), *span, placing.lane)
            for person in dict.fromkeys(placing.people):
                yield Booking(2, str(person), *span, placing.lane if person in shared else 0)
    for hold in court.holds.values():
        if hold.state == "held":
            span = (hold.starts_at, hold.ends_at, str(hold.hold_id))
            yield from (Booking(2, str(person), *span) for person in hold.person_ids)
            yield from [Booking(1, str(hold.room_id), *span)] if hold.room_id else []


def _fields(record: Any) -> dict[str, Any]:
    fields = {name: getattr(record, name) for name in record.__slots__}
    return {name: _text(value) if _is_id(name) else value for name, value in fields.items()}


def _is_id(name: str) -> bool:
    return name.endswith(("_id", "_ids", "_by"))


def _text(value: Any) -> Any:
    if isinstance(value, tuple):
        return [str(one) for one in value]
    return None if value is None else str(value)
