"""Adjustments of a ledger: an opening balance from elsewhere, a correction."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal
from uuid import UUID

from tarazy_hr.domain.refusal import Refusal, conflict, unknown

AdjustmentKind = Literal["opening", "correction"]


@dataclass(frozen=True, slots=True)
class Adjustment:
    """`opening`: the balance on this day, whatever was before; `correction`: days more or, below 0, fewer."""

    adjustment_id: UUID
    court_id: str
    person_id: UUID
    leave_type: str
    on: date
    kind: AdjustmentKind
    days: Decimal
    reason: str


@dataclass(frozen=True, slots=True)
class AdjustmentFact:
    """An adjustment as it stood from one version to the next."""

    what: Literal["made", "withdrawn"]
    version: int
    adjustment: Adjustment


@dataclass(frozen=True, slots=True)
class AdjustLeave:
    """Adjust somebody's ledger."""

    adjustment: Adjustment


@dataclass(frozen=True, slots=True)
class WithdrawAdjustment:
    """Take an adjustment back."""

    court_id: str
    person_id: UUID
    adjustment_id: UUID


def adjust(
    known: AdjustmentFact | None, *, is_known_type: bool, command: AdjustLeave
) -> tuple[AdjustmentFact, ...] | Refusal:
    """An adjustment is made once; another one gets an id of its own."""
    wanted = command.adjustment
    if known is not None:
        same = known.adjustment == wanted and known.what == "made"
        return () if same else conflict("adjustment_id", "id_taken")
    if not is_known_type:
        return unknown("leave_type", "unknown_leave_type", wanted.leave_type)
    return (AdjustmentFact("made", 1, wanted),)


def withdraw(known: AdjustmentFact | None, command: WithdrawAdjustment) -> tuple[AdjustmentFact, ...] | Refusal:
    """It counts no more."""
    if known is None or known.adjustment.person_id != command.person_id:
        return unknown("adjustment_id", "unknown_adjustment", command.adjustment_id)
    if known.what == "withdrawn":
        return ()
    return (replace(known, what="withdrawn", version=known.version + 1),)
