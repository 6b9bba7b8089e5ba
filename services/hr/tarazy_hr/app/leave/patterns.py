"""Dated changes of working patterns: laid down before their day, entered in the appointment and told on it."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from tarazy_shared.ids import uuid7
from tarazy_shared.unit_of_work import Cause, UnitOfWork, Work
from tarazy_shared.who import SYSTEM

from tarazy_hr.adapters import audit, queries
from tarazy_hr.adapters.book_reading import LOCK
from tarazy_hr.adapters.leave.pattern_store import DatedPattern, due_patterns, keep_pattern, patterns_of
from tarazy_hr.adapters.leave.records_reading import read_records
from tarazy_hr.app.carrying_out import Outcome, carry_out
from tarazy_hr.domain.appointment import AppointPerson, WorkingPattern
from tarazy_hr.domain.days import day_of
from tarazy_hr.domain.leave.service import Service
from tarazy_hr.domain.refusal import Refusal, conflict, unknown, wrong


async def lay_down_pattern(
    uow: UnitOfWork, court_id: str, person_id: UUID, from_on: date, pattern: WorkingPattern | None, cause: Cause
) -> Outcome | bool | Refusal:
    """A pattern from a day on: whether anything changed, or what changed in the appointment where its day has come."""
    if pattern is not None and not pattern.half_days:
        return wrong("working_pattern", "pattern_without_hours")
    await uow.connection.execute(LOCK, court_id)
    records = await read_records(uow.connection, queries.STANDING, court_id, [person_id])
    service = records.service.get(person_id, Service())
    if not service.here:
        return unknown("person_id", "unknown_person", person_id)
    if service.on(from_on) is None:
        return conflict("from_on", "not_in_post", day=from_on)
    known = await patterns_of(uow.connection, court_id, person_id)
    if any((one.from_on, one.pattern) == (from_on, pattern) and one.what != "not_begun" for one in known):
        return False
    await keep_pattern(uow.connection, court_id, person_id, DatedPattern(from_on, "laid_down", pattern), uow.now)
    return await _begin(uow, court_id, person_id, from_on, cause) or True


async def begin_patterns(work: Work) -> bool:
    """Enter the patterns whose day has come, each in its own transaction; false: nothing is left to do."""
    async with work.begin() as uow:
        due = await due_patterns(uow.connection, uow.now)
    for court_id, person_id, from_on in due:
        async with work.begin() as uow:
            await uow.connection.execute(LOCK, court_id)
            begun = await _begin(uow, court_id, person_id, from_on, Cause.command(uuid7(uow.now)))
            if begun is not None and begun.facts:
                await audit.note(uow, SYSTEM, "pattern.begin", court_id, person_id, {"from_on": from_on.isoformat()})
    return False


async def _begin(uow: UnitOfWork, court_id: str, person_id: UUID, from_on: date, cause: Cause) -> Outcome | None:
    """Enter a pattern in the appointment if its day has come and no later one has: None where it has not."""
    court = await queries.court(uow.connection, queries.STANDING, court_id)
    today = day_of(uow.now, court.court.zone if court else "UTC")
    known = {one.from_on: one for one in await patterns_of(uow.connection, court_id, person_id)}
    one = known.get(from_on)
    if one is None or one.what != "laid_down" or from_on > today:
        return None
    people = await queries.people(uow.connection, queries.STANDING, court_id, today, person_id)
    is_last = from_on == max(day for day in known if day <= today)
    outcome = None
    if people and is_last:
        made = AppointPerson(replace(people[0].appointment, working_pattern=one.pattern))
        done = await carry_out(uow, court_id, made, cause)
        outcome = None if isinstance(done, Refusal) else done
    what = DatedPattern(from_on, "begun" if outcome or not is_last else "not_begun", one.pattern)
    await keep_pattern(uow.connection, court_id, person_id, what, uow.now)
    return outcome
