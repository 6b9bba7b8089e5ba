"""The earliest place of a hearing, found by trying every start, every building and everybody."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from tests.listing_audit.checking import MINUTE, ROOM, on_duty
from tests.listing_audit.rows import Id, Rows


@dataclass
class Sessions:
    """What the court has laid down about its half days: records with the fields that their tables have."""

    blocks: list[Any] = field(default_factory=list)
    preferences: list[Any] = field(default_factory=list)


@dataclass
class Search:
    """One hearing that fits into a sitting hour, asked for at no given start and linked to nothing."""

    rows: Rows
    sessions: Sessions
    key: Id
    now: datetime
    first_day: date
    last_day: date

    def earliest(self) -> datetime | None:
        """The start of the place that the hearing has to get."""
        for n in range((self.last_day - self.first_day).days + 1):
            day = self.first_day + timedelta(n)
            starts = [one for one in self._starts(day) if self._fits(one)] if self.rows.is_open(day) else []
            if starts:
                half = self._preferred(day)
                return min(starts, key=lambda one: (half is not None and self._half(one) != half, one))
        return None

    @property
    def _request(self) -> dict[str, Any]:
        request: dict[str, Any] = self.rows.hearings[self.key]["request"]
        return request

    @property
    def _length(self) -> timedelta:
        slot, asked = self.rows.slot_minutes, int(self._request["estimated_minutes"])
        return -(-asked // slot) * slot * MINUTE

    @property
    def _case(self) -> dict[str, Any]:
        case: dict[str, Any] = self.rows.cases[self.rows.hearings[self.key]["case_id"]]
        return case

    def _starts(self, day: date) -> Iterator[datetime]:
        for begins, ends in self.rows.hours:
            start = datetime.combine(day, begins, self.rows.zone)
            while start + self._length <= datetime.combine(day, ends, self.rows.zone):
                if start >= self.now:
                    yield start
                start += self.rows.slot_minutes * MINUTE

    def _fits(self, start: datetime) -> bool:
        request, rows = self._request, self.rows
        named = request["attendee_ids"]
        parties = [one for one in self._case["parties"] if named is None or one["party_id"] in named]
        attending = {one["person_id"] or one["party_id"] for one in parties}
        judges = [self._case["judge_id"], *(self._case["panel"] if request["judges"] > 1 else [])]
        buildings = {one["building"] or "" for one in rows.rooms.values()}
        features = set(request["room_features"])
        return (
            all(self._serves(one, start) and self._within_limit(one, start) for one in judges)
            and not any(self._is_kept(one, start) for one in judges)
            and any(
                all(self._is_there(one, start, name) for one in {*attending, *judges})
                and any(
                    (room["building"] or "") == name
                    and features <= set(room["features"])
                    and self._is_empty(key, start)
                    for key, room in rows.rooms.items()
                )
                and self._somebody("clerk", None, attending, start, name)
                and all(
                    self._somebody("interpreter", language, attending, start, name)
                    for language in request["interpreter_languages"]
                )
                for name in buildings
            )
        )

    def _somebody(self, role: str, language: str | None, attending: set[Id], start: datetime, building: str) -> bool:
        of_role = [key for key, post in self.rows.posts.items() if post["role"] == role]
        if role == "clerk" and not of_role:
            return True
        return any(
            key not in attending
            and (language is None or language in self.rows.posts[key]["languages"])
            and self._serves(key, start)
            and self._is_there(key, start, building)
            for key in of_role
        )

    def _serves(self, person: Id, start: datetime) -> bool:
        return not list(on_duty(self.rows, self.key, person, start))

    def _is_there(self, person: Id, start: datetime, building: str) -> bool:
        way = self._rules(start).travel_minutes * MINUTE
        if self._is_away(person, start):
            return False
        for one in self.rows.bookings:
            if one.resource == person and one.key != self.key:
                elsewhere = self._building(one.key, one.starts_at)
                gap = way if elsewhere not in (None, building) else timedelta()
                if one.starts_at - gap < start + self._length and start < one.ends_at + gap:
                    return False
        return True

    def _is_empty(self, room: Id, start: datetime) -> bool:
        gap, closed_at = self._rules(start).changeover_minutes * MINUTE, self.rows.rooms[room]["closed_at"]
        if self._is_away(room, start) or (closed_at and start + self._length > closed_at) or self._is_kept(room, start):
            return False
        return not any(
            one.starts_at - gap < start + self._length and start < one.ends_at + gap
            for one in self.rows.bookings
            if one.resource == room and one.key != self.key
        )

    def _is_away(self, resource: Id, start: datetime) -> bool:
        end = start + self._length
        return any(one.resource == resource and one.starts_at < end and start < one.ends_at for one in self.rows.away)

    def _within_limit(self, judge: Id, start: datetime) -> bool:
        limit = self._rules(start).sitting_limit_minutes
        day, sat = self.rows.day(start), set[datetime]()
        for one in self.rows.bookings:
            if one.resource == judge and one.key != self.key and self.rows.day(one.starts_at) == day:
                sat |= {one.starts_at + n * MINUTE for n in range((one.ends_at - one.starts_at) // MINUTE)}
        return limit is None or not sat or len(sat) + self._length // MINUTE <= limit

    def _building(self, key: Id, start: datetime) -> str | None:
        """Where somebody is; None where that is not said."""
        room = next(
            (b.resource for b in self.rows.bookings if (b.kind, b.key, b.starts_at) == (ROOM, key, start)), None
        )
        return (self.rows.rooms[room]["building"] or "") if room else None

    def _is_kept(self, resource: Id, start: datetime) -> bool:
        day, today = self.rows.day(start), self.rows.day(self.now)
        name = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[day.weekday()]
        return any(
            str(one.resource_id) == resource
            and not one.is_ended
            and (one.weekday, one.half) == (name, self._half(start))
            and one.from_on <= day <= (one.to_on or day)
            and (day - today).days > one.release_days
            and self._request["hearing_type"] not in one.hearing_types
            and self._case["category"] not in one.categories
            for one in self.sessions.blocks
        )

    def _preferred(self, day: date) -> str | None:
        judge = self._case["judge_id"]
        begun = [one for one in self.sessions.preferences if str(one.person_id) == judge and one.from_on <= day]
        last = max(begun, key=lambda one: one.from_on, default=None)
        return last.half if last and day <= (last.to_on or day) else None

    def _half(self, start: datetime) -> str:
        return "am" if start.astimezone(self.rows.zone).time() < self.rows.hours[0][1] else "pm"

    def _rules(self, start: datetime) -> Any:
        return self.rows.rules_on(self.rows.day(start), self.now)
