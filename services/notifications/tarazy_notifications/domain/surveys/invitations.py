"""Invitations to surveys, each with a one-time token that nobody but its reader may see."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

_NAMESPACE = UUID("4f0b2a56-9c1e-5d3a-8a77-0e6d1c9b2f34")


@dataclass(frozen=True, slots=True)
class Invitation:
    """Somebody who is asked to answer a survey."""

    invitation_id: UUID
    """What its notices are about."""
    survey_id: UUID
    court_id: str
    person_id: UUID
    """As notices know whom they are to: of a party without a person the party."""
    sealed_token: str
    closes_on: date
    closes_at: datetime
    """The end of that day."""
    case_id: UUID | None = None
    """Of whoever is asked because they took part in a hearing."""


def invitation_id(survey_id: UUID, person_id: UUID) -> UUID:
    """The one that a person has to a survey, the same again for the same event."""
    return uuid5(_NAMESPACE, f"{survey_id.hex}/{person_id.hex}")
