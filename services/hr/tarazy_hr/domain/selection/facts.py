"""What the record of a competition says, entry by entry. Ids and codes only: no name, no free text."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal
from uuid import UUID

from tarazy_hr.domain.selection.procedure import Procedure


@dataclass(frozen=True, slots=True)
class Announced:
    """A vacancy is announced, with the procedure that holds for the whole competition."""

    competition_id: UUID
    court_id: str
    post_id: UUID
    role: str
    share: Decimal
    """Of full time."""
    from_on: date
    """First day in post."""
    announced_on: date
    applications_until: date
    """Last day on which applications are taken, in the court's zone."""
    due_on: date
    """Last day of the first stage."""
    zone: str
    panel: tuple[UUID, ...]
    procedure: Procedure


@dataclass(frozen=True, slots=True)
class Applied:
    """Somebody applied. Who it is stands apart."""

    application_id: UUID


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A candidate goes no further by their own wish."""

    application_id: UUID


@dataclass(frozen=True, slots=True)
class PanelNamed:
    """Who scores from now on. Scores of a stage that is not complete count only from members of the panel."""

    panel: tuple[UUID, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Recused:
    """A member does not score a candidate, or nobody in this competition; what they scored does not count."""

    member: UUID
    application_id: UUID | None
    """None: nobody in this competition."""
    ground: Literal["declared", "found"]
    """By the member, or found among declared interests and candidates."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A score; of several for one place the last counts, and all are kept."""

    application_id: UUID
    stage: str
    member: UUID | None
    """None: the officer's."""
    score: Decimal
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What a candidate reached in a stage."""

    application_id: UUID
    mean: Fraction
    members: tuple[UUID | None, ...]
    """Whose scores make the mean up, in order of id."""
    passed: bool


@dataclass(frozen=True, slots=True)
class StageCompleted:
    """A stage is over: who goes on and who does not."""

    stage: str
    results: tuple[Result, ...]
    """In the order of the applications."""
    due_on: date | None
    """Last day of the next stage; after the last one None."""


@dataclass(frozen=True, slots=True)
class Place:
    """A candidate's place, 1 for the first."""

    application_id: UUID
    place: int
    total: Fraction
    """From 0 to 1: the weighted mean of what was reached of each stage's maximum."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """The ranking of those who passed every stage."""

    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Reopened:
    """The competition goes on from an earlier stage, or takes applications again."""

    stage: str
    """A stage's code, or `applications`."""
    reason: str
    applications_until: date
    due_on: date


@dataclass(frozen=True, slots=True)
class Filled:
    """A candidate is appointed; the others are closed."""

    application_id: UUID
    reason: str | None
    """Why it is not the first of the ranking who has not withdrawn."""


@dataclass(frozen=True, slots=True)
class Closed:
    """The competition ends without an appointment."""

    reason: str


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The competition is called off."""

    reason: str


@dataclass(frozen=True, slots=True)
class CandidatesErased:
    """The candidates' data were deleted; the record stays."""

    applications: int


Fact = (
    Announced
    | Applied
    | Withdrawn
    | PanelNamed
    | Recused
    | Scored
    | StageCompleted
    | Ranked
    | Reopened
    | Filled
    | Closed
    | Cancelled
    | CandidatesErased
)
