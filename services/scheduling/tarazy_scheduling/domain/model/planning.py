"""A plan of a court's hearings: what was asked of it, and where it moves whom."""

from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from tarazy_scheduling.domain.model.case import Conflict
from tarazy_scheduling.domain.model.hearing import Placing

PlanStatus = Literal["proposed", "approved", "undone", "withdrawn"]


@dataclass(frozen=True, slots=True)
class PlanWish:
    """The days in which a plan may move hearings and list those that wait, and what it pays for changes."""

    begins_on: date
    """Never before the fence."""
    ends_on: date
    """Inclusive."""
    fence_days: int
    change_penalty: int
    change_budget: int | None = None
    """How many published hearings may change at most; None: as many as pay off."""


@dataclass(frozen=True, slots=True)
class Move:
    """A hearing that gets a place, or another one."""

    hearing_id: UUID
    before: Placing | None
    conflicts: tuple[Conflict, ...]
    """Why it had none."""
    after: Placing


@dataclass(frozen=True, slots=True)
class Moved:
    """A hearing as a plan has left it: to be undone only while it still is so."""

    move: Move
    version: int
