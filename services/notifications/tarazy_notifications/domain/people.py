"""Courts, cases and people as notices need them: names, languages, and where each can be reached."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

from tarazy_shared.country import COUNTRY_ZONE

Language = Literal["kk", "ru", "en"]
ChannelName = Literal["email", "sms", "webhook", "inbox", "chat"]
Outlet = Literal["email", "sms", "webhook", "inbox", "chat", "feed"]
"""What an operator can hold: channels, and the calendar that people's programs fetch themselves."""
Role = Literal["judge", "clerk", "interpreter", "party", "representative", "staff", "operator"]
"""What a notice has to do with its reader. `staff`: somebody who works for the court, in a matter of their own, or with
no part in the hearing any more; `operator`: who runs the installation."""


@dataclass(frozen=True, slots=True)
class Contact:
    """One address of one channel."""

    channel: ChannelName
    address: str


@dataclass(frozen=True, slots=True)
class Party:
    """A party to a case, or somebody else who takes part in it."""

    party_id: UUID
    name: str
    language: Language | None = None
    represents: UUID | None = None
    """The party_id of the party for whom this one acts."""
    person_id: UUID | None = None
    contacts: tuple[Contact, ...] = ()
    capacity: str = ""
    """In what the party takes part, as its court system says it: `claimant`, `witness`, ...; empty if it did not."""

    @property
    def role(self) -> Role:
        """What notices about the case have to do with this party."""
        if self.represents is not None or self.capacity == "representative":
            return "representative"
        return "interpreter" if self.capacity == "interpreter" else "party"

    @property
    def recipient_id(self) -> UUID:
        """Who this is in every case and court: the person if one is named, else the party of this case."""
        return self.person_id or self.party_id


@dataclass(frozen=True, slots=True)
class StaffMember:
    """Somebody who holds a post in a court."""

    person_id: UUID
    name: str
    contacts: tuple[Contact, ...] = ()


@dataclass(frozen=True, slots=True)
class Court:
    """A court as its letters name it; names and addresses by language."""

    court_id: str
    names: Mapping[str, str]
    zone: str = COUNTRY_ZONE
    language: Language = "kk"
    addresses: Mapping[str, str] | None = None
    phone: str | None = None
    email: str | None = None

    def __hash__(self) -> int:
        return hash(self.court_id)


@dataclass(frozen=True, slots=True)
class Case:
    """A case with its parties; `former` holds those who have left it, since they may still have to be told so."""

    case_id: UUID
    court_id: str
    number: str
    language: Language | None
    parties: tuple[Party, ...]
    former: tuple[Party, ...] = ()
    _by_id: Mapping[UUID, Party] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # A case may have hundreds of parties, each looked up for each of its hearings.
        object.__setattr__(self, "_by_id", {party.party_id: party for party in (*self.former, *self.parties)})

    def party(self, party_id: UUID) -> Party | None:
        """The party of that id, present or former."""
        return self._by_id.get(party_id)
