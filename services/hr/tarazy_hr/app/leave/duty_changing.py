"""Duties swapped, handed over and called off, in the courts that were told of them too."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.leave.duty_store import drop_duties, duties_between, keep_duties
from tarazy_hr.adapters.leave.secondment_store import secondment_of
from tarazy_hr.app.carrying_out import Outcome
from tarazy_hr.app.leave.rotating import in_turn, locked_courts, told_as_secondment
from tarazy_hr.app.leave.seconding import call_off_secondment, end_secondment
from tarazy_hr.domain.days import day_of
from tarazy_hr.domain.leave.duty_changes import Change, call_off, hand_over, swap, who
from tarazy_hr.domain.leave.rotation import SIX_DAYS, WEEK, Duty, Member
from tarazy_hr.domain.refusal import Refusal

Told = list[tuple[str, Outcome]]
"""What changed in which court."""
Changed = tuple[list[Change], Told]


async def swap_duties(
    uow: UnitOfWork, court_id: str, one: tuple[UUID, date], other: tuple[UUID, date], cause: Cause
) -> Changed | Refusal:
    """Exchange the people of two weeks that are known to a court, both named with their Mondays."""
    first, last = min(one[1], other[1]), min(max(one[1], other[1]), date.max - WEEK) + SIX_DAYS
    at = uow.connection, queries.STANDING, first, last
    known = await duties_between(*at, [court_id])
    homes = {duty.person_id: duty.home_court_id for duty in known}
    pair = [Member(homes.get(who, court_id), who) for who, _ in (one, other)]
    zones = await locked_courts(uow, {court_id} | _courts(known) | {each.court_id for each in pair})
    if isinstance(zones, Refusal):
        return zones
    duties = await duties_between(*at, [court_id])
    given_up = {duty.absence_id for duty in duties if (duty.person_id, duty.monday) in (one, other)} - {None}
    left, right = await in_turn(uow.connection, pair, zones, first, last, [each for each in given_up if each])
    swapped = swap(duties, (left, one[1]), (right, other[1]), day_of(uow.now, zones[court_id]))
    if isinstance(swapped, Refusal):
        return swapped
    return await carry_changes_out(uow, swapped, day_of(uow.now, zones[court_id]), cause)


async def hand_duty_over(
    uow: UnitOfWork, court_id: str, one: tuple[UUID, date], taker: Member, cause: Cause
) -> Changed | Refusal:
    """Give a duty that is known to a court, or a gap in it, to somebody who is free."""
    person_id, monday = one
    known = await _week(uow, court_id, monday)
    zones = await locked_courts(uow, {court_id, taker.court_id} | _courts(known))
    if isinstance(zones, Refusal):
        return zones
    duty = who(await _week(uow, court_id, monday), person_id, monday)
    if isinstance(duty, Refusal):
        return duty
    (person,) = await in_turn(uow.connection, [taker], zones, duty.monday, duty.last_on)
    today = day_of(uow.now, zones[court_id])
    change = hand_over(duty, person, today)
    return change if isinstance(change, Refusal) else await carry_changes_out(uow, [change], today, cause)


async def call_duty_off(uow: UnitOfWork, court_id: str, one: tuple[UUID, date], cause: Cause) -> Changed | Refusal:
    """Nobody is on duty in a week that is to come."""
    person_id, monday = one
    zones = await locked_courts(uow, {court_id} | _courts(await _week(uow, court_id, monday)))
    if isinstance(zones, Refusal):
        return zones
    duty = who(await _week(uow, court_id, monday), person_id, monday)
    if isinstance(duty, Refusal):
        return duty
    today = day_of(uow.now, zones[court_id])
    change = call_off(duty, today)
    return change if isinstance(change, Refusal) else await carry_changes_out(uow, [change], today, cause)


async def carry_changes_out(uow: UnitOfWork, changes: Iterable[Change], today: date, cause: Cause) -> Changed | Refusal:
    """Take back what other courts were told of whoever gives a duty up, then tell them who takes it.

    Whoever takes over what was told, or a week that has begun, is told at once. The courts are locked. After a refusal
    the transaction must not commit.
    """
    told: Told = []
    for change in changes:
        released = await _release(uow, change, cause)
        if isinstance(released, Refusal):
            return released
        told += released
    done, kept, dropped = [], [], []
    for change in changes:
        before, after = change.before, change.after
        if after is None:
            dropped.append(before)
        elif not after.is_gap:
            after = replace(after, absence_id=None)
            if after.is_elsewhere and (before.absence_id is not None or after.monday <= today):
                seconded = await told_as_secondment(uow, after, cause)
                if isinstance(seconded, Refusal):
                    return seconded
                after = seconded[0]
                told += seconded[1]
        if after is not None:
            kept.append(after)
        done.append(replace(change, after=after))
    await drop_duties(uow.connection, dropped, uow.now)
    await keep_duties(uow.connection, kept, uow.now, superseding=True)
    return done, told


async def _release(uow: UnitOfWork, change: Change, cause: Cause) -> Told | Refusal:
    duty = change.before
    if duty.absence_id is None or duty.is_gap:
        return []
    made = await secondment_of(uow.connection, duty.absence_id)
    if made is None:
        raise AssertionError("a duty that was told is a secondment")
    if change.last_on is None:
        return await call_off_secondment(uow, made, cause)
    return await end_secondment(uow, made, change.last_on, cause)


async def _week(uow: UnitOfWork, court_id: str, monday: date) -> list[Duty]:
    return await duties_between(uow.connection, queries.STANDING, monday, min(monday, date.max - WEEK), [court_id])


def _courts(duties: Iterable[Duty]) -> set[str]:
    return {court for duty in duties for court in (duty.place.court_id, duty.home_court_id)}
