"""What is asked about plans."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from tarazy_scheduling.domain.model.planning import Move, Moved, PlanWish


@dataclass(frozen=True, slots=True)
class ApplyPlan:
    """Somebody of the court approves a plan: all its moves or none, on the very state that it was made from."""

    wish: PlanWish
    state: Mapping[str, str]
    moves: tuple[Move, ...]
    approved_by: UUID


@dataclass(frozen=True, slots=True)
class UndoPlan:
    """Somebody of the court takes an approved plan back: every hearing to where it was, or none."""

    moved: tuple[Moved, ...]
    undone_by: UUID
