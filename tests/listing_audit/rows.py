"""A court as rows, the way the database has them: nothing of how scheduling decides is used to read them."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

Id = str


@dataclass(frozen=True)
class Booking:
    """Who or what is taken when, by which hearing or hold."""

    kind: int
    resource: Id
    starts_at: datetime
    ends_at: datetime
    key: Id
    lane: int = 0


@dataclass(frozen=True)
class Away:
    """Somebody or a room that cannot be had."""

    resource: Id
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Told:
    """An event about a hearing: when it was decided, and its data."""

    at: datetime
    type: str
    data: dict[str, Any]


@dataclass(frozen=True)
class Rules:
    """Rules of listing, and when they were entered."""

    entered_at: datetime
    valid_from: date
    changeover_minutes: int = 0
    travel_minutes: int = 0
    sitting_limit_minutes: int | None = None


@dataclass
class Rows:
    """One court. Documents are JSON as stored."""

    court_id: str
    zone: ZoneInfo
    hours: list[tuple[time, time]]
    weekdays: set[str]
    slot_minutes: int
    closed: set[date] = field(default_factory=set)
    """Public holidays included."""
    open: set[date] = field(default_factory=set)
    rooms: dict[Id, dict[str, Any]] = field(default_factory=dict)
    posts: dict[Id, dict[str, Any]] = field(default_factory=dict)
    away: list[Away] = field(default_factory=list)
    suspensions: list[tuple[Id, date, date | None]] = field(default_factory=list)
    hearings: dict[Id, dict[str, Any]] = field(default_factory=dict)
    cases: dict[Id, dict[str, Any]] = field(default_factory=dict)
    bookings: list[Booking] = field(default_factory=list)
    holds: dict[Id, dict[str, Any]] = field(default_factory=dict)
    overbookings: list[dict[str, Any]] = field(default_factory=list)
    rules: list[Rules] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    """In order; events that gave a hearing its place."""

    def day(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()

    def is_open(self, day: date) -> bool:
        if day in self.open:
            return True
        name = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[day.weekday()]
        return day not in self.closed and name in self.weekdays

    def rules_on(self, day: date, known_at: datetime) -> Rules:
        """The rules of a day as they were known at an instant."""
        known = [one for one in self.rules if one.entered_at <= known_at and one.valid_from <= day]
        return max(known, key=lambda one: (one.valid_from, one.entered_at), default=Rules(known_at, day))
