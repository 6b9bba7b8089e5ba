"""Dated changes of working patterns: laid down and told before their day, entered in the appointment on it."""

from datetime import date
from uuid import UUID

from tarazy_shared import audit_trail
from tarazy_shared.ids import uuid7
from tarazy_shared.unit_of_work import Cause, UnitOfWork, Work
from tarazy_shared.who import SYSTEM

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.book_reading import LOCK, open_book
from tarazy_hr.adapters.leave.pattern_store import (
    DatedPattern,
    due_patterns,
    keep_pattern,
    patterns_of,
    take_back,
)
from tarazy_hr.adapters.leave.records_reading import read_records
from tarazy_hr.app.carrying_out import Outcome, enter
from tarazy_hr.app.touched import Touched
from tarazy_hr.domain.appointment import WorkingPattern
from tarazy_hr.domain.court_book import CourtBook
from tarazy_hr.domain.days import day_of
from tarazy_hr.domain.leave.service import Service
from tarazy_hr.domain.refusal import Refusal, conflict, unknown, wrong
from tarazy_hr.domain.tenure import told_now, with_pattern


async def lay_down_pattern(
    uow: UnitOfWork, court_id: str, person_id: UUID, from_on: date, pattern: WorkingPattern | None, cause: Cause
) -> Outcome | bool | Refusal:
    """A pattern from a day on, told at once: whether anything changed, or what is told of the person in post."""
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
    book = await _book(uow, court_id, person_id)
    if from_on > day_of(uow.now, book.zone):
        return await _tell_again(uow, book, person_id, cause)
    begun = await _begin(uow, book, person_id, from_on, cause)
    if begun is None and any((one.from_on, one.what) == (from_on, "laid_down") for one in known):
        # Another pattern was told for the day.
        return await _tell_again(uow, book, person_id, cause)
    return begun or True


async def take_pattern_back(
    uow: UnitOfWork, court_id: str, person_id: UUID, from_on: date, cause: Cause
) -> Outcome | bool | Refusal:
    """A pattern whose day is to come does not begin after all, which is told at once; False: none was laid down."""
    await uow.connection.execute(LOCK, court_id)
    known = {one.from_on: one for one in await patterns_of(uow.connection, court_id, person_id)}
    one = known.get(from_on)
    if one is None or one.what == "not_begun":
        return False
    book = await _book(uow, court_id, person_id)
    if one.what == "begun" or from_on <= day_of(uow.now, book.zone):
        return conflict("from_on", "pattern_begun", day=from_on)
    await take_back(uow.connection, court_id, person_id, from_on, uow.now)
    return await _tell_again(uow, book, person_id, cause)


async def begin_patterns(work: Work) -> bool:
    """Enter the patterns whose day has come, each in its own transaction; false: nothing is left to do."""
    async with work.begin() as uow:
        due = await due_patterns(uow.connection, uow.now)
    for court_id, person_id, from_on in due:
        async with work.begin() as uow:
            book = await _book(uow, court_id, person_id)
            begun = await _begin(uow, book, person_id, from_on, Cause.command(uuid7(uow.now)))
            if begun is not None and begun.facts:
                await audit_trail.note(
                    uow, SYSTEM, "pattern.begin", court_id, person_id, {"from_on": from_on.isoformat()}
                )
    return False


async def _book(uow: UnitOfWork, court_id: str, person_id: UUID) -> CourtBook:
    return await open_book(uow.connection, court_id, Touched(people=frozenset({person_id})))


async def _tell_again(uow: UnitOfWork, book: CourtBook, person_id: UUID, cause: Cause) -> Outcome | bool:
    """Tell whoever is or will be in post once more, now that other patterns are to come; True: there is nobody."""
    file, today = book.person(person_id), day_of(uow.now, book.zone)
    tenures = file.tenures
    known = told_now(tenures, today)
    if known is None or (known.last_on is not None and known.last_on < today):
        return True
    facts = with_pattern(tenures, known, known.appointment.working_pattern, today, file.called_off)
    await enter(uow, facts, cause)
    return Outcome(facts, book)


async def _begin(uow: UnitOfWork, book: CourtBook, person_id: UUID, from_on: date, cause: Cause) -> Outcome | None:
    """Enter a pattern in the appointment if its day has come and no later one has: None where it has not."""
    court_id, today = book.court_id, day_of(uow.now, book.zone)
    known = {one.from_on: one for one in await patterns_of(uow.connection, court_id, person_id)}
    one = known.get(from_on)
    if one is None or one.what != "laid_down" or from_on > today:
        return None
    file = book.person(person_id)
    tenures = file.tenures
    held = next((fact for fact in tenures if fact.covers(today)), None)
    is_last = from_on == max(day for day in known if day <= today)
    what = DatedPattern(from_on, "begun" if held or not is_last else "not_begun", one.pattern)
    await keep_pattern(uow.connection, court_id, person_id, what, uow.now)
    if held is None:
        told = await _tell_again(uow, book, person_id, cause)
        return None if isinstance(told, bool) else told
    if not is_last or held.appointment.working_pattern == one.pattern:
        return None
    facts = with_pattern(tenures, held, one.pattern, today, file.called_off)
    await enter(uow, facts, cause)
    return Outcome(facts, book)
