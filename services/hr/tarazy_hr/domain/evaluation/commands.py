"""What can be asked of an evaluation."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal
from uuid import UUID

from tarazy_hr.domain.evaluation.rules import CycleKind

EndReason = Literal["left_office", "opened_in_error", "moved_court"]
"""Why it ends without a result."""


@dataclass(frozen=True, slots=True)
class Open:
    """Open the evaluation of a judge over [from_on, to_on)."""

    evaluation_id: UUID
    court_id: str
    judge: UUID
    kind: CycleKind
    from_on: date
    to_on: date
    panel: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class NamePanel:
    """Say who scores from now on."""

    panel: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Recuse:
    """A member does not score this judge."""

    member: UUID
    ground: Literal["declared", "found", "granted"]


@dataclass(frozen=True, slots=True)
class TakeFigures:
    """Take the figures from the hearing facts as they stand."""


@dataclass(frozen=True, slots=True)
class TakeSurvey:
    """Take over what a survey that is closed came to."""

    criterion: str
    survey_id: UUID
    mean: Fraction | None
    answers: int


@dataclass(frozen=True, slots=True)
class Score:
    """Score a criterion, or correct that."""

    member: UUID
    criterion: str
    score: Decimal


@dataclass(frozen=True, slots=True)
class Draft:
    """Show the judge what it comes to."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The judge replies."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """The judge disputes that a hearing counts as it does."""

    hearing_id: UUID


@dataclass(frozen=True, slots=True)
class SettleDispute:
    """Say whether the hearing is left out."""

    hearing_id: UUID
    left_out: bool


@dataclass(frozen=True, slots=True)
class Decide:
    """Decide. `by`: the member who enters it."""

    by: UUID


@dataclass(frozen=True, slots=True)
class Appeal:
    """The judge does not accept it."""


@dataclass(frozen=True, slots=True)
class DecideAppeal:
    """What became of the appeal. `by` has not scored; `panel` scores where it is returned."""

    result: Literal["upheld", "returned"]
    by: UUID
    panel: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class LetPass:
    """Do what follows from days that have passed. Asked by the clock, not by people."""


@dataclass(frozen=True, slots=True)
class Abandon:
    """End it without a result."""

    reason: EndReason


Command = (
    Open
    | NamePanel
    | Recuse
    | TakeFigures
    | TakeSurvey
    | Score
    | Draft
    | Reply
    | Dispute
    | SettleDispute
    | Decide
    | Appeal
    | DecideAppeal
    | LetPass
    | Abandon
)
