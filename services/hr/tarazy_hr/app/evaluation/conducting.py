"""Carrying out what is asked of an evaluation: lock the court, read the record, decide, record, tell."""

from collections.abc import Collection
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters.book_reading import open_book
from tarazy_hr.adapters.discipline.body import who_decides_appeals
from tarazy_hr.adapters.evaluation import hearings, standing, words, workload
from tarazy_hr.adapters.evaluation.record import RECORD
from tarazy_hr.adapters.leave.calendar_store import known_calendar
from tarazy_hr.adapters.proceedings import people
from tarazy_hr.adapters.proceedings.rules import EVALUATION
from tarazy_hr.app.evaluation.publication import Others, events_of
from tarazy_hr.app.touched import Touched
from tarazy_hr.domain.court import Court
from tarazy_hr.domain.days import day_of
from tarazy_hr.domain.entry import Entry
from tarazy_hr.domain.evaluation import commands, facts
from tarazy_hr.domain.evaluation.commands import Command, Open
from tarazy_hr.domain.evaluation.deciding import decide
from tarazy_hr.domain.evaluation.evaluation import Evaluation, entered, told_by
from tarazy_hr.domain.evaluation.facts import Fact
from tarazy_hr.domain.evaluation.surroundings import Surroundings
from tarazy_hr.domain.refusal import Refusal, unknown
from tarazy_hr.domain.workload.periods import Period

SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Conducted:
    """What a command brought about; without facts what was wanted stood already."""

    evaluation: Evaluation
    facts: tuple[Fact, ...]


async def conduct(
    uow: UnitOfWork,
    court_id: str,
    evaluation_id: UUID,
    command: Command,
    by: str,
    cause: Cause,
    *,
    with_words: Collection[words.Words] = (),
) -> Conducted | Refusal:
    """Carry one command out in the transaction of `uow`. A refusal leaves nothing behind if the block is left by it.

    `with_words` are kept where the command brings something about.
    """
    book = await open_book(uow.connection, court_id, Touched())
    if book.court is None:
        return unknown("court_id", "unknown_court", court_id)
    entries, last_hash = await RECORD.read(uow.connection, evaluation_id)
    evaluation = told_by(entries)
    if evaluation is not None and evaluation.opened.court_id != court_id:
        return unknown("evaluation_id", "unknown_evaluation", evaluation_id)
    around = await _surroundings(uow, book.court.court, evaluation, command)
    decision = decide(evaluation, command, around)
    if isinstance(decision, Refusal):
        return decision
    known, before = evaluation.entries if evaluation else 0, deepcopy(evaluation)
    evaluation = entered(evaluation, decision)
    if evaluation is None:
        raise TypeError(command)
    if not decision:
        return Conducted(evaluation, ())
    new = [Entry(number, uow.now, by, fact) for number, fact in enumerate(decision, known + 1)]
    hashes = await RECORD.append(uow.connection, evaluation_id, new, last_hash, uow.now)
    await standing.keep(uow.connection, evaluation, around.today, around.is_open)
    for said in with_words:
        await words.add(uow.connection, evaluation_id, said, by, uow.now)
    others = await _others(uow, court_id, around.today, decision)
    for entry, digest in zip(new, hashes, strict=True):
        for event in events_of(before, evaluation, entry, around.is_open, others):
            uow.publish(event.model_copy(update={"record_hash": digest}), cause=cause)
    return Conducted(evaluation, decision)


async def _others(uow: UnitOfWork, court_id: str, today: date, decision: Collection[Fact]) -> Others:
    """Whom facts concern beside the judge and the panel."""
    if any(isinstance(fact, facts.Opened) and not fact.panel for fact in decision):
        return Others(secretaries=await people.who_are("secretary", uow.connection, court_id, uow.now))
    if any(isinstance(fact, facts.Appealed) for fact in decision):
        return Others(appeals=await who_decides_appeals(uow.connection, today))
    return Others()


async def _surroundings(uow: UnitOfWork, court: Court, evaluation: Evaluation | None, command: Command) -> Surroundings:
    today = day_of(uow.now, court.zone)
    calendar = await known_calendar(uow.connection, uow.now, court.court_id)
    around = Surroundings(today, court.zone, calendar.is_working)
    if isinstance(command, Open):
        # Or since: whoever has moved here is evaluated here, also for time in the court before.
        was_judge = await people.was_judge(uow.connection, court.court_id, command.judge, command.from_on, today)
        return replace(
            around,
            rules=await EVALUATION.standing(uow.connection, court.court_id, today),
            was_judge=was_judge,
            running=await standing.running(uow.connection, command.judge, command.evaluation_id),
        )
    if evaluation is None:
        return around
    opened = evaluation.opened
    around = replace(around, interested=await people.interested(uow.connection, evaluation.panel, opened.judge, today))
    if isinstance(command, commands.TakeFigures):
        period = Period(opened.from_on, opened.to_on)
        held = await hearings.presided(
            uow.connection, court.court_id, opened.judge, opened.from_on, opened.to_on, court.zone
        )
        carried = await workload.carried(uow.connection, court.court_id, court.level, opened.judge, period)
        return replace(around, hearings=held, workload=carried)
    return around
