"""Who is asking: somebody, and in which courts as what."""

from dataclasses import dataclass
from typing import Literal, get_args
from uuid import UUID

Role = Literal[
    "hr_officer",
    "chair",
    "judge",
    "listing_officer",
    "observer",
    "clerk",
    "operator",
    "inspector",
    "secretary",
    "trainer",
    "system",
]
"""`judge` is everybody in post, about oneself; `inspector` brings disciplinary cases; `secretary` keeps the files of
evaluation and discipline and decides nothing; `trainer` holds sessions of training; `system` is a program that shows
the service's token."""
ROLES: tuple[Role, ...] = get_args(Role)


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody who asks, as what was known of them when they asked."""

    subject: str
    """Names the account, not the person: `system`, `key …`, or issuer and subject of a sign-on service."""
    person_id: UUID | None
    roles: frozenset[tuple[Role, str | None]]
    """Each with the court it is held in; None: in all courts."""

    def courts_as(self, role: Role) -> frozenset[str | None]:
        """The courts in which a role is held."""
        return frozenset(court for held, court in self.roles if held == role)


SYSTEM = Who("system", None, frozenset({("system", None)}))
"""Imports and outside programs: whoever shows the service's token."""
