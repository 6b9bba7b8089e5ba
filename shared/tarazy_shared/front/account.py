"""How somebody who is signed in is called on the pages."""

from dataclasses import dataclass

from tarazy_shared.front.words import ROLE_NAMES
from tarazy_shared.who import ROLES, Who


@dataclass(frozen=True, slots=True)
class Account:
    """The name of a person where it is known, and what they are here."""

    name: str | None
    roles: tuple[str, ...]
    """`message(…)`s, without being in post where they are something else too."""


def account_named(name: str | None, who: Who) -> Account:
    """Of whoever is signed in."""
    held = [role for role in ROLES if who.courts_as(role)]
    return Account(name, tuple(ROLE_NAMES[role] for role in held if role != "judge" or len(held) == 1))
