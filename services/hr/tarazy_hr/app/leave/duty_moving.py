"""Duties whose people cannot be there any more: moved to the next in turn who is free, or shown as gaps."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import structlog
from tarazy_shared import audit_trail
from tarazy_shared.ids import uuid7
from tarazy_shared.unit_of_work import Cause, UnitOfWork, Work
from tarazy_shared.who import SYSTEM

from tarazy_hr.adapters.leave.duty_store import DutyKey, duties_in_doubt, duty_at, gaps_ahead
from tarazy_hr.app.leave.duty_changing import Changed, carry_changes_out
from tarazy_hr.app.leave.rotating import in_turn, locked_courts
from tarazy_hr.domain.days import day_of
from tarazy_hr.domain.leave.duty_changes import Change, move
from tarazy_hr.domain.leave.rotation import Duty, Member
from tarazy_hr.domain.refusal import Refusal

log = structlog.get_logger(__name__)

JUST_NOW = timedelta(seconds=10)
"""A gap as young as this is looked at together with those who cannot be there."""
LONG_AGO = datetime.min.replace(tzinfo=UTC)


async def move_duties(work: Work) -> bool:
    """One look for people on duty who have fallen ill, were suspended, have left or got leave, and for new gaps."""
    async with work.begin() as uow:
        keys = await duties_in_doubt(uow.connection, uow.now)
        keys += await gaps_ahead(uow.connection, uow.now, uow.now - JUST_NOW)
    for key in keys:
        await _move(work, key)
    return False


async def fill_gaps(work: Work) -> bool:
    """One look for gaps that somebody has become free for."""
    async with work.begin() as uow:
        keys = await gaps_ahead(uow.connection, uow.now, LONG_AGO)
    for key in keys:
        await _move(work, key)
    return False


class _RefusedError(Exception):
    """A court does not take whoever was found: nothing of it is kept."""


async def _move(work: Work, key: DutyKey) -> None:
    try:
        async with work.begin() as uow:
            await _moved(uow, key, only_as_gap=False)
    except _RefusedError as error:
        log.warning("duty_not_moved", court=key.court_id, monday=key.monday.isoformat(), why=str(error))
        try:
            async with work.begin() as uow:
                await _moved(uow, key, only_as_gap=True)
        except _RefusedError as again:
            log.warning("duty_not_given_up", court=key.court_id, monday=key.monday.isoformat(), why=str(again))


async def _moved(uow: UnitOfWork, key: DutyKey, *, only_as_gap: bool) -> None:
    duty = await duty_at(uow.connection, key)
    if duty is None:
        return
    zones = await locked_courts(uow, {key.court_id, duty.home_court_id, *(one.court_id for one in duty.turn)})
    duty = None if isinstance(zones, Refusal) else await duty_at(uow.connection, key)
    if duty is None or isinstance(zones, Refusal):
        return
    today = day_of(uow.now, zones[key.court_id])
    people = [Member(duty.home_court_id, duty.person_id), *(() if only_as_gap else duty.turn)]
    without = [duty.absence_id] if duty.absence_id else []
    holder, *turn = await in_turn(uow.connection, people, zones, duty.monday, duty.last_on, without)
    own = frozenset({duty.monday}) if not duty.is_gap else frozenset()
    change = move(duty, replace(holder, on_duty=holder.on_duty - own), turn, today)
    if change is None or (only_as_gap and duty.is_gap):
        return
    done = await carry_changes_out(uow, [change], today, Cause.command(uuid7(uow.now)))
    if isinstance(done, Refusal):
        raise _RefusedError(done.code)
    await _note(uow, done)


async def _note(uow: UnitOfWork, done: Changed) -> None:
    """Into the audit trail of each court concerned."""
    for change in done[0]:
        for court_id in sorted(_courts(change)):
            after = change.after or change.before
            detail = {
                "monday": after.monday.isoformat(),
                "court_id": after.place.court_id,
                "from": str(change.before.person_id),
                "to": None if after.is_gap else str(after.person_id),
                "why": after.why,
            }
            await audit_trail.note(uow, SYSTEM, "duty.move", court_id, change.before.person_id, detail)


def _courts(change: Change) -> set[str]:
    duties: list[Duty] = [one for one in (change.before, change.after) if one is not None]
    return {court for one in duties for court in (one.place.court_id, one.home_court_id)}
