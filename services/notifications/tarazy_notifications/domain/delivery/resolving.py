"""What becomes of a notice that waits when its reader's address, choices or part in a hearing have changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from tarazy_notifications.domain.hearings import Placing
from tarazy_notifications.domain.notices import Notice
from tarazy_notifications.domain.people import Case, ChannelName, Court, Language, Party, StaffMember
from tarazy_notifications.domain.preferences.choices import Choices
from tarazy_notifications.domain.recipients import Recipient, acting_for, in_the_case_now, recipients
from tarazy_notifications.domain.topics import FAREWELLS, INVITATIONS, REMINDER

ADDRESSED: frozenset[ChannelName] = frozenset({"email", "sms", "webhook", "chat"})
"""Channels whose addresses are contacts of people."""

ADDRESS_CHANGED = "address_changed"
ADDRESS_GONE = "address_gone"
LANGUAGE_CHANGED = "language_changed"
MUTED = "muted"
REPRESENTED = "represented"
NOT_CONCERNED = "not_concerned"

NOT_TO_BE_TOLD = frozenset({REPRESENTED, NOT_CONCERNED})
"""Why somebody has no notice that is to reach them: nobody looks for another way to tell them."""


@dataclass(frozen=True, slots=True)
class Stays:
    """It leaves as it was decided."""


@dataclass(frozen=True, slots=True)
class Ends:
    """Its reader is not to be told of it any more."""

    why: Literal["muted", "represented", "not_concerned"]


@dataclass(frozen=True, slots=True)
class Moves:
    """It is sent to where its reader is to be reached now, in the language of now."""

    why: Literal["address_changed", "language_changed"]
    reader: Recipient
    address: str
    language: Language
    to_old_address_too: bool = False
    """Whether it takes an entry out of the calendar at the address that it had."""


@dataclass(frozen=True, slots=True)
class Loses:
    """Its reader has no address of this channel any more: another channel has to do."""

    leaves_too: bool
    """Whether it takes an entry out of the calendar at the address that it has."""


Fate = Stays | Ends | Moves | Loses


@dataclass(frozen=True, slots=True)
class Present:
    """What is known now of the reader of a notice."""

    reader: Recipient | None
    """None for whoever is not known here by their contacts."""
    language: Language
    """That they chose, else that they are written to in."""
    is_muted: bool = False
    ended: Literal["represented", "not_concerned"] | None = None
    """Why somebody else, or nobody, is to be told in their place."""
    may_hold: bool = False
    """Whether an invitation may have reached the address that the notice has."""
    is_for_the_entry: bool = False
    """Whether the notice was sent after another, to the former address, for the entry alone that is there."""


def resolve(notice: Notice, now: Present) -> Fate:
    """What becomes of it. Only what was decided differently is changed: the rest leaves as it would have."""
    if now.is_muted:
        return Ends("muted")
    if now.ended:
        return Ends(now.ended)
    if now.reader is None or notice.channel not in ADDRESSED or now.is_for_the_entry:
        return Stays()
    takes_out = takes_out_an_entry(notice, may_hold=now.may_hold)
    address = next((one.address for one in now.reader.contacts if one.channel == notice.channel), None)
    if address is None:
        return Loses(takes_out)
    if address != notice.address:
        return Moves("address_changed", now.reader, address, now.language, takes_out)
    return Moves("language_changed", now.reader, address, now.language) if now.language != notice.language else Stays()


def takes_out_an_entry(notice: Notice, *, may_hold: bool) -> bool:
    """Whether it takes a hearing out of the calendar at its address."""
    return notice.topic in FAREWELLS and notice.channel == "email" and may_hold


def is_for_whom_it_concerns(topic: str) -> bool:
    """Whether only those are told who take part: word of leaving is for those who do not."""
    return topic in INVITATIONS or topic.startswith(REMINDER)


@dataclass(frozen=True, slots=True)
class Concerned:
    """Who is told of a hearing now, and in whose place."""

    told: Mapping[UUID, Recipient]
    acting: Mapping[UUID, Sequence[Recipient]]
    """By represented party those who are told in its place."""
    taking_part: frozenset[UUID]
    """All who are in it themselves, told or not."""

    def ended(self, who: UUID, *, has_entry: bool) -> Literal["represented", "not_concerned"] | None:
        """Why somebody is not told any more, if they are not.

        `has_entry`: it is word of a change to an entry that they may have. Whoever is represented by now still gets
        that: the next version hands them over.
        """
        if who in self.told:
            return None
        if self.acting.get(who):
            return None if has_entry else "represented"
        return None if who in self.taking_part else "not_concerned"


def concerned(placing: Placing, case: Case, court: Court, staff: Mapping[UUID, StaffMember]) -> Concerned:
    """By the case as it is now: without those who have left it."""
    case = in_the_case_now(case)
    told = recipients(placing, case, court, staff)
    parties: list[Party] = list(case.parties)
    acting = {
        one.recipient_id: [
            told[other.recipient_id] for other in acting_for(one, case, staff) if other.recipient_id in told
        ]
        for one in parties
    }
    return Concerned(told, acting, frozenset({*placing.court_people, *(one.recipient_id for one in parties)}))


def is_muted(notice: Notice, choices: Choices, *, is_mandatory: bool) -> bool:
    """Whether its reader does without it by now."""
    return not is_mandatory and choices.mutes(notice.topic, notice.channel)
