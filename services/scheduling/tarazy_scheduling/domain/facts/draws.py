"""Which judge has a case, and how that came about."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from tarazy_shared.beacons.beacon import Beacon
from tarazy_shared.tickets import Candidate

from tarazy_scheduling.domain.model.case import Conflict
from tarazy_scheduling.domain.model.drawing import AllocationReason as AllocationReason

CorrectionReason = Literal["weight_wrong", "counted_twice", "not_counted", "other_work", "correction_undone"]


@dataclass(frozen=True, slots=True)
class Excluded:
    """Somebody who could not be drawn, and why."""

    person_id: UUID
    excluded: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What anybody needs to repeat the draw."""

    rule: str
    beta: str
    candidates: tuple[Candidate | Excluded, ...]
    """Those with tickets first, in the order in which they hold them."""
    inputs_hash: str
    secret_commitment: str
    beacon: Beacon | None
    attempt: int
    number: int
    previous_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class CaseAllocated:
    """A judge was drawn for a case that never had one."""

    case_id: UUID
    version: int
    person_id: UUID
    panel: tuple[UUID, ...]
    draw_id: UUID
    reason: AllocationReason
    proof: Proof
    related_case_id: UUID | None = None
    """The case that was the same before, and whose judge has this one."""


@dataclass(frozen=True, slots=True)
class CaseReallocated:
    """Another judge was drawn for a case."""

    case_id: UUID
    version: int
    person_id: UUID
    panel: tuple[UUID, ...]
    draw_id: UUID
    reason: AllocationReason
    proof: Proof


@dataclass(frozen=True, slots=True)
class CaseUnallocated:
    """Nobody can be drawn, and why."""

    case_id: UUID
    reasons: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True)
class DrawsCorrected:
    """A judge's balance was put right: an entry of the ledger as a draw is."""

    correction_id: UUID
    number: int
    order_id: UUID
    person_id: UUID
    minutes: int
    draw_number: int
    reason: CorrectionReason
    corrected_by: UUID
    previous_hash: str
    hash: str
