"""Secondments: away at home and in post in the host court, both in one transaction or neither."""

from dataclasses import replace
from datetime import date

from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.book_reading import LOCK
from tarazy_hr.adapters.leave.secondment_store import Secondment, keep_secondment, leave_in_host_after
from tarazy_hr.app.carrying_out import Outcome, carry_out
from tarazy_hr.domain.absence import DecideAbsence
from tarazy_hr.domain.appointment import CallOffAppointment, SeparatePerson
from tarazy_hr.domain.deciding import Command
from tarazy_hr.domain.leave.requests import EndLeave, RequestLeave
from tarazy_hr.domain.refusal import Refusal, conflict, unknown, wrong
from tarazy_hr.domain.tenure import EnterTenure

LEAVE_TYPE = "secondment"
"""Code of the leave type by which somebody is away."""


async def second(
    uow: UnitOfWork, made: Secondment, last_on: date, order_number: str | None, cause: Cause
) -> list[tuple[str, Outcome]] | Refusal:
    """Second somebody: what changed in each court. After a refusal the transaction must not commit."""
    if made.host_court_id == made.home_court_id:
        return wrong("host_court_id", "same_court")
    await _lock(uow, made)
    people = await queries.people(uow.connection, queries.STANDING, made.home_court_id, made.first_on, made.person_id)
    if not people:
        return unknown("person_id", "unknown_person", made.person_id)
    home = people[0].appointment
    host = replace(
        home,
        court_id=made.host_court_id,
        post_id=made.post_id,
        from_on=made.first_on,
        to_on=last_on,
        order_number=order_number,
        share_from_on=None,
    )
    whose = made.home_court_id, made.person_id, made.absence_id
    request = RequestLeave(*whose, LEAVE_TYPE, made.first_on, last_on)
    done = await _all(
        uow,
        [
            (made.home_court_id, request),
            (made.home_court_id, DecideAbsence(*whose, "approve", is_secondment=True)),
            (made.host_court_id, EnterTenure(host)),
        ],
        cause,
    )
    if not isinstance(done, Refusal):
        await keep_secondment(uow.connection, made, uow.now)
    return done


async def end_secondment(
    uow: UnitOfWork, made: Secondment, last_on: date, cause: Cause
) -> list[tuple[str, Outcome]] | Refusal:
    """End a secondment early: back home the day after `last_on`, in the host court's post up to it.

    Leave that the host court has decided for later days has to be cancelled there first.
    """
    await _lock(uow, made)
    if refused := await _refuse_leave_after(uow, made, last_on, "last_on"):
        return refused
    ends = EndLeave(made.home_court_id, made.person_id, made.absence_id, last_on, is_secondment=True)
    leaves = SeparatePerson(made.host_court_id, made.person_id, last_on, made.first_on)
    return await _all(uow, [(made.home_court_id, ends), (made.host_court_id, leaves)], cause)


async def call_off_secondment(uow: UnitOfWork, made: Secondment, cause: Cause) -> list[tuple[str, Outcome]] | Refusal:
    """A secondment whose first day is to come does not come about: neither away at home nor in post there."""
    await _lock(uow, made)
    if refused := await _refuse_leave_after(uow, made, None, "absence_id"):
        return refused
    home = made.home_court_id, made.person_id, made.absence_id
    cancelled = DecideAbsence(*home, "cancel", is_secondment=True)
    called_off = CallOffAppointment(made.host_court_id, made.person_id, made.first_on)
    return await _all(uow, [(made.home_court_id, cancelled), (made.host_court_id, called_off)], cause)


async def _refuse_leave_after(uow: UnitOfWork, made: Secondment, day: date | None, field: str) -> Refusal | None:
    found = await leave_in_host_after(uow.connection, made.absence_id, day)
    if found is None:
        return None
    return conflict(field, "leave_in_host", court=made.host_court_id, first=found[0], last=found[1])


async def _all(uow: UnitOfWork, orders: list[tuple[str, Command]], cause: Cause) -> list[tuple[str, Outcome]] | Refusal:
    done = []
    for court_id, command in orders:
        outcome = await carry_out(uow, court_id, command, cause)
        if isinstance(outcome, Refusal):
            return outcome
        done.append((court_id, outcome))
    return done


async def _lock(uow: UnitOfWork, made: Secondment) -> None:
    """Both courts, in the order of their ids, so that two who second across each other wait for none."""
    for court_id in sorted({made.home_court_id, made.host_court_id}):
        await uow.connection.execute(LOCK, court_id)
