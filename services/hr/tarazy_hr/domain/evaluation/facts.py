"""What the record of an evaluation says, entry by entry. Ids, codes and figures only; words stand apart."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Literal
from uuid import UUID

from tarazy_hr.domain.evaluation.indicators import Indicator
from tarazy_hr.domain.evaluation.rules import CycleKind, EvaluationRules
from tarazy_hr.domain.evaluation.scoring import Total


@dataclass(frozen=True, slots=True)
class Opened:
    """The evaluation of a judge was opened."""

    evaluation_id: UUID
    court_id: str
    judge: UUID
    kind: CycleKind
    from_on: date
    to_on: date
    """The period that is looked at, [from_on, to_on)."""
    opened_on: date
    panel: tuple[UUID, ...]
    zone: str
    rules: EvaluationRules

    @property
    def last_on(self) -> date:
        """Of the period."""
        return self.to_on - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PanelNamed:
    """Who scores from now on."""

    panel: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Recused:
    """A member does not score this judge; what they scored does not count."""

    member: UUID
    ground: Literal["declared", "found", "granted"]


@dataclass(frozen=True, slots=True)
class FiguresTaken:
    """The figures, as the hearing facts gave them on a day."""

    indicators: tuple[Indicator, ...]
    on: date


@dataclass(frozen=True, slots=True)
class SurveyTaken:
    """What the answers to a survey came to for a criterion, 0 to 100; None: too few to say."""

    criterion: str
    survey_id: UUID
    mean: Fraction | None
    answers: int
    """0 where they are too few to be told."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A member's score for a criterion; of several the last counts."""

    member: UUID
    criterion: str
    score: Decimal


@dataclass(frozen=True, slots=True)
class Drafted:
    """The judge is shown what it comes to, and may reply."""

    total: Total
    on: date


@dataclass(frozen=True, slots=True)
class Replied:
    """The judge replied; the words stand apart."""

    on: date


@dataclass(frozen=True, slots=True)
class Disputed:
    """The judge disputes that a hearing counts as it does."""

    hearing_id: UUID
    on: date


@dataclass(frozen=True, slots=True)
class DisputeSettled:
    """Whether the hearing is left out of all figures."""

    hearing_id: UUID
    left_out: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """What the evaluation comes to."""

    total: Total
    members: tuple[UUID, ...]
    on: date


@dataclass(frozen=True, slots=True)
class Appealed:
    """The judge does not accept it."""

    on: date


@dataclass(frozen=True, slots=True)
class AppealDecided:
    """What became of the appeal: `returned` opens the scores again for another panel."""

    result: Literal["upheld", "returned"]
    on: date


@dataclass(frozen=True, slots=True)
class BecameFinal:
    """It stands."""

    on: date


@dataclass(frozen=True, slots=True)
class Abandoned:
    """It ended without a result."""

    reason: Literal["left_office", "opened_in_error", "moved_court"]
    on: date


Fact = (
    Opened
    | PanelNamed
    | Recused
    | FiguresTaken
    | SurveyTaken
    | Scored
    | Drafted
    | Replied
    | Disputed
    | DisputeSettled
    | Decided
    | Appealed
    | AppealDecided
    | BecameFinal
    | Abandoned
)
