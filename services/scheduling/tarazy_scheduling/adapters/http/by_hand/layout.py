"""Where things stand on a court's board: rows of five minutes, given to the style sheet as classes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

STEP = 5
"""Minutes of a row."""
Kind = Literal["hearing", "offer", "away", "rest", "held"]


@dataclass(frozen=True, slots=True)
class Hours:
    """From which hour to which a board's days go."""

    first: int
    last: int
    """The hour after the last."""
    breaks: tuple[tuple[time, time], ...]

    @classmethod
    def of(cls, sitting_hours: Sequence[tuple[time, time]]) -> "Hours":
        """Those of a court, breaks included."""
        begins = [begin for begin, _ in sitting_hours]
        ends = [end for _, end in sitting_hours]
        if not begins:
            return cls(9, 18, ())
        last = max(end.hour + (1 if end.minute else 0) for end in ends)
        return cls(min(begins).hour, last, tuple(zip(ends[:-1], begins[1:], strict=True)))

    @property
    def classes(self) -> str:
        """Of the board."""
        return f"from{self.first} hours{self.last - self.first}"

    def rows(self, start: datetime, end: datetime) -> str:
        """Classes for a span of one day, in the court's zone; empty for one that lies outside of the hours."""
        begins = max(start.hour * 60 + start.minute, self.first * 60)
        same_day = end.date() == start.date()
        ends = min(end.hour * 60 + end.minute if same_day else 24 * 60, self.last * 60)
        if ends <= begins:
            return ""
        begins -= begins % STEP
        steps = -(-(ends - begins) // STEP)
        classes = [f"h{begins // 60}", f"m{begins % 60 // STEP}", f"lh{steps // 12}", f"lm{steps % 12}"]
        return " ".join(one for one in classes if one not in ("m0", "lh0", "lm0"))


@dataclass(frozen=True, slots=True)
class Slot:
    """Something in a lane."""

    kind: Kind
    rows: str
    starts_at: datetime | None = None
    hearing_id: UUID | None = None
    label: str = ""
    """What stands beside the time."""
    more: str = ""
    """A second line, if there is room for it."""
    minutes: int = 60
    in_custody: bool = False
    is_over: bool = False
    is_fixed: bool = False
    is_chosen: bool = False
    number: int = 0
    """Of an offer."""
    untold: int = 0
    """People who are not provably told of a hearing that is near."""
    declined: int = 0
    """People who answered that they do not come."""

    @property
    def is_short(self) -> bool:
        """No room for a second line."""
        return self.minutes < 30

    @property
    def is_tiny(self) -> bool:
        """Hardly room for one."""
        return self.minutes < 20


@dataclass(frozen=True, slots=True)
class Lane:
    """A judge's or a room's day."""

    name: str
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the week."""

    day: date
    is_closed: bool
    lanes: tuple[Lane, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """Something that takes time of one lane."""

    lane: UUID
    starts_at: datetime
    ends_at: datetime
    slot: Slot


def lay_out(
    days: Iterable[tuple[date, bool]], lanes: Mapping[UUID, str], spans: Iterable[Span], hours: Hours, zone: ZoneInfo
) -> list[Day]:
    """The days with their lanes, each with what is in it by time."""
    of_day: dict[tuple[date, UUID], list[tuple[datetime, Slot]]] = {}
    for span in spans:
        start, end = span.starts_at.astimezone(zone), span.ends_at.astimezone(zone)
        if rows := hours.rows(start, end):
            placed = replace(span.slot, rows=rows, minutes=int((end - start).total_seconds() // 60))
            of_day.setdefault((start.date(), span.lane), []).append((start, placed))
    return [
        Day(day, is_closed, tuple(Lane(name, _in_time(of_day.get((day, lane), ()))) for lane, name in lanes.items()))
        for day, is_closed in days
    ]


def _in_time(slots: Iterable[tuple[datetime, Slot]]) -> tuple[Slot, ...]:
    return tuple(slot for _, slot in sorted(slots, key=lambda one: one[0]))


def rests(days: Iterable[date], lanes: Iterable[UUID], hours: Hours, zone: ZoneInfo, word: str) -> Iterable[Span]:
    """The breaks of each day in each lane; the word stands in the first."""
    for day in days:
        for position, lane in enumerate(lanes):
            for begin, end in hours.breaks:
                span = datetime.combine(day, begin, zone), datetime.combine(day, end, zone)
                yield Span(lane, *span, Slot("rest", "", label="" if position else word))


def by_day(
    lane: UUID, starts_at: datetime, ends_at: datetime, zone: ZoneInfo, days: Iterable[date], slot: Slot
) -> Iterable[Span]:
    """Something that may take longer than a day, cut into the days that it touches."""
    for day in days:
        begins = datetime.combine(day, time(), zone)
        ends = datetime.combine(day, time(23, 59), zone)
        if starts_at < ends and begins < ends_at:
            yield Span(lane, max(starts_at, begins), min(ends_at, ends), slot)
