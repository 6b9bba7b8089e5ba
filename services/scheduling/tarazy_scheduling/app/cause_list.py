"""A day's public list: what a reader of the list may know of each sitting, and in which words."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from tarazy_scheduling.domain.model.case import Party

State = Literal["listed", "in_progress", "held"]

INITIALS_ONLY = ("civil.family", "juvenile.")
"""Categories in which nobody is named in full."""

_SIDES = ("claimant", "defendant", "accused", "victim")
"""Roles that the public list names, in this order; others are there to help the court."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One sitting as the court knows it."""

    hearing_id: UUID
    case_id: UUID
    sequence: int
    starts_at: datetime
    ends_at: datetime
    room_id: UUID
    room_name: str
    building: str | None
    judges: tuple[str, ...]
    hearing_type: str
    channel: str
    interpreter_languages: tuple[str, ...]
    case_number: str
    category: str
    is_confidential: bool
    parties: tuple[Party, ...]
    is_over: bool
    is_promised: bool = False
    """Whether people know no more than the days within which it sits."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One sitting as the public may see it. A confidential one has neither number, subject nor parties."""

    starts_at: datetime
    ends_at: datetime
    room_name: str
    building: str | None
    judges: tuple[str, ...]
    state: State
    confidential: bool
    hearing_type: str | None
    category: str | None
    case_number: str | None
    channel: str
    interpreter_languages: tuple[str, ...]
    parties: tuple[tuple[str, tuple[str, ...]], ...]
    """(role, names) for each side that is named."""


def public_entries(listed: Sequence[Listed], now: datetime) -> list[Entry]:
    """The list of a day as it hangs at the door: without what people are still to be told the date of."""
    return [_entry(sitting, now) for sitting in listed if not sitting.is_promised]


def shown(entry: Entry, zone: ZoneInfo) -> dict[str, Any]:
    """An entry for programs, but for its state, which time alone changes."""
    return {
        "starts_at": entry.starts_at.astimezone(zone),
        "ends_at": entry.ends_at.astimezone(zone),
        "room_name": entry.room_name,
        "building": entry.building,
        "judges": entry.judges,
        "confidential": entry.confidential,
        "hearing_type": entry.hearing_type,
        "category": entry.category,
        "case_number": entry.case_number,
        "channel": entry.channel,
        "interpreter_languages": entry.interpreter_languages,
        "parties": [{"role": role, "names": people} for role, people in entry.parties],
    }


def document_of(court_id: str, name: Mapping[str, str], zone: ZoneInfo, day: date, entries: Sequence[Entry]) -> bytes:
    """A day's list as it is published: the same list is always the same bytes."""
    listed = [shown(entry, zone) for entry in entries]
    whole = {"court_id": court_id, "name": name, "day": day, "hearings": listed}
    return json.dumps(whole, default=_as_text, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"


def initials(name: str) -> str:
    """`Асель Кайратовна Нурпеисова` as `А. К. Н.`; an organisation has none."""
    return "\u00a0".join(f"{word[0].upper()}." for word in re.split(r"[\s.]+", name) if word)


def _as_text(value: date | datetime) -> str:
    return value.isoformat()


def _entry(sitting: Listed, now: datetime) -> Entry:
    hidden = sitting.is_confidential
    return Entry(
        starts_at=sitting.starts_at,
        ends_at=sitting.ends_at,
        room_name=sitting.room_name,
        building=sitting.building,
        judges=sitting.judges,
        state=_state(sitting, now),
        confidential=hidden,
        hearing_type=None if hidden else sitting.hearing_type,
        category=None if hidden else sitting.category,
        case_number=None if hidden else sitting.case_number,
        channel=sitting.channel,
        interpreter_languages=() if hidden else sitting.interpreter_languages,
        parties=() if hidden else _sides(sitting),
    )


def _state(sitting: Listed, now: datetime) -> State:
    if sitting.is_over or sitting.ends_at <= now:
        return "held"
    return "in_progress" if sitting.starts_at <= now else "listed"


def _sides(sitting: Listed) -> tuple[tuple[str, tuple[str, ...]], ...]:
    protected = sitting.category.startswith(INITIALS_ONLY) or any(party.minor for party in sitting.parties)
    sides = []
    for role in _SIDES:
        names = tuple(
            initials(party.name) if protected and party.kind == "person" else party.name
            for party in sitting.parties
            if party.role == role
        )
        if names:
            sides.append((role, names))
    return tuple(sides)
