"""A rota as a whole court: what it says, in the terms of the court file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from tarazy_shared.contracts.contact import is_mailbox

from tarazy_local.importing.court_file import LISTS, CourtFile, check_court
from tarazy_local.importing.finding import Finding, UnreadableFile
from tarazy_local.importing.options import court_option, is_court_id, zone_option
from tarazy_local.importing.rota_file import Rota, Venue
from tarazy_local.importing.rota_person import RotaPerson
from tarazy_local.importing.rota_values import working_pattern
from tarazy_local.importing.week_shift import moved, shift_to

_IDS = UUID("5d1c7b52-6a52-5f0e-9d6d-1f6c2a1f0b46")
"""The name space of all ids that are made from a rota file's."""
_IN_POST_BEFORE = timedelta(weeks=52)
"""A rota says who sits in its period, not since when they have been in post."""

_SAME_BY = {"people": "person_id", "rooms": "room_id"}
"""By which field a row of `--with` completes one of the rota."""

Content = dict[str, Any]
Part = TypeVar("Part", dict[str, Any], list[Any])


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader decides about a rota besides what it says."""

    court_id: str | None = None
    """None: `rota-` and the justice area's id."""
    starting: date | None = None
    """The day on or after which the period begins; None: when it says."""
    zone: str = "Asia/Almaty"
    language: str = "en"


def rota_id(court_id: str, kind: str, file_id: str) -> str:
    """The UUID of a `person`, `post`, `room` or `absence` of a rota; the same for the same file id, always."""
    return str(uuid5(_IDS, f"{court_id}/{kind}/{file_id}"))


def court_of_rota(rota: Rota, reading: Reading, more: Mapping[str, Any] | None = None) -> CourtFile:
    """The court that a rota describes.

    `more` is the content of a court file that says what a rota cannot: its court and calendar stand above the
    rota's, its people and rooms complete those of the same id or come besides them.
    Raises `UnreadableFile` when the rota does not say which area it is about and `reading` does not either,
    when `more` names another court than `reading`, or when it is no part of a court file.
    """
    more = more or {}
    court_id = _court_id(rota, reading, more)
    reading, zone = _zoned(reading, more)
    shift = shift_to(rota.starts_on, reading.starting)
    notes: list[Finding] = []
    people, absences, sources = _people(rota, court_id, zone, shift, notes)
    rooms = [_room(court_id, venue) for venue in rota.venues]
    sources |= {f"rooms[{position}]": venue.where for position, venue in enumerate(rota.venues)}
    content: Content = {
        "court": _court(rota, court_id, reading),
        "calendar": {
            "closed": [moved(day, shift).isoformat() for day in rota.closed_days],
            "open": [moved(day, shift).isoformat() for day in rota.weekend_days],
        },
        "rooms": rooms,
        "people": people,
        "absences": absences,
    }
    if shift:
        notes.append(Finding("rotaPeriod", "", f"moved {shift.days // 7} weeks, to {moved(rota.starts_on, shift)}"))
    checked = check_court(_completed(content, more, sources))
    return replace(
        checked,
        problems=[*rota.problems, *(_traced(problem, sources) for problem in checked.problems)],
        notes=[*notes, *rota.notes],
        unread=rota.unread + checked.unread,
        sources={row: sources.get(place, place) for row, place in checked.sources.items()},
    )


def _court_id(rota: Rota, reading: Reading, more: Mapping[str, Any]) -> str:
    said = _part(more, "court", dict).get("court_id")
    if reading.court_id and said not in (None, reading.court_id):
        raise UnreadableFile(Finding("--with", "court.court_id", f"Is {said!r}, but --court says {reading.court_id!r}"))
    if reading.court_id or said:
        return court_option(reading.court_id or str(said))
    court_id = f"rota-{rota.area_id.lower()}"
    if not rota.area_id or not is_court_id(court_id):
        why = f"{rota.area_id!r} makes no court_id" if rota.area_id else "Is missing"
        text = f"{why}: name the court with --court, such as rota-46"
        raise UnreadableFile(Finding("rotaPeriod", "justiceAreaId", text))
    return court_id


def _zoned(reading: Reading, more: Mapping[str, Any]) -> tuple[Reading, ZoneInfo]:
    """The days of a rota are days of the court, whose zone `more` may say."""
    said = _part(more, "court", dict).get("zone")
    if said is None:
        return reading, zone_option(reading.zone)
    return replace(reading, zone=str(said)), zone_option(str(said), "--with, court.zone")


def _court(rota: Rota, court_id: str, reading: Reading) -> Content:
    area = rota.area_name or f"Justice area {rota.area_id or court_id}"
    return {
        "court_id": court_id,
        "name": dict.fromkeys(("kk", "ru", "en"), area),
        "zone": reading.zone,
        "language": reading.language,
    }


def _room(court_id: str, venue: Venue) -> Content:
    room = {"room_id": rota_id(court_id, "room", venue.venue_id), "name": venue.name}
    return {**room, "building": venue.building} if venue.building else room


