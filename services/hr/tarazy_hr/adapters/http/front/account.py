"""How somebody who is signed in is called on the pages."""

from dataclasses import dataclass

from tarazy_shared.database import Connection
from tarazy_shared.who import ROLES, Who

from tarazy_hr.adapters.http.front.words import ROLE_NAMES

NAME = """
    SELECT name FROM appointments WHERE person_id = $1 AND superseded_at IS NULL ORDER BY from_on DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Account:
    """The name of a person where it is known, and what they are here."""

    name: str | None
    roles: tuple[str, ...]
    """`message(…)`s, without being in post where they are something else too."""


async def account_of(connection: Connection, who: Who) -> Account:
    """Of whoever is signed in."""
    name = None if who.person_id is None else await connection.fetchval(NAME, who.person_id)
    held = [role for role in ROLES if who.courts_as(role)]
    return Account(name, tuple(ROLE_NAMES[role] for role in held if role != "judge" or len(held) == 1))
