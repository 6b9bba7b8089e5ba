"""The limits of hearings: rules that hold now, and what is ordered about the terms of one case."""

from dataclasses import dataclass
from uuid import UUID

from tarazy_scheduling.domain.model.limits import Ruling


@dataclass(frozen=True, slots=True)
class ReviewLimits:
    """The rules about limits, which were read with the court, are others than before."""


@dataclass(frozen=True, slots=True)
class RecordRuling:
    """Something was ordered about the terms of a case, or an order is taken back."""

    case_id: UUID
    ruling: Ruling
