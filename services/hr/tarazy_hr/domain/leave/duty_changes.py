"""Duties after they were planned: swapped, handed over, called off, moved to the next in turn who is free."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from tarazy_hr.domain.leave.rotation import ONE_DAY, Duty, InTurn, Passed, Why
from tarazy_hr.domain.refusal import Refusal, conflict, unknown, wrong


@dataclass(frozen=True, slots=True)
class Change:
    """A duty as it stood and as it now stands."""

    before: Duty
    after: Duty | None
    """None: nobody's duty is planned there any more."""
    last_on: date | None = None
    """The last day of whoever was on duty, where the week had begun; None: they never were."""


def swap(
    duties: Iterable[Duty], one: tuple[InTurn, date], other: tuple[InTurn, date], today: date
) -> tuple[Change, Change] | Refusal:
    """Two duties with their people exchanged. Both are named with their Mondays, so that no slip swaps a third."""
    found = {(duty.person_id, duty.monday): duty for duty in duties if not duty.is_gap}
    pairs = (("", one, other), ("other_", other, one))
    for prefix, (person, monday), _ in pairs:
        if (person.person_id, monday) not in found:
            return unknown(f"{prefix}person_id", "unknown_duty", person.person_id)
        if monday <= today:
            return conflict(f"{prefix}first_on", "duty_begun", day=monday)
    if one[0].person_id == other[0].person_id:
        return wrong("other_person_id", "same_person")
    changes = []
    for prefix, (person, own), (leaves, monday) in pairs:
        duty = found[leaves.person_id, monday]
        taken = _taken_by(duty, replace(person, on_duty=person.on_duty - {own}))
        if isinstance(taken, Refusal):
            return replace(taken, field=f"{prefix}{taken.field}")
        changes.append(Change(duty, taken))
    return changes[1], changes[0]


def hand_over(duty: Duty, taker: InTurn, today: date) -> Change | Refusal:
    """A duty, or one that nobody has, given to somebody who is free: of a week that has begun, from today on."""
    if duty.last_on < today:
        return conflict("first_on", "weeks_past", day=duty.monday)
    if not duty.is_gap and duty.person_id == taker.person_id:
        return wrong("to_person_id", "same_taker")
    last_on, first = _parts(duty, max(duty.first_on, today), today)
    if first > duty.last_on:
        return conflict("first_on", "weeks_past", day=duty.monday)
    taken = _taken_by(duty, taker, first)
    if isinstance(taken, Refusal):
        return replace(taken, field=f"to_{taken.field}")
    return Change(duty, taken, None if duty.is_gap else last_on)


def call_off(duty: Duty, today: date) -> Change | Refusal:
    """Nobody is on duty there in a week that is to come."""
    if duty.monday <= today:
        return conflict("first_on", "duty_begun", day=duty.monday)
    return Change(duty, None)


def move(duty: Duty, holder: InTurn, turn: Sequence[InTurn], today: date) -> Change | None:
    """A duty whose holder cannot be there, given to the next in turn who is free; else it is a gap.

    A gap goes to the first who has become free: to whoever it was planned for before all others. None: nothing
    changes.
    """
    first = max(duty.first_on, today)
    if first > duty.last_on:
        return None
    hindered = holder.hindered_from(duty.monday, first)
    if hindered is None:
        return Change(duty, replace(duty, is_gap=False, instead_of=None, why=None)) if duty.is_gap else None
    why = holder.hindered(duty.monday, first)
    last_on, first = _parts(duty, hindered if duty.first_on <= today else duty.first_on, today)
    if first > duty.last_on:
        return None
    passed = [Passed(holder.person_id, why or "away")]
    gap = replace(duty, is_gap=True, instead_of=holder.person_id, why=why, passed=tuple(passed))
    for one in turn:
        if one.person_id == holder.person_id:
            continue
        hindrance = one.hindered(duty.monday, first)
        taken = _taken_by(duty, one, first)
        if hindrance is None and isinstance(taken, Duty):
            taken = replace(taken, passed=tuple(passed), instead_of=holder.person_id, why=why)
            return Change(duty, taken, None if duty.is_gap else last_on)
        if hindrance is not None:
            passed.append(Passed(one.person_id, hindrance))
    if duty.is_gap:
        return None
    from_on = None if first == duty.monday else first
    return Change(duty, replace(gap, from_on=from_on, passed=tuple(passed)), last_on)


def give_up(duty: Duty, first: date, today: date) -> Change:
    """A duty whose holder gets leave from a day on: nobody has it until somebody is found."""
    last_on, start = _parts(duty, max(first, duty.first_on) if duty.first_on <= today else duty.first_on, today)
    why: Why = "away"
    gap = replace(
        duty,
        is_gap=True,
        instead_of=duty.person_id,
        why=why,
        passed=(Passed(duty.person_id, why),),
        from_on=start if duty.monday < start <= duty.last_on else None,
    )
    return Change(duty, gap, last_on)


def who(duties: Iterable[Duty], person_id: UUID, monday: date) -> Duty | Refusal:
    """Somebody's duty, or the gap that they left, in the week of a Monday."""
    found = [duty for duty in duties if (duty.person_id, duty.monday) == (person_id, monday)]
    return min(found, key=lambda duty: duty.is_gap) if found else unknown("person_id", "unknown_duty", person_id)


def _parts(duty: Duty, day: date, today: date) -> tuple[date | None, date]:
    """The last day of whoever has a duty and the first of whoever takes it over on a day.

    Before the duty has begun they never had it; whoever has begun it has its first day.
    """
    if duty.is_gap or today < duty.first_on or (day == duty.first_on and duty.absence_id is None):
        return None, max(day, duty.first_on)
    last = max(duty.first_on, day - ONE_DAY)
    return last, last + ONE_DAY


def _taken_by(duty: Duty, person: InTurn, first: date | None = None) -> Duty | Refusal:
    why = person.hindered(duty.monday, first)
    if why is not None:
        return conflict("person_id", f"duty_{why}", day=duty.monday)
    taken = replace(
        duty,
        person_id=person.person_id,
        home_court_id=person.court_id,
        passed=(),
        absence_id=None,
        is_gap=False,
        from_on=None if first is None or first == duty.monday else first,
        instead_of=None,
        why=None,
    )
    if taken.is_elsewhere and taken.place.post_id is None:
        return conflict("person_id", "post_needed", court=duty.place.court_id)
    return taken
