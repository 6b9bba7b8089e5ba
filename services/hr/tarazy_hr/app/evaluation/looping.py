"""What evaluations need without anybody asking: what days bring about, clocks, erasing."""

from contextlib import AbstractAsyncContextManager
from functools import partial
from uuid import UUID

from tarazy_shared import audit_trail
from tarazy_shared.background import looping
from tarazy_shared.ids import uuid7
from tarazy_shared.unit_of_work import Cause, UnitOfWork, Work
from tarazy_shared.who import SYSTEM as WHO

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.evaluation import standing, words
from tarazy_hr.adapters.evaluation.record import RECORD
from tarazy_hr.adapters.leave.calendar_store import known_calendar
from tarazy_hr.adapters.proceedings import clocks
from tarazy_hr.app.evaluation.conducting import SYSTEM, Conducted, conduct
from tarazy_hr.app.evaluation.cycling import open_cycles
from tarazy_hr.app.evaluation.measuring import measure_evaluations
from tarazy_hr.domain.days import day_of
from tarazy_hr.domain.evaluation.commands import LetPass
from tarazy_hr.domain.evaluation.evaluation import told_by

AT_ONCE = 50
DAYS_LOOKED_AT_EVERY = 60.0
"""Seconds between two looks for days that have come: they do so at a midnight."""
MEASURED_EVERY = 30.0
"""Seconds between two looks at how many evaluations stand where."""


def evaluation_loops(work: Work) -> list[AbstractAsyncContextManager[None]]:
    """All that runs by itself."""
    return [
        looping("evaluation-cycles", partial(open_cycles, work, {}), service="hr", pause=DAYS_LOOKED_AT_EVERY),
        looping("evaluation-days", partial(let_evaluations_pass, work), service="hr", pause=DAYS_LOOKED_AT_EVERY),
        looping("evaluation-clocks", partial(count_clocks, work), service="hr", pause=DAYS_LOOKED_AT_EVERY),
        looping("evaluation-erasing", partial(erase_words, work), service="hr", pause=DAYS_LOOKED_AT_EVERY),
        looping("evaluation-gauges", partial(measure_evaluations, work), service="hr", pause=MEASURED_EVERY),
    ]


async def let_evaluations_pass(work: Work) -> bool:
    """Final, once nobody can appeal any more."""
    async with work.begin() as uow:
        due = await standing.to_pass(uow.connection, uow.now, AT_ONCE)
    done = [await _pass(work, court_id, evaluation_id) for evaluation_id, court_id in due]
    return any(done)


async def erase_words(work: Work) -> bool:
    """Words of evaluations that ended long enough ago; the record holds none."""
    async with work.begin() as uow:
        due = await standing.to_erase(uow.connection, uow.now, AT_ONCE)
        for evaluation_id in due:
            await words.erase(uow.connection, evaluation_id)
            await standing.erased(uow.connection, evaluation_id)
    return bool(due)


async def count_clocks(work: Work) -> bool:
    """Clocks that were not computed today: the calendar may be another by now."""
    async with work.begin() as uow:
        stale = await clocks.stale_clocks(uow.connection, standing.KIND, uow.now, AT_ONCE)
        for evaluation_id, court_id in stale:
            await _count(uow, evaluation_id, court_id)
    return bool(stale)


async def _count(uow: UnitOfWork, evaluation_id: UUID, court_id: str) -> None:
    evaluation = told_by((await RECORD.read(uow.connection, evaluation_id))[0])
    court = await queries.court(uow.connection, queries.STANDING, court_id)
    if evaluation is not None and court is not None:
        calendar = await known_calendar(uow.connection, uow.now, court_id)
        await standing.keep(uow.connection, evaluation, day_of(uow.now, court.court.zone), calendar.is_working)


async def _pass(work: Work, court_id: str, evaluation_id: UUID) -> bool:
    async with work.begin() as uow:
        cause = Cause.command(uuid7(uow.now))
        done = await conduct(uow, court_id, evaluation_id, LetPass(), SYSTEM, cause)
        if not isinstance(done, Conducted) or not done.facts:
            return False
        told = {"facts": [RECORD.names[type(fact)] for fact in done.facts], "last_entry": done.evaluation.entries}
        await audit_trail.note(uow, WHO, "evaluation.pass", court_id, evaluation_id, told, request_id=cause.id)
    return True
