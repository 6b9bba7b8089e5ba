"""Who is told about a hearing, in which language, and by which channels."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple
from uuid import UUID

from tarazy_notifications.domain.hearings import Placing
from tarazy_notifications.domain.people import Case, ChannelName, Contact, Court, Language, Party, Role, StaffMember


class Recipient(NamedTuple):
    """One person to tell, once, however many roles they have in the hearing."""

    recipient_id: UUID
    name: str
    language: Language
    contacts: tuple[Contact, ...]
    role: Role = "party"
    capacity: str = ""
    """Of somebody who is in the case: see `Party`."""
    acts_for: str = ""
    """Of a representative: the names of those for whom this one acts. Of a party that is told for the last time: the
    names of those who are told in its place from now on."""


def recipients(placing: Placing, case: Case, court: Court, staff: Mapping[UUID, StaffMember]) -> dict[UUID, Recipient]:
    """Everybody whom a placed hearing concerns, by recipient id, the court's own people first.

    A represented party's reachable representatives are told instead of the party; without one, the party itself.
    Of a person who is there twice, the first role counts: it gives name and language, and contacts are taken together.
    """
    found: dict[UUID, Recipient] = {}
    for person_id, role in placing.court_roles.items():
        if (member := staff.get(person_id)) is not None:
            _add(found, _of_the_court(member, court, role))
    for party_id in placing.attendees:
        party = case.party(party_id)
        for told in _told_for(party, case, staff) if party else ():
            _add(found, _as_recipient(told, case, court, staff))
    return found


def taking_part(placing: Placing, case: Case, court: Court, staff: Mapping[UUID, StaffMember]) -> list[Recipient]:
    """Everybody who comes to a hearing besides the court and its interpreters, once and each in person, represented or
    not."""
    parties = [party for one in placing.attendees if (party := case.party(one)) is not None]
    found = {party.recipient_id: party for party in parties if party.role != "interpreter"}
    return [_as_recipient(party, case, court, staff) for who, party in found.items() if who not in placing.court_roles]


def channels(recipient: Recipient, gateways: frozenset[ChannelName]) -> tuple[Contact, ...]:
    """The first contact of each channel that is to be used.

    E-mail always; sms where a gateway is set; a webhook only for who has no e-mail; a chat room, which operators and
    the court's people can have, where one is set. Who could then not be told at all gets a notice by sms all the same,
    so that it is seen to fail instead of being passed over.
    """
    first: dict[ChannelName, Contact] = {}
    for contact in recipient.contacts:
        first.setdefault(contact.channel, contact)
    used = [first[name] for name in ("email",) if name in first]
    if "sms" in first and "sms" in gateways:
        used.append(first["sms"])
    if "webhook" in first and "email" not in first:
        used.append(first["webhook"])
    if "chat" in first and "chat" in gateways:
        used.append(first["chat"])
    return tuple(used) or ((first["sms"],) if "sms" in first else ())


def concerned(placing: Placing, case: Case) -> set[UUID]:
    """Ids of all who take part themselves, told in person or not."""
    parties = (case.party(party_id) for party_id in placing.attendees)
    return {*placing.court_people, *(party.recipient_id for party in parties if party)}


def in_the_case_now(case: Case) -> Case:
    """The case as who has left it would find it: without them."""
    return replace(case, former=())


def found_again(
    ids: Iterable[UUID],
    court_people: Mapping[UUID, Role],
    case: Case,
    court: Court,
    staff: Mapping[UUID, StaffMember],
) -> list[Recipient]:
    """Those of the recipients told before whom the case or the staff still knows, as they can be reached now.

    `court_people` took part for the court, each in a role.
    """
    parties = {party.recipient_id: party for party in (*case.former, *case.parties)}
    found = []
    for who in ids:
        party, member = parties.get(who), staff.get(who)
        if member is not None and (party is None or who in court_people):
            found.append(_of_the_court(member, court, court_people.get(who, "staff")))
        elif party is not None:
            found.append(_as_recipient(party, case, court, staff))
    return found


def acting_for(party: Party, case: Case, staff: Mapping[UUID, StaffMember]) -> list[Party]:
    """Those who represent a party in the case now and can be reached; each of them is told in its place."""
    return [
        other
        for other in case.parties
        if other.represents == party.party_id and other.party_id != party.party_id and _contacts(other, staff)
    ]


def _told_for(party: Party, case: Case, staff: Mapping[UUID, StaffMember]) -> Iterable[Party]:
    return acting_for(party, case, staff) or [party]


def _of_the_court(member: StaffMember, court: Court, role: Role) -> Recipient:
    return Recipient(member.person_id, member.name, court.language, member.contacts, role)


def _as_recipient(party: Party, case: Case, court: Court, staff: Mapping[UUID, StaffMember]) -> Recipient:
    language = party.language or case.language or court.language
    contacts = _contacts(party, staff)
    return Recipient(
        party.recipient_id, party.name, language, contacts, party.role, party.capacity, _acts_for(party, case)
    )


def _acts_for(party: Party, case: Case) -> str:
    """Names of those whom this party, or the same person under another party_id, represents in the case."""
    if party.role != "representative":
        return ""
    also = [one for one in case.parties if party.person_id and one.person_id == party.person_id] or [party]
    represented = (case.party(one.represents) for one in also if one.represents)
    return ", ".join(dict.fromkeys(one.name for one in represented if one is not None))


def _contacts(party: Party, staff: Mapping[UUID, StaffMember]) -> tuple[Contact, ...]:
    """What the case says of a party, then what the directory of staff knows of the same person."""
    member = staff.get(party.person_id) if party.person_id else None
    return party.contacts + (member.contacts if member else ())


def _add(found: dict[UUID, Recipient], recipient: Recipient) -> None:
    known = found.get(recipient.recipient_id)
    found[recipient.recipient_id] = known._replace(contacts=known.contacts + recipient.contacts) if known else recipient
