"""Who a reader of notices is, as far as the page of their choices needs it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_notifications.adapters import directory
from tarazy_notifications.adapters.notice_store import as_notice
from tarazy_notifications.domain.notices import Notice
from tarazy_notifications.domain.people import ChannelName, Contact, Court, Role

_NOTICE = "SELECT * FROM notices WHERE notice_id = $1"

_CASE = """
SELECT case_id FROM hearings WHERE hearing_id = $1 UNION ALL SELECT case_id FROM cases WHERE case_id = $1
UNION ALL SELECT case_id FROM survey_invitations WHERE invitation_id = $1 AND case_id IS NOT NULL LIMIT 1
"""

_ROLES = "SELECT DISTINCT role FROM notices WHERE recipient_id = $1"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is told things, and by what."""

    recipient_id: UUID
    court: Court
    roles: frozenset[Role]
    channels: tuple[ChannelName, ...]
    """By which they can be told."""
    address: str = ""
    """To which the notice went whose link they opened."""


async def by_notice(connection: Connection, notice_id: UUID) -> tuple[Person, Notice] | None:
    """The reader of a notice; None if there is none, or if the address that it went to is not theirs any more."""
    row = await connection.fetchrow(_NOTICE, notice_id)
    if row is None:
        return None
    notice = as_notice(row)
    contacts = await _contacts_now(connection, notice)
    if not any(one.channel == notice.channel and one.address == notice.address for one in contacts):
        return None
    court = await _court(connection, notice.court_id)
    if court is None:
        return None
    roles = await _roles(connection, notice.recipient_id)
    person = Person(notice.recipient_id, court, roles | {notice.role}, _channels(contacts), notice.address)
    return person, notice


async def of_staff(connection: Connection, person_id: UUID, court_id: str) -> Person | None:
    """Somebody in post in a court."""
    court = await _court(connection, court_id)
    rows = await directory.staff_rows(connection, {person_id})
    if court is None or (person_id, court_id) not in rows:
        return None
    contacts = [contact for row in rows.values() for contact in row.member.contacts]
    roles: frozenset[Role] = await _roles(connection, person_id) | {"staff"}
    return Person(person_id, court, roles, _channels(contacts))


async def _contacts_now(connection: Connection, notice: Notice) -> list[Contact]:
    """How the person of a notice can be reached now, as staff and as a party of the case that it is about."""
    staff = (await directory.staff(connection, {notice.recipient_id})).get(notice.recipient_id)
    found = list(staff.contacts) if staff else []
    case_id = await connection.fetchval(_CASE, notice.subject_id)
    row = (await directory.case_rows(connection, {case_id})).get(case_id) if case_id else None
    case = directory.as_case(row) if row else None
    for party in (*case.parties, *case.former) if case else ():
        if party.recipient_id == notice.recipient_id:
            found += party.contacts
    return found


async def _court(connection: Connection, court_id: str) -> Court | None:
    found = (await directory.courts(connection, {court_id})).get(court_id)
    return found.court if found else None


async def _roles(connection: Connection, recipient_id: UUID) -> frozenset[Role]:
    return frozenset(row[0] for row in await connection.fetch(_ROLES, recipient_id))


def _channels(contacts: Sequence[Contact]) -> tuple[ChannelName, ...]:
    return tuple(dict.fromkeys(one.channel for one in contacts))
