"""What one change of a hearing means for each person: the topic of their notice, or no notice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from tarazy_notifications.domain.hearings import Hearing, HearingChange, Matter, Placing
from tarazy_notifications.domain.news import Facet, changed, is_news
from tarazy_notifications.domain.people import Case, Court, StaffMember
from tarazy_notifications.domain.recipients import Recipient, acting_for, concerned, found_again, recipients
from tarazy_notifications.domain.topics import CANCELLED, FAREWELLS, INVITATIONS, RESCHEDULED, SCHEDULED, UNINVITED

STILL_OF_USE = timedelta(days=7)
"""How long word of a hearing called off is worth sending when nobody knows where it stood."""


class Telling(NamedTuple):
    """One person is to be told one thing."""

    topic: str
    recipient: Recipient


@dataclass(frozen=True, slots=True)
class Told:
    """What follows from a change: the hearing as it is now known, and who is told what."""

    hearing: Hearing
    tellings: tuple[Telling, ...]
    expires_at: datetime
    """From then on a notice of this version is of no use."""


@dataclass(frozen=True, slots=True)
class Missing:
    """Somebody or something that a change refers to and that is not known (yet)."""

    code: str
    field: str
    reference: str


def missing(
    change: HearingChange, case: Case | None, court: Court | None, staff: Mapping[UUID, StaffMember]
) -> Missing | None:
    """The first thing that must be known before anybody can be told of the change."""
    if case is None:
        return Missing("unknown_case", "case_id", str(change.case_id))
    if court is None:
        return Missing("unknown_court", "court_id", change.court_id)
    if (placing := change.placing) is None:
        return None
    for person_id in placing.court_people:
        if person_id not in staff:
            return Missing("unknown_person", "person_ids", str(person_id))
    for place, party_id in enumerate(placing.attendees):
        if case.party(party_id) is None:
            return Missing("unknown_party", f"attendee_ids[{place}]", str(party_id))
    return None


def tell(
    change: HearingChange, known: Hearing | None, case: Case, court: Court, staff: Mapping[UUID, StaffMember]
) -> Told:
    """Decide who is told what of a change that is newer than what is known.

    Nothing that `missing` reports may be missing.
    """
    last = (known.placing or known.last_placing) if known else change.previous
    # Newer versions supersede what has not left: who was not told of leaving is still to be told.
    invited = {**known.invited, **known.leaving} if known else _first_told(change, case, court, staff)
    matter = change.matter or (known.matter if known else Matter())

    tellings: list[Telling] = []
    now_invited: dict[UUID, None] = {}
    leavers: list[UUID] = []
    farewell = CANCELLED
    if change.placing:
        told = recipients(change.placing, case, court, staff)
        moved = RESCHEDULED if change.happening == "rescheduled" else SCHEDULED
        still_in = concerned(change.placing, case)
        changes = changed(known.placing, known.matter, change.placing, matter) if known and known.placing else None
        tellings += [
            Telling(moved if who in invited else SCHEDULED, recipient)
            for who, recipient in told.items()
            if _is_to_be_told(recipient, known, changes)
        ]
        leavers = [who for who in invited if who not in told and who not in still_in]
        tellings += _now_represented(
            [who for who in invited if who not in told and who in still_in], case, court, staff
        )
        farewell = UNINVITED
        now_invited = dict.fromkeys(told)
    elif _called_off(change, last):
        leavers = list(invited)
    court_people = last.court_roles if last else {}
    tellings += [Telling(farewell, leaver) for leaver in found_again(leavers, court_people, case, court, staff)]
    hearing = Hearing(
        change.hearing_id,
        change.court_id,
        change.case_id,
        change.version,
        placing=change.placing,
        last_placing=last,
        matter=matter,
        invited=now_invited,
        leaving={t.recipient.recipient_id: None for t in tellings if t.topic in FAREWELLS},
        untold=frozenset(t.recipient.recipient_id for t in tellings if t.topic in INVITATIONS),
    )
    return Told(hearing, tuple(tellings), _expires(change, last))


def _is_to_be_told(recipient: Recipient, known: Hearing | None, changes: frozenset[Facet] | None) -> bool:
    """Whether a newer version is news to somebody who is to come: what they know may not even have left yet.

    `changes` is None for a hearing that did not stand.
    """
    if known is None or changes is None:
        return True
    who = recipient.recipient_id
    return who not in known.invited or who in known.untold or is_news(recipient.role, changes)


def _now_represented(ids: Sequence[UUID], case: Case, court: Court, staff: Mapping[UUID, StaffMember]) -> list[Telling]:
    """Parties who were told in person, and whose representatives are told in their place from now on.

    Their own entry would move no more with the hearing: it goes, and they are told who is told now.
    """
    found = found_again(ids, {}, case, court, staff)
    acting = {party.recipient_id: acting_for(party, case, staff) for party in case.parties}
    return [
        Telling(
            UNINVITED, one._replace(acts_for=", ".join(dict.fromkeys(each.name for each in acting[one.recipient_id])))
        )
        for one in found
        if acting.get(one.recipient_id)
    ]


def _called_off(change: HearingChange, last: Placing | None) -> bool:
    """Whether those invited must hear that they need not come; a hearing held or begun calls nobody off."""
    if change.happening != "recorded":
        return True
    begun = change.begun or (last is not None and last.starts_at <= change.at)
    return change.outcome != "held" and not begun


def _expires(change: HearingChange, last: Placing | None) -> datetime:
    placing = change.placing or last
    end = placing.ends_at if placing else change.at + STILL_OF_USE
    # Who leaves must hear so before the hearing that they still have in their calendar.
    return max(end, last.ends_at) if last and change.placing else end


def _first_told(change: HearingChange, case: Case, court: Court, staff: Mapping[UUID, StaffMember]) -> dict[UUID, None]:
    """Who was invited before, of a hearing whose earlier versions never came in here."""
    return dict.fromkeys(recipients(change.previous, case, court, staff)) if change.previous else {}
