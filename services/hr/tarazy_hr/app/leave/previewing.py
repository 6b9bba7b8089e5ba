"""The impact preview: what a leave would mean, as things stand now. Nothing is recorded."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tarazy_shared.database import Connection
from tarazy_shared.unit_of_work import Work

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.book_reading import open_book
from tarazy_hr.adapters.hearing_facts import sittings_hit
from tarazy_hr.adapters.leave.court_time_reading import read_court_time
from tarazy_hr.adapters.leave.hearing_names import HearingName, names_of
from tarazy_hr.adapters.leave.leave_reading import stands_in_for
from tarazy_hr.adapters.scheduling.client import Scheduling, SchedulingAwayError, UnknownThereError
from tarazy_hr.adapters.scheduling.foreseen import Foreseen
from tarazy_hr.app.touched import touched_by
from tarazy_hr.domain.absence import AbsenceFact, DecideAbsence, by_id
from tarazy_hr.domain.days import day_of
from tarazy_hr.domain.deciding import decide
from tarazy_hr.domain.leave.ledger import LedgerSources
from tarazy_hr.domain.leave.preview import CoverLeft, YearLeft, cover_left, years_left
from tarazy_hr.domain.leave.requests import RequestLeave
from tarazy_hr.domain.leave.working_days import WorkingCalendar
from tarazy_hr.domain.person_file import PersonFile
from tarazy_hr.domain.refusal import Refusal, unknown


@dataclass(frozen=True, slots=True)
class Impact:
    """What becomes of hearings: as scheduling foresees it, else the sittings that HR's own copy knows."""

    foreseen: Foreseen | None
    sittings: Sequence[dict[str, Any]]
    """By HR's own copy; none where scheduling answered."""
    names: dict[UUID, HearingName]
    """What is known here of the hearings: number of the case, type."""


@dataclass(frozen=True, slots=True)
class Preview:
    """All of it."""

    fact: AbsenceFact | None
    """The leave; None where it is refused for itself."""
    refusal: Refusal | None
    """Why it could not be granted as things stand."""
    sources: LedgerSources
    calendar: WorkingCalendar
    years: tuple[YearLeft, ...] = ()
    cover: tuple[CoverLeft, ...] = ()
    stands_in_for: tuple[AbsenceFact, ...] = ()
    """Leave of others in which this person stands in at that time: somebody else would have to."""
    impact: Impact | None = None


async def preview(work: Work, scheduling: Scheduling, command: RequestLeave | DecideAbsence) -> Preview:
    """What asking for a leave, or approving one, would bring. Asks scheduling with no transaction open."""
    now = work.clock()
    async with work.pool.acquire() as connection:
        found = await _judged(connection, command, now)
    fact = found.fact
    if fact is None:
        return found
    impact = await _impact(work, scheduling, fact, now)
    return replace(found, impact=impact)


async def _judged(connection: Connection, command: RequestLeave | DecideAbsence, now: datetime) -> Preview:
    book = await open_book(connection, command.court_id, touched_by([command]), only_looking=True)
    file, records = book.person(command.person_id), book.leave
    day = command.first_on if isinstance(command, RequestLeave) else _first_day(file, command.absence_id)
    sources = records.sources_on(day or day_of(now, book.zone), command.person_id, file.absences)
    decision = decide(book, command, now)
    refusal = decision if isinstance(decision, Refusal) else None
    if isinstance(command, RequestLeave):
        facts = () if isinstance(decision, Refusal) else decision
        fact = next((one for one in facts if isinstance(one, AbsenceFact)), None)
        fact = fact or (None if refusal else by_id(file.absences, command.absence_id))
    else:
        fact = by_id(file.absences, command.absence_id)
    if fact is None or fact.terms is None:
        refusal = refusal or unknown("absence_id", "unknown_leave", command.absence_id)
        return Preview(None, refusal, sources, records.calendar)
    today = day_of(now, book.zone)
    span = fact.terms.span
    time = await read_court_time(connection, queries.STANDING, book.court_id, book.zone, span.first_on, span.last_on)
    years = tuple(years_left(fact, today, sources))
    others = await stands_in_for(connection, book.court_id, command.person_id, span.first_on, span.last_on)
    return Preview(fact, refusal, sources, records.calendar, years, tuple(cover_left(fact, time)), tuple(others))


def _first_day(file: PersonFile, absence_id: UUID) -> date | None:
    known = by_id(file.absences, absence_id)
    return known.terms.span.first_on if known and known.terms else None


async def _impact(work: Work, scheduling: Scheduling, fact: AbsenceFact, now: datetime) -> Impact | None:
    absence = fact.absence
    if absence.ends_at <= now:
        return None
    try:
        foreseen = await scheduling.foresee(
            absence.court_id, absence.person_id, absence.kind, absence.starts_at, absence.ends_at
        )
    except (SchedulingAwayError, UnknownThereError):
        async with work.pool.acquire() as connection:
            sittings = await sittings_hit(connection, absence.person_id, max(now, absence.starts_at), absence.ends_at)
            names = await names_of(connection, [row["hearing_id"] for row in sittings])
        return Impact(None, sittings, names)
    async with work.pool.acquire() as connection:
        names = await names_of(connection, [one.hearing_id for one in foreseen.hearings])
    return Impact(foreseen, (), names)
