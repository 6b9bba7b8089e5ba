"""What is asked of draws by a person at a desk, or by a round of the beacon."""

from dataclasses import dataclass
from uuid import UUID

from tarazy_shared.beacons.beacon import Beacon

from tarazy_scheduling.domain.facts import CorrectionReason
from tarazy_scheduling.domain.model.questions import Answer
from tarazy_scheduling.domain.model.reallocating import Origin, Plan


@dataclass(frozen=True, slots=True)
class AnswerInterestQuestion:
    """A person says whether a party is the one against whom a judge has an interest."""

    question_id: UUID
    answer: Answer
    answered_by: str
    why: str


@dataclass(frozen=True, slots=True)
class DrawAtRound:
    """Draw for cases that wait for a round: it is known now, or (`beacon` None) is waited for no longer."""

    case_ids: tuple[UUID, ...]
    """In the order of the draws."""
    chain: str
    round: int
    beacon: Beacon | None
    related_case_ids: frozenset[UUID] = frozenset()
    """What these cases name as related: needed to see whether one is filed again."""


@dataclass(frozen=True, slots=True)
class DrawByHand:
    """Somebody of the court has the case drawn again, for a reason that the judge's own events do not give."""

    case_id: UUID
    allocation_version: int
    """Of the allocation that is to be replaced: the same order again draws nothing."""
    stated: str
    approved_by: UUID
    person_id: UUID | None = None
    """Whose seat is drawn again; None: that of the judge who presides."""


@dataclass(frozen=True, slots=True)
class Reallocate:
    """Somebody of the court approves that a judge's cases are drawn again, as previewed."""

    reallocation_id: UUID
    plan: Plan
    origin: Origin
    part_heard: frozenset[UUID]
    """Cases of the plan that go to others although the judge has heard them in part; the others of those stay."""
    stated: str
    approved_by: UUID


@dataclass(frozen=True, slots=True)
class CorrectBalance:
    """Somebody of the court puts right what a judge carries, because of a draw; whoever orders gives the id."""

    order_id: UUID
    person_id: UUID
    minutes: int
    """By how much more; below zero: less."""
    draw_number: int
    """Of a draw that the court's ledger has."""
    reason: CorrectionReason
    corrected_by: UUID
