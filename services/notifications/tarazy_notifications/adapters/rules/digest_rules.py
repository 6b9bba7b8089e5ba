"""Rules of the kind `digests`: what is told once a day, and to whom."""

from datetime import time
from typing import Annotated

from pydantic import Field, field_validator
from tarazy_shared.contracts.fields import wrong

from tarazy_notifications.adapters.rules.fields import Clock, RoleName, Roles
from tarazy_notifications.adapters.rules.kind import RuleBody, RuleKind
from tarazy_notifications.domain.planning.digests import READERS, DigestRules


class DigestBody(RuleBody):
    """Digests of the court's own people; each of them may choose otherwise."""

    at: Clock = time(7, 0)
    """When they leave, by the clocks where the reader lives."""
    urgent_days: Annotated[int, Field(ge=0, le=30)] = 1
    """Word of a hearing on the present day or so many days after it leaves at once."""
    roles: Roles = ()
    """Who gets a digest without having chosen one: `judge`, `clerk`, `interpreter`."""

    @field_validator("roles")
    @classmethod
    def _of_the_court(cls, roles: tuple[RoleName, ...]) -> tuple[RoleName, ...]:
        for role in roles:
            if role not in READERS:
                raise wrong(f"{role} gets no digest: a summons is told by itself")
        return roles


DIGESTS: RuleKind[DigestRules] = RuleKind(
    "digests",
    "What the court's own people are told once a day",
    DigestBody,
    lambda body: DigestRules(body.at, body.urgent_days, frozenset(body.roles)),
)
