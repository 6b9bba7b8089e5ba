"""Carrying out what is asked of a disciplinary case: lock the court, read the record, decide, record, tell."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from tarazy_shared.beacons.beacon import BeaconClock
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters.book_reading import open_book
from tarazy_hr.adapters.discipline import papers, publications, standing
from tarazy_hr.adapters.discipline.body import body_of
from tarazy_hr.adapters.discipline.record import RECORD
from tarazy_hr.adapters.leave.calendar_store import known_calendar
from tarazy_hr.adapters.proceedings import people
from tarazy_hr.adapters.proceedings.rules import DISCIPLINE
from tarazy_hr.app.carrying_out import carry_out
from tarazy_hr.app.discipline.publication import events_of
from tarazy_hr.app.touched import Touched
from tarazy_hr.domain.court_book import CourtBook
from tarazy_hr.domain.days import day_of
from tarazy_hr.domain.discipline import commands, facts
from tarazy_hr.domain.discipline.case import DisciplinaryCase, entered, told_by
from tarazy_hr.domain.discipline.commands import Command, Receive
from tarazy_hr.domain.discipline.deciding import decide
from tarazy_hr.domain.discipline.facts import Fact
from tarazy_hr.domain.discipline.surroundings import Surroundings
from tarazy_hr.domain.entry import Entry
from tarazy_hr.domain.refusal import Refusal, unknown
from tarazy_hr.domain.suspension import ReinstatePerson, SuspendPerson

SYSTEM = "system"
NEED_THE_BODY = (
    commands.OrderPanel,
    commands.Draw,
    commands.SetHearing,
    commands.RecordHearing,
    commands.Decide,
    commands.DecideAppeal,
)
"""What is decided by who is of the body today."""


@dataclass(frozen=True, slots=True)
class Conducted:
    """What a command brought about; without facts what was wanted stood already."""

    case: DisciplinaryCase
    facts: tuple[Fact, ...]


async def conduct(
    uow: UnitOfWork,
    court_id: str,
    case_id: UUID,
    command: Command,
    by: str,
    cause: Cause,
    *,
    beacon: BeaconClock | None = None,
    with_papers: Collection[papers.Paper] = (),
) -> Conducted | Refusal:
    """Carry one command out in the transaction of `uow`. A refusal leaves nothing behind if the block is left by it.

    `beacon` is what panels are drawn by; `with_papers` go into the file where the command brings something about.
    """
    book = await open_book(uow.connection, court_id, Touched())
    if book.court is None:
        return unknown("court_id", "unknown_court", court_id)
    entries, last_hash = await RECORD.read(uow.connection, case_id)
    case = told_by(entries)
    if case is not None and case.received.court_id != court_id:
        return unknown("case_id", "unknown_case", case_id)
    around = await _surroundings(uow, book, case, command, beacon)
    decision = decide(case, command, around)
    if isinstance(decision, Refusal):
        return decision
    known = case.entries if case else 0
    case = entered(case, decision)
    if case is None:
        raise TypeError(command)
    if not decision:
        return Conducted(case, ())
    if refused := await _on_duty(uow, case, decision, cause):
        return refused
    new = [Entry(number, uow.now, by, fact) for number, fact in enumerate(decision, known + 1)]
    hashes = await RECORD.append(uow.connection, case_id, new, last_hash, uow.now)
    await standing.keep(uow.connection, case, around.today, around.is_open)
    for entry, digest in zip(new, hashes, strict=True):
        for event in events_of(case, entry, around.is_open):
            uow.publish(event.model_copy(update={"record_hash": digest}), cause=cause)
    for paper in with_papers:
        await papers.add(uow.connection, case_id, paper, by, uow.now)
    await _delete(uow, case, decision)
    return Conducted(case, decision)


async def _delete(uow: UnitOfWork, case: DisciplinaryCase, decision: tuple[Fact, ...]) -> None:
    """What stands apart from the record and is to be there no longer."""
    if any(isinstance(fact, facts.Withdrawn) for fact in decision):
        await publications.withdraw(uow.connection, case.received.case_id)
    if any(isinstance(fact, facts.PapersErased) for fact in decision):
        await papers.erase(uow.connection, case)


async def _surroundings(
    uow: UnitOfWork, book: CourtBook, case: DisciplinaryCase | None, command: Command, beacon: BeaconClock | None
) -> Surroundings:
    today = day_of(uow.now, book.zone)
    calendar = await known_calendar(uow.connection, uow.now, book.court_id)
    around = Surroundings(uow.now, today, book.zone, calendar.is_working, beacon=beacon)
    if isinstance(command, Receive):
        rules = await DISCIPLINE.standing(uow.connection, book.court_id, today)
        day: date = command.happened_on
        judge = await people.was_judge(uow.connection, book.court_id, command.judge, day, day)
        return replace(around, rules=rules, is_judge=judge)
    if case is None:
        return around
    judge_id = case.received.judge
    if isinstance(command, commands.Admit | commands.NameInitiator):
        close = await people.interested(uow.connection, [command.initiator], judge_id, today)
        inspectors = await people.who_are("inspector", uow.connection, book.court_id, uow.now)
        return replace(around, interests=dict.fromkeys(close, True), inspectors=inspectors)
    if isinstance(command, NEED_THE_BODY):
        courts = await people.courts_of(uow.connection, [judge_id], today)
        body = await body_of(uow.connection, judge_id, uow.now, today)
        return replace(around, body=body, judge_court=courts.get(judge_id))
    return around


async def _on_duty(uow: UnitOfWork, case: DisciplinaryCase, decision: tuple[Fact, ...], cause: Cause) -> Refusal | None:
    """Take the judge out of draws and calendar at once, or put them back, by HR's own commands.

    In the court where the judge is by now, or was suspended: it may be another than that of the case.
    """
    judge, home = case.received.judge, case.received.court_id
    for fact in decision:
        wanted: list[SuspendPerson | ReinstatePerson] = []
        match fact:
            case facts.SuspendedFromDuty(from_on):
                court_id = (await people.courts_of(uow.connection, [judge], from_on)).get(judge, home)
                wanted = [SuspendPerson(court_id, judge, from_on)]
            case facts.BackOnDuty(from_on):
                courts = await people.suspended_in(uow.connection, judge) or [home]
                wanted = [ReinstatePerson(court_id, judge, from_on) for court_id in courts]
        for command in wanted:
            done = await carry_out(uow, command.court_id, command, cause)
            if isinstance(done, Refusal):
                return done
    return None
