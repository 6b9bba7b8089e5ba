"""What is noted of decisions because somebody may steer a draw by it: when an exclusion came, and who files again.

It decides nothing and is no proof of anything: it says where to look.
"""

import hashlib
import json
from dataclasses import dataclass
from uuid import UUID

from tarazy_scheduling.domain.commands import (
    ApproveAbsence,
    Command,
    DeclareInterest,
    GrantRecusal,
    RegisterCase,
    Suspend,
)
from tarazy_scheduling.domain.model.case import Case
from tarazy_scheduling.domain.working_set.filings import keys_of


@dataclass(frozen=True, slots=True)
class ExclusionEntered:
    """Something came in that keeps a judge out of draws."""

    person_id: UUID
    code: str
    """As the draw's record bears it."""
    case_id: UUID | None = None
    """Of one case alone."""


@dataclass(frozen=True, slots=True)
class PartiesRegistered:
    """A case came in between these parties."""

    case_id: UUID
    parties: bytes
    """SHA-256 of the category and the names of each side: the same however they are written and in any order."""


Signal = ExclusionEntered | PartiesRegistered


def signal_of(command: Command) -> Signal | None:
    """What is to be noted of a command that was applied."""
    match command:
        case DeclareInterest(interest):
            return ExclusionEntered(interest.person_id, "interest_declared")
        case GrantRecusal(case_id, person_id):
            return ExclusionEntered(person_id, "recused", case_id)
        case ApproveAbsence(absence):
            return ExclusionEntered(absence.person_id, "absent")
        case Suspend(person_id):
            return ExclusionEntered(person_id, "suspended")
        case RegisterCase(case):
            parties = parties_of(case)
            return PartiesRegistered(case.case_id, parties) if parties else None
        case _:
            return None


def parties_of(case: Case) -> bytes | None:
    """What the cases between the same parties about the same have in common; None for a case without sides."""
    keys = keys_of(case)
    return hashlib.sha256(json.dumps(keys[0], ensure_ascii=False).encode()).digest() if keys else None
