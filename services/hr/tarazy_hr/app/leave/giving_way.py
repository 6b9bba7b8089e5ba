"""Leave that is approved over a week of duty that other courts were told of: the duty gives way and is left open."""

from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters.book_reading import open_book
from tarazy_hr.adapters.leave.duty_store import told_duties_under
from tarazy_hr.app.carrying_out import Outcome, carry_out
from tarazy_hr.app.leave.duty_changing import carry_changes_out
from tarazy_hr.app.leave.rotating import locked_courts
from tarazy_hr.app.touched import touched_by
from tarazy_hr.domain.absence import DecideAbsence, by_id
from tarazy_hr.domain.days import day_of
from tarazy_hr.domain.deciding import Command, decide
from tarazy_hr.domain.leave.duty_changes import give_up
from tarazy_hr.domain.refusal import Refusal


class _RefusedError(Exception):
    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


async def carry_out_giving_way(uow: UnitOfWork, court_id: str, command: Command, cause: Cause) -> Outcome | Refusal:
    """Carry a command out; what it approves takes the place of duties told. A refusal leaves nothing behind."""
    if not isinstance(command, DecideAbsence) or command.decision != "approve":
        return await carry_out(uow, court_id, command, cause)
    duties = await told_duties_under(uow.connection, command.absence_id)
    if not duties:
        return await carry_out(uow, court_id, command, cause)
    zones = await locked_courts(uow, {court_id, *(duty.place.court_id for duty in duties)})
    if isinstance(zones, Refusal):
        return zones
    said_before = len(uow.rows)
    try:
        async with uow.connection.transaction():
            await _give_up(uow, court_id, command, zones[court_id], cause)
            outcome = await carry_out(uow, court_id, command, cause)
            if isinstance(outcome, Refusal):
                raise _RefusedError(outcome)
            return outcome
    except _RefusedError as error:
        del uow.rows[said_before:]
        return error.refusal


async def _give_up(uow: UnitOfWork, court_id: str, command: DecideAbsence, zone: str, cause: Cause) -> None:
    book = await open_book(uow.connection, court_id, touched_by([command]))
    decision = decide(book, command, uow.now)
    if isinstance(decision, Refusal):
        raise _RefusedError(decision)
    wanted = by_id(book.person(command.person_id).absences, command.absence_id)
    if not decision or wanted is None:
        return
    first, today = day_of(wanted.absence.starts_at, zone), day_of(uow.now, zone)
    duties = await told_duties_under(uow.connection, command.absence_id)
    done = await carry_changes_out(uow, [give_up(duty, first, today) for duty in duties], today, cause)
    if isinstance(done, Refusal):
        raise _RefusedError(done)
