"""What a decision has to know beside the record of its evaluation."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tarazy_shared.terms import IsOpen

from tarazy_hr.domain.evaluation.facts import Fact
from tarazy_hr.domain.evaluation.indicators import HearingOfJudge, Workload
from tarazy_hr.domain.evaluation.rules import EvaluationRules
from tarazy_hr.domain.refusal import Refusal

Decision = tuple[Fact, ...] | Refusal
"""No facts at all: what was wanted stands already."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a decision has to know beside the evaluation's own record."""

    today: date
    zone: str
    is_open: IsOpen
    rules: EvaluationRules | None = None
    """Those that stand today."""
    was_judge: bool = False
    """Whether the person was a judge of the court in the period or since."""
    running: UUID | None = None
    """Another evaluation of the same judge that is not over."""
    hearings: tuple[HearingOfJudge, ...] = ()
    """Of the period."""
    workload: Workload | None = None
    interested: frozenset[UUID] = frozenset()
    """People between whom and the judge an interest is declared."""
