"""Duty plans: made, and told as secondments where the duty is in another court."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from tarazy_shared.database import Connection
from tarazy_shared.ids import uuid7
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.book_reading import LOCK
from tarazy_hr.adapters.leave.court_time_reading import read_court_time
from tarazy_hr.adapters.leave.duty_store import duties_between, keep_duties
from tarazy_hr.adapters.leave.secondment_store import Secondment
from tarazy_hr.app.carrying_out import Outcome
from tarazy_hr.app.leave.seconding import second
from tarazy_hr.domain.days import day_of
from tarazy_hr.domain.leave.rotation import ONE_DAY, SIX_DAYS, WEEK, Duty, InTurn, Member, Place, Plan, plan
from tarazy_hr.domain.leave.service import Service
from tarazy_hr.domain.refusal import Refusal, conflict, unknown, wrong

FARTHEST = timedelta(days=731)
"""How far ahead a plan may begin."""


async def plan_duties(
    uow: UnitOfWork, court_id: str, members: Sequence[Member], places: Sequence[Place], first_on: date, weeks: int
) -> Plan | Refusal:
    """Plan the weeks from `first_on`. "Today" is that of the court whose plan it is."""
    courts = {court_id} | {one.court_id for one in members} | {place.court_id for place in places}
    zones = await locked_courts(uow, courts)
    if isinstance(zones, Refusal):
        return zones
    today = day_of(uow.now, zones[court_id])
    if first_on > today + FARTHEST:
        return wrong("first_on", "too_far_ahead", latest=today + FARTHEST)
    last = first_on + WEEK * weeks
    for duty in await duties_between(uow.connection, queries.STANDING, first_on, last - ONE_DAY, courts):
        if duty.place in places:
            return conflict(f"places.{places.index(duty.place)}", "duty_place_taken", day=duty.monday)
    turn = await in_turn(uow.connection, members, zones, first_on, last)
    made = plan(turn, places, first_on, weeks, today)
    if isinstance(made, Refusal):
        return made
    await keep_duties(uow.connection, made.duties, uow.now)
    return made


async def tell_duties(
    uow: UnitOfWork, court_id: str, until: date, cause: Cause
) -> list[tuple[Duty, list[tuple[str, Outcome]]]] | Refusal:
    """Second the court's people for duties in other courts that begin up to a day, all of them or none."""
    found = await duties_to_tell(uow, court_id, until)
    zones = await locked_courts(uow, {court_id} | {duty.place.court_id for duty in found})
    if isinstance(zones, Refusal):
        return zones
    told = []
    for duty in await duties_to_tell(uow, court_id, until):
        done = await told_as_secondment(uow, duty, cause)
        if isinstance(done, Refusal):
            return replace(done, field="until")
        told.append(done)
    await keep_duties(uow.connection, [duty for duty, _ in told], uow.now, superseding=True)
    return told


async def told_as_secondment(
    uow: UnitOfWork, duty: Duty, cause: Cause
) -> tuple[Duty, list[tuple[str, Outcome]]] | Refusal:
    """Second whoever is on duty in another court. After a refusal the transaction must not commit."""
    post_id, absence_id = duty.place.post_id, uuid7(uow.now)
    if post_id is None:
        raise AssertionError("duty in another court has a post")
    made = Secondment(absence_id, duty.home_court_id, duty.place.court_id, duty.person_id, post_id, duty.first_on)
    done = await second(uow, made, duty.last_on, None, cause)
    return done if isinstance(done, Refusal) else (replace(duty, absence_id=absence_id), done)


async def locked_courts(uow: UnitOfWork, courts: Iterable[str]) -> dict[str, str] | Refusal:
    """The zones of courts, locked in the order of their ids so that nobody waits for each other."""
    zones = {}
    for court_id in sorted(courts):
        await uow.connection.execute(LOCK, court_id)
        court = await queries.court(uow.connection, queries.STANDING, court_id)
        if court is None:
            return unknown("court_id", "unknown_court", court_id)
        zones[court_id] = court.court.zone
    return zones


async def duties_to_tell(uow: UnitOfWork, court_id: str, until: date) -> list[Duty]:
    """Duties of the court's people in other courts that have not been told."""
    known = await duties_between(uow.connection, queries.STANDING, date.min + SIX_DAYS, until, [court_id])
    return [
        duty
        for duty in known
        if duty.home_court_id == court_id and duty.is_elsewhere and duty.absence_id is None and not duty.is_gap
    ]


async def in_turn(
    connection: Connection,
    members: Sequence[Member],
    zones: dict[str, str],
    first: date,
    last: date,
    without: Collection[UUID] = (),
) -> list[InTurn]:
    """What keeps people from weeks of a range: time in post, absences but for some, suspensions, other duties."""
    duties = await duties_between(connection, queries.STANDING, first, last, [], {one.person_id for one in members})
    times = {
        court_id: await read_court_time(connection, queries.STANDING, court_id, zones[court_id], first, last)
        for court_id in {one.court_id for one in members}
    }
    return [
        InTurn(
            one.person_id,
            one.court_id,
            times[one.court_id].records.service.get(one.person_id, Service()),
            tuple(times[one.court_id].away(one.person_id, without)),
            frozenset(duty.monday for duty in duties if duty.person_id == one.person_id and not duty.is_gap),
        )
        for one in members
    ]
