"""Rotation: who of a list of people in turn is on duty where, week by week.

The turn is a queue. For each place of a week it is gone through from its head: whoever can be on duty takes the place
and goes to the end; whoever cannot stays where they stand, and so comes next time. Of two people who are always there
one is therefore never on duty twice before the other is once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal
from uuid import UUID

from tarazy_hr.domain.leave.service import Service
from tarazy_hr.domain.refusal import Refusal, conflict, unknown, wrong

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

    def hindered(self, monday: date) -> Why | None:
        """Why they cannot be on duty in a week; None where they can."""
        sunday = monday + SIX_DAYS
        if self.service.first_gap(monday, sunday) is not None:
            return "not_in_post"
        if any(first <= sunday and last >= monday for first, last in self.away):
            return "away"
        return "on_duty" if monday in self.on_duty else None


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
    """The secondment that it was told as; None before that, and for duty in the own court."""

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
            duties.append(Duty(place, monday, one.person_id, one.court_id, tuple(passed)))
    return Plan(tuple(duties), tuple(one.person_id for one in queue))


def swap(
    duties: Iterable[Duty], one: tuple[InTurn, date], other: tuple[InTurn, date], today: date
) -> tuple[Duty, Duty] | Refusal:
    """Two duties with their people exchanged. Both are named with their Mondays, so that no slip swaps a third."""
    found = {(duty.person_id, duty.monday): duty for duty in duties}
    swapped = []
    pairs = (("", one, other), ("other_", other, one))
    for prefix, (person, monday), _ in pairs:
        duty = found.get((person.person_id, monday))
        if duty is None:
            return unknown(f"{prefix}person_id", "unknown_duty", person.person_id)
        if monday <= today:
            return conflict(f"{prefix}first_on", "duty_begun", day=monday)
        if duty.absence_id is not None:
            return conflict(f"{prefix}first_on", "duty_told", absence=duty.absence_id)
    if one[0].person_id == other[0].person_id:
        return wrong("other_person_id", "same_person")
    for prefix, (person, own), (leaves, monday) in pairs:
        duty = found[leaves.person_id, monday]
        why = replace(person, on_duty=person.on_duty - {own}).hindered(monday)
        if why is not None:
            return conflict(f"{prefix}person_id", f"duty_{why}", day=monday)
        moved = replace(duty, person_id=person.person_id, home_court_id=person.court_id, passed=())
        if moved.is_elsewhere and moved.place.post_id is None:
            return conflict(f"{prefix}person_id", "post_needed", court=duty.place.court_id)
        swapped.append(moved)
    return swapped[1], swapped[0]


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
