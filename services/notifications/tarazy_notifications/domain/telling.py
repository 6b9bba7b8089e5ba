"""What one change of a hearing means for each person: the topic of their notice, or no notice."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from tarazy_notifications.domain.hearings import Hearing, HearingChange, Matter, Placing
from tarazy_notifications.domain.people import Case, Court, StaffMember
from tarazy_notifications.domain.recipients import Recipient, concerned, found_again, recipients
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
        tellings += [
            Telling(moved if who in invited else SCHEDULED, told[who])
            for who in told
            if who not in invited or not _knows_already(who, known, change.placing, matter)
        ]
        leavers = [who for who in invited if who not in told and who not in still_in]
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


def _knows_already(who: UUID, known: Hearing | None, placing: Placing, matter: Matter) -> bool:
    """Whether somebody has been told as much before: it moves within the days that they know."""
    if known is None or known.placing is None or who in known.untold:
        return False
    return matter == known.matter and placing.is_known_from(known.placing)


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