def _people(
    rota: Rota, court_id: str, zone: ZoneInfo, shift: timedelta, notes: list[Finding]
) -> tuple[list[Content], list[Content], dict[str, str]]:
    people: list[Content] = []
    absences: list[Content] = []
    sources: dict[str, str] = {}
    since_unsaid = [one for one in rota.people if one.appointed_on is None]
    if since_unsaid:
        text = f"not said for {len(since_unsaid)} people: in post since 52 weeks before the period"
        notes.append(Finding(since_unsaid[0].where, "assignments", text))
    for one in rota.people:
        if one.leaves_on is not None and one.leaves_on < rota.starts_on:
            notes.append(Finding(one.where, "leavingDate", "not taken: left before the period"))
            continue
        if one.halves is not None and not one.halves:
            notes.append(Finding(one.where, "sittingPattern", "not taken: sits on no half-day of the week"))
            continue
        if one.halves is None:
            notes.append(Finding(one.where, "sittingPattern", "not said: sits whenever the court does"))
        from_on = moved(one.appointed_on or moved(rota.starts_on, -_IN_POST_BEFORE), shift)
        sources[f"people[{len(people)}]"] = one.where
        person = _person(one, court_id, from_on, shift, notes)
        people.append(person)
        for first, last in _away(one, shift, notes, from_on):
            sources[f"absences[{len(absences)}]"] = one.where
            absences.append(
                {
                    "absence_id": rota_id(court_id, "absence", f"{one.rota_id}/{first.isoformat()}"),
                    "person_id": person["person_id"],
                    "kind": "other",
                    "starts_at": _midnight(first, zone),
                    "ends_at": _midnight_after(last, zone),
                }
            )
    return people, absences, sources


def _person(one: RotaPerson, court_id: str, from_on: date, shift: timedelta, notes: list[Finding]) -> Content:
    person: Content = {
        "person_id": rota_id(court_id, "person", one.rota_id),
        "post_id": rota_id(court_id, "post", one.rota_id),
        "role": "judge" if one.presides else "lay_judge",
        "name": one.name,
        "from_on": from_on.isoformat(),
        "specialisms": list(one.specialisms),
    }
    if one.leaves_on is not None:
        person["to_on"] = moved(one.leaves_on, shift).isoformat()
    if one.halves is not None:
        person["working_pattern"] = working_pattern(one.halves)
    if one.email and is_mailbox(one.email):
        person["contacts"] = [{"channel": "email", "address": one.email}]
    elif one.email:
        notes.append(Finding(one.where, "emailAddress", f"not used: {one.email!r} is no mailbox"))
    return person


def _away(one: RotaPerson, shift: timedelta, notes: list[Finding], from_on: date) -> Sequence[tuple[date, date]]:
    """First and last days of each absence.

    A day stands for itself even beside its neighbour, so that a later file which adds a day changes no other.
    """
    days = [day for day in one.days_away if not any(start <= day <= end for start, end in one.inactive)]
    spans = [*one.inactive, *((day, day) for day in days)]
    all_of_them = sorted((moved(start, shift), moved(end, shift)) for start, end in spans)
    last = moved(one.leaves_on, shift) if one.leaves_on else None
    kept = [(start, end) for start, end in all_of_them if end >= from_on and (last is None or start <= last)]
    if len(kept) < len(all_of_them):
        text = f"{len(all_of_them) - len(kept)} not used: outside the time in post"
        notes.append(Finding(one.where, "nonAvailabilityDates", text))
    return kept


def _midnight(day: date, zone: ZoneInfo) -> str:
    return _written(datetime(day.year, day.month, day.day, tzinfo=zone))


def _midnight_after(last: date, zone: ZoneInfo) -> str:
    if last == date.max:
        # The last day of the calendar has no day after it: whoever is away until then is away for good.
        return _written(datetime(last.year, last.month, last.day, 23, 59, tzinfo=zone))
    return _midnight(last + timedelta(days=1), zone)


def _written(local: datetime) -> str:
    """An instant as RFC 3339 has it: with an offset of whole minutes, which local mean time had not."""
    try:
        instant = local.astimezone(UTC)
    except OverflowError:
        return local.replace(tzinfo=UTC).isoformat()
    has_seconds = (local.utcoffset() or timedelta()) % timedelta(minutes=1)
    return (instant if has_seconds else local).isoformat()


def _completed(content: Content, more: Mapping[str, Any], sources: dict[str, str]) -> Content:
    completed = {**content}
    for name in ("court", "calendar"):
        completed[name] = {**content[name], **_part(more, name, dict)}
    for name in LISTS:
        rows = list(content.get(name, []))
        identity = _SAME_BY.get(name)
        told = {row[identity]: position for position, row in enumerate(rows)} if identity else {}
        for number, row in enumerate(_part(more, name, list)):
            known = row.get(identity) if isinstance(row, dict) else None
            place = told.get(known.lower()) if isinstance(known, str) else None
            if place is not None:
                rows[place] = {**rows[place], **row}
            else:
                sources[f"{name}[{len(rows)}]"] = f"--with, {name}[{number}]"
                rows.append(row)
        completed[name] = rows
    return completed


def _part(more: Mapping[str, Any], name: str, kind: type[Part]) -> Part:
    part = more.get(name)
    if part is None:
        return kind()
    if not isinstance(part, kind):
        raise UnreadableFile(Finding("--with", name, "Must be a list" if kind is list else "Must be an object"))
    return part


def _traced(problem: Finding, sources: Mapping[str, str]) -> Finding:
    return replace(problem, where=sources.get(problem.where, problem.where))
