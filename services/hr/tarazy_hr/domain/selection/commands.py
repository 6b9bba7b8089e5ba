"""What can be asked of a competition."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Announce:
    """Announce a vacancy."""

    competition_id: UUID
    court_id: str
    post_id: UUID
    role: str
    share: Decimal
    from_on: date
    panel: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Apply:
    """Take an application in. `documents` are the codes of what it brings."""

    application_id: UUID
    documents: frozenset[str]


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Withdraw an application."""

    application_id: UUID


@dataclass(frozen=True, slots=True)
class NamePanel:
    """Say who scores from now on."""

    panel: tuple[UUID, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Recuse:
    """A member declares not to score a candidate, or nobody (None)."""

    member: UUID
    application_id: UUID | None


@dataclass(frozen=True, slots=True)
class Score:
    """Score a candidate in the stage that runs, or correct that; a member of None is the officer."""

    application_id: UUID
    stage: str
    member: UUID | None
    score: Decimal
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CompleteStage:
    """End the stage that runs: the thresholds decide who goes on."""

    stage: str


@dataclass(frozen=True, slots=True)
class Fill:
    """Appoint a candidate; `reason` where it is not the first of the ranking."""

    application_id: UUID
    reason: str | None


@dataclass(frozen=True, slots=True)
class Close:
    """End the competition without an appointment."""

    reason: str


@dataclass(frozen=True, slots=True)
class Cancel:
    """Call the competition off."""

    reason: str


@dataclass(frozen=True, slots=True)
class Reopen:
    """Go on from an earlier stage, or take applications again."""

    stage: str
    reason: str


@dataclass(frozen=True, slots=True)
class EraseCandidates:
    """Delete what is known about the candidates, once the procedure's days are over."""


Command = (
    Announce
    | Apply
    | Withdraw
    | NamePanel
    | Recuse
    | Score
    | CompleteStage
    | Fill
    | Close
    | Cancel
    | Reopen
    | EraseCandidates
)

REASONS = {
    "panel": frozenset({"member_recused", "member_unavailable", "panel_enlarged", "member_left"}),
    "fill": frozenset({"declined", "not_available", "not_eligible"}),
    "close": frozenset({"no_applications", "nobody_passed", "nobody_accepted"}),
    "cancel": frozenset({"post_filled", "post_abolished", "procedure_breached", "announced_in_error"}),
    "reopen": frozenset({"appeal_upheld", "score_recused", "panel_incomplete", "more_candidates", "closed_in_error"}),
}
"""Codes that say why, by what is done."""
