"""What a person is asked because two names may or may not mean the same."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

Answer = Literal["same", "different"]
Pair = tuple[UUID, str, str]
"""A judge, and the keys of two names: whom the interest is against, and a party."""


@dataclass(frozen=True, slots=True)
class InterestQuestion:
    """Is this party the one against whom this judge has an interest? Asked once for a judge and two names."""

    question_id: UUID
    person_id: UUID
    """The judge."""
    against_key: str
    party_key: str
    interest_id: UUID
    """The interest that raised it first; others in the same words share the answer."""
    against: str
    party_name: str
    case_id: UUID
    """The case that raised it first."""
    asked_at: datetime
    answer: Answer | None = None
    """The last one given; None while it is open."""
    answered_by: str | None = None
    why: str | None = None
    answered_at: datetime | None = None

    @property
    def pair(self) -> Pair:
        """What the answer holds for."""
        return self.person_id, self.against_key, self.party_key
