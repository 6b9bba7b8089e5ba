"""Who takes part in a case."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from tarazy_shared.contracts.contact import Contact
from tarazy_shared.contracts.event import Facts
from tarazy_shared.contracts.fields import Id, Language, Text, wrong

PartyRole = Literal[
    "claimant",
    "defendant",
    "accused",
    "victim",
    "prosecutor",
    "representative",
    "interpreter",
    "witness",
    "expert",
    "other",
]


class Party(Facts):
    """Somebody who takes part in a case. Without `person_id` known by `party_id`, in this case alone."""

    party_id: Id
    role: PartyRole
    name: Text
    kind: Literal["person", "organisation"] = "person"
    language: Language | None = None
    minor: bool = False
    represents: Id | None = None
    """The party_id of the one whom this party represents."""
    person_id: Id | None = None
    """The same person in every case and in post; busy across courts, told once."""
    contacts: tuple[Contact, ...] = ()


Parties = Annotated[tuple[Party, ...], Field(min_length=1, max_length=500)]


def require_distinct(parties: tuple[Party, ...] | None) -> None:
    """Raises when two parties of a case have one id: nobody could tell which of them is meant."""
    seen: set[UUID] = set()
    for position, party in enumerate(parties or ()):
        if party.party_id in seen:
            raise wrong("This party_id occurs twice", f"parties[{position}].party_id")
        seen.add(party.party_id)
