"""What disciplinary cases need without anybody asking: draws at their round, what days bring about, clocks, erasing."""

from contextlib import AbstractAsyncContextManager
from functools import partial
from uuid import UUID

import structlog
from tarazy_shared import audit_trail
from tarazy_shared.background import looping
from tarazy_shared.beacons.source import BeaconSource, RoundRefused
from tarazy_shared.ids import uuid7
from tarazy_shared.unit_of_work import Cause, UnitOfWork, Work
from tarazy_shared.who import SYSTEM as WHO

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.discipline import standing
from tarazy_hr.adapters.discipline.record import RECORD
from tarazy_hr.adapters.leave.calendar_store import known_calendar
from tarazy_hr.adapters.proceedings import clocks, people
from tarazy_hr.app.carrying_out import carry_out
from tarazy_hr.app.discipline.conducting import SYSTEM, Conducted, conduct
from tarazy_hr.app.discipline.measuring import measure_clocks
from tarazy_hr.domain.days import day_of
from tarazy_hr.domain.discipline.case import told_by
from tarazy_hr.domain.discipline.commands import Command, Draw, ErasePapers, LetPass
from tarazy_hr.domain.refusal import Refusal
from tarazy_hr.domain.suspension import SuspendPerson

log = structlog.get_logger(__name__)

AT_ONCE = 50
ROUNDS_LOOKED_AT_EVERY = 3.0
"""Seconds between two looks for rounds that draws wait for: the public beacon makes one in that time."""
DAYS_LOOKED_AT_EVERY = 60.0
"""Seconds between two looks for days that have come: they do so at a midnight."""


def discipline_loops(work: Work, source: BeaconSource | None) -> list[AbstractAsyncContextManager[None]]:
    """All that runs by itself."""
    return [
        looping("panels", partial(draw_panels, work, source), service="hr", pause=ROUNDS_LOOKED_AT_EVERY),
        looping("discipline-days", partial(let_cases_pass, work), service="hr", pause=DAYS_LOOKED_AT_EVERY),
        looping("discipline-off-duty", partial(keep_off_duty, work), service="hr", pause=DAYS_LOOKED_AT_EVERY),
        looping("discipline-clocks", partial(count_clocks, work), service="hr", pause=DAYS_LOOKED_AT_EVERY),
        looping("clocks-pressing", partial(measure_clocks, work), service="hr", pause=DAYS_LOOKED_AT_EVERY),
        looping("discipline-erasing", partial(erase_papers, work), service="hr", pause=DAYS_LOOKED_AT_EVERY),
    ]


async def draw_panels(work: Work, source: BeaconSource | None) -> bool:
    """Draw whatever waits for a round that is out; a round that cannot be had is asked for again."""
    if source is None:
        return False
    async with work.begin() as uow:
        due = await standing.to_draw(uow.connection, uow.now, AT_ONCE)
    for case_id, court_id in due:
        async with work.begin() as uow:
            case = told_by((await RECORD.read(uow.connection, case_id))[0])
        if case is None or case.order is None:
            continue
        try:
            beacon = await source.fetch(case.order.round)
        except RoundRefused as refused:
            log.warning("panel_waits_for_round", case_id=str(case_id), round=case.order.round, faults=refused.faults)
            continue
        await _do(work, court_id, case_id, Draw(beacon), "discipline.draw")
    return False


async def let_cases_pass(work: Work) -> bool:
    """Decisions into force, measures expired, once their day has come."""
    async with work.begin() as uow:
        due = await standing.to_pass(uow.connection, uow.now, AT_ONCE)
    done = [await _do(work, court_id, case_id, LetPass(), "discipline.pass") for case_id, court_id in due]
    return any(done)


async def keep_off_duty(work: Work) -> bool:
    """A judge who is suspended for a case and has moved to another court since hears no case there either."""
    async with work.begin() as uow:
        moved = await standing.to_keep_off_duty(uow.connection, AT_ONCE)
    for case_id, court_id in moved:
        async with work.begin() as uow:
            case = told_by((await RECORD.read(uow.connection, case_id))[0])
            court = await queries.court(uow.connection, queries.STANDING, court_id)
            if case is None or court is None or not case.off_duty:
                continue
            judge, today = case.received.judge, day_of(uow.now, court.court.zone)
            cause = Cause.command(uuid7(uow.now))
            for another in await people.moved_while_suspended(uow.connection, judge, today):
                done = await carry_out(uow, another, SuspendPerson(another, judge, today), cause)
                if isinstance(done, Refusal):
                    log.warning("not_suspended_there", case_id=str(case_id), court_id=another, code=done.code)
                    continue
                await audit_trail.note(uow, WHO, "discipline.off_duty", another, case_id, {}, request_id=cause.id)
    return False


async def erase_papers(work: Work) -> bool:
    """Names and papers of cases that ended long enough ago."""
    async with work.begin() as uow:
        due = await standing.to_erase(uow.connection, uow.now, AT_ONCE)
    done = [await _do(work, court_id, case_id, ErasePapers(), "discipline.erase") for case_id, court_id in due]
    return any(done)


async def count_clocks(work: Work) -> bool:
    """Clocks that were not computed today: the calendar may be another by now."""
    async with work.begin() as uow:
        stale = await clocks.stale_clocks(uow.connection, standing.KIND, uow.now, AT_ONCE)
        for case_id, court_id in stale:
            await _count(uow, case_id, court_id)
    return bool(stale)


async def _count(uow: UnitOfWork, case_id: UUID, court_id: str) -> None:
    case = told_by((await RECORD.read(uow.connection, case_id))[0])
    court = await queries.court(uow.connection, queries.STANDING, court_id)
    if case is not None and court is not None:
        calendar = await known_calendar(uow.connection, uow.now, court_id)
        await standing.keep(uow.connection, case, day_of(uow.now, court.court.zone), calendar.is_working)


async def _do(work: Work, court_id: str, case_id: UUID, command: Command, action: str) -> bool:
    """Carry out what nobody asked for, and note it; true where it brought something about."""
    async with work.begin() as uow:
        cause = Cause.command(uuid7(uow.now))
        done = await conduct(uow, court_id, case_id, command, SYSTEM, cause)
        if not isinstance(done, Conducted) or not done.facts:
            return False
        told = {"facts": [RECORD.names[type(fact)] for fact in done.facts], "last_entry": done.case.entries}
        await audit_trail.note(uow, WHO, action, court_id, case_id, told, request_id=cause.id)
    return True
