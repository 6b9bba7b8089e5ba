"""Changes of the share of full time: laid down for a day to come, entered in the appointment on it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import structlog
from tarazy_shared import audit_trail
from tarazy_shared.ids import uuid7
from tarazy_shared.unit_of_work import Cause, UnitOfWork, Work
from tarazy_shared.who import SYSTEM

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.book_reading import open_book
from tarazy_hr.adapters.leave.share_store import DatedShare, due_shares, keep_share, shares_of, take_share_back
from tarazy_hr.app.carrying_out import REFUSED_BY_DATABASE, Outcome, carry_out
from tarazy_hr.app.touched import Touched
from tarazy_hr.domain.appointment import AppointmentFact
from tarazy_hr.domain.court_book import CourtBook
from tarazy_hr.domain.days import day_of
from tarazy_hr.domain.refusal import Refusal, conflict, unknown
from tarazy_hr.domain.tenure import EnterTenure

log = structlog.get_logger(__name__)


async def lay_down_share(
    uow: UnitOfWork, court_id: str, person_id: UUID, from_on: date, share: Decimal, cause: Cause
) -> Outcome | bool | Refusal:
    """A share from a day on: at once where the day has come, else on its day. True: it is laid down; False: it was."""
    book = await _book(uow, court_id, person_id)
    tenures = book.person(person_id).tenures
    if not tenures:
        return unknown("person_id", "unknown_person", person_id)
    held = next((fact for fact in tenures if fact.covers(from_on)), None)
    if held is None:
        return conflict("from_on", "not_in_post", day=from_on)
    known = await shares_of(uow.connection, queries.STANDING, court_id, person_id)
    if any((one.from_on, one.share) == (from_on, share) and one.what != "not_begun" for one in known):
        return False
    if from_on > day_of(uow.now, book.zone):
        await keep_share(uow.connection, court_id, person_id, DatedShare(from_on, "laid_down", share), uow.now)
        return True
    await keep_share(uow.connection, court_id, person_id, DatedShare(from_on, "begun", share), uow.now)
    return await _enter(uow, held, from_on, share, cause)


async def take_back_share(uow: UnitOfWork, court_id: str, person_id: UUID, from_on: date) -> bool | Refusal:
    """A share whose day is to come does not begin after all; False: none was laid down."""
    await _book(uow, court_id, person_id)
    known = {one.from_on: one for one in await shares_of(uow.connection, queries.STANDING, court_id, person_id)}
    one = known.get(from_on)
    if one is None or one.what == "not_begun":
        return False
    if one.what == "begun":
        return conflict("from_on", "share_begun", day=from_on)
    await take_share_back(uow.connection, court_id, person_id, from_on, uow.now)
    return True


async def begin_shares(work: Work) -> bool:
    """Enter the shares whose day has come, each in its own transaction; one that its post does not take waits."""
    async with work.begin() as uow:
        due = await due_shares(uow.connection, uow.now)
    for court_id, person_id, from_on in due:
        try:
            async with work.begin() as uow:
                await _begin(uow, court_id, person_id, from_on)
        except (_RefusedError, *REFUSED_BY_DATABASE) as error:
            log.warning("share_not_begun", court=court_id, person=str(person_id), why=str(error))
    return False


class _RefusedError(Exception):
    """The post does not take the share."""


async def _begin(uow: UnitOfWork, court_id: str, person_id: UUID, from_on: date) -> None:
    book = await _book(uow, court_id, person_id)
    known = {one.from_on: one for one in await shares_of(uow.connection, queries.STANDING, court_id, person_id)}
    one = known.get(from_on)
    if one is None or one.what != "laid_down":
        return
    held = next((fact for fact in book.person(person_id).tenures if fact.covers(from_on)), None)
    what = DatedShare(from_on, "begun" if held else "not_begun", one.share)
    await keep_share(uow.connection, court_id, person_id, what, uow.now)
    if held is None:
        return
    done = await _enter(uow, held, from_on, one.share, Cause.command(uuid7(uow.now)))
    if isinstance(done, Refusal):
        raise _RefusedError(done.code)
    await audit_trail.note(uow, SYSTEM, "share.begin", court_id, person_id, {"from_on": from_on.isoformat()})


async def _enter(
    uow: UnitOfWork, held: AppointmentFact, from_on: date, share: Decimal, cause: Cause
) -> Outcome | Refusal:
    made = held.appointment
    since = from_on if from_on > made.from_on else made.from_on
    wanted = replace(made, full_time_share=share, share_from_on=since, to_on=held.last_on)
    return await carry_out(uow, made.court_id, EnterTenure(wanted), cause)


async def _book(uow: UnitOfWork, court_id: str, person_id: UUID) -> CourtBook:
    return await open_book(uow.connection, court_id, Touched(people=frozenset({person_id})))
