"""Evaluations that come by themselves: once a day in each court, whatever is due is opened."""

from datetime import date, datetime
from uuid import UUID

import structlog
from tarazy_shared import audit_trail
from tarazy_shared.database import Connection
from tarazy_shared.ids import uuid7
from tarazy_shared.terms import plus_months
from tarazy_shared.unit_of_work import Cause, Work
from tarazy_shared.who import SYSTEM as WHO

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.evaluation.serving import serving
from tarazy_hr.adapters.proceedings.rules import EVALUATION
from tarazy_hr.app.evaluation.conducting import SYSTEM, Conducted, conduct
from tarazy_hr.domain.court import Court
from tarazy_hr.domain.days import day_of
from tarazy_hr.domain.evaluation.commands import Open
from tarazy_hr.domain.evaluation.cycles import Coming, Cycle, coming
from tarazy_hr.domain.evaluation.rules import EvaluationRules

log = structlog.get_logger(__name__)

COURTS_AT_ONCE = 20


async def open_cycles(work: Work, looked: dict[str, date]) -> bool:
    """Open what is due in courts at which nobody has looked on this day of theirs yet; true: there are more of them.

    `looked` remembers the days. It may be lost: a cycle has one id, so nobody is opened twice."""
    async with work.begin() as uow:
        courts = [fact.court for fact in await queries.courts(uow.connection, queries.STANDING)]
        now = uow.now
    waiting = [one for one in courts if looked.get(one.court_id) != day_of(now, one.zone)]
    for court in waiting[:COURTS_AT_ONCE]:
        today = day_of(now, court.zone)
        await _open_in(work, court)
        looked[court.court_id] = today
    return len(waiting) > COURTS_AT_ONCE


async def coming_in(connection: Connection, court: Court, now: datetime, months: int) -> list[Coming]:
    """What is due in a court, and what comes in the months ahead, by the rules that stand today; by day."""
    rules = await EVALUATION.standing(connection, court.court_id, day_of(now, court.zone))
    return [] if rules is None else await coming_by(connection, court, now, months, rules)


async def coming_by(
    connection: Connection, court: Court, now: datetime, months: int, rules: EvaluationRules
) -> list[Coming]:
    """The same by other rules."""
    today = day_of(now, court.zone)
    until = plus_months(today, months)
    judges = await serving(connection, court.court_id, court.zone, now, rules.long_leave_days)
    found = [one for judge in judges for one in coming(court.court_id, judge, rules, today, until)]
    return sorted(found, key=lambda one: (one.cycle.due_on, one.judge))


async def _open_in(work: Work, court: Court) -> None:
    async with work.begin() as uow:
        rules = await EVALUATION.standing(uow.connection, court.court_id, day_of(uow.now, court.zone))
        if rules is None or not rules.opens_by_itself:
            return
        due = [one for one in await coming_in(uow.connection, court, uow.now, 0) if one.state == "due"]
    for one in due:
        await _open(work, court.court_id, one.judge, one.cycle)


async def _open(work: Work, court_id: str, judge: UUID, cycle: Cycle) -> None:
    evaluation_id = cycle.evaluation_id(court_id, judge)
    command = Open(evaluation_id, court_id, judge, cycle.kind, cycle.from_on, cycle.due_on, panel=())
    async with work.begin() as uow:
        cause = Cause.command(uuid7(uow.now))
        done = await conduct(uow, court_id, evaluation_id, command, SYSTEM, cause)
        if not isinstance(done, Conducted):
            # Somebody has opened another one meanwhile, or the judge was of this court on no day of the period.
            log.info("cycle_not_opened", evaluation_id=str(evaluation_id), court_id=court_id, code=done.code)
            return
        if done.facts:
            told = {"facts": ["opened"], "last_entry": done.evaluation.entries}
            await audit_trail.note(uow, WHO, "evaluation.open_due", court_id, evaluation_id, told, request_id=cause.id)
