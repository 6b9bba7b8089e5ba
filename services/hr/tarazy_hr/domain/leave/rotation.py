"""Rotation: who of a list of people in turn is on duty where, week by week.

The turn is a queue. For each place of a week it is gone through from its head: whoever can be on duty takes the place
and goes to the end; whoever cannot stays where they stand, and so comes next time. Of two people who are always there
one is therefore never on duty twice before the other is once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal
from uuid import UUID

from tarazy_hr.domain.leave.service import Service
from tarazy_hr.domain.refusal import Refusal, conflict, wrong

ONE_DAY, SIX_DAYS, WEEK = timedelta(days=1), timedelta(days=6), timedelta(days=7)
MOST_WEEKS = 53

Why = Literal["not_in_post", "away", "on_duty"]
"""Why somebody cannot be on duty in a week; a suspension is being away."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is on duty: a court, and the post that whoever comes from another court acts in there."""

    court_id: str
    post_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of a court."""

    court_id: str
    person_id: UUID


@dataclass(frozen=True, slots=True)
class InTurn:
    """Somebody who takes turns, and what could keep them from a week."""

    person_id: UUID
    court_id: str
    """The own court."""
    service: Service
    away: tuple[tuple[date, date], ...] = ()
    """First and last days of absences and suspensions."""
    on_duty: frozenset[date] = frozenset()
    """Mondays of the weeks in which they are on duty already."""

    def hindered(self, monday: date, first: date | None = None) -> Why | None:
        """Why they cannot be on duty in a week, or in what is left of it from a day on; None where they can."""
        first, sunday = first or monday, monday + SIX_DAYS
        if self.service.first_gap(first, sunday) is not None:
            return "not_in_post"
        if any(begins <= sunday and ends >= first for begins, ends in self.away):
            return "away"
        return "on_duty" if monday in self.on_duty else None

    def hindered_from(self, monday: date, first: date) -> date | None:
        """From which day of a week on, not before `first`, they cannot be on duty; None where they can."""
        days = (first + ONE_DAY * number for number in range((monday + SIX_DAYS - first).days + 1))
        return next(
            (
                day
                for day in days
                if self.service.on(day) is None or any(begins <= day <= ends for begins, ends in self.away)
            ),
            None,
        )


@dataclass(frozen=True, slots=True)
class Passed:
    """Somebody who was first in turn and could not be on duty."""

    person_id: UUID
    why: Why


@dataclass(frozen=True, slots=True)
class Duty:
    """Who is on duty at a place from Monday to Sunday."""

    place: Place
    monday: date
    person_id: UUID
    home_court_id: str
    """The person's own court."""
    passed: tuple[Passed, ...] = ()
    """Who came before in the turn and why not; nobody after a swap."""
    absence_id: UUID | None = None
    """The secondment that it was told as, of a gap: had been; None before that, and for duty in the own court."""
    turn: tuple[Member, ...] = ()
    """Who comes next, and then, should they not be there; nobody in plans made before turns were kept."""
    from_on: date | None = None
    """The first day, of whoever took over when the week had begun."""
    instead_of: UUID | None = None
    """Who was to be on duty and could not."""
    why: Why | None = None
    """Why not."""
    is_gap: bool = False
    """Nobody is on duty: `person_id` could not, and nobody in turn was free."""

    @property
    def first_on(self) -> date:
        """The first day: a Monday unless somebody took over later."""
        return self.from_on or self.monday

    @property
    def last_on(self) -> date:
        """The Sunday."""
        return self.monday + SIX_DAYS

    @property
    def is_elsewhere(self) -> bool:
        """Whether it is in another court than the own one."""
        return self.place.court_id != self.home_court_id


@dataclass(frozen=True, slots=True)
class Plan:
    """The duties of a range of weeks, and the turn as it goes on from there."""

    duties: tuple[Duty, ...]
    turn: tuple[UUID, ...]


def plan(turn: Sequence[InTurn], places: Sequence[Place], first_on: date, weeks: int, today: date) -> Plan | Refusal:
    """Put the people on duty in turn: each place, each week, from the Monday `first_on`."""
    if refused := _refuse_form(turn, places, first_on, weeks, today):
        return refused
    queue, duties = list(turn), []
    for monday in (first_on + WEEK * number for number in range(weeks)):
        taken: set[UUID] = set()
        for number, place in enumerate(places):
            passed = []
            for one in queue:
                why = "on_duty" if one.person_id in taken else one.hindered(monday)
                if why is None:
                    break
                passed.append(Passed(one.person_id, why))
            else:
                return conflict(f"places.{number}", "nobody_free", day=monday)
            queue.remove(one)
            queue.append(one)
            taken.add(one.person_id)
            following = tuple(Member(each.court_id, each.person_id) for each in queue)
            duties.append(Duty(place, monday, one.person_id, one.court_id, tuple(passed), turn=following))
    return Plan(tuple(duties), tuple(one.person_id for one in queue))


def _refuse_form(
    turn: Sequence[InTurn], places: Sequence[Place], first_on: date, weeks: int, today: date
) -> Refusal | None:
    if first_on.weekday() != 0:
        return wrong("first_on", "not_monday", day=first_on)
    if first_on + SIX_DAYS < today:
        return conflict("first_on", "weeks_past", day=first_on)
    last = first_on + WEEK * weeks - ONE_DAY
    known: set[UUID] = set()
    for number, one in enumerate(turn):
        if one.person_id in known:
            return wrong(f"turn.{number}.person_id", "twice_in_turn")
        known.add(one.person_id)
        if not any(each.from_on <= last and (each.last_on or last) >= first_on for each in one.service.here):
            return conflict(f"turn.{number}.person_id", "not_in_post", day=first_on)
    for number, place in enumerate(places):
        if place in places[:number]:
            return wrong(f"places.{number}", "place_twice")
        if place.post_id is None and any(one.court_id != place.court_id for one in turn):
            return wrong(f"places.{number}.post_id", "post_needed", court=place.court_id)
    return None
