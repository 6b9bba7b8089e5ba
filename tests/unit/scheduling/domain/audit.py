"""An auditor who knows the contract and what went in and came out, and nothing of how scheduling decides.

Everything is checked by brute force from the told facts: no code of the engine is used.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

from tarazy_scheduling.domain import facts
from tarazy_scheduling.domain.model.case import Party
from tarazy_scheduling.domain.model.hearing import Placing, Request, Sitting

from tests.unit.scheduling.domain.courts import ALMATY

HOURS = ((time(9), time(13)), (time(14), time(18)))
Span = tuple[datetime, datetime]


@dataclass
class Truth:
    """What went in."""

    slot_minutes: int
    notice: dict[str, int]
    closed_days: set[date] = field(default_factory=set)
    rooms: dict[UUID, frozenset[str]] = field(default_factory=dict)
    clerks: set[UUID] = field(default_factory=set)
    judges: set[UUID] = field(default_factory=set)
    away: dict[UUID, tuple[UUID, datetime, datetime]] = field(default_factory=dict)
    """By absence or unavailability: who, from, to."""
    last_day: dict[UUID, date] = field(default_factory=dict)
    suspended: set[UUID] = field(default_factory=set)
    parties: dict[UUID, tuple[Party, ...]] = field(default_factory=dict)
    """By case."""
    case_of: dict[UUID, UUID] = field(default_factory=dict)
    """By hearing."""
    requests: dict[UUID, Request] = field(default_factory=dict)
    """By hearing, the latest."""

    def is_open(self, day: date) -> bool:
        return day.weekday() < 5 and day not in self.closed_days

    def attendees(self, hearing_id: UUID) -> list[Party]:
        named = self.requests[hearing_id].attendee_ids
        parties = self.parties[self.case_of[hearing_id]]
        return [party for party in parties if named is None or party.party_id in named]

    def is_away(self, who: UUID, span: Span) -> bool:
        start, end = span
        if any(who == one and start < ends and begins < end for one, begins, ends in self.away.values()):
            return True
        return who in self.suspended or end.astimezone(ALMATY).date() > self.last_day.get(who, date.max)

    def first_day(self, request: Request, today: date) -> date:
        """The first day that leaves the notice."""
        days = self.notice[request.hearing_type]
        if request.priority in ("urgent", "custody"):
            days = 0
        if request.min_notice_days is not None:
            days = request.min_notice_days
        day = today
        while sum(self.is_open(today + timedelta(n)) for n in range(1, (day - today).days)) < days:
            day += timedelta(1)
        return day


@dataclass
class Audit:
    """What came out, record after record."""

    truth: Truth
    standing: dict[UUID, Placing] = field(default_factory=dict)
    versions: Counter[UUID] = field(default_factory=Counter)
    allocations: Counter[UUID] = field(default_factory=Counter)
    judge_of: dict[UUID, UUID] = field(default_factory=dict)
    unlisted: dict[UUID, tuple[str, ...]] = field(default_factory=dict)
    held: set[UUID] = field(default_factory=set)
    over: set[UUID] = field(default_factory=set)
    """Held, be it at another time than it was booked for."""
    links: list[tuple[int, str, str]] = field(default_factory=list)
    moving: UUID | None = None
    """The hearing that a person moves just now."""
    by_hand: dict[UUID, tuple[Sitting, ...]] = field(default_factory=dict)
    """By hearing the sittings that a person chose: they may lie outside the window."""
    ever_away: set[UUID] = field(default_factory=set)
    """Who was on leave, suspended or gone at some time."""

    def reads(self, told: list[Any], now: datetime) -> None:
        """Check each record as it comes, and the state after it."""
        away = (who for who, _, _ in self.truth.away.values())
        self.ever_away.update(away, self.truth.suspended, self.truth.last_day)
        for fact in told:
            match fact:
                case facts.CaseAllocated() | facts.CaseReallocated():
                    self._allocated(fact)
                case facts.CaseUnallocated():
                    self.judge_of.pop(fact.case_id, None)
                case facts.HearingScheduled() | facts.HearingRescheduled():
                    self._placed(fact, now)
                case facts.HearingCancelled() | facts.HearingUnlisted() | facts.HearingRecorded():
                    self._ended(fact)
            self._nobody_is_in_two_places()

    def checks_answer(self, hearing_id: UUID, request_version: int, told: list[Any]) -> None:
        """An accepted request version has exactly one answer under its own cause."""
        kinds = (facts.HearingScheduled, facts.HearingRescheduled, facts.HearingUnlisted)
        answers = [one for one in told if isinstance(one, kinds) and one.hearing_id == hearing_id]
        assert len(answers) == 1, answers
        assert answers[0].request_version == request_version
        if isinstance(answers[0], facts.HearingRescheduled):
            assert answers[0].reason == "request_changed"

    def finds_no_place_for_unlisted(self, now: datetime) -> None:
        """What is unlisted for want of room really has no place, whatever happened since."""
        for hearing_id, reasons in self.unlisted.items():
            request = self.truth.requests[hearing_id]
            if "case_closed" in reasons or self.truth.case_of[hearing_id] not in self.judge_of:
                continue
            if request.starts_at or request.estimated_minutes > 240 or request.link:
                continue
            assert not list(self._places(hearing_id, request, now)), (hearing_id, reasons)

    def expects_nobody_who_is_away(self, now: datetime) -> None:
        """What stands and has not begun can take place: nobody is away, no room shut, no day closed."""
        for hearing_id, placing in self.standing.items():
            if hearing_id in self.held or placing.sittings[0].starts_at <= now:
                continue
            for sitting in placing.sittings:
                assert self.truth.is_open(sitting.starts_at.astimezone(ALMATY).date())
                for who in (*placing.people, sitting.room_id):
                    assert not self.truth.is_away(who, (sitting.starts_at, sitting.ends_at)), "somebody is away"

    def expects_links_to_be_kept(self, now: datetime) -> None:
        """What stands and has not begun lies before, after or on the days of what it is linked to, which stands too."""
        for hearing_id, placing in self.standing.items():
            request = self.truth.requests[hearing_id]
            if not request.linked_hearing_id or hearing_id in self.held or placing.sittings[0].starts_at <= now:
                continue
            other = self.standing.get(request.linked_hearing_id)
            if other is None:
                assert request.linked_hearing_id in self.over, "linked to what does not stand"
            elif request.link == "before":
                assert placing.ends_at <= other.starts_at
            elif request.link == "after":
                assert other.ends_at <= placing.starts_at
            else:
                assert _days(placing) <= _days(other)

    def _allocated(self, fact: Any) -> None:
        self.allocations[fact.case_id] += 1
        assert fact.version == self.allocations[fact.case_id]
        assert isinstance(fact, facts.CaseAllocated) == (fact.version == 1)
        assert fact.person_id in self.truth.judges
        self.judge_of[fact.case_id] = fact.person_id
        proof = fact.proof
        number, previous = (self.links[-1][0], self.links[-1][2]) if self.links else (0, "0" * 64)
        assert (proof.number, proof.previous_hash) == (number + 1, previous)
        self.links.append((proof.number, proof.previous_hash, proof.hash))

    def _placed(self, fact: Any, now: datetime) -> None:
        hearing_id, placing = fact.hearing_id, fact.placing
        self._counts(fact)
        before = self.standing.get(hearing_id)
        if isinstance(fact, facts.HearingScheduled):
            assert before is None, "scheduled although it stood"
        else:
            assert before == fact.previous, "rescheduled from where it did not stand"
        request = self.truth.requests[hearing_id]
        self._right_judge_sits(fact, request, self.judge_of[fact.case_id])
        assert placing.clerk in self.truth.clerks or (placing.clerk is None and not self.truth.clerks)
        assert list(placing.attendee_ids) == [party.party_id for party in self.truth.attendees(hearing_id)]
        assert set(placing.attending) == {p.person_id or p.party_id for p in self.truth.attendees(hearing_id)}
        if hearing_id == self.moving:
            self.by_hand[hearing_id] = placing.sittings
        is_chosen = self.by_hand.get(hearing_id) == placing.sittings
        self._times(request, placing, in_window=not is_chosen)
        moved = before is None or [(s.starts_at, s.ends_at) for s in before.sittings] != [
            (s.starts_at, s.ends_at) for s in placing.sittings
        ]
        first = placing.sittings[0].starts_at
        if moved:
            self._days_follow_each_other(placing)
            assert len(placing.sittings) == 1 or is_chosen or request.starts_at or request.estimated_minutes > 240
            assert first >= now
            today = now.astimezone(ALMATY).date()
            assert first.astimezone(ALMATY).date() >= self.truth.first_day(request, today), "notice too short"
        assert all(request.room_features <= self.truth.rooms[sitting.room_id] for sitting in placing.sittings)
        self.standing[hearing_id] = placing
        self.unlisted.pop(hearing_id, None)

    def _right_judge_sits(self, fact: Any, request: Request, judge: UUID) -> None:
        """The judge of the case, or a substitute where that one went away."""
        placing = fact.placing
        if placing.substitute_for is None:
            assert placing.judges == (judge,)
            return
        (sits,) = placing.judges
        assert placing.substitute_for == judge
        assert sits != judge
        assert sits in self.truth.judges
        assert request.hearing_type not in ("continued", "judgment")
        assert judge in self.ever_away, "only after the judge went away"

    def _times(self, request: Request, placing: Placing, *, in_window: bool) -> None:
        slot = self.truth.slot_minutes
        minutes = 0
        for sitting in placing.sittings:
            start, end = sitting.starts_at.astimezone(ALMATY), sitting.ends_at.astimezone(ALMATY)
            assert start.date() == end.date()
            assert request.earliest_on <= start.date() <= request.latest_on or not in_window
            assert self.truth.is_open(start.date())
            assert any(begins <= start.time() < end.time() <= ends for begins, ends in HOURS), (start, end)
            assert (start.minute + start.hour * 60 - HOURS[0][0].hour * 60) % slot == 0
            minutes += int((end - start).total_seconds() // 60)
        assert minutes == -(-request.estimated_minutes // slot) * slot

    def _days_follow_each_other(self, placing: Placing) -> None:
        days = sorted({sitting.starts_at.astimezone(ALMATY).date() for sitting in placing.sittings})
        for one, following in pairwise(days):
            between = [one + timedelta(n) for n in range(1, (following - one).days)]
            assert not any(self.truth.is_open(day) for day in between), "days do not follow each other"

    def _ended(self, fact: Any) -> None:
        self._counts(fact)
        before = self.standing.get(fact.hearing_id)
        if isinstance(fact, facts.HearingRecorded):
            if fact.outcome == "held":
                self.over.add(fact.hearing_id)
            kept = [one for one in before.sittings if self._was_held(fact, one)] if before else []
            self.standing.pop(fact.hearing_id, None)
            if before and kept:
                self.standing[fact.hearing_id] = replace(before, sittings=tuple(kept))
                self.held.add(fact.hearing_id)
            self.unlisted.pop(fact.hearing_id, None)
            return
        assert fact.previous == before
        self.standing.pop(fact.hearing_id, None)
        self.unlisted.pop(fact.hearing_id, None)
        if isinstance(fact, facts.HearingUnlisted):
            assert fact.conflicts
            self.unlisted[fact.hearing_id] = tuple(conflict.code for conflict in fact.conflicts)

    def _was_held(self, fact: Any, sitting: Sitting) -> bool:
        """What begins when the hearing has ended already does not take place."""
        return bool(fact.outcome == "held" and sitting.starts_at < fact.ended_at)

    def _counts(self, fact: Any) -> None:
        self.versions[fact.hearing_id] += 1
        assert fact.version == self.versions[fact.hearing_id], "a version is missing or doubled"

    def _nobody_is_in_two_places(self) -> None:
        taken = sorted(
            (str(who), s.starts_at, s.ends_at)
            for placing in self.standing.values()
            for s in placing.sittings
            for who in {*placing.people, s.room_id}
        )
        for one, following in pairwise(taken):
            assert one[0] != following[0] or one[2] <= following[1], f"{one} and {following} overlap"

    def _places(self, hearing_id: UUID, request: Request, now: datetime) -> Iterator[datetime]:
        truth, today = self.truth, now.astimezone(ALMATY).date()
        minutes = -(-request.estimated_minutes // truth.slot_minutes) * truth.slot_minutes
        people = [party.person_id or party.party_id for party in truth.attendees(hearing_id)]
        people.append(self.judge_of[truth.case_of[hearing_id]])
        first = max(request.earliest_on, truth.first_day(request, today))
        for day in (first + timedelta(n) for n in range((request.latest_on - first).days + 1)):
            for hour in HOURS if truth.is_open(day) else ():
                start = datetime.combine(day, hour[0], ALMATY)
                while (end := start + timedelta(minutes=minutes)) <= datetime.combine(day, hour[1], ALMATY):
                    rooms = [room for room, has in truth.rooms.items() if request.room_features <= has]
                    if (
                        start >= now
                        and all(self._is_free(who, (start, end)) for who in people)
                        and any(self._is_free(room, (start, end)) for room in rooms)
                        and any(self._is_free(who, (start, end)) for who in truth.clerks)
                    ):
                        yield start
                    start += timedelta(minutes=truth.slot_minutes)

    def _is_free(self, who: UUID, span: Span) -> bool:
        booked = any(
            s.starts_at < span[1] and span[0] < s.ends_at
            for placing in self.standing.values()
            for s in placing.sittings
            if who in (*placing.people, s.room_id)
        )
        return not booked and not self.truth.is_away(who, span)


def _days(placing: Placing) -> set[date]:
    return {sitting.starts_at.astimezone(ALMATY).date() for sitting in placing.sittings}
