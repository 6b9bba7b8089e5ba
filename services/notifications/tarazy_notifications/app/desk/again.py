"""A notice is sent once more, to the address as it is now; or taken back before it leaves."""

from uuid import UUID

from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_notifications.adapters.delivery.repeating import queue_again
from tarazy_notifications.adapters.desk import single
from tarazy_notifications.adapters.people_now import people_now
from tarazy_notifications.app import facts
from tarazy_notifications.app.telemetry import count
from tarazy_notifications.domain.delivery.resolving import ADDRESSED
from tarazy_notifications.domain.delivery.states import State
from tarazy_notifications.domain.desk.again import Not, not_again
from tarazy_notifications.domain.notices import Notice, notice_id
from tarazy_notifications.domain.recipients import Recipient


async def resend(
    uow: UnitOfWork, court_id: str, which: UUID, cause: Cause, reason: str = "resent"
) -> Notice | Not | None:
    """Queue a new notice in place of one that has ended or that nothing is known of; None if there is none such.

    `reason` is kept of it: the desk has asked for it, or what it was.
    """
    held = await single.lock(uow.connection, court_id, which)
    if held is None:
        return None
    old = held.notice
    state = State.QUEUED if held.is_on_its_way else held.state
    if against := not_again(state, old.subject_version, held.newest, old.expires_at, uow.now):
        return against
    reached = (await people_now(uow.connection, [old])).reader_of(old)
    address = _address(old, reached)
    if reached is None or address is None:
        return Not("no_address")
    repeat = held.repeats + 1
    new_id = notice_id(old.subject_id, old.subject_version, old.recipient_id, old.channel, old.topic, repeat)
    new = old._replace(notice_id=new_id, name=reached.name, address=address)
    await queue_again(uow.connection, old.notice_id, new, repeat, uow.now, why=reason, cause_id=cause.id)
    facts.publish(uow, new, State.QUEUED, cause)
    count(new.channel, new.topic, State.QUEUED)
    return new


async def take_back(uow: UnitOfWork, court_id: str, which: UUID, cause: Cause) -> Notice | Not | None:
    """End a notice that still waits; None if there is none such."""
    held = await single.lock(uow.connection, court_id, which)
    if held is None:
        return None
    if not await single.take_back(uow.connection, which, uow.now, cause.id):
        return Not("not_queued")
    facts.publish(uow, held.notice, State.SUPERSEDED, cause, reason="cancelled_by_desk")
    count(held.notice.channel, held.notice.topic, State.SUPERSEDED)
    return held.notice


def _address(old: Notice, reached: Recipient | None) -> str | None:
    """Where it goes now: the first contact of its channel, as always."""
    if old.channel not in ADDRESSED:
        return old.address
    contacts = reached.contacts if reached else ()
    return next((one.address for one in contacts if one.channel == old.channel), None)
