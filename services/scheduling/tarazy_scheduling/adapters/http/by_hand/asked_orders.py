"""Orders as the board's forms ask for them: the same fields in the address of a preview and of its confirmation."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from tarazy_shared.contracts.fields import parse_instant
from tarazy_shared.pages.catalogue import message

from tarazy_scheduling.adapters.hearing_changes import Operation
from tarazy_scheduling.adapters.http.asked import read_day, read_number
from tarazy_scheduling.domain.commands import (
    ByHand,
    ExtendByHand,
    FixByHand,
    MergeByHand,
    Put,
    PutByHand,
    Seen,
    SwapByHand,
    VacateByHand,
)
from tarazy_scheduling.domain.model.hearing import Hearing
from tarazy_scheduling.domain.model.wanted import Wanted, WantedSitting

LARGEST = 2**31 - 1
NO_DAY = message("This is not a day. Write it as 2026-12-01.")
NO_TIME = message("This is not a time. Write it as 10:30.")
NO_MINUTES = message("This is not a number of minutes.")
NOT_CHOSEN = message("Choose one.")
NO_VERSION = message("The page is too old. Choose the hearing on the board again.")


@dataclass(frozen=True, slots=True)
class Wrong(Exception):
    """A field that cannot be read, and what to say of it."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What a form asks for; an undoing has no command yet."""

    operation: Operation
    seen: Seen
    command: ByHand | None


def read_version(given: Mapping[str, str]) -> int:
    """The version of a hearing as it was shown. Raises `Wrong`."""
    number = read_number(given.get("version", ""))
    if number is None or not 1 <= number <= LARGEST:
        raise Wrong("version", NO_VERSION)
    return number


def read_id(given: Mapping[str, str], name: str) -> UUID | None:
    """An id, if it is one."""
    try:
        return UUID(given.get(name, ""))
    except ValueError:
        return None


def asked_by(given: Mapping[str, str], hearing: Hearing, others: Mapping[UUID, Hearing], zone: ZoneInfo) -> Asked:
    """What is ordered of a hearing; `others`: with whom it may exchange its place. Raises `Wrong`."""
    seen = Seen(hearing.hearing_id, hearing.case_id, read_version(given))
    match given.get("operation"):
        case "move":
            return Asked("move", seen, PutByHand((Put(seen, _place(given, zone)),)))
        case "split":
            return Asked("split", seen, PutByHand((Put(seen, _sittings(given, hearing, zone)),)))
        case "swap":
            return Asked("swap", seen, SwapByHand(seen, _other(given, others)))
        case "merge":
            return Asked("merge", seen, MergeByHand(seen))
        case "fix":
            return Asked("fix", seen, FixByHand(seen, is_fixed=True))
        case "unfix":
            return Asked("unfix", seen, FixByHand(seen, is_fixed=False))
        case "vacate":
            return Asked("vacate", seen, VacateByHand(seen))
        case "extend":
            return Asked("extend", seen, ExtendByHand(seen, _until(given, hearing, zone)))
        case "undo":
            return Asked("undo", seen, None)
        case _:
            raise Wrong("operation", NOT_CHOSEN)


def other_id(given: Mapping[str, str]) -> UUID | None:
    """The hearing to exchange with: given as its id and the version that was shown."""
    return read_id({"other": given.get("other", "").partition(" ")[0]}, "other")


def _other(given: Mapping[str, str], others: Mapping[UUID, Hearing]) -> Seen:
    found = other_id(given)
    if found is None or found not in others:
        raise Wrong("other", NOT_CHOSEN)
    version = read_version({"version": given.get("other", "").partition(" ")[2]})
    return Seen(found, others[found].case_id, version)


def _place(given: Mapping[str, str], zone: ZoneInfo) -> Wanted:
    """One of the offers, or a day, a time and perhaps a room."""
    if offer := given.get("to"):
        start, _, room = offer.partition(" ")
        try:
            return Wanted.at(parse_instant(start), UUID(room) if room else None)
        except ValueError as error:
            raise Wrong("to", NOT_CHOSEN) from error
    return Wanted.at(instant_of(given, "day", "time", zone), read_id(given, "room"))


def _sittings(given: Mapping[str, str], hearing: Hearing, zone: ZoneInfo) -> Wanted:
    """Two sittings; what the first leaves of the minutes is the second's."""
    minutes = read_number(given.get("minutes", ""))
    whole = hearing.request.estimated_minutes
    if minutes is None or not 0 < minutes < whole:
        raise Wrong("minutes", NO_MINUTES)
    first = WantedSitting(instant_of(given, "day", "time", zone), minutes, read_id(given, "room"))
    second = WantedSitting(instant_of(given, "day2", "time2", zone), whole - minutes, read_id(given, "room2"))
    return Wanted((first, second))


def _until(given: Mapping[str, str], hearing: Hearing, zone: ZoneInfo) -> datetime:
    """A time of the day on which the hearing sits; of several days the one that is named."""
    day = given.get("day") or (hearing.placing.starts_at.astimezone(zone).date().isoformat() if hearing.placing else "")
    return instant_of({"day": day, "time": given.get("time", "")}, "day", "time", zone)


def instant_of(given: Mapping[str, str], day_field: str, time_field: str, zone: ZoneInfo) -> datetime:
    """A day and a time in the court's zone. Raises `Wrong`."""
    day = read_day(given.get(day_field, ""))
    if day is None:
        raise Wrong(day_field, NO_DAY)
    text = given.get(time_field, "").strip()
    try:
        clock = time.fromisoformat(f"0{text}" if len(text) == len("9:00") else text)
    except ValueError as error:
        raise Wrong(time_field, NO_TIME) from error
    if clock.tzinfo is not None:
        raise Wrong(time_field, NO_TIME)
    return datetime.combine(day, clock, zone)
